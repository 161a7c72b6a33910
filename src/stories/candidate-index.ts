/** An inverted index of articles by blocking key, in memory: the reference for the one in the database, compact enough for a million. */
import { REACH_MS } from './candidate-keys.ts';

/** Articles read under one key, the latest first; those that share a more frequent key are found under their rarer ones. */
export const MOST_UNDER_KEY = 32;
/** Most candidates for one article: those that share the most keys. */
export const MOST_CANDIDATES = 64;

const EMPTY = -1;

/** Articles are whole numbers from 0, added in order of time, so that the latest under a key come first. */
export class CandidateIndex {
  #keys = new Float64Array(1 << 10);
  #heads = new Int32Array(1 << 10).fill(EMPTY);
  #used = 0;
  #articles = new Int32Array(1 << 10);
  #next = new Int32Array(1 << 10);
  #entries = 0;
  #times = new Float64Array(1 << 10);

  /** Times are epoch ms, null if unknown. */
  add(article: number, keys: readonly number[], publishedAt: number | null): void {
    if (article >= this.#times.length) this.#growTimes(article);
    this.#times[article] = publishedAt ?? Number.POSITIVE_INFINITY;
    for (const key of keys) {
      if (this.#entries === this.#articles.length) this.#growEntries();
      if (4 * this.#used >= 3 * this.#heads.length) this.#growTable();
      const slot = this.#slotOf(key);
      if (this.#heads[slot] === EMPTY) {
        this.#keys[slot] = key;
        this.#used++;
      }
      this.#articles[this.#entries] = article;
      this.#next[this.#entries] = this.#heads[slot] ?? EMPTY;
      this.#heads[slot] = this.#entries++;
    }
  }

  /** The articles that share the most keys, the latest first among equals; the work does not grow with the index. */
  candidates(keys: readonly number[], publishedAt: number | null): number[] {
    const since = publishedAt === null ? Number.NEGATIVE_INFINITY : publishedAt - REACH_MS;
    const shared = new Map<number, number>();
    for (const key of keys) {
      let entry = this.#heads[this.#slotOf(key)] ?? EMPTY;
      for (let looked = 0; entry !== EMPTY && looked < MOST_UNDER_KEY; looked++) {
        const article = this.#articles[entry] ?? 0;
        if ((this.#times[article] ?? 0) < since) break;
        shared.set(article, (shared.get(article) ?? 0) + 1);
        entry = this.#next[entry] ?? EMPTY;
      }
    }
    return [...shared]
      .sort((a, b) => b[1] - a[1] || b[0] - a[0])
      .slice(0, MOST_CANDIDATES)
      .map(([article]) => article);
  }

  /** The slot of the key, or the free one where it belongs (linear probing). */
  #slotOf(key: number): number {
    const mask = this.#heads.length - 1;
    // Keys are hashes: their low bits are as good as any.
    let slot = (key ^ Math.floor(key / 2 ** 32)) & mask;
    while (this.#heads[slot] !== EMPTY && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #growTable(): void {
    const [keys, heads] = [this.#keys, this.#heads];
    this.#keys = new Float64Array(2 * keys.length);
    this.#heads = new Int32Array(2 * heads.length).fill(EMPTY);
    for (let i = 0; i < heads.length; i++) {
      if (heads[i] === EMPTY) continue;
      const slot = this.#slotOf(keys[i] ?? 0);
      this.#keys[slot] = keys[i] ?? 0;
      this.#heads[slot] = heads[i] ?? EMPTY;
    }
  }

  #growEntries(): void {
    const [articles, next] = [this.#articles, this.#next];
    this.#articles = new Int32Array(2 * articles.length);
    this.#next = new Int32Array(2 * next.length);
    this.#articles.set(articles);
    this.#next.set(next);
  }

  #growTimes(article: number): void {
    const times = new Float64Array(2 * Math.max(article, this.#times.length));
    times.set(this.#times);
    this.#times = times;
  }
}
