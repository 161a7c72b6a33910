/** Fills a database with made-up articles and their stories, in bulk: a million in minutes instead of an hour. */
import { STAGES } from '../src/core/model.ts';
import { Sqlite } from '../src/store/file/drizzle.ts';
import { placed } from '../src/store/stories/story-candidates.ts';
import { keysOf } from '../src/stories/candidate-keys.ts';
import { storyId } from '../src/stories/settle.ts';
import { FEATURES_VERSION, storeFeatures } from '../src/stories/stored-features.ts';
import { articleOf, eventOf } from './made-up-articles.ts';

const LANGUAGES = ['en', 'en', 'en', 'zh', 'zh', 'de', 'fr', 'ja'];
/** One article in so many is tagged. */
const TAGGED = 7;
/** Articles per transaction. */
const BATCH = 10_000;

/** The stored features of article `n`, as the child process that reads a page would make them. */
export function bodyOf(n: number): string {
  return storeFeatures({ ...articleOf(n), publishedAt: null, key: '' });
}

/** When article `n` was published, epoch ms in whole seconds. */
export const timeOf = (n: number): number => Math.round((articleOf(n).publishedAt ?? 0) / 1000) * 1000;

/** Articles `from` to `to` - 1, with id n + 1, each in the story of its event. */
export function fillStories(file: string, from: number, to: number): void {
  const client = new Sqlite(file);
  for (const pragma of ['synchronous = OFF', 'foreign_keys = OFF', 'cache_size = -500000'])
    client.pragma(pragma);
  const insert = (into: string, count: number) =>
    client.prepare(`INSERT INTO ${into} VALUES (${Array(count).fill('?').join(', ')})`);
  const article = insert(
    'articles (id, url, state, verdict, language, tagged, published_at, sort_at, first_seen_at, title)',
    10,
  );
  const features = insert('story_features (article_id, key, published_at, at, version, body)', 6);
  const member = insert('story_articles (article_id, story_id)', 2);
  const key = insert('story_keys (key, at, article_id)', 3);
  const company = insert('article_companies (article_id, company_id, name, mentions)', 4);
  const venture = insert(
    'article_ventures (article_id, position, venture_id, key, partners, stage, confidence, evidence)',
    8,
  );
  const tag = insert('article_tags (article_id, tag, confidence, evidence, rules_version)', 5);
  const write = client.transaction((first: number, last: number) => {
    for (let n = first; n < last; n++) {
      const made = articleOf(n);
      const [id, at, tagged] = [n + 1, timeOf(n), n % TAGGED === 0 ? 1 : 0];
      article.run(
        id,
        `https://paper.example/${n}`,
        'stored',
        'full',
        LANGUAGES[n % 8],
        tagged,
        at,
        at,
        at,
        `Article ${n}`,
      );
      features.run(id, `paper.example/${n}`, at, at, FEATURES_VERSION, bodyOf(n));
      member.run(id, storyId(String(eventOf(n))));
      for (const one of keysOf({ ...made, publishedAt: at })) key.run(placed(one, at), at, id);
      for (const name of made.principals) company.run(id, name, name, 1);
      if (tagged === 0) continue;
      tag.run(id, 'chinese-ev-jv', 0.8, '[]', 'bench');
      const { key: name } = made.ventures[0] ?? { key: '' };
      venture.run(id, 0, name, name, '[]', STAGES[eventOf(n) % STAGES.length], 0.8, '[]');
    }
  });
  for (let n = from; n < to; n += BATCH) write(n, Math.min(n + BATCH, to));
  client
    .prepare(
      `INSERT INTO stories SELECT story_id, min(at), max(at) FROM story_articles JOIN story_features USING (article_id)
       WHERE article_id > ? GROUP BY story_id
       ON CONFLICT (id) DO UPDATE SET to_at = excluded.to_at`,
    )
    .run(from);
  client.pragma('wal_checkpoint(TRUNCATE)');
  client.close();
}
