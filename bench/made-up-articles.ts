/** Made-up articles for the benches of stories: 2,000 a day, in events that one to eight of them report within three days. */
import type { StoryFeatures } from '../src/stories/features.ts';
import type { Terms } from '../src/stories/terms.ts';

const A_DAY = 2_000;
const DAY = 86_400_000;
const EVENT_SLOTS = 8;

/** A small generator (mulberry32): the same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 0 to most - 1, low numbers far more often, as companies and words are in the news. */
const zipf = (next: () => number, most: number): number => Math.floor(most ** next()) - 1;

/** The event that article `n` reports, one of those current at its time. */
export const eventOf = (n: number): number => eventIn(n, random(n));

function eventIn(n: number, own: () => number): number {
  const block = Math.floor(n / (3 * A_DAY));
  return block * A_DAY + Math.floor((own() * 3 * A_DAY) / EVENT_SLOTS) * 3;
}

/** Deterministic: the same number gives the same article. */
export function articleOf(n: number): StoryFeatures {
  const own = random(n);
  const event = eventIn(n, own);
  const next = random(0x5eed ^ event);
  const principals = [...new Set([zipf(next, 700), zipf(next, 700), zipf(next, 700)])]
    .map((id) => `company-${id}`)
    .sort();
  const copy = own() < 1 / 3;
  const words = (count: number): Terms => {
    const hashes = new Set<number>();
    while (hashes.size < count) {
      const shared = next();
      hashes.add((copy || own() < 0.4 ? Math.floor(20_000 ** shared) : zipf(own, 20_000)) * 7919);
    }
    return { hashes: Uint32Array.from(hashes).sort(), weights: new Float32Array(count).fill(1) };
  };
  const titleTerms = words(8);
  const terms = words(64);
  const signature = Uint32Array.from({ length: 64 }, () => {
    const shared = next();
    return (copy ? shared : own()) * 2 ** 32;
  });
  return {
    key: String(n),
    publishedAt: (n / A_DAY) * DAY,
    language: 'en',
    site: null,
    credit: null,
    tagged: true,
    companies: principals.map((id) => ({ id, weight: 2 })),
    principals,
    ventures: [{ key: `new:${principals.join('+')}`, partners: principals }],
    stage: 'signed',
    kinds: { told: ['deal'], named: ['deal'] },
    figures: Array.from({ length: 6 }, () => {
      const value = zipf(next, 5_000) * 1_000;
      return { key: String(value), weight: 1.2 };
    }),
    titleTerms,
    terms,
    nameTerms: [],
    fingerprint: { shingles: 400, signature, opening: signature.subarray(0, 9) },
  };
}
