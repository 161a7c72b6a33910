/** Permanent redirects: when they are taken over, when not, and the way back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type MoveEvent,
  type MoveObservation,
  type MoveState,
  moveTo,
  observeMove,
  permanentTarget,
  sameItems,
  undoMove,
  unmoved,
} from '../../src/feed/watch/moves.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2025, 0, 6);
const OLD = 'https://old.example/feed';
const NEW = 'https://new.example/feed';

interface Seen {
  readonly day: number;
  readonly status?: number;
  readonly to?: string | null;
  readonly found?: MoveObservation['found'];
}

function watch(
  seen: readonly Seen[],
  start: MoveState = unmoved(OLD),
): { state: MoveState; events: MoveEvent[] } {
  const events: MoveEvent[] = [];
  let state = start;
  for (const { day, status = 301, to = NEW, found = 'same' } of seen) {
    const redirects = to === null ? [] : [{ status, to }];
    const observed = observeMove(state, { at: NOW + day * DAY, redirects, found });
    state = observed.state;
    if (observed.event !== null) events.push(observed.event);
  }
  return { state, events };
}

const days = (...list: number[]): Seen[] => list.map((day) => ({ day }));

describe('taking a new address over', () => {
  test.for<{ name: string; seen: Seen[]; adopted: boolean }>([
    { name: 'five polls over three days', seen: days(0, 1, 2, 2.5, 3), adopted: true },
    { name: 'five polls within three days are too soon', seen: days(0, 0.5, 1, 2, 2.9), adopted: false },
    { name: 'four polls over a month are too few', seen: days(0, 10, 20, 30), adopted: false },
    {
      name: '308 counts like 301',
      seen: days(0, 1, 2, 3, 4).map((one) => ({ ...one, status: 308 })),
      adopted: true,
    },
    {
      name: '302 is for the moment',
      seen: days(0, 1, 2, 3, 4, 5).map((one) => ({ ...one, status: 302 })),
      adopted: false,
    },
    {
      name: 'a poll without redirect starts the count again',
      seen: [...days(0, 1, 2), { day: 3, to: null }, ...days(4, 5)],
      adopted: false,
    },
    {
      name: 'so does another target',
      seen: [...days(0, 1, 2), { day: 3, to: 'https://x.example/' }, ...days(4, 5, 6, 7)],
      adopted: false,
    },
    {
      name: 'so does an error at the target',
      seen: [...days(0, 1, 2), { day: 3, found: 'failed' }, ...days(4, 5, 6, 7)],
      adopted: false,
    },
    {
      name: 'another document there is never taken over',
      seen: days(0, 1, 2, 3, 4, 5, 6).map((one) => ({ ...one, found: 'other' as const })),
      adopted: false,
    },
    {
      name: 'nor one that was another at first',
      seen: [{ day: 0, found: 'other' }, ...days(1, 2, 3, 4, 5, 6)],
      adopted: false,
    },
  ])('$name', ({ seen, adopted }) => {
    const { state, events } = watch(seen);
    expect(state.url).toBe(adopted ? NEW : OLD);
    expect(events.some(({ kind }) => kind === 'moved')).toBe(adopted);
    expect(state.history).toHaveLength(adopted ? 1 : 0);
  });

  test('a doubtful move is told once', () => {
    const seen = days(0, 1, 2, 3).map((one) => ({ ...one, found: 'other' as const }));
    expect(watch(seen).events).toEqual([{ kind: 'move-doubtful', from: OLD, to: NEW }]);
  });

  test('a doubtful move is told once though a token in its address is new each time', () => {
    const seen = days(0, 1, 2, 3).map((one) => ({
      ...one,
      to: `${NEW}?token=${one.day}`,
      found: one.day === 2 ? ('failed' as const) : ('other' as const),
    }));
    const { state, events } = watch(seen);
    expect(events).toEqual([{ kind: 'move-doubtful', from: OLD, to: `${NEW}?token=0` }]);
    expect(state.candidate).toMatchObject({ firstAt: NOW, mismatch: true });
  });

  test('an address whose token is new each time is never taken over', () => {
    const { state, events } = watch(
      days(0, 1, 2, 3, 4, 5).map((one) => ({ ...one, to: `${NEW}?token=${one.day}` })),
    );
    expect([state.url, events]).toEqual([OLD, []]);
  });

  test('a temporary redirect ends the part of the chain that is for good', () => {
    const chain = [
      { status: 301, to: 'https://b.example/' },
      { status: 308, to: 'https://c.example/' },
      { status: 302, to: 'https://d.example/' },
      { status: 301, to: 'https://e.example/' },
    ];
    expect(permanentTarget(OLD, chain)).toBe('https://c.example/');
    expect(permanentTarget(OLD, chain.slice(2))).toBeNull();
    expect(permanentTarget(OLD, [{ status: 301, to: OLD }])).toBeNull();
  });
});

describe('going back', () => {
  const { state: moved } = watch(days(0, 1, 2, 3, 4));

  test('the old address returns, the move stays in the history, and it is not made again', () => {
    const undone = undoMove(moved, NOW + 9 * DAY);
    expect(undone).toMatchObject({ url: OLD, refused: [NEW] });
    expect(undone?.history).toEqual([{ from: OLD, to: NEW, at: NOW + 4 * DAY, undoneAt: NOW + 9 * DAY }]);
    expect(watch(days(10, 11, 12, 13, 14, 15), undone ?? unmoved('')).state.url).toBe(OLD);
  });

  test('a person can take it over all the same', () => {
    const undone = undoMove(moved, NOW) ?? unmoved('');
    expect(moveTo(undone, NEW, NOW)).toMatchObject({ url: NEW, refused: [] });
  });

  test('there is nothing to undo twice', () => {
    expect(undoMove(unmoved(OLD), NOW)).toBeNull();
    expect(undoMove(undoMove(moved, NOW) ?? unmoved(''), NOW)).toBeNull();
  });

  test('every chain of moves leads back to where it began', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.webUrl(), { minLength: 1, maxLength: 20 }), (urls) => {
        let state: MoveState = unmoved(OLD);
        for (const url of urls) state = moveTo(state, url, NOW);
        for (let back = undoMove(state, NOW); back !== null; back = undoMove(state, NOW)) state = back;
        expect(state.url).toBe(OLD);
      }),
    );
  });
});

describe('the same items', () => {
  const item = (n: number, host = 'old.example') => ({
    guid: `${host}-${n}`,
    url: `https://${host}/story-${n}`,
    title: `A headline, number ${n}`,
  });
  const list = (from: number, to: number, host?: string) =>
    Array.from({ length: to - from }, (_, n) => item(from + n, host));
  test.for([
    { name: 'all', before: list(0, 10), found: list(0, 10), same: true },
    {
      name: 'on a new host with new guids',
      before: list(0, 10),
      found: list(0, 10, 'new.example'),
      same: true,
    },
    { name: 'half of them', before: list(0, 10), found: list(5, 15), same: true },
    { name: 'a third of them', before: list(0, 9), found: list(6, 15), same: false },
    { name: 'a longer document that holds all of them', before: list(0, 10), found: list(0, 50), same: true },
    {
      name: 'a longer document that holds all of a few',
      before: list(0, 3),
      found: list(0, 50),
      same: false,
    },
    { name: 'none', before: list(0, 10), found: list(20, 30), same: false },
    { name: 'an empty document', before: list(0, 10), found: [], same: false },
    { name: 'nothing to compare with', before: [], found: list(0, 10), same: false },
    {
      name: 'nothing in common but the front page',
      before: [{ guid: null, url: 'https://old.example/', title: 'News' }],
      found: [{ guid: null, url: 'https://new.example/', title: 'News' }],
      same: false,
    },
  ])('$name: $same', ({ before, found, same }) => {
    expect(sameItems(before, found)).toBe(same);
  });
});
