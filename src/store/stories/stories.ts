/** Keeps the stories: assigns each article to one as it arrives, and applies what settling and people decide. */
import { assign, type CandidateStory } from '../../stories/assign.ts';
import { keysOf } from '../../stories/candidate-keys.ts';
import type { Constraint } from '../../stories/constraints.ts';
import type { StoryFeatures } from '../../stories/features.ts';
import { linksAmong, type Story, storiesFrom } from '../../stories/settle.ts';
import { FEATURES_VERSION, readFeatures } from '../../stories/stored-features.ts';
import { pageKey } from '../../text/url/canonical-url.ts';
import type { Database } from '../file/database.ts';
import { and, eq } from '../file/drizzle.ts';
import { prepared } from '../file/prepared.ts';
import { storyDecisions } from '../schema/stories-schema.ts';
import { candidateIds, replaceKeys } from './story-candidates.ts';
import {
  currentStory,
  decisionsAbout,
  type FeaturesRow,
  featuresRows,
  joinStory,
  keysOfArticles,
  leaveStory,
  membersOf,
  moveStory,
  refreshStory,
  renameStory,
  storyOf,
} from './story-rows.ts';

/**
 * Assigns an article, whose row is already written, to a story, provisionally until the next settling. `body` has its stored
 * features; null takes it out of its story. Idempotent. The caller wraps it in a transaction.
 */
export function placeInStory(db: Database, articleId: number, body: string | null): void {
  const before = prepared(
    db,
    'SELECT key, published_at AS publishedAt, at, body FROM story_features WHERE article_id = ?',
  ).get(articleId) as Kept | undefined;
  const read = body === null ? null : readFeatures(body);
  if (body === null || read === null) {
    if (before === undefined) return;
    leaveStory(db, articleId);
    prepared(db, 'DELETE FROM story_features WHERE article_id = ?').run(articleId);
    return;
  }
  const { url, publishedAt, at } = prepared(
    db,
    'SELECT url, published_at AS publishedAt, sort_at AS at FROM articles WHERE id = ?',
  ).get(articleId) as Omit<Kept, 'key' | 'body'> & { readonly url: string };
  const was = before === undefined ? null : storyOf(db, articleId);
  if (was !== null && before?.body === body && before.publishedAt === publishedAt && before.at === at) return;
  const key = before?.key ?? freeKey(db, url, articleId);
  const features = { ...read, key, publishedAt };
  const left = before === undefined ? null : leaveStory(db, articleId);
  prepared(
    db,
    `INSERT INTO story_features (article_id, key, published_at, at, version, body) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (article_id) DO UPDATE SET published_at = excluded.published_at, at = excluded.at,
       version = excluded.version, body = excluded.body`,
  ).run(articleId, key, publishedAt, at, FEATURES_VERSION, body);
  const keys = keysOf(features);
  replaceKeys(db, articleId, keys, at);
  const storyId = provisionalStory(db, features, candidateIds(db, articleId, keys, at));
  joinStory(db, articleId, storyId);
  if (was === null || was === storyId) return;
  // It came back to the story that it just left, which may have got another id by that: readers of the story's feed know it
  // by the old one.
  if (left === storyId) {
    const members = membersOf(db, storyId).map((member) => ({ articleId: member }));
    moveStory(db, storyId, was, members);
  } else if (left === was) renameUnlessAlive(db, was, storyId);
}

/** A stored row of features. */
interface Kept {
  readonly key: string;
  readonly publishedAt: number | null;
  readonly at: number;
  readonly body: string;
}

function provisionalStory(db: Database, features: StoryFeatures, near: readonly number[]): string {
  const { candidates, decisions } = nearStories(db, features, near);
  return assign(features, candidates, decisions).storyId;
}

/** The stories of the articles `near` and of those that people merged with or split from this one, and these decisions. */
export function nearStories(
  db: Database,
  { key }: StoryFeatures,
  near: readonly number[],
): { readonly candidates: readonly CandidateStory[]; readonly decisions: readonly Constraint[] } {
  const decided = decisionsAbout(db, [key]);
  const partners = decided.map(({ a, b }) => (a === key ? b : a));
  const ids = new Set([...near, ...idsOfKeys(db, partners)]);
  const byStory = Map.groupBy(featuresRows(db, [...ids]), ({ storyId }) => storyId);
  const candidates = [...byStory].flatMap(([id, members]) =>
    id === null ? [] : [{ id, articles: members.map(({ features }) => features) }],
  );
  return { candidates, decisions: decided };
}

/**
 * For two articles that turned out to be one page: takes `from` out of its story and applies people's decisions about it to
 * `to`, but none between the two. Returns the id of the story that `from` was in, for aliasStory().
 */
