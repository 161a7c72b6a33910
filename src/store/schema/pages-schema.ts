/** The archive of raw pages, in a file of its own so that the main database stays small. */
import { blob, index, integer, sqliteTable, text, uniqueIndex } from '../file/drizzle.ts';

export const pages = sqliteTable(
  'pages',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    articleId: integer().notNull(),
    /** The address that answered. */
    url: text().notNull(),
    fetchedAt: integer().notNull(),
    status: integer().notNull(),
    /** Content-Type, Last-Modified, ETag and Content-Language as received. */
    headers: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** SHA-256 of the decompressed body, hex. */
    hash: text().notNull(),
    /** Length of the decompressed body. */
    bytes: integer().notNull(),
    /** The body as received, zstd-compressed; empty when it was too large to be archived. */
    body: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [
    uniqueIndex('pages_of_article').on(table.articleId, table.hash),
    index('pages_by_time').on(table.fetchedAt),
  ],
);
