/** Sites that answer every article with one page: each article keeps its address and what its feed said of it. */
import { expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { freshStore, item, NOW, polled, withFeed } from '../store/fixtures.ts';
import { html, readers, take } from './take-page.ts';

const headlines = Array.from(
  { length: 12 },
  (_, n) =>
    `<h2><a href="/n-${n}00">BYD and partner number ${n} form electric joint venture</a></h2><p>A teaser of what it means.</p>`,
);

const address = (n: number): string => `https://wire.example/2026/jv-story-${n}00`;

async function jobsOf(store: Store, titles: readonly string[], summary: string | null = null) {
  const found = titles.map((title, n) => item({ guid: `g${n}`, title, summary, url: address(n) }));
  return (await store.sink.feedPolled(polled(found))).jobs;
}

test.each([
  [
    'a sign-in',
    'https://wire.example/account/signin',
    html(
      'Sign in',
      '<main><h1>Sign in to your account</h1><p>Welcome back. Enter your e-mail address and your password to read on. New readers can make an account in a minute, without any cost.</p></main>',
    ),
  ],
  [
    'an offer',
    'https://wire.example/offers/spring',
    html(
      'Subscribe to The Wire',
      '<article><h1>Subscribe to The Wire</h1><p>Get every story of our award-winning newsroom, on all devices, for one euro a month in the first year. Cancel at any time.</p><p>Our reporters in twelve countries tell you first, by letter every morning and by telephone when it cannot wait for the next day.</p></article>',
    ),
  ],
  [
    'a notice in place',
    null,
    html(
      'Not available',
      '<article><h1>Our site is not available in your region</h1><p>We are working to bring this service to readers in the European Union as soon as we can, and thank you for your patience.</p></article>',
    ),
  ],
  ['the home page', 'https://wire.example/', html('The Wire: news', `<main>${headlines.join('')}</main>`)],
])('articles answered with %s stay apart, tagged by what their feed says', async (_name, to, page) => {
  const store = withFeed(freshStore());
  const titles = [0, 1, 2].map((n) => `BYD and partner number ${n} form electric joint venture`);
  const jobs = await jobsOf(store, titles, 'BYD and Toyota will build electric cars in China together.');
  for (const job of jobs) expect(await take(store, job, to, page)).toMatchObject({ kind: 'stored' });
  for (const [n, title] of titles.entries())
    expect(store.getArticle(address(n))).toMatchObject({
      canonicalUrl: address(n),
      title,
      verdict: 'blocked',
      verdictReason: expect.stringContaining('something else'),
      extractor: 'feed',
      tagged: true,
    });
  expect(store.dueArticles(NOW + 3_600_000, 10).map(({ url }) => url)).toEqual([0, 1, 2].map(address));
  // The page itself is no article's.
  if (to !== null) expect(store.getArticle(to)).toBeNull();
});

const GUIDE = html(
  'Our guide to every electric car venture',
  `<article><h1>Our guide to every electric car venture</h1><p>${[
    'Which car maker builds electric cars with whom, and where the joint venture has its plant, is told here for readers',
    'who want to look it up. The list is kept by four editors who read the reports of all companies, and whoever finds a',
    'mistake in it may write to them. It has been read by half a million people since it was first put up last spring.',
  ].join(' ')}</p></article>`,
);

test('a full page that articles of other titles lead to is the first one’s alone, also when they are visited', async () => {
  const store = withFeed(freshStore());
  const to = 'https://wire.example/guide/electric-car-ventures';
  const titles = ['electric car joint venture of BYD', 'electric car joint venture of Chery'];
  const [first, second] = await jobsOf(store, titles);
  if (!first || !second) throw new Error('no jobs');
  expect(await take(store, first, to, GUIDE)).toMatchObject({ kind: 'stored' });
  expect(await take(store, second, to, GUIDE)).toMatchObject({ kind: 'stored' });
  const kept = { title: titles[1], verdict: 'blocked', canonicalUrl: address(1) };
  expect(store.getArticle(address(1))).toMatchObject(kept);
  await take(store, second, to, GUIDE, NOW + 3_600_000);
  expect(store.getArticle(address(1))).toMatchObject(kept);
});

const VENTURE =
  'BYD and Toyota have founded a joint venture for electric cars in Shenzhen, in which each of them holds half.';
const NOTES = Array.from(
  { length: 6 },
  (_, n) => `Paragraph ${n} tells what else there was to see this time.`,
);

test.each([
  ['that names a venture', 'Somebody asked what happens beside the lake', VENTURE],
  ['under a title that says nothing', 'Pushback 1-10-23', ''],
])('a full text %s is kept though its feed says nothing like it', async (_name, title, lead) => {
  const store = withFeed(freshStore());
  const [job] = await jobsOf(store, [title]);
  if (!job) throw new Error('no job');
  const text = [lead, ...NOTES].map((one) => `<p>${one}</p>`).join('');
  await take(store, job, null, html('Notes', `<article><h1>Notes</h1>${text}</article>`));
  expect(store.getArticle(address(0))).toMatchObject({ verdict: 'full', tagged: lead !== '' });
});

test.each([
  ['under its own title', 'Chery and Jaguar found a venture'],
  ['with the source behind it', 'Chery and Jaguar found a venture - The Wire'],
])('a page that the feed announced %s is read', async (_name, title) => {
  const store = withFeed(freshStore());
  const [job] = await jobsOf(store, [title]);
  if (!job) throw new Error('no job');
  const page = html(
    'Chery and Jaguar found a venture',
    '<article><h1>Chery and Jaguar found a venture</h1><p>They told reporters on Monday.</p></article>',
  );
  await take(store, job, 'https://wire.example/short/77', page);
  expect(store.getArticle(address(0))).toMatchObject({
    verdict: 'thin',
    text: 'They told reporters on Monday.',
  });
});

test.each([
  ['its page', '<meta property="article:published_time" content="2031-05-01T10:00:00Z">', null],
  ['its feed', '', '2031-05-01T10:00:00.000Z'],
])('no article is published after it was fetched, whatever %s says', async (_name, head, publishedAt) => {
  const store = withFeed(freshStore());
  const title = 'Chery and Jaguar found a venture';
  const { jobs } = await store.sink.feedPolled(polled([item({ title, publishedAt, url: address(0) })]));
  const [job] = jobs;
  if (!job) throw new Error('no job');
  expect(job.item.publishedAt).toBeNull();
  const page = html(title, `${head}<article><h1>${title}</h1><p>They told reporters of it.</p></article>`);
  await take(store, job, null, page);
  expect(store.getArticle(address(0))).toMatchObject({ title, publishedAt: null, publishedDay: null });
});

test('a feed that names its country with its language is a witness like any other', async () => {
  const store = freshStore();
  const url = 'https://wire.example/feed';
  store.addFeeds([{ id: 'wire', url, name: 'Wire', origin: 'user', enabled: true, language: 'en-US' }], NOW);
  const [walled, short] = await jobsOf(store, ['Chery and Jaguar found a venture', 'BYD-Toyota JV']);
  if (!walled || !short) throw new Error('no jobs');
  const text = NOTES.map((one) => `<p>${one} ${one}</p>`).join('');
  await take(store, walled, null, html('Notes', `<article><h1>Notes of the week</h1>${text}</article>`));
  expect(store.getArticle(address(0))).toMatchObject({
    verdict: 'blocked',
    title: 'Chery and Jaguar found a venture',
  });
  // Too short to tell its language by itself.
  expect(readers.readItem({ url: address(1), item: short.item }).article.language).toBe('en');
  const page = '<article><h1>BYD-Toyota JV</h1><p>BYD, Toyota.</p></article>';
  await take(store, short, null, page);
  expect(store.getArticle(address(1))).toMatchObject({ title: 'BYD-Toyota JV', language: 'en' });
});

test('of a page that is no article only the title is tagged', () => {
  const bytes = new TextEncoder().encode(html('Today', `<main>${headlines.join('')}</main>`));
  const hints = { guid: null, title: null, summary: null, authors: [], publishedAt: null, language: null };
  const { article, tagging } = readers.readPage({
    bytes,
    contentType: 'text/html',
    url: 'https://wire.example/',
    fetchedAt: NOW,
    item: hints as never,
  });
  expect(article.verdict).toBe('not-article');
  expect(article.text).toContain('electric joint venture');
  expect(tagging).toMatchObject({ tagged: false, ventures: [] });
});
