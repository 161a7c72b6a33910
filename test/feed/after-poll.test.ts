/** What of a poll is remembered, where more than one part of it is concerned. */
import { expect, test } from 'vitest';
import type { FeedPolled, ItemCounts } from '../../src/core/jobs.ts';
import {
  type AfterPoll,
  afterPoll,
  type FeedMemory,
  newFeedMemory,
  type Surroundings,
} from '../../src/feed/watch/after-poll.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2025, 10, 6);

const WELL = { status: 200, bytes: 0, freshMinutes: 0 } as const;
const FAILED = { kind: 'failed', failure: { code: 'dns', action: 'retry', message: '' } } as const;
const UNCHANGED = { kind: 'unchanged', ...WELL, validators: null } as const;

/** A document whose items were published then. */
function document(...published: number[]): FeedPolled['result'] {
  const items = published.map((at) => ({
    guid: `${at}`,
    url: `https://wire.example/${at}`,
    title: null,
    authors: [],
    publishedAt: new Date(at).toISOString(),
    updatedAt: null,
    summary: null,
    contentHtml: null,
    categories: [],
  }));
  return {
    kind: 'polled',
    ...WELL,
    document: { format: 'rss', title: null, language: null, ttlMinutes: null, items, warnings: [] },
    validators: { etag: null, lastModified: null },
    bodyHash: `${published}`,
  };
}

function poll(
  memory: FeedMemory,
  at: number,
  result: FeedPolled['result'],
  fresh = 0,
  pace: Surroundings['pace'] = null,
): AfterPoll {
  const seen = result.kind === 'polled' ? result.document.items.length : 0;
  const counts: ItemCounts = { seen, new: fresh, known: seen - fresh, rejected: 0, rejections: {} };
  return afterPoll(memory, { at, ms: 0, result }, counts, {
    dueAt: null,
    pace,
    networkDown: false,
    phaseMs: 0,
    random: () => 0,
  });
}

const READ = poll(newFeedMemory('https://wire.example/feed', NOW), NOW, document(NOW), 1).memory;

test('a silence within which a poll failed teaches nothing, the next one does', () => {
  const failed = poll(READ, NOW + DAY, FAILED).memory;
  const again = poll(failed, NOW + 2 * DAY, document(NOW + DAY), 1).memory;
  expect(again.rhythm).toMatchObject({ lastNewAt: NOW + 2 * DAY, silences: [] });
  const later = poll(again, NOW + 5 * DAY, document(NOW + 5 * DAY), 1).memory;
  expect(later.rhythm.silences).toEqual([72]);
});

test('the first document shows the rhythm also where all its items were known from another feed', () => {
  const first = poll(
    newFeedMemory('https://wire.example/feed', NOW),
    NOW,
    document(NOW - DAY, NOW - 2 * DAY),
  );
  expect(first.memory.rhythm).toMatchObject({ lastNewAt: NOW - DAY, silences: [24] });
  const second = poll(first.memory, NOW + HOUR, document(NOW - DAY, NOW - 2 * DAY));
  expect(second.memory.rhythm).toEqual(first.memory.rhythm);
});

test('how long an answer stays fresh is heeded as of the last one, unchanged or not', () => {
  const { memory, nextAt } = poll(READ, NOW + HOUR, { ...UNCHANGED, freshMinutes: 600 });
  expect(nextAt).toBeGreaterThanOrEqual(NOW + 11 * HOUR);
  expect(poll(memory, NOW + 12 * HOUR, UNCHANGED).nextAt).toBeLessThan(NOW + 16 * HOUR);
});

test('the hours in which the document wants nobody to ask are kept through answers without a document', () => {
  const read = document(NOW);
  if (read.kind !== 'polled') throw new Error('not polled');
  const skipHours = Array.from({ length: 13 }, (_, hour) => hour);
  const first = poll(READ, NOW, { ...read, document: { ...read.document, skipHours } });
  expect(first.nextAt).toBeGreaterThanOrEqual(NOW + 13 * HOUR);
  expect(poll(first.memory, NOW, UNCHANGED).nextAt).toBeGreaterThanOrEqual(NOW + 13 * HOUR);
});

test('the last failure is forgotten with the next answer', () => {
  const challenge = { vendor: 'Cloudflare', sign: 'cf-mitigated' };
  const failed = poll(READ, NOW + HOUR, { ...FAILED, failure: { ...FAILED.failure, challenge } }).memory;
  expect(failed).toMatchObject({ lastFailure: { code: 'dns' }, challenge });
  expect(poll(failed, NOW + 2 * HOUR, UNCHANGED).memory).toMatchObject({
    lastFailure: null,
    challenge: null,
  });
});

test('the answer of a feed puts its next poll behind the rest of its host, and as far apart as its strikes say', () => {
  const pace = { strikes: 5, lastStrikeAt: NOW - HOUR, notBefore: NOW + 9 * HOUR };
  expect(poll(READ, NOW, UNCHANGED, 0, pace).nextAt).toBeGreaterThanOrEqual(pace.notBefore);
  // Five strikes: 320 minutes.
  const rested = { ...pace, notBefore: NOW - HOUR };
  expect(poll(READ, NOW, UNCHANGED, 0, rested).nextAt).toBeGreaterThanOrEqual(NOW + 5 * HOUR);
  expect(poll(READ, NOW, UNCHANGED).nextAt).toBeLessThan(NOW + 3 * HOUR);
});
