/** The settling pass: sorts stored articles into stories, with the same result in whatever order they arrived. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isFailure, OperationError } from '../../core/errors.ts';
import type { SettleReport } from '../../core/operations.ts';
import type { Sandbox, StoryInput } from '../../core/ports.ts';
import type { UnreadableArticle } from '../../core/rereading.ts';
import { CandidateIndex } from '../../stories/candidate-index.ts';
import { keysOf } from '../../stories/candidate-keys.ts';
import type { Constraint } from '../../stories/constraints.ts';
import type { StoryFeatures } from '../../stories/features.ts';
import {
  byTime,
  type DatedArticle,
  type Link,
  linksOf,
  type Story,
  storiesFrom,
} from '../../stories/settle.ts';
import { readStored } from '../ingest/read-stored.ts';

/** Articles whose features are made at a time: enough to keep the child processes busy, few enough for little memory. */
const BATCH = 50;
/** Articles linked before the event loop gets its turn: some 20 ms. */
const SLICE = 20;
const AS_THEY_WERE = 'the stories are as they were';
/** Features cached in memory, 5 KB each: those near in time are needed again and again. */
const MOST_KEPT = 4_000;

export interface SettlingStore {
  /** Articles that should have a story but lack story features, in order of id; `through` is null after the last one. */
  textsWithoutFeatures(
    afterId: number,
    limit: number,
  ): {
    readonly texts: readonly (StoryInput & { readonly articleId: number })[];
    readonly through: number | null;
  };
  /** Gives each a provisional story. */
  placeInStories(
    made: readonly { readonly articleId: number; readonly storyFeatures: string | null }[],
  ): void;
  /** Articles of the stories that ended no earlier than `since` (epoch ms), or of all. */
  articlesOfStories(since: number | null): readonly DatedArticle[];
  storyFeatures(articleIds: readonly number[]): readonly StoryFeatures[];
  storyDecisions(): readonly Constraint[];
  applyStories(settled: readonly Story[]): { readonly moved: number };
}

/**
 * `since` (epoch ms) bounds the work: stories that ended before stay as they are. Throws OperationError when no reader can be started or
 * `signal` is aborted; the stories are unchanged then. Articles that arrive meanwhile keep their provisional stories.
 */
export async function settleStories(
  store: SettlingStore,
  sandbox: () => Promise<Sandbox>,
  since: number | null,
  signal: AbortSignal,
): Promise<SettleReport> {
  const { made, unreadable } = await makeFeatures(store, sandbox, signal);
  const ordered = [...store.articlesOfStories(since)].sort(byTime);
  const links = await linksInOrder(store, ordered, signal);
  const settled = storiesFrom(ordered, links, store.storyDecisions());
  const { moved } = store.applyStories(settled);
  const shared = settled.filter(({ articles }) => articles.length > 1);
  return {
    articles: ordered.length,
    made,
    stories: settled.length,
    shared: shared.length,
    moved,
    unreadable,
  };
}

async function makeFeatures(
  store: SettlingStore,
  sandbox: () => Promise<Sandbox>,
  signal: AbortSignal,
): Promise<Pick<SettleReport, 'made' | 'unreadable'>> {
  let made = 0;
  const unreadable: UnreadableArticle[] = [];
  for (let afterId: number | null = 0; afterId !== null; ) {
    await nextTurn();
    stopIf(signal);
    const { texts, through } = store.textsWithoutFeatures(afterId, BATCH);
    afterId = through;
    if (texts.length === 0) continue;
    const { storyFeatures } = await sandbox();
    const features = await readStored(texts, storyFeatures, AS_THEY_WERE);
    const read = texts.flatMap(({ articleId, url }, at) => {
      const own = features[at] ?? null;
      if (!isFailure(own)) return { articleId, storyFeatures: own };
      unreadable.push({ articleId, url, failure: own });
      return [];
    });
    store.placeInStories(read);
    made += read.length;
  }
  return { made, unreadable };
}

/** The same links that linksAmong() finds, but with the features in the database instead of in memory. */
async function linksInOrder(
  store: SettlingStore,
  ordered: readonly DatedArticle[],
  signal: AbortSignal,
): Promise<Link[]> {
  const index = new CandidateIndex();
  const links: Link[] = [];
  const featuresOf = cached(store);
  for (const [number, { articleId }] of ordered.entries()) {
    if (number % SLICE === 0) {
      await nextTurn();
      stopIf(signal);
    }
    const [article] = featuresOf([articleId]);
    // Removed meanwhile.
    if (article === undefined) continue;
    const keys = keysOf(article);
    const near = index.candidates(keys, article.publishedAt).flatMap((candidate) => ordered[candidate] ?? []);
    links.push(...linksOf(article, featuresOf(near.map((candidate) => candidate.articleId))));
    index.add(number, keys, article.publishedAt);
  }
  return links;
}

/** Reads features through an LRU cache. */
function cached(store: SettlingStore): (articleIds: readonly number[]) => StoryFeatures[] {
  const kept = new Map<number, StoryFeatures>();
  return (articleIds) =>
    articleIds.flatMap((id) => {
      const features = kept.get(id) ?? store.storyFeatures([id])[0];
      if (features === undefined) return [];
      kept.delete(id);
      kept.set(id, features);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return features;
    });
}

function stopIf(signal: AbortSignal): void {
  if (signal.aborted) throw new OperationError('interrupted', `interrupted; ${AS_THEY_WERE}`);
}
