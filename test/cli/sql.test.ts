/** `jvwire sql` as typed by hand: what it answers, what it refuses, and what it cuts short. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { filesIn, withFeed } from '../store/fixtures.ts';
import { jvwire, start } from './jvwire.ts';

const NUMBERS = 'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)';
let folder: string;
let database: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jvwire-sql-'));
  database = filesIn(folder).database;
  const store = openStore(filesIn(folder), () => 0.5);
  withFeed(store).close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sql = (statement: string, ...more: string[]) => jvwire(['sql', statement, '--db', database, ...more]);

test('it answers as a table, JSON, NDJSON and CSV', async () => {
  const question =
    "SELECT id, enabled, site, '=1+1' AS formula, '=1' AS formula, x'00ff' AS bytes, 9007199254740993 AS big FROM v_feeds";
  const row = {
    id: 'wire',
    enabled: 1,
    site: null,
    formula: '=1+1',
    'formula:1': '=1',
    bytes: '00ff',
    big: '9007199254740993',
  };
  const answers = await Promise.all(
    ['json', 'ndjson', 'csv', 'table'].map((format) => sql(question, '--format', format)),
  );
  expect(answers.map(({ code, stderr }) => [code, stderr])).toEqual(answers.map(() => [0, '']));
  const [json, ndjson, csv, table] = answers.map(({ stdout }) => stdout);
  expect(JSON.parse(json ?? '')).toEqual([row]);
  expect(JSON.parse(ndjson ?? '')).toEqual(row);
  expect(csv).toBe("id,enabled,site,formula,formula:1,bytes,big\nwire,1,,'=1+1,'=1,00ff,9007199254740993\n");
  expect(table).toMatch(/^id {4}enabled .*\nwire/);
});

test('a line break of Unicode inside a value stays inside it', async () => {
  const { stdout } = await jvwire(['sql', '-', '--json', '--db', database], {
    stdin: 'SELECT char(8232, 10, 8233) AS breaks',
  });
  expect(JSON.parse(stdout)).toEqual([{ breaks: '\u2028\n\u2029' }]);
});

test('what does more than read is refused in one line', async () => {
  const { code, stdout, stderr } = await sql('DELETE FROM articles');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe('jvwire: the SQL: must only read: SELECT, WITH ... SELECT, VALUES or EXPLAIN\n');
  expect(await sql('SELECT nope FROM v_articles')).toMatchObject({
    code: 2,
    stderr: 'jvwire: the SQL: no such column: nope\n',
  });
});

test('more rows than the limit are cut, and it says so', async () => {
  const { code, stdout, stderr } = await sql(
    `${NUMBERS} SELECT n FROM r`,
    '--format',
    'ndjson',
    '--limit',
    '3',
  );
  expect({ code, stdout }).toEqual({ code: 0, stdout: '{"n":1}\n{"n":2}\n{"n":3}\n' });
  expect(stderr).toBe('there are more than 3 rows: --limit shows more\n');
  expect((await sql('VALUES (1), (2)', '--limit', '2')).stderr).toBe('');
});

test('a query without end is ended when its time is over, and nothing of it stays behind', async () => {
  const { code, stderr } = await sql(`${NUMBERS} SELECT count(*) FROM r`, '--timeout', '1');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'jvwire: the query took more than 1 s; --timeout gives it more\n',
  });
});

test.each(['--limit 0', '--limit 1.5', '--limit 1000000001', '--timeout 86401', '--timeout ten'])(
  '%s is refused: no timer and no list is as long',
  async (typed) => {
    const { code, stdout, stderr } = await sql('SELECT 1', ...typed.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/is invalid\. must be a whole number from 1 to \d+\.\n$/);
  },
);

test('a query that needs more memory than it may have fails by itself', async () => {
  const { code, stderr } = await sql('SELECT hex(zeroblob(490000000))');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'jvwire: the query needs more than 1024 MB of memory\n',
  });
});

test('a reader that has seen enough ends it quietly', async () => {
  const { child, result } = start([
    'sql',
    `${NUMBERS} SELECT n FROM r`,
    '--format',
    'csv',
    '--limit',
    '1000000000',
    '--db',
    database,
  ]);
  child.stdout?.once('data', () => child.stdout?.destroy());
  expect(await result).toMatchObject({ code: 0, stderr: '' });
});

test('without a database, or with one of an older version, it says what to do', async () => {
  const missing = await jvwire(['sql', 'SELECT 1', '--db', join(folder, 'missing.db')]);
  expect(missing).toMatchObject({ code: 1 });
  expect(missing.stderr).toContain('`jvwire run` makes one');
});
