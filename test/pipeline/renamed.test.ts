/** An article whose publisher gave it another headline and address is one; what a site sends elsewhere stays what it was. */
import { expect, test } from 'vitest';
import type { IngestJob, PipelineEvent } from '../../src/core/jobs.ts';
import type { FeedItem } from '../../src/core/model.ts';
import { reportingSink } from '../../src/pipeline/daemon/reporting-sink.ts';
import { articleFilterSchema } from '../../src/query/article-filter.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import type { Store } from '../../src/store/store.ts';
import { filesIn, freshStore, item, NOW, polled, temporaryFolder, withFeed } from '../store/fixtures.ts';
import { html, take } from './take-page.ts';

const HOUR = 3_600_000;
const DAY = '2026-10-30T08:00:00.000Z';
const LATER = '2026-11-20T08:00:00.000Z';
const OLD = 'https://wire.example/2026/chery-spanish-deal';
const NEW = 'https://wire.example/2026/nissan-runs-barcelona-venture';
const OLD_TITLE = 'Chery close to Spanish car plant deal';
const NEW_TITLE = 'Nissan to run Barcelona venture with Chery on its own line';

const LEAD =
  'Chery and Nissan have signed a contract for a joint venture that is to build electric cars in Barcelona, the companies ' +
  'said on Friday.';
const REST = [
  'The partners put 310 million euros into it. Chery holds 51 percent and Nissan the rest, and the first cars are to be sold in the autumn of next year in all of Europe.',
  'The mayor of the city said that the jobs of the former workers would come first, and that the region would help with the training of those who had lost theirs when the old plant closed.',
  'Production is to begin in two years, when the new halls are ready and the machines have been tested by both sides over the winter.',
];

function page(title: string, paragraphs: readonly string[] = [LEAD, ...REST], date: string | null = DAY) {
  const published = date === null ? '' : `<meta property="article:published_time" content="${date}">`;
  return html(
    title,
    `${published}<article><h1>${title}</h1>${paragraphs.map((one) => `<p>${one}</p>`).join('')}</article>`,
  );
}

const listed = (url: string, title: string | null, publishedAt: string | null = DAY): FeedItem =>
  item({ guid: url, url, title, publishedAt });

async function poll(store: Store, items: readonly FeedItem[]): Promise<readonly IngestJob[]> {
  return (await store.sink.feedPolled(polled(items))).jobs;
}

/** Takes in every job's page; addresses that are not NEW lead there. */
async function takeAll(store: Store, jobs: readonly IngestJob[], newPage = page(NEW_TITLE)): Promise<void> {
  for (const job of jobs) await take(store, job, job.url === NEW ? null : NEW, newPage);
}

const both = [listed(NEW, NEW_TITLE), listed(OLD, OLD_TITLE)];

test.each([
  ['the old one first', [...both].reverse(), page(NEW_TITLE)],
  ['the new one first', both, page(NEW_TITLE)],
  [
    'without a date',
    [listed(OLD, OLD_TITLE, null), listed(NEW, NEW_TITLE, null)],
    page(NEW_TITLE, undefined, null),
  ],
  ['with headlines that its page has not', [listed(OLD, '/4'), listed(NEW, '/5')], page(NEW_TITLE)],
  ['without headlines', [listed(OLD, null), listed(NEW, null)], page(NEW_TITLE)],
  ['as a short report', both, page(NEW_TITLE, [LEAD])],
])('listed under both headlines and addresses, %s, it is one article', async (_name, items, found) => {
  const store = withFeed(freshStore());
  await takeAll(store, await poll(store, items), found);
  expect(store.totals()).toMatchObject({ articles: 1, tagged: 1, pending: 0 });
  const article = store.getArticle(NEW);
  expect(article).toMatchObject({ canonicalUrl: NEW, title: NEW_TITLE, extractor: 'blocks', tagged: true });
  expect(store.getArticle(OLD)?.id).toBe(article?.id);
  // What each item said of it stays with it.
  expect(article?.sightings.map(({ url }) => url).sort()).toEqual([OLD, NEW]);
});

const SALES = [
  'Chery and Nissan sold more cars in Barcelona in October than a year before, the companies said on Friday.',
  ...REST.slice(1),
];

