/**
 * The one place that loads Drizzle and better-sqlite3. Loading them as CommonJS takes 0.1 s, as ES modules 0.7 s and
 * 200 MB, because Node then rereads Drizzle's large package.json for each of its modules.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const {
  and,
  asc,
  between,
  count,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  min,
  ne,
  or,
  sql,
} = require('drizzle-orm') as typeof import('drizzle-orm');
export const { drizzle } =
  require('drizzle-orm/better-sqlite3') as typeof import('drizzle-orm/better-sqlite3');
export const { migrate } =
  require('drizzle-orm/better-sqlite3/migrator') as typeof import('drizzle-orm/better-sqlite3/migrator');
export const { blob, check, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } =
  require('drizzle-orm/sqlite-core') as typeof import('drizzle-orm/sqlite-core');

export const Sqlite = require('better-sqlite3') as typeof import('better-sqlite3');
export type SQL<T = unknown> = import('drizzle-orm').SQL<T>;
export type Statement = import('better-sqlite3').Statement<unknown[]>;
export type SqliteDatabase = import('better-sqlite3').Database;
