-- The search index anew: traditional, Japanese and simplified characters are folded into one, and rows are numbered by
-- time and id, so that matches come in the order of lists (src/store/search-index.ts). index_terms is a function of
-- src/store/migrate.ts. Times get whole seconds, as they stand in the numbers.
DROP TRIGGER articles_fts_delete;
--> statement-breakpoint
DROP TABLE articles_fts;
--> statement-breakpoint
UPDATE articles SET sort_at = sort_at - ((sort_at % 1000) + 1000) % 1000 WHERE sort_at % 1000 <> 0;
--> statement-breakpoint
CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, body,
  content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2"
);
--> statement-breakpoint
INSERT INTO articles_fts (rowid, title, body)
  SELECT sort_at / 1000 * 2147483648 + id, index_terms(coalesce(title, '')), index_terms(text)
  FROM articles WHERE verdict IS NOT NULL ORDER BY sort_at, id;
--> statement-breakpoint
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
  DELETE FROM articles_fts WHERE rowid = old.sort_at / 1000 * 2147483648 + old.id;
END;
