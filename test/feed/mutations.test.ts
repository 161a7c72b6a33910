/** Feeds damaged in every way a wire or an editor can damage them: never an exception, a hang, or a shape that is none. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DocumentError } from '../../src/core/errors.ts';
import { feedPolledSchema } from '../../src/core/payloads.ts';
import { parseFeed } from '../../src/feed/document/parse.ts';
import { renderFeed } from '../newsroom/feeds.ts';

/** JVWIRE_TEST_RUNS makes it as long as one likes. */
const RUNS = Number(process.env['JVWIRE_TEST_RUNS'] ?? 300);
const MAX_MS = 2000;

const REAL = new URL('../../../shared/eval/feeds/files/', import.meta.url);
const required = process.env['JVWIRE_TEST_REQUIRE_ALL'] === '1';

const written = (['rss', 'atom', 'rdf', 'json'] as const).map(
  (format) =>
    renderFeed({
      format,
      charset: 'utf-8',
      carries: 'full',
      title: 'Wire & Wheel 车轮',
      language: 'en',
      site: 'https://wire.example/',
      url: 'https://wire.example/feed',
      entries: [1, 2, 3, 4].map((n) => ({
        url: `https://wire.example/${n}`,
        title: `Story ${n}: “plugs” & 电池`,
        date: `2026-0${n}-01T08:00:00+08:00`,
        authors: ['A. Writer'],
        section: 'Cars',
        paragraphs: ['A first paragraph of <b>some</b> length.', '第二段。'],
      })),
    }).body,
);

/** What may stand in the way of a parser. */
const SHARDS = [
  '<',
  '>',
  '&',
  ']]>',
  '<![CDATA[',
  '<!--',
  '</item>',
  '<item>',
  '</rss>',
  '"',
  '\0',
  '\ufffe',
  '&#x110000;',
  '<?xml version="1.0" encoding="utf-16"?>',
  '{',
  '[',
  '\\u',
  '<!DOCTYPE a [',
];

type Damage =
  | { readonly kind: 'flip' | 'cut' | 'repeat' | 'drop'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly shard: string };

/** `at` is a share of the document. */
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('flip', 'cut', 'repeat', 'drop'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 400 }),
  }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    shard: fc.constantFrom(...SHARDS),
  }),
);

function damaged(bytes: Uint8Array, how: Damage): Uint8Array {
  const at = Math.floor(how.at * bytes.length);
  if (how.kind === 'insert')
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(how.shard), bytes.subarray(at)]);
  const end = at + how.length;
  switch (how.kind) {
    case 'flip':
      return bytes.map((byte, index) => (index >= at && index < end ? byte ^ (1 + (index % 255)) : byte));
    case 'cut':
      return bytes.slice(0, at);
    case 'repeat':
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    case 'drop':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
  }
}

async function survives(bytes: Uint8Array): Promise<void> {
  const start = process.cpuUsage();
  const document = await parseFeed(bytes, { url: 'https://wire.example/feed' }).catch((error: unknown) => {
    if (error instanceof DocumentError) return null;
    throw error;
  });
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(MAX_MS);
  if (document === null) return;
  // What travels between machines is checked to the last field: the same check serves here.
  const answer = { status: 200, bytes: bytes.length, freshMinutes: 0, bodyHash: '' };
  const validators = { etag: null, lastModified: null };
  const request = { url: 'https://wire.example/feed', ...validators };
  const result = { kind: 'polled', ...answer, validators, document } as const;
  expect(
    feedPolledSchema.safeParse({ feedId: 'a', at: 0, ms: 0, request, redirects: [], result }).error,
  ).toBeUndefined();
  for (const { publishedAt, updatedAt, url } of document.items) {
    for (const date of [publishedAt, updatedAt])
      if (date !== null) expect(new Date(date).toISOString()).toBe(date);
    if (url !== null) expect(url).toMatch(/^https?:\/\//);
  }
}

const damages = fc.array(damage, { minLength: 1, maxLength: 6 });

describe('damaged', () => {
  test('feeds of ours', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...written), damages, (bytes, list) =>
        survives(list.reduce(damaged, bytes)),
      ),
      { numRuns: RUNS, seed: 1 },
    );
  });

  if (!existsSync(REAL)) {
    const title = 'the real feeds are not here: nothing of theirs was damaged';
    if (required) test(title, () => expect.unreachable(title));
    else test.skip(title, () => undefined);
    return;
  }
  test('real feeds (../shared/eval/feeds)', { timeout: 300_000 }, async () => {
    const files = readdirSync(REAL).map((name) => gunzipSync(readFileSync(new URL(name, REAL))));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), damages, (bytes, list) =>
        survives(list.reduce(damaged, bytes)),
      ),
      { numRuns: RUNS, seed: 2 },
    );
  });
});
