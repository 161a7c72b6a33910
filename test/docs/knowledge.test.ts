/** What docs/knowledge.md says of the sources of the knowledge that is data holds for every entry of it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Entry = Readonly<Record<string, unknown>>;

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8'));

const isTold = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 && value.every(isTold) : typeof value === 'string' && value !== '';

test.each([
  ['article/site-rules.json', 'sources'],
  ['feed/data/challenges.json', 'source'],
  ['feed/data/feed-paths.json', 'why'],
  ['tags/data/companies.json', 'sources'],
  ['tags/data/ventures.json', 'sources'],
  ['text/url/site-parameters.json', 'source'],
  ['text/url/syndicators.json', 'source'],
  ['text/url/tracking-parameters.json', 'why'],
  ['text/url/wrapping-links.json', 'source'],
])('every entry of %s has its %s', (file, field) => {
  const entries = read(file) as readonly Entry[];
  expect(entries.length).toBeGreaterThan(5);
  expect(entries.filter((entry) => !isTold(entry[field]))).toEqual([]);
});

test.each(['article/confidence-table.json', 'tags/data/confidence.json'])(
  '%s names the command that made it',
  (file) => {
    const { made = '' } = read(file) as { readonly made?: string };
    const [, script = ''] = /^node (bench\/[\w-]+\.ts) on /.exec(made) ?? [];
    expect(script).not.toBe('');
    readFileSync(new URL(`../../${script}`, import.meta.url));
  },
);