export function mergeInStories(db: Database, from: number, to: number): string | null {
  const was = storyOf(db, from);
  leaveStory(db, from);
  const [gone] = keysOfArticles(db, [from]);
  const [stays] = keysOfArticles(db, [to]);
  if (gone === undefined) return was;
  if (stays === undefined) {
    becomeKnownAs(db, from, to);
    return was;
  }
  db.update(storyDecisions).set({ a: stays.key }).where(eq(storyDecisions.a, gone.key)).run();
  db.update(storyDecisions).set({ b: stays.key }).where(eq(storyDecisions.b, gone.key)).run();
  db.delete(storyDecisions)
    .where(and(eq(storyDecisions.a, stays.key), eq(storyDecisions.b, stays.key)))
    .run();
  return was;
}

/** If `to` has not been read yet, stories know it by the key of `from`, by which decisions name it. */
function becomeKnownAs(db: Database, from: number, to: number): void {
  prepared(db, 'DELETE FROM story_keys WHERE article_id = ?').run(from);
  prepared(
    db,
    `UPDATE story_features SET article_id = :to
     WHERE article_id = :from AND (SELECT state FROM articles WHERE id = :to) <> 'stored'`,
  ).run({ from, to });
}

/** When a story (`was`) is gone because its only article was merged, its id becomes an alias of this article's story. */
export function aliasStory(db: Database, was: string | null, articleId: number): void {
  const now = storyOf(db, articleId);
  if (was !== null && now !== null && was !== now && currentStory(db, was) === null)
    renameStory(db, was, now);
}

/**
 * Moves articles into these settled stories; keys that no article has any more are skipped. A story that loses all of its
 * articles becomes an alias of the one that got most of them. The caller wraps it in a transaction.
 */
export function applyStories(db: Database, settled: readonly Story[]): { readonly moved: number } {
  const placed = new Map(
    placesOf(
      db,
      settled.flatMap(({ articles: keys }) => keys),
    ).map((row) => [row.key, row]),
  );
  /** Of each story that lost articles: how many went where. */
  const moves = new Map<string, Map<string, number>>();
  let moved = 0;
  for (const { id, articles: keys } of settled)
    for (const key of keys) {
      const row = placed.get(key);
      if (row === undefined || row.storyId === id) continue;
      joinStory(db, row.articleId, id);
      moved++;
      if (row.storyId === null) continue;
      const to = moves.get(row.storyId) ?? new Map<string, number>();
      moves.set(row.storyId, to.set(id, (to.get(id) ?? 0) + 1));
    }
  for (const id of moves.keys()) refreshStory(db, id);
  for (const [id, to] of moves) {
    const [heir] = [...to].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    if (heir !== undefined) renameUnlessAlive(db, id, heir[0]);
  }
  return { moved };
}

/** Stores people's decisions and settles these articles by them and by earlier ones. Returns their stories. */
export function decide(
  db: Database,
  constraints: readonly Constraint[],
  articleIds: readonly number[],
  now: number,
): Story[] {
  return db.transaction(
    () => {
      // One by one: they are as many as the articles of one side times those of the other, too many for one statement.
      const insert = prepared(db, 'INSERT INTO story_decisions (at, kind, a, b) VALUES (?, ?, ?, ?)');
      for (const { kind, a, b } of constraints) insert.run(now, kind, a, b);
      const features = featuresRows(db, articleIds).map((row: FeaturesRow) => row.features);
      const known = decisionsAbout(
        db,
        features.map(({ key }) => key),
      );
      const settled = storiesFrom(features, linksAmong(features), known);
      applyStories(db, settled);
      return settled;
    },
    { behavior: 'immediate' },
  );
}

function renameUnlessAlive(db: Database, id: string, heir: string): void {
  const alive = prepared(db, 'SELECT 1 FROM story_articles WHERE story_id = ? LIMIT 1').get(id);
  if (alive === undefined) renameStory(db, id, heir);
}

interface Place {
  readonly articleId: number;
  readonly key: string;
  readonly storyId: string | null;
}

function placesOf(db: Database, keys: readonly string[]): Place[] {
  return prepared(
    db,
    `SELECT f.article_id AS articleId, f.key, s.story_id AS storyId
     FROM json_each(?) AS wanted JOIN story_features AS f ON f.key = wanted.value
     LEFT JOIN story_articles AS s ON s.article_id = f.article_id`,
  ).all(JSON.stringify(keys)) as Place[];
}

/** The page's key; with the article's id appended where another article, with other content, has that key. */
function freeKey(db: Database, url: string, articleId: number): string {
  const key = pageKey(url);
  const taken = prepared(db, 'SELECT 1 FROM story_features WHERE key = ?').get(key);
  return taken === undefined ? key : `${key}#${articleId}`;
}

function idsOfKeys(db: Database, keys: readonly string[]): number[] {
  if (keys.length === 0) return [];
  return prepared(db, 'SELECT article_id FROM story_features WHERE key IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(keys)) as number[];
}
