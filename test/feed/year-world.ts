/** A year of 200 imagined feeds with the rhythms and misfortunes of real ones, made from a seed. */
import type { FailureCode } from '../../src/core/errors.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const START = Date.UTC(2025, 0, 1);
export const END = START + 365 * DAY;

export type RhythmKind =
  | 'busy'
  | 'hourly'
  | 'working-hours'
  | 'daily'
  | 'weekly'
  | 'bursts'
  | 'dying'
  | 'dead';

/** A time in which polls of the feed fail so. */
export interface Trouble {
  readonly from: number;
  readonly until: number;
  readonly code: FailureCode;
  readonly challenged: boolean;
}

export interface WorldFeed {
  readonly id: string;
  readonly host: string;
  readonly rhythm: RhythmKind;
  /** When it posts, epoch ms, rising; those before START are its backlog. */
  readonly posts: readonly number[];
  /** Items its document holds. */
  readonly size: number;
  readonly ttlMinutes: number;
  readonly skipHours: readonly number[];
  readonly troubles: readonly Trouble[];
  /** From then on its address redirects for good; sixty days later the old address is not found. */
  readonly movesAt: number | null;
  /** From then on it redirects for good to a document that is not it. */
  readonly soldAt: number | null;
  /** Answers 304 to every conditional request. */
  readonly stale304: boolean;
}

export interface World {
  readonly feeds: readonly WorldFeed[];
  /** Our own line is down. */
  readonly darkness: readonly { readonly from: number; readonly until: number }[];
  /** Requests an hour that a host stands, where it counts them. */
  readonly limits: ReadonlyMap<string, number>;
}

const COUNTS: readonly (readonly [RhythmKind, number])[] = [
  ['busy', 15],
  ['hourly', 30],
  ['working-hours', 50],
  ['daily', 45],
  ['weekly', 30],
  ['bursts', 15],
  ['dying', 12],
  ['dead', 3],
];

/** 0 to 1, the same numbers for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function makeWorld(random: () => number): World {
  const feeds: WorldFeed[] = [];
  for (const [rhythm, count] of COUNTS)
    for (let n = 0; n < count; n++) feeds.push(makeFeed(rhythm, n, feeds.length, random));
  const dark = (day: number, hours: number) => ({
    from: START + day * DAY + 7 * HOUR,
    until: START + day * DAY + (7 + hours) * HOUR,
  });
  return {
    feeds,
    darkness: [dark(40, 6), dark(130, 48), dark(250, 0.75)],
    limits: new Map([['shared-0.example', 12]]),
  };
}

function makeFeed(rhythm: RhythmKind, n: number, index: number, random: () => number): WorldFeed {
  // two fifths of the feeds share twenty hosts, as sections of one newsroom do
  const host = index % 5 < 2 ? `shared-${Math.floor(index / 5) % 20}.example` : `site-${index}.example`;
  return {
    id: `${rhythm}-${n}`,
    host,
    rhythm,
    posts: postsOf(rhythm, random),
    size: rhythm === 'busy' ? 40 : 20,
    ttlMinutes: [0, 0, 0, 5, 15, 30, 0, 60][index % 8] ?? 0,
    skipHours: index % 40 === 7 ? [0, 1, 2, 3, 4, 5] : [],
    troubles: troublesOf(index, random),
    movesAt: index % 25 === 9 ? START + (60 + random() * 150) * DAY : null,
    soldAt: index === 60 ? START + 200 * DAY : null,
    stale304: index % 40 === 21,
  };
}

function postsOf(rhythm: RhythmKind, random: () => number): number[] {
  const posts: number[] = [];
  const end =
    rhythm === 'dead' ? START - 90 * DAY : rhythm === 'dying' ? START + (60 + random() * 200) * DAY : END;
  const of: RhythmKind =
    rhythm === 'dead' || rhythm === 'dying'
      ? ((['hourly', 'working-hours', 'daily', 'weekly'] as const)[Math.floor(random() * 4)] ?? 'daily')
      : rhythm;
  const zone = (random() < 0.5 ? -8 : 0) * HOUR;
  let burst = START + random() * 20 * DAY;
  for (let day = START - (rhythm === 'dead' ? 200 : 30) * DAY; day < end; day += DAY) {
    const weekend = [0, 6].includes(new Date(day).getUTCDay());
    const add = (hour: number, spread: number): void => {
      posts.push(Math.round(day + zone + hour * HOUR + random() * spread * HOUR));
    };
    if (of === 'busy') for (let k = 0; k < 60; k++) add((k * 24) / 60, 0.4);
    else if (of === 'hourly') for (let hour = 0; hour < 24; hour++) add(hour, 1);
    else if (of === 'working-hours') {
      const count = weekend ? (random() < 0.2 ? 1 : 0) : 7 + Math.floor(random() * 6);
      for (let k = 0; k < count; k++) add(8 + (k * 10) / count, 10 / count);
    } else if (of === 'daily') {
      if (!weekend || random() < 0.3) add(7, 4);
    } else if (of === 'weekly') {
      if (random() < 1.4 / 7) add(8, 9);
    } else if (day > burst) {
      for (let k = 0; k < 12; k++) add(8, 10);
      if (random() < 0.5) burst = day + (10 + random() * 20) * DAY;
    }
  }
  return posts.filter((at) => at < Math.min(end, END)).sort((a, b) => a - b);
}

function troublesOf(index: number, random: () => number): Trouble[] {
  const troubles: Trouble[] = [];
  const trouble = (day: number, days: number, code: FailureCode, challenged = false): void => {
    troubles.push({ from: START + day * DAY, until: START + (day + days) * DAY, code, challenged });
  };
  const passing: readonly FailureCode[] = [
    'http-5xx',
    'timeout-headers',
    'connect',
    'cut-off',
    'tls',
    'parse',
  ];
  // outages: most of minutes and hours, some of days
  const outages = Math.floor(random() * 4);
  for (let n = 0; n < outages; n++)
    trouble(
      random() * 360,
      random() ** 4 * 4 + 0.01,
      passing[Math.floor(random() * passing.length)] ?? 'dns',
    );
  if (index % 33 === 12) trouble(100 + random() * 50, index % 2 === 0 ? 400 : 20, 'http-403', true);
  if (index % 50 === 30) trouble(150, 45, 'http-404');
  if (index % 67 === 40) trouble(180, 400, 'http-410');
  if (index % 67 === 50) trouble(120, 400, 'http-403');
  if (index % 67 === 53) trouble(90, 120, 'dns');
  return troubles;
}
