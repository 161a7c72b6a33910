/** Turns at hosts: waited for in place or given up, given back, and the place in the line left when it is not needed. */
import { describe, expect, test } from 'vitest';
import type { Failure } from '../../src/core/errors.ts';
import { jobId } from '../../src/core/jobs.ts';
import type { FetchOutcome } from '../../src/core/ports.ts';
import { createRobots } from '../../src/net/robots.ts';
import { createHostSlots } from '../../src/net/slots.ts';
import { createHostCooldowns } from '../../src/pipeline/ingest/host-cooldowns.ts';
import { type IngestDependencies, ingestArticle } from '../../src/pipeline/ingest/ingest-article.ts';
import { fetchInTurns, nextTurn } from '../../src/pipeline/ingest/turns.ts';
import { ingest } from '../redis/fixtures.ts';

/** Real turns, a second apart, on a clock that waiting moves on. */
function turns() {
  const clock = { now: 1_000_000 };
  const slots = createHostSlots({ intervalMs: 1_000 });
  const robots = createRobots({
    fetcher: { fetch: () => expect.unreachable() },
    userAgentToken: 'jvwire',
  });
  const wait = async (ms: number): Promise<void> => {
    clock.now += ms;
  };
  const next = (claimant: string, patienceMs: number) =>
    nextTurn(
      { slots, robots, now: () => clock.now, wait },
      'https://wire.example/1',
      claimant,
      clock.now + patienceMs,
    );
  const take = async (claimant: string): Promise<void> => {
    const turn = await slots.claim('wire.example', claimant, clock.now);
    expect(turn.granted).toBe(true);
    if (turn.granted) turn.release();
  };
  return { clock, slots, next, take };
}

test('a turn within the time is waited for', async () => {
  const { clock, next, take } = turns();
  await take('one');
  expect((await next('two', 1_000)).granted).toBe(true);
  expect(clock.now).toBe(1_001_000);
});

test('one that is further away is given up, and nobody waits for whoever wanted it', async () => {
  const { clock, slots, next, take } = turns();
  await take('one');
  expect(await next('two', 900)).toEqual({ granted: false, waitMs: 1_000 });
  expect(await slots.claim('wire.example', 'three', clock.now)).toEqual({ granted: false, waitMs: 1_000 });
  clock.now += 1_000;
  await take('three');
});

describe('an article that waits in the line of its host', () => {
  const FREE = 'User-agent: *\nDisallow:\n';

  /** How long the next one waits behind it, once it was looked at again: a second for each that is waited for. */
  async function behind(rules: string, cooldowns = createHostCooldowns()): Promise<number> {
    const now = 1_000_000;
    const job = ingest(1);
    const slots = createHostSlots({ intervalMs: 1_000 });
    for (const claimant of ['one', jobId(job)]) {
      const turn = await slots.claim('wire.example', claimant, now);
      if (turn.granted) turn.release();
    }
    const body = new TextEncoder().encode(rules);
    const ok = { kind: 'ok', status: 200, redirects: [], headers: {}, contentType: 'text/plain' } as const;
    const answer = { ...ok, etag: null, lastModified: null, body, ms: 0 };
    const robots = createRobots({
      fetcher: { fetch: async ({ url }) => ({ ...answer, url }) },
      userAgentToken: 'jvwire',
    });
    await robots.load(job.url, now);
    const sink = { articleFailed: async () => 'noted' };
    const deps = { slots, robots, cooldowns, sink, now: () => now, random: () => 0.5 };
    await ingestArticle(deps as unknown as IngestDependencies, job);
    const next = await slots.claim('wire.example', 'next', now);
    return next.granted ? 0 : next.waitMs;
  }

  test('keeps its place while it waits', async () => {
    expect(await behind(FREE)).toBe(2_000);
  });

  test('leaves it when its host asked for a rest', async () => {
    const cooldowns = createHostCooldowns();
    cooldowns.note(ingest(1).url, { code: 'http-429', action: 'retry', message: '', status: 429 }, 1_000_000);
    expect(await behind(FREE, cooldowns)).toBe(1_000);
  });

  test('leaves it when the rules of its host forbid it', async () => {
    expect(await behind('User-agent: *\nDisallow: /\n')).toBe(1_000);
  });
});

describe('a redirect to a host that asked for a rest', () => {
  const OTHER = 'https://other.example/1';
  const busy = { code: 'http-429', action: 'retry', message: '', status: 429 } as const;
  const failed = (url: string, failure: Failure): FetchOutcome => ({
    kind: 'failed',
    failure,
    url,
    redirects: [],
    refusal: null,
    ms: 0,
  });

  /** What becomes of a page that leads there, while `meanwhile` happens as often as a turn is waited for. */
  async function redirected(meanwhile: (rest: () => void, waits: number) => void) {
    const clock = { now: 1_000_000, waits: 0 };
    const cooldowns = createHostCooldowns();
    const rest = (): void => void cooldowns.note(OTHER, busy, clock.now);
    const slots = createHostSlots({ intervalMs: 1_000 });
    const rules = (url: string) =>
      failed(url, { code: 'http-404', action: 'drop', message: '', status: 404 });
    const robots = createRobots({
      fetcher: { fetch: async ({ url }) => rules(url) },
      userAgentToken: 'jvwire',
    });
    const wait = async (ms: number): Promise<void> => {
      clock.now += ms;
      meanwhile(rest, ++clock.waits);
    };
    meanwhile(rest, 0);
    const turn = await slots.claim('wire.example', 'one', clock.now);
    if (!turn.granted) throw new Error('not granted');
    const outcome = await fetchInTurns(
      {
        slots,
        robots,
        cooldowns,
        now: () => clock.now,
        wait,
        fetcher: {
          fetch: async ({ url, onRedirect }) => {
            const failure = await onRedirect?.(new URL(OTHER));
            return failed(url, failure ?? { code: 'internal', action: 'retry', message: 'it was asked' });
          },
        },
      },
      'one',
      { kind: 'page', url: 'https://wire.example/1' },
      turn,
    );
    const free = async (host: string): Promise<boolean> =>
      (await slots.claim(host, 'two', clock.now + 1_000)).granted;
    return { outcome, waits: clock.waits, free: [await free('wire.example'), await free('other.example')] };
  }
  const paused = { kind: 'failed', failure: { code: 'paused', retryAt: expect.any(Number) as number } };

  test('is not waited for', async () => {
    const { outcome, waits, free } = await redirected((rest, waits) => waits === 0 && rest());
    expect(outcome).toMatchObject(paused);
    expect({ waits, free }).toEqual({ waits: 0, free: [true, true] });
  });

  test('gives the turn back that was waited for meanwhile', async () => {
    const { outcome, waits, free } = await redirected((rest, waits) => waits === 1 && rest());
    expect(outcome).toMatchObject(paused);
    expect({ waits, free }).toEqual({ waits: 1, free: [true, true] });
  });
});
