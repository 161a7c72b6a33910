-- The search index. It holds only the terms (contentless): the text itself stands in articles. Chinese, Japanese
-- and Korean runs are written as overlapping character pairs by src/text/search-terms.ts before they come here.
CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, body,
  content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2"
);
--> statement-breakpoint
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
  DELETE FROM articles_fts WHERE rowid = old.id;
END;
