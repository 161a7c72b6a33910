/** What may be asked in SQL: one statement that only reads, whatever it is made of. */
import { beforeEach, expect, test } from 'vitest';
import { openSqlAnswer } from '../../src/store/file/sql-query.ts';
import { filesIn, freshStore, temporaryFolder, withFeed } from './fixtures.ts';

let database: string;

beforeEach(() => {
  const folder = temporaryFolder();
  database = filesIn(folder).database;
  withFeed(freshStore(folder));
});

test.each([
  ['DELETE FROM articles', 'must only read'],
  ['WITH x AS (SELECT 1) DELETE FROM articles', 'must only read'],
  ["ATTACH 'other.db' AS other", 'must only read'],
  ['PRAGMA query_only = OFF', 'must only read'],
  ['PRAGMA journal_mode = DELETE', 'must only read'],
  ["VACUUM INTO 'copy.db'", 'must only read'],
  ['BEGIN IMMEDIATE', 'must only read'],
  ['SELECT 1; DELETE FROM articles', 'more than one statement'],
  ["SELECT load_extension('x')", 'not authorized'],
  ["SELECT * FROM pragma_journal_mode('delete')", 'unknown database'],
  ['-- only a comment', 'no statement'],
  [`${'/**/'.repeat(60)}PRAGMA user_version`, 'must only read'],
  ['/* SELECT */ PRAGMA user_version /* */', 'must only read'],
])('%s is refused: %s', (sql, reason) => {
  expect(() => [...openSqlAnswer(database, sql).rows]).toThrow(reason);
});

test.each([
  'SELECT id FROM v_feeds',
  '-- which\n/* feeds; */ select id from v_feeds;',
  '/* * ** / **//**/ SELECT id FROM v_feeds',
  'WITH f AS (SELECT id FROM feeds) SELECT id FROM f',
  "VALUES ('wire')",
])('%s is answered', (sql) => {
  const { rows, close } = openSqlAnswer(database, sql);
  expect([...rows]).toEqual([['wire']]);
  close();
});