test.each([
  ['of another day', listed(OLD, OLD_TITLE, '2026-10-12T08:00:00.000Z'), [LEAD, ...REST]],
  ['about another company', listed(OLD, 'BYD close to Spanish car plant deal'), [LEAD, ...REST]],
  ['of a venture', listed(OLD, 'Chery and Nissan sign electric car joint venture in Barcelona'), SALES],
  [
    'about another company, before the other has a headline,',
    listed(OLD, 'BYD close to Spanish car plant deal'),
    [LEAD, ...REST],
    null,
  ],
] as const)(
  'an article %s that is sent on to one stays another, with what its feed said',
  async (_name, dead, text, title: string | null = NEW_TITLE) => {
    const store = withFeed(freshStore());
    await takeAll(store, await poll(store, [dead, listed(NEW, title)]), page(NEW_TITLE, text));
    expect(store.getArticle(OLD)).toMatchObject({
      title: dead.title,
      verdict: 'blocked',
      verdictReason: expect.stringContaining('shown for other articles, too: Nissan to run'),
      canonicalUrl: OLD,
    });
    expect(store.getArticle(NEW)).toMatchObject({ title: NEW_TITLE, verdict: 'full' });
    expect(store.totals()).toMatchObject({ articles: 2, tagged: 1 });
  },
);

test.each([
  ['', NEW_TITLE],
  [', not counting its own address with a headline that its page has not', '/5'],
])('of many articles that are sent on to one no more than two are taken for it%s', async (_what, own) => {
  const store = withFeed(freshStore());
  const dead = ['Chery plans', 'Nissan waits', 'Chery hires', 'Nissan sells', 'Chery builds'].map((what, n) =>
    listed(`https://wire.example/2026/gone-${n}00`, `${what} before the venture in Barcelona`),
  );
  await takeAll(store, await poll(store, [...dead, listed(NEW, own)]));
  expect(store.totals()).toMatchObject({ articles: 4, tagged: 1 });
  expect(store.getArticle(NEW)?.sightings).toHaveLength(3);
  for (const { url, title } of dead.slice(2))
    expect(store.getArticle(url ?? '')).toMatchObject({ title, verdict: 'blocked', canonicalUrl: url });
});

/** A store that read the article at its old address, and then what was listed at the new one. */
async function readBefore(
  text: readonly string[],
  date: string | null,
  newText: readonly string[],
  { newDate = DAY, oldTitle = OLD_TITLE }: { newDate?: string | null; oldTitle?: string } = {},
) {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const [old] = await poll(store, [listed(OLD, OLD_TITLE, date)]);
  if (!old) throw new Error('no job');
  await take(store, old, null, page(oldTitle, text, date));
  const newPage = page(NEW_TITLE, newText, newDate);
  const later = await poll(store, [listed(NEW, NEW_TITLE, newDate ?? LATER)]);
  for (const job of later) await take(store, job, null, newPage);
  expect(store.totals().articles).toBe(2);
  const revisit = (shown = newPage) => take(store, old, NEW, shown, NOW + HOUR);
  /** Nobody sent on: the old page is still there. */
  const revisitInPlace = (at: number) => take(store, old, null, page(oldTitle, text, date), at);
  return { store, folder, revisit, revisitInPlace, newJob: later[0] };
}

test.each([
  ['has the text that was read', [LEAD, ...REST], DAY],
  ['has the short text that was read', [LEAD], null],
  ['is of the same day though its text was written anew', [`${LEAD} Nobody knows more.`], DAY],
])('read before, it is taken for one when its old address leads to what %s', async (_name, text, date) => {
  const { store, revisit, folder } = await readBefore(text, date, date === null ? text : [LEAD, ...REST]);
  const { id } = store.getArticle(OLD) ?? { id: 0 };
  expect(await revisit()).toMatchObject({ kind: 'merged', articleId: id });
  expect(store.totals()).toMatchObject({ articles: 1, tagged: 1 });
  expect(store.getArticle(NEW)).toMatchObject({ id, canonicalUrl: NEW, title: NEW_TITLE });
  expect(store.getArticle(OLD)?.sightings).toHaveLength(2);
  expect(store.articleVersions(OLD)?.revisions).toMatchObject([
    { title: OLD_TITLE, text: text.join('\n\n') },
  ]);
  // The pages of both are one article's.
  store.close();
  const archive = new Sqlite(filesIn(folder).pages, { readonly: true });
  expect(archive.prepare('SELECT article_id, url FROM pages ORDER BY url').raw().all()).toEqual([
    [id, OLD],
    [id, NEW],
  ]);
  archive.close();
  const database = new Sqlite(filesIn(folder).database, { readonly: true });
  expect(database.prepare('SELECT count(*) FROM articles_fts').pluck().get()).toBe(1);
  database.close();
});

