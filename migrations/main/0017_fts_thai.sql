-- The rows of the search index with Thai anew: it has no spaces between words and is indexed by pairs of letters now.
-- index_terms is a function of src/store/migrate.ts.
CREATE TEMP TABLE thai AS
  SELECT id, sort_at FROM articles
  WHERE verdict IS NOT NULL AND coalesce(title, '') || text GLOB '*[ก-๛]*';
--> statement-breakpoint
DELETE FROM articles_fts WHERE rowid IN (SELECT sort_at / 1000 * 2147483648 + id FROM thai);
--> statement-breakpoint
INSERT INTO articles_fts (rowid, title, body)
  SELECT sort_at / 1000 * 2147483648 + id, index_terms(coalesce(title, '')), index_terms(text)
  FROM articles WHERE id IN (SELECT id FROM thai) ORDER BY sort_at, id;
--> statement-breakpoint
DROP TABLE thai;
