/** What a hostile site writes stays text: for the terminal, the log, a spreadsheet, JSON and the database. */
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { jvwire, type Result } from '../cli/jvwire.ts';
import { lastingPlace, type Place } from '../cli/newsroom-settings.ts';
import { type Host, startHost } from '../newsroom/http.ts';
import { hasProgram } from '../requirements.ts';
import { HOSTILE_TEXTS } from './texts.ts';

const NAMES = Object.keys(HOSTILE_TEXTS);
const PROSE = `Volkswagen and JAC signed a contract on Monday for a joint venture that will build electric cars in Hefei.
  Each of the two holds half of the company, which is to employ two thousand people by the end of the decade.`;

const asHtml = (text: string): string => text.replace(/[<&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const asXml = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

/** Every text stands in the title, the byline, the site's name, the text and the metadata of a page of its own. */
function page(text: string, index: number): string {
  const said = asHtml(text);
  const quoted = said.replaceAll('"', '&quot;');
  const data = { '@type': 'NewsArticle', headline: `${text} ${index}`, author: [{ name: text }] };
  return `<!doctype html><html lang="en"><head><title>${said} in venture ${index}</title>
    <meta property="og:site_name" content="${quoted}"><meta name="author" content="${quoted}">
    <meta property="og:title" content="${quoted} in venture ${index}">
    <link rel="canonical" href="javascript:alert(1)"><meta property="og:image" content="javascript:alert(1)">
    <script type="application/ld+json">${JSON.stringify(data).replace(/^\{/, '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},').replaceAll('<', '\\u003c')}</script>
    </head><body><article><h1>${said} in venture ${index}</h1><p class="byline">By ${said}</p>
    <p>${PROSE.replace('Hefei', `Hefei ${index}`)}</p><p>${said}. ${PROSE}</p></article></body></html>`;
}

function feed(origin: string): string {
  const items = NAMES.map((name, index) => {
    const text = HOSTILE_TEXTS[name] ?? '';
    return `<item><title>${asXml(`${text} in venture ${index}`)}</title><link>${origin}/${index}.html</link>
      <guid>${asXml(`${text}${index}`)}</guid><author>${asXml(text)}</author>
      <description>${asXml(asHtml(text))}</description></item>`;
  });
  const all = NAMES.map((name) => HOSTILE_TEXTS[name]).join(' ');
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${asXml(all)}</title>${items.join('')}</channel></rss>`;
}

let host: Host;
let place: Place;
let run: Result;
const ask = (...args: string[]): Promise<Result> => jvwire(args, { env: place.env });

beforeAll(async () => {
  const files = new Map(
    NAMES.map((name, index) => [`/${index}.html`, page(HOSTILE_TEXTS[name] ?? '', index)]),
  );
  host = await startHost({
    id: 'hostile',
    log: [],
    answer: (path) => {
      if (path === '/feed.xml') return { type: 'application/rss+xml', body: feed(host.origin) };
      const body = files.get(path);
      return body === undefined ? null : { body };
    },
  });
  const name = Object.values(HOSTILE_TEXTS).join(' ').slice(0, 400).toWellFormed();
  const wire = { id: 'hostile', url: `${host.origin}/feed.xml`, name, site: host.origin, language: 'en' };
  const lasting = lastingPlace({ catalogue: [{ ...wire, region: 'global', kind: 'trade', enabled: true }] });
  place = lasting;
  run = await jvwire(['run'], { env: { ...place.env, LOG_LEVEL: 'debug' } });
  return async () => {
    await host.close();
    lasting.remove();
  };
});

/** What a terminal could take for more than text: control characters but the line's end, and turns of the direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

test('every article is stored, and the run goes through', () => {
  expect(run).toMatchObject({ code: 0 });
  const client = new Sqlite(place.database, { readonly: true });
  expect(client.prepare("SELECT count(*) FROM articles WHERE state = 'stored'").pluck().get()).toBe(
    NAMES.length,
  );
  expect(client.pragma('integrity_check', { simple: true })).toBe('ok');
  // Addresses are those of pages: a script is none.
  const rows = client.prepare('SELECT url, image FROM articles').all() as {
    url: string;
    image: string | null;
  }[];
  for (const { url, image } of rows) {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(image).toBeNull();
  }
  client.close();
});

test('the log has one JSON object a line, whatever the site wrote', () => {
  const lines = run.stderr.split('\n').filter((line) => line.startsWith('{'));
  expect(lines.length).toBeGreaterThan(NAMES.length);
  for (const line of lines) expect(JSON.parse(line)).not.toMatchObject({ msg: 'all data lost' });
  expect(run.stderr).not.toMatch(CONTROLS);
});

describe('a terminal sees letters only', () => {
  test.each([
    [['articles']],
    [['search', 'venture']],
    [['article', '1']],
    [['explain', '1']],
    [['article', '1', '--revisions']],
    [['stories']],
    [['ventures']],
    [['venture', 'volkswagen-anhui']],
    [['feeds', 'list']],
    [['feeds', 'health']],
    [['feeds', 'show', 'hostile']],
    [['coverage']],
    [['jobs', 'list']],
    // No daemon runs.
    [['status'], 1],
  ])('%j', async (args, expected = 0) => {
    const { code, stdout, stderr } = await ask(...args);
    expect({ args, code, stderr }).toMatchObject({ code: expected });
    expect(stdout + stderr).not.toMatch(CONTROLS);
  });

  test('every article by itself, whatever it holds', async () => {
    for (const id of NAMES.keys()) {
      const { code, stdout } = await ask('article', String(id + 1));
      expect(code).toBe(0);
      expect(stdout).not.toMatch(CONTROLS);
    }
  });
});

test.runIf(hasProgram('python3'))(
  'no cell of a CSV is a formula, and every row has its columns',
  async () => {
    const { stdout } = await ask('articles', '--format', 'csv');
    const program = 'import csv, json, sys; print(json.dumps(list(csv.reader(sys.stdin))))';
    const read = spawnSync('python3', ['-c', program], { input: stdout, encoding: 'utf8' });
    const [header = [], ...rows] = JSON.parse(read.stdout) as string[][];
    expect(rows).toHaveLength(NAMES.length);
    for (const row of rows) {
      expect(row).toHaveLength(header.length);
      expect(row.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    }
  },
);

describe('JSON for programs may be looked at on a terminal', () => {
  test.each([
    [['articles', '--json', '--limit', '500']],
    [['articles', '--format', 'ndjson']],
    [['search', 'venture', '--json']],
    [['article', '1', '--json']],
    [['explain', '1', '--json']],
    [['feeds', 'list', '--json']],
    [['sql', 'SELECT title, text FROM v_articles', '--format', 'ndjson']],
  ])('%j', async (args) => {
    const { code, stdout } = await ask(...args);
    expect({ args, code }).toMatchObject({ code: 0 });
    expect(stdout).not.toMatch(CONTROLS);
  });

  test('what is escaped means the same', async () => {
    const text = '\u009b31m \u007f\u0085\u202e\u2066';
    const { stdout } = await jvwire(['tag', '--ndjson'], {
      stdin: `${JSON.stringify({ id: text, text })}\n`,
    });
    expect(stdout).toContain('"id":"\\u009b31m \\u007f\\u0085\\u202e\\u2066"');
    expect(JSON.parse(stdout)).toMatchObject({ id: text });
  });
});

test('JSON is one object a line, and no prototype is touched', async () => {
  const { stdout } = await ask('articles', '--format', 'ndjson');
  const articles = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { title: string });
  expect(articles).toHaveLength(NAMES.length);
  // What was written is kept for those who want it: only what is shown is cleaned.
  expect(articles.map(({ title }) => title).join()).toContain('all data lost');
  expect(stdout).not.toContain('polluted');
});
