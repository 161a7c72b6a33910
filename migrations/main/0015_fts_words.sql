-- The search index anew: words are folded before they come into it (case of ß and ı, letters with strokes), and those
-- with hyphens stand in it in one as well. index_terms is a function of src/store/migrate.ts.
INSERT INTO articles_fts (articles_fts) VALUES ('delete-all');
--> statement-breakpoint
INSERT INTO articles_fts (rowid, title, body)
  SELECT sort_at / 1000 * 2147483648 + id, index_terms(coalesce(title, '')), index_terms(text)
  FROM articles WHERE verdict IS NOT NULL ORDER BY sort_at, id;
