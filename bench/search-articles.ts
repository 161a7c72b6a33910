/** Makes the articles that `bench/search.ts` searches; deterministic. */
import { SECTORS, STAGES, VERDICTS } from '../src/core/model.ts';
import { Sqlite, type SqliteDatabase } from '../src/store/file/drizzle.ts';
import { openStore, type StoreFiles } from '../src/store/store.ts';
import { indexTerms } from '../src/text/search/search-terms.ts';

const FEEDS = 150;
const COMPANIES = [
  'byd',
  'catl',
  'geely',
  'saic',
  'gm',
  'toyota',
  'volkswagen',
  'nio',
  'stellantis',
  'foton',
];
const COMPANY_COUNT = 350;
const VENTURES = 200;
const DAY_MS = 86_400_000;
const DAYS = 3_650;
/** Share of articles that were fetched long after they appeared. */
const LATE = 0.05;
const IN_ONE_TRANSACTION = 5_000;

/** Share of the articles of a language; share of those that have each word of the trade. */
const LANGUAGES: readonly (readonly [string, number, Readonly<Record<string, number>>])[] = [
  [
    'en',
    0.5,
    {
      electric: 0.5,
      battery: 0.4,
      vehicle: 0.5,
      batteries: 0.2,
      'joint venture': 0.12,
      'solid state': 0.02,
      'SAIC-GM': 0.01,
      Hefei: 0.02,
      gigafactory: 0.02,
      Zwickau: 0.0008,
      Škoda: 0.01,
    },
  ],
  ['zh', 0.2, { 电池: 0.4, 合资: 0.12, 比亚迪: 0.2, 固态电池: 0.02, 汽车: 0.6, 合肥: 0.02 }],
  ['de', 0.1, { Batterie: 0.4, Gemeinschaftsunternehmen: 0.1, Zwickau: 0.02, Škoda: 0.04, battery: 0.02 }],
  ['ja', 0.06, { 電池: 0.4, 合弁会社: 0.1, 自動車: 0.6 }],
  ['fr', 0.05, { batterie: 0.4, coentreprise: 0.1 }],
  ['ko', 0.04, { 배터리: 0.4, 합작법인: 0.1, 중국: 0.3 }],
  ['it', 0.03, { batteria: 0.4 }],
  ['ru', 0.02, { батарея: 0.3 }],
];
const SPACED = 30_000;
const UNSPACED = 6_000;

export function buildArticles(
  files: StoreFiles,
  { articles, words, until }: { articles: number; words: number; until: number },
): void {
  openStore(files, Math.random).close();
  const client = new Sqlite(files.database);
  client.pragma('synchronous = OFF');
  const random = generator(1);
  const writer = prepare(client);
  for (let feed = 0; feed < FEEDS; feed += 1)
    writer.feed.run({
      id: `feed-${feed}`,
      url: `https://${feed}.example/feed`,
      region: feed % 3 === 0 ? 'CN' : 'DE',
      at: until,
    });
  for (let id = 1; id <= articles; id += 1) {
    if (id % IN_ONE_TRANSACTION === 1) client.exec('BEGIN');
    writeArticle(writer, random, { id, at: timeOf(id, articles, until, random), words });
    if (id % IN_ONE_TRANSACTION === 0 || id === articles) client.exec('COMMIT');
  }
  client.pragma('wal_checkpoint(TRUNCATE)');
  client.close();
}

function timeOf(id: number, articles: number, until: number, random: () => number): number {
  const back = (1 - id / articles) * DAYS * DAY_MS;
  const late = random() < LATE ? random() * (DAYS * DAY_MS - back) : random() * DAY_MS;
  return Math.floor((until - back - late) / 1000) * 1000;
}

type Writer = ReturnType<typeof prepare>;