test('of which only a wall was seen, it is taken for one when its address leads to what its feed said', async () => {
  const store = withFeed(freshStore());
  const [old] = await poll(store, [listed(OLD, OLD_TITLE)]);
  if (!old) throw new Error('no job');
  await take(store, old, null, html('Just a moment...', '<p>Enable JavaScript and cookies to continue</p>'));
  expect(store.getArticle(OLD)).toMatchObject({ state: 'stored', verdict: 'blocked', extractor: 'feed' });
  await takeAll(store, await poll(store, [listed(NEW, NEW_TITLE)]));
  const { id } = store.getArticle(NEW) ?? { id: 0 };
  expect(await take(store, old, NEW, page(NEW_TITLE), NOW + HOUR)).toMatchObject({
    kind: 'merged',
    articleId: id,
  });
  expect(store.getArticle(OLD)).toMatchObject({ id, title: NEW_TITLE, verdict: 'full' });
  expect(store.totals()).toMatchObject({ articles: 1, tagged: 1 });
});

test('an article that was read stays as it was when its address leads to another one', async () => {
  const text = ['Chery looked at a plant near Madrid, and Nissan said nothing of it.', ...REST.slice(1)];
  const { store, revisit } = await readBefore(text, '2026-10-12T08:00:00.000Z', [LEAD, ...REST]);
  expect(await revisit()).toMatchObject({ kind: 'kept' });
  expect(store.getArticle(OLD)).toMatchObject({
    title: OLD_TITLE,
    text: text.join('\n\n'),
    canonicalUrl: OLD,
  });
  expect(store.articleVersions(OLD)?.revisions).toEqual([]);
});

test('the date of its own feed item is no witness that an article of another day is the one that was read', async () => {
  const text = ['Chery and Nissan looked at a plant near Madrid together.', ...REST.slice(1)];
  const { store, revisit } = await readBefore(text, DAY, [LEAD, ...REST], { newDate: null });
  expect(await revisit()).toMatchObject({ kind: 'kept' });
  expect(store.getArticle(OLD)).toMatchObject({ title: OLD_TITLE, canonicalUrl: OLD });
});

test('that an old address led to another article is too late once the old one was there again', async () => {
  const { store, revisit, revisitInPlace } = await readBefore([LEAD, ...REST], DAY, [LEAD, ...REST]);
  await revisitInPlace(NOW + 2 * HOUR);
  expect(await revisit()).toMatchObject({ kind: 'unchanged' });
  expect(store.totals().articles).toBe(2);
});

test('what a publisher changed in either of two articles that turn out to be one is kept', async () => {
  const { store, revisit, newJob } = await readBefore([LEAD, ...REST], DAY, [LEAD, ...REST]);
  const corrected = (day: string) => page(NEW_TITLE, [LEAD.replace('Friday', day), ...REST]);
  if (newJob) await take(store, newJob, null, corrected('Thursday'), NOW + HOUR / 2);
  expect(store.articleVersions(NEW)?.revisions).toHaveLength(1);
  expect(await revisit(corrected('Wednesday'))).toMatchObject({ kind: 'merged' });
  const told = store
    .articleVersions(NEW)
    ?.revisions.map(({ title, text }) => `${title}: ${/on (\w+day)/.exec(text)?.[1]}`);
  expect(told?.toSorted()).toEqual([
    `${OLD_TITLE}: Friday`,
    `${NEW_TITLE}: Friday`,
    `${NEW_TITLE}: Thursday`,
  ]);
});

