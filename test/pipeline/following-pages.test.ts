/** Articles spread over several pages, over real HTTP: read whole, politely, and what is missing is said. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { jvwire } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { httpServer } from '../net/servers.ts';

const SENTENCES = [
  'Weihe Motors and the Norwegian firm Norda agreed on Monday to build electric buses in a joint venture in Hubei.',
  'Each side puts in half of the capital, and the first buses are due in the spring of next year.',
  'Norda brings the drivetrain, Weihe the plant and the workers, according to a note to the exchange.',
  'Both boards have approved the plan, which still needs the consent of two regulators in the region.',
  'The partners hope to sell four thousand buses a year, half of them outside the country.',
  'A first order from the city of Wuhan is expected before the end of the quarter, people close to it say.',
  'The plant will have room for a second line, on which smaller buses for villages may be built later.',
];
const STANDFIRST =
  'A Norwegian firm and a carmaker from Hubei want to build buses for the villages of two continents.';

interface Site {
  /** Answers for pages that are not as usual. */
  readonly answers?: Readonly<Record<string, (response: ServerResponse) => void>>;
  readonly robots?: string;
  readonly pages?: number;
}

/** A site with one story, and what was asked of it. */
async function siteOf({ answers = {}, robots = '', pages = SENTENCES.length }: Site = {}) {
  const asked: string[] = [];
  const starts: number[] = [];
  let open = 0;
  let peak = 0;
  const server = await httpServer((request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    if (path === '/robots.txt') return void response.end(robots);
    asked.push(path);
    starts.push(performance.now());
    peak = Math.max(peak, ++open);
    response.on('close', () => open--);
    const special = answers[path];
    if (special) return special(response);
    const number = Number(/\/weihe\/(\d)$/.exec(path)?.[1] ?? 1);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<html lang="en"><head><title>Weihe and Norda build buses</title><meta property="og:type" content="article">
      <meta property="article:published_time" content="2026-11-03T08:00:00Z"></head><body><article>
      <h1>Weihe and Norda build buses</h1><p>${STANDFIRST}</p><p>${SENTENCES[number - 1]}</p></article>
      ${number < pages ? `<div class="pagination"><a href="/2026/weihe/${number + 1}">Next page</a></div>` : ''}</body></html>`);
  });
  onTestFinished(() => server.close());
  const { env, database } = placeFor({ catalogue: [] });
  const url = `http://127.0.0.1:${server.port}/2026/weihe`;
  const ingest = async (settings: Record<string, string> = {}) => {
    const done = await jvwire(['ingest', url], { env: { ...env, ...settings } });
    expect(done.code, done.stderr).toBe(0);
    const shown = await jvwire(['article', url, '--json'], { env });
    return JSON.parse(shown.stdout) as { text: string; verdict: string; verdictReason: string };
  };
  return { asked, starts, peak: () => peak, ingest, env, database, url };
}

const pages = (...numbers: number[]): string =>
  [STANDFIRST, ...numbers.map((number) => SENTENCES[number - 1])].join('\n\n');
const paths = (...numbers: number[]): string[] =>
  numbers.map((number) => (number === 1 ? '/2026/weihe' : `/2026/weihe/${number}`));

test('five pages are read as one article, one request at a time, and again from the archive without the network', async () => {
  const site = await siteOf({ pages: 5 });
  const article = await site.ingest({ JVWIRE_HOST_INTERVAL_MS: '400' });
  expect(article.text).toBe(pages(1, 2, 3, 4, 5));
  expect(article.verdictReason).toMatch(/^\d+ words on 5 pages$/);
  expect(site.asked).toEqual(paths(1, 2, 3, 4, 5));
  expect(site.peak()).toBe(1);
  const gaps = site.starts.slice(1).map((start, i) => start - (site.starts[i] ?? 0));
  // By the clock of the server, which a busy machine lets wait.
  expect(Math.min(...gaps)).toBeGreaterThan(200);

  const again = await jvwire(['reextract', '--json'], { env: site.env });
  expect(JSON.parse(again.stdout)).toMatchObject({ examined: 1, missing: 0, changes: [] });
  expect(site.asked).toHaveLength(5);
}, 60_000);

test('of an article of seven pages five are read, and it says that the rest is missing, also after it was read again', async () => {
  const site = await siteOf();
  const article = await site.ingest();
  expect(article.text).toBe(pages(1, 2, 3, 4, 5));
  expect(article.verdictReason).toMatch(/^\d+ words on 5 pages, from page 6 on not read$/);
  expect(site.asked).toEqual(paths(1, 2, 3, 4, 5));

  const again = await jvwire(['reextract', '--json'], { env: site.env });
  expect(JSON.parse(again.stdout)).toMatchObject({ examined: 1, changes: [] });
}, 60_000);

test.each<[string, Site, string]>([
  [
    'is gone',
    { answers: { '/2026/weihe/3': (r) => void r.writeHead(404).end() } },
    'page 3 missing: http-404',
  ],
  ['hangs up', { answers: { '/2026/weihe/3': (r) => void r.destroy() } }, 'page 3 missing: cut-off'],
  [
    'leads back to the first',
    { answers: { '/2026/weihe/3': (r) => void r.writeHead(302, { location: '/2026/weihe' }).end() } },
    'page 3 missing: leads to an earlier page',
  ],
  ['is closed by robots.txt', { robots: 'User-agent: *\nDisallow: /2026/weihe/3' }, 'page 3 missing: robots'],
])(
  'a page that %s costs itself and is said',
  async (_, options, note) => {
    const site = await siteOf(options);
    const article = await site.ingest();
    expect(article.text).toBe(pages(1, 2));
    expect(article.verdict).toBe('full');
    expect(article.verdictReason).toContain(note);
  },
  30_000,
);