function prepare(client: SqliteDatabase) {
  return {
    feed: client.prepare(
      `INSERT INTO feeds (id, url, name, region, origin, added_at, next_poll_at)
        VALUES (@id, @url, @id, @region, 'user', @at, @at)`,
    ),
    article: client.prepare(
      `INSERT INTO articles (id, url, state, feed_id, first_seen_at, published_at, title, language, site_name, text,
        word_count, verdict, tagged, seq, sort_at)
        VALUES (@id, @url, 'stored', @feed, @at, @at, @title, @language, @feed, @text, @words, @verdict, @tagged, @id, @at)`,
    ),
    terms: client.prepare(
      `INSERT INTO articles_fts (rowid, title, body)
        VALUES (CAST(@at AS INTEGER) / 1000 * 2147483648 + CAST(@id AS INTEGER), @title, @body)`,
    ),
    item: client.prepare(
      `INSERT INTO items (feed_id, key, first_seen_at, last_seen_at, article_id) VALUES (@feed, @id, @at, @at, @id)`,
    ),
    tag: client.prepare(
      `INSERT INTO article_tags (article_id, tag, confidence, evidence, rules_version)
        VALUES (@id, 'chinese-ev-jv', @confidence, '[]', 'bench')`,
    ),
    venture: client.prepare(
      `INSERT INTO article_ventures (article_id, position, venture_id, key, partners, stage, sector, confidence, evidence)
        VALUES (@id, 0, @venture, @venture, '[]', @stage, @sector, @confidence, '[]')`,
    ),
    company: client.prepare(
      `INSERT OR IGNORE INTO article_companies (article_id, company_id, name, mentions)
        VALUES (@id, @company, @company, 1)`,
    ),
  };
}

function writeArticle(
  writer: Writer,
  random: () => number,
  { id, at, words }: { id: number; at: number; words: number },
): void {
  const [language, , trade] = languageAt(random());
  const unspaced = language === 'zh' || language === 'ja' || language === 'ko';
  const text = sentence(random, language, unspaced, words);
  const title = sentence(random, language, unspaced, Math.ceil(words / 12));
  for (const [word, share] of Object.entries(trade)) {
    if (random() < share) put(text, word, random);
    if (random() < share / 5) put(title, word, random);
  }
  const joint = unspaced ? '' : ' ';
  const [headline, body] = [title.join(joint), text.join(joint)];
  const tagged = random() < 0.15;
  const feed = `feed-${zipf(random, FEEDS)}`;
  const verdict = VERDICTS[random() < 0.9 ? 0 : Math.floor(random() ** 3 * VERDICTS.length)];
  writer.article.run({
    id,
    url: `https://x.example/${id}`,
    feed,
    at,
    title: headline,
    language,
    text: body,
    words,
    verdict,
    tagged: tagged ? 1 : 0,
  });
  writer.terms.run({ at, id, title: indexTerms(headline), body: indexTerms(body) });
  writer.item.run({ feed, at, id });
  for (let more = Math.floor(random() * 4); more > 0; more -= 1) {
    const company = zipf(random, COMPANY_COUNT);
    writer.company.run({ id, company: COMPANIES[company] ?? `company-${company}` });
  }
  if (!tagged) return;
  const confidence = 0.5 + random() / 2;
  writer.tag.run({ id, confidence });
  writer.venture.run({
    id,
    venture: `venture-${zipf(random, VENTURES)}`,
    stage: STAGES[Math.floor(random() * STAGES.length)],
    sector: SECTORS[zipf(random, SECTORS.length)],
    confidence,
  });
}

function languageAt(point: number): (typeof LANGUAGES)[number] {
  let sum = 0;
  for (const language of LANGUAGES) {
    sum += language[1];
    if (point < sum) return language;
  }
  return LANGUAGES[0] as (typeof LANGUAGES)[number];
}

function sentence(random: () => number, language: string, unspaced: boolean, words: number): string[] {
  return Array.from({ length: words }, () =>
    unspaced
      ? ideographs(language, zipf(random, UNSPACED))
      : `${language}${zipf(random, SPACED).toString(36)}`,
  );
}

/** A word of two characters. */
function ideographs(language: string, rank: number): string {
  const from = language === 'ko' ? 0xac00 : 0x5000;
  return String.fromCharCode(from + (rank % 1_500), from + ((rank * 7 + 300) % 1_500));
}

function put(words: string[], word: string, random: () => number): void {
  words[Math.floor(random() * words.length)] = word;
}

/** Rank from 0, the probability of rank n about 1 / (n + 1). */
function zipf(random: () => number, count: number): number {
  return Math.min(count - 1, Math.floor(Math.exp(random() * Math.log(count + 1))) - 1);
}

/** Random numbers in [0, 1), the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