test('what is read after two articles became one is news, though the latest of all was one of them', async () => {
  const { store, revisit } = await readBefore([LEAD], null, [LEAD], { oldTitle: NEW_TITLE });
  const all = articleFilterSchema.parse({});
  const { seq } = store.articlesSince(all, 0, NOW);
  expect(await revisit()).toMatchObject({ kind: 'merged' });
  const third = listed('https://wire.example/2026/rain-in-spain', 'Rain in Spain');
  for (const job of await poll(store, [third])) await take(store, job, null, page('Rain in Spain', REST));
  const urls = store.articlesSince(all, seq, NOW).articles.map(({ url }) => url);
  expect(urls).toContain(third.url);
});

test('where an article that was asked for by hand was only led to, others that are led there stay what they were', async () => {
  const store = withFeed(freshStore());
  const byHand = store.jobForUrl('https://wire.example/go/991', NOW);
  await take(store, byHand, NEW, page(NEW_TITLE));
  await takeAll(store, await poll(store, [listed(OLD, OLD_TITLE)]));
  expect(store.totals().articles).toBe(2);
  expect(store.getArticle(OLD)?.title).toBe(OLD_TITLE);
});

test('an article that was asked for by hand where it lives is the one that others under a former headline lead to', async () => {
  const store = withFeed(freshStore());
  await take(store, store.jobForUrl(NEW, NOW), null, page(NEW_TITLE));
  await takeAll(store, await poll(store, [listed(OLD, OLD_TITLE)]));
  expect(store.totals().articles).toBe(1);
  expect(store.getArticle(OLD)?.canonicalUrl).toBe(NEW);
});

test('an article that was asked for by hand is of the feed that lists it under its new address', async () => {
  const store = withFeed(freshStore());
  await take(store, store.jobForUrl(OLD, NOW), null, page(OLD_TITLE));
  await takeAll(store, await poll(store, [listed(NEW, NEW_TITLE)]));
  const link = 'https://go.wire.example/7';
  await takeAll(store, await poll(store, [listed(link, NEW_TITLE)]));
  const again = store.jobForUrl(OLD, NOW + HOUR);
  expect(await take(store, again, NEW, page(NEW_TITLE), NOW + HOUR)).toMatchObject({ kind: 'merged' });
  // It is known under every address that either had.
  expect([OLD, NEW, link].map((url) => store.getArticle(url)?.id)).toEqual(Array(3).fill(again.articleId));
  const due = () => store.dueArticles(NOW + 48 * HOUR, 10).map(({ url }) => url);
  expect(due()).toEqual([NEW]);
  store.pause('wire', NOW);
  expect(due()).toEqual([]);
});

test('an article that was read whole is not given up for one of which only a part was ever read', async () => {
  const store = withFeed(freshStore());
  const paid =
    '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>';
  const walled = (title: string): string => page(title).replace('<article>', `${paid}<article>`);
  const [old] = await poll(store, [listed(OLD, OLD_TITLE)]);
  if (!old) throw new Error('no job');
  await take(store, old, null, walled(OLD_TITLE));
  for (const job of await poll(store, [listed(NEW, NEW_TITLE)]))
    await take(store, job, null, page(NEW_TITLE));
  expect(await take(store, old, NEW, walled(NEW_TITLE), NOW + HOUR)).toMatchObject({ kind: 'kept' });
  expect(store.getArticle(OLD)).toMatchObject({ title: OLD_TITLE, verdict: 'paywalled' });
  expect(store.getArticle(NEW)).toMatchObject({ title: NEW_TITLE, verdict: 'full' });
});

test('what is told of a reading is what is stored of it', async () => {
  const store = withFeed(freshStore());
  const events: PipelineEvent[] = [];
  const told = { ...store, sink: reportingSink(store.sink, (event) => events.push(event)) };
  const dead = listed(OLD, 'BYD close to Spanish car plant deal');
  await takeAll(told, await poll(store, [dead, listed(NEW, NEW_TITLE)]));
  expect(events).toMatchObject([
    { url: OLD, outcome: 'stored', verdict: 'blocked', tagged: false },
    { url: NEW, outcome: 'stored', verdict: 'full', tagged: true },
  ]);
});
