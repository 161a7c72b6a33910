/** The table of API tokens. Times are epoch milliseconds. */
import { SCOPES } from '../../core/access.ts';
import { blob, integer, sqliteTable, text } from '../file/drizzle.ts';

export const apiTokens = sqliteTable('api_tokens', {
  /** The public part of the token. */
  id: text().primaryKey(),
  name: text().notNull().unique(),
  scope: text({ enum: SCOPES }).notNull(),
  /** SHA-256 of the whole token. */
  hash: blob({ mode: 'buffer' }).notNull(),
  createdAt: integer().notNull(),
  /** Null: it never expires. */
  expiresAt: integer(),
  /** The beginning of the day (UTC) on which it was last used. */
  usedAt: integer(),
});
