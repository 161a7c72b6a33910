/** The pages lead where they say: every file that one names is there, and no filter or field of the knowledge is left out. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIELDS } from '../../src/query/article-filter.ts';
import companies from '../../src/tags/data/companies.json' with { type: 'json' };
import ventures from '../../src/tags/data/ventures.json' with { type: 'json' };
import { projectRoot } from '../cli/jvwire.ts';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const pages = [
  'README.md',
  'SECURITY.md',
  ...readdirSync(join(projectRoot, 'docs')).map((name) => `docs/${name}`),
]
  .filter((path) => path.endsWith('.md'))
  .map((path) => [path, read(path)] as const);

test.each(pages)('%s names no file that is not there', (_path, page) => {
  const named = [...page.matchAll(/\b(?:src|test|workers|bench|migrations)\/[\w./*-]*\w/g)].map(
    ([path]) => path,
  );
  expect(named.filter((path) => !path.includes('*') && !existsSync(join(projectRoot, path)))).toEqual([]);
});

test('the README has every filter of articles', () => {
  const [list = ''] = /take the same filters: `[^`]*`/.exec(read('README.md')) ?? [];
  expect(FIELDS.filter((field) => !list.split(/[\s`]+/).includes(`--${field}`))).toEqual([]);
});

test('docs/knowledge.md has every field of a company and of a venture', () => {
  const told = [...read('docs/knowledge.md').matchAll(/^\| `([^`]+)` \|/gm)].flatMap(([, cell = '']) =>
    cell.split(' '),
  );
  const fields = new Set([...companies, ...ventures].flatMap((entry) => Object.keys(entry)));
  expect([...fields].filter((field) => !told.includes(field))).toEqual([]);
});

test('the numbers that are raised by hand are where docs/changing.md has them', () => {
  const rows = [...read('docs/changing.md').matchAll(/^\| `([A-Z_]+)` in `([^`]+)` \|/gm)];
  expect(rows.length).toBeGreaterThan(3);
  for (const [, name = '', path = ''] of rows)
    expect(read(path), path).toMatch(new RegExp(`^(?:export )?const ${name} = `, 'm'));
});
