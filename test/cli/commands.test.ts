/** The commands as typed by hand, against the newsroom: what they print, where, and how they end. */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { takeLock } from '../../src/store/file/lock.ts';
import { type Newsroom, startNewsroom } from '../newsroom/server.ts';
import { jvwire, launcher } from './jvwire.ts';
import { lastingPlace } from './newsroom-settings.ts';

let newsroom: Newsroom;
let place: ReturnType<typeof lastingPlace>;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  newsroom = await startNewsroom({ slowMs: 50 });
  place = lastingPlace(newsroom);
  ({ folder, env } = place);
  const { code, stdout } = await jvwire(['run'], { env });
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('tagged') as string });
});

afterAll(async () => {
  await newsroom.close();
  place.remove();
});

const ask = (...args: string[]) => jvwire(args, { env });
async function json<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await ask(...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as T;
}

interface Page {
  readonly articles: {
    id: number;
    url: string;
    title: string;
    language: string;
    tagged: boolean;
    evidence: { field: 'title' | 'text'; sentence: string; start: number; end: number } | null;
    snippet?: string;
  }[];
  readonly nextCursor: string | null;
}

describe('articles', () => {
  test('everything that was published is there once, newest first', async () => {
    const { articles, nextCursor } = await json<Page>('articles', '--limit', '500');
    expect(nextCursor).toBeNull();
    const urls = articles.map((article) => article.url);
    expect(new Set(urls).size).toBe(urls.length);
    for (const { url } of newsroom.published) expect(urls).toContain(url);
  });

  test('pages joined by cursors give the whole list, in the same order', async () => {
    const whole = await json<Page>('articles', '--limit', '500');
    const joined: number[] = [];
    let cursor: string | null = null;
    do {
      const page: Page = await json<Page>(
        'articles',
        '--limit',
        '20',
        ...(cursor ? ['--cursor', cursor] : []),
      );
      joined.push(...page.articles.map((article) => article.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(joined).toEqual(whole.articles.map((article) => article.id));
  });

  test('filters narrow: tag, language, feed, dates', async () => {
    const tagged = await json<Page>('articles', '--tag', 'chinese-ev-jv', '--limit', '500');
    expect(tagged.articles.length).toBeGreaterThanOrEqual(10);
    for (const article of tagged.articles) {
      expect(article.tagged).toBe(true);
      expect(article.evidence?.sentence.length).toBeGreaterThan(5);
    }
    const german = await json<Page>('articles', '--lang', 'de', '--limit', '500');
    expect(german.articles.map((article) => article.language)).toEqual(german.articles.map(() => 'de'));
    expect(german.articles.length).toBeGreaterThan(5);
    const year = await json<Page>(
      'articles',
      '--since',
      '2016-01-01',
      '--until',
      '2016-12-31',
      '--limit',
      '500',
    );
    const expected = newsroom.published.filter(({ publishedDay }) => publishedDay.startsWith('2016'));
    expect(year.articles.map((article) => article.url).sort()).toEqual(expected.map(({ url }) => url).sort());
  });

  test('the two reports of September 2016 on Volkswagen and JAC are tagged with both partners as a memorandum', async () => {
    const { articles } = await json<Page>('articles', '--since', '2016-09-01', '--until', '2016-09-30');
    expect(articles).toHaveLength(2);
    for (const { id } of articles) {
      const article = await json<{
        tagged: boolean;
        ventures: { stage: string; partners: { companyId: string }[] }[];
      }>('article', String(id));
      expect(article.tagged).toBe(true);
      expect(article.ventures[0]?.stage).toBe('mou');
      const partners = article.ventures[0]?.partners.map((partner) => partner.companyId);
      expect(partners).toEqual(expect.arrayContaining(['jac', 'volkswagen']));
    }
  });

  test('csv has a header and one line an article; formulas are disarmed', async () => {
    const client = new Sqlite(join(folder, 'jvwire.db'));
    const set = client.prepare('UPDATE articles SET title = ? WHERE id = 1');
    const title = client.prepare('SELECT title FROM articles WHERE id = 1').pluck().get();
    set.run('=HYPERLINK("http://x","y")');
    const { stdout } = await ask('articles', '--format', 'csv', '--limit', '500');
    set.run(title);
    client.close();
    expect(stdout.split('\n')[0]).toMatch(/^id,url,title,/);
    expect(stdout).toContain("'=HYPERLINK");
    expect(stdout).not.toMatch(/,"?=HYPERLINK/);
  });

  test('ndjson is one object a line', async () => {
    const { stdout } = await ask('articles', '--format', 'ndjson', '--limit', '3');
    const lines = stdout.trim().split('\n');
    expect(lines.map((line) => typeof (JSON.parse(line) as { id: unknown }).id)).toEqual([
      'number',
      'number',
      'number',
    ]);
  });

  test('nothing found is said on stderr and is no failure', async () => {
    expect(await ask('articles', '--company', 'nobody')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'no article matches\nthere is no company "nobody"\n',
    });
  });

  test('a closed pipe ends the command quietly', () => {
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', `"${launcher}" articles --format ndjson --limit 500 | head -n 1`],
      {
        env: { ...env, PATH: process.env['PATH'] ?? '' },
        encoding: 'utf8',
      },
    );
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toBe('');
  });
});

describe('search', () => {
  test.each(['Volkswagen JAC', '"memorandum of understanding"', '合资', '합작', 'joint-venture'])(
    'finds %s and shows it in its context',
    async (text) => {
      const { articles } = await json<Page>('search', text);
      expect(articles.length).toBeGreaterThan(0);
      for (const article of articles) expect(article.snippet?.length).toBeGreaterThan(0);
    },
  );

  test('fields without words are a list, newest first', async () => {
    const { articles } = await json<Page>('search', 'company:byd -lang:de');
    expect(articles).toEqual((await json<Page>('articles', '--company', 'byd', '--lang=-de')).articles);
    expect(articles.length).toBeGreaterThan(0);
  });

  test('fields in the text are the flags of the same name', async () => {
    const text = await json<Page>('search', 'joint venture stage:mou,signed -lang:de sort:newest limit:200');
    const flags = await json<Page>(
      'articles',
      '--query',
      'joint venture',
      ...['--stage', 'mou', '--stage', 'signed', '--lang=-de', '--limit', '200'],
    );
    expect(text.articles.map(({ id }) => id)).toEqual(flags.articles.map(({ id }) => id));
    expect(text.articles.length).toBeGreaterThan(2);
  });

  test('pages of the best go on where the one before ended', async () => {
    const whole = await json<Page>('search', 'joint venture', '--limit', '9');
    const first = await json<Page>('search', 'joint venture', '--limit', '4');
    const second = await json<Page>(
      'search',
      'joint venture',
      '--limit',
      '5',
      '--cursor',
      first.nextCursor ?? '',
    );
    expect([...first.articles, ...second.articles].map(({ id }) => id)).toEqual(
      whole.articles.map(({ id }) => id),
    );
  });

  test('a query that cannot be read is shown with a caret under the place', async () => {
    expect(await ask('search', 'battery compny:byd')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'jvwire: there is no field "compny"; did you mean company? to search for the words, quote them\n' +
        '  battery compny:byd\n          ^\n',
    });
  });

  test.each(['AND', 'NEAR(', '"', 'a:b*', "'; DROP TABLE articles; --"])(
    '%s is searched for and breaks nothing',
    async (text) => {
      const { code, stderr } = await ask('search', text);
      // Found, not found, or "no word to search for".
      expect([0, 2]).toContain(code);
      expect(stderr).not.toMatch(/internal|syntax/);
    },
  );
});

describe('article', () => {
  test('quotes stand in the text at their offsets', async () => {
    const { articles } = await json<Page>('articles', '--tag', 'chinese-ev-jv', '--limit', '6');
    for (const { id } of articles) {
      const article = await json<{
        title: string;
        text: string;
        tags: { evidence: { field: 'title' | 'text'; sentence: string; start: number; end: number }[] }[];
      }>('article', String(id));
      for (const { field, sentence, start, end } of article.tags[0]?.evidence ?? [])
        expect(article[field].slice(start, end)).toBe(sentence);
    }
  });

  test('it is found by every address that led to it', async () => {
    const redirected = newsroom.oddities['redirect'] ?? '';
    const tracked = newsroom.oddities['tracking'] ?? '';
    for (const url of [redirected, tracked]) expect((await ask('article', url)).code).toBe(0);
  });

  test('a page that cannot be had keeps what its feed said, and the reason', async () => {
    const { stdout } = await ask('article', newsroom.oddities['gone'] ?? '');
    expect(stdout).toMatch(/page not read: http-404: .*answered 404/);
    expect((await ask('article', newsroom.oddities['robots'] ?? '')).stdout).toMatch(
      /page not read: robots:/,
    );
  });

  test('one that does not exist fails with a hint', async () => {
    expect(await ask('article', '99999')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'jvwire: no article "99999"; `jvwire articles` lists what is stored\n',
    });
  });
});

describe('feeds', () => {
  const feed = () => newsroom.outlets[0]?.feedUrls[0] ?? '';

  test('list tells the state of each', async () => {
    const { stdout } = await ask('feeds', 'list');
    expect(stdout).toMatch(/failing.*not-a-feed/);
    expect(stdout.trim().split('\n')).toHaveLength(newsroom.catalogue.length + 1);
  });

  test('check looks without storing', async () => {
    const result = await json<{ ok: boolean; format: string; items: number }>('feeds', 'check', feed());
    expect(result).toMatchObject({ ok: true, format: 'rss' });
    const bad = await ask('feeds', 'check', newsroom.oddities['html-feed'] ?? '', '--json');
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({ ok: false, code: 'not-a-feed' });
  });

  test('add, disable, enable, remove, export and import', async () => {
    const db = ['--db', join(folder, 'own.db')];
    const none = { ...env, JVWIRE_CATALOGUE: 'none' };
    const typed = (...args: string[]) => jvwire(['feeds', ...args, ...db], { env: none });
    expect((await typed('add', feed())).code).toBe(0);
    const again = await typed('add', feed());
    expect(again).toMatchObject({ code: 0, stderr: expect.stringMatching(/^already watched as/) as string });
    const listed = JSON.parse((await typed('list', '--json')).stdout) as {
      id: string;
      url: string;
      enabled: boolean;
    }[];
    expect(listed).toMatchObject([{ url: feed(), enabled: true }]);
    const id = listed[0]?.id ?? '';
    await typed('disable', id);
    expect((await typed('list')).stdout).toMatch(/ paused /);
    await typed('enable', id);
    await typed('add', 'https://list.example/news', '--item', 'li', '--no-check');
    const off = 'https://off.example/feed';
    await typed('add', off, '--no-check');
    expect((await typed('add', `${off}#rss`, '--no-check')).stderr).toMatch(/^already watched as /);
    await typed('disable', off);
    const { stdout: opml, stderr: leftOut } = await typed('export');
    expect(opml.match(/xmlUrl="[^"]*"/g)).toEqual([`xmlUrl="${feed()}"`]);
    expect(leftOut).toBe(
      'left out: 1 feed that is switched off; 1 page that is read by selectors, which OPML cannot hold\n',
    );
    for (const one of [id, off, 'https://list.example/news'])
      expect((await typed('remove', one)).code).toBe(0);
    expect((await typed('list')).stderr).toMatch(/no feeds/);
    const file = join(folder, 'subscriptions.opml');
    writeFileSync(file, opml.replace('</body>', '<outline xmlUrl="ftp://a.example/f"/></body>'));
    const imported = JSON.parse((await typed('import', file, '--json')).stdout) as object;
    expect(imported).toMatchObject({ found: 2, added: 1, known: 0, invalid: 1 });
    expect(JSON.parse((await typed('import', file, '--json')).stdout)).toMatchObject({ added: 0, known: 1 });
  });

  test('the feeds of a site are found from one of its pages, and added from it', async () => {
    const outlet = newsroom.outlets.find(({ id }) => id === 'volt-ledger');
    const found = await json<{ url: string; source: string; items: number }[]>(
      'feeds',
      'discover',
      `${outlet?.origin}/`,
    );
    expect(found.map(({ url }) => url)).toContain(outlet?.feedUrls[0]);
    const added = await jvwire(
      ['feeds', 'add', `${outlet?.origin}/`, '--json', '--db', join(folder, 'found.db')],
      {
        env: { ...env, JVWIRE_CATALOGUE: 'none' },
      },
    );
    expect(JSON.parse(added.stdout)).toMatchObject({ added: true, url: outlet?.feedUrls[0] });
  });

  test('adding what is no feed fails and says how to insist', async () => {
    const { code, stderr } = await ask('feeds', 'add', newsroom.oddities['gone'] ?? '');
    expect(code).toBe(1);
    expect(stderr).toMatch(/answered 404 \(http-404\); --no-check/);
  });

  test('adding what the guard refuses says which setting lets it through', async () => {
    const guarded = { ...env, JVWIRE_CATALOGUE: 'none', JVWIRE_ALLOW_HOSTS: '' };
    const add = ['feeds', 'add', feed(), '--db', join(folder, 'guarded.db')];
    const { code, stderr } = await jvwire(add, { env: guarded });
    expect(code).toBe(1);
    expect(stderr).toMatch(/loopback address \(private-address\); name its host in JVWIRE_ALLOW_HOSTS/);
    expect(stderr).not.toContain('--no-check');
  });

  test('what failed is a warning in the log', async () => {
    const db = ['--db', join(folder, 'failing.db')];
    const quiet = { ...env, JVWIRE_CATALOGUE: 'none', LOG_LEVEL: 'warn' };
    const gone = newsroom.oddities['gone'] ?? '';
    await jvwire(['feeds', 'add', feed(), ...db], { env: quiet });
    await jvwire(['feeds', 'add', gone, '--no-check', ...db], { env: quiet });
    const { stderr } = await jvwire(['run', ...db], { env: quiet });
    const logged = stderr.split('\n').filter((line) => line.startsWith('{'));
    expect(logged.map((line) => JSON.parse(line)).map(({ level, msg }) => [level, msg])).toContainEqual([
      'warn',
      'feed failed',
    ]);
    expect(stderr).not.toContain('"level":"info"');
  });
});

describe('mistakes', () => {
  test.each([
    [['frobnicate'], /^jvwire: unknown command 'frobnicate'/],
    [['run', '--al'], /^jvwire: unknown option '--al'/],
    [['run', '--all', '--feed', 'x'], /^jvwire: --all and --feed do not go together/],
    [['articles', '--since', 'yesterday'], /^jvwire: --since: must be a date such as/],
    [['articles', '--stage', 'wedding'], /^jvwire: --stage: /],
    [['articles', '--cursor', 'xyz'], /^jvwire: cursor: "xyz" is not one that jvwire gave/],
    [['articles', '--format', 'xml'], /^jvwire: .*xml.*is invalid/],
    [['search', ' '], /^jvwire: there is nothing to search for\n$/],
    [['search', '---'], /^jvwire: .*no word to search for|^jvwire: unknown option/],
    [
      ['feeds', 'add', 'file:///etc/passwd'],
      /^jvwire: "file:\/\/\/etc\/passwd" is not an http or https address/,
    ],
    [['feeds', 'add', 'http://me:secret@a.example/'], /^jvwire: http:\/\/a\.example\/ .*password cannot be/],
    [
      ['feeds', 'check', 'http://me:secret@a.example/'],
      /^jvwire: http:\/\/a\.example\/ .*password cannot be/,
    ],
    [['feeds', 'import', '/nowhere.opml'], /^jvwire: cannot read \/nowhere\.opml/],
  ])('%j is one line on stderr and exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await ask(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('a file that is no OPML is said to be none', async () => {
    const file = join(folder, 'feeds.json');
    writeFileSync(file, '{"feeds": []}');
    expect(await ask('feeds', 'import', file)).toMatchObject({
      code: 2,
      stderr: `jvwire: ${file}: not an OPML document: it has no <opml> element\n`,
    });
  });

  test.each([
    [['articles', '--company', 'bydd'], 'there is no company "bydd"; did you mean byd?'],
    [
      ['stories', '--venture', 'saic-volkswagn'],
      'there is no venture "saic-volkswagn"; did you mean saic-volkswagen?',
    ],
    [['articles', '--feed', 'volt-legder'], 'there is no feed "volt-legder"; did you mean volt-ledger?'],
    [['search', 'electric company:bydd'], 'there is no company "bydd"; did you mean byd?'],
    [['ventures', '--company', 'qqqqqqqq'], 'there is no company "qqqqqqqq"'],
    [['articles', '--company', 'bydd', '--json'], 'there is no company "bydd"; did you mean byd?'],
    [['articles', '--company', 'bydd', '--all', '--format', 'csv'], 'did you mean byd?'],
    [['articles', '--company', 'bydd', '--format', 'atom'], 'did you mean byd?'],
    [['articles', '--lang', 'qq'], 'there is no language "qq"'],
    [['articles', '--country', 'germanny'], 'there is no country "GERMANNY"; did you mean DE?'],
    [['articles', '--story', 's3f9a1c20b7de'], 'there is no story "s3f9a1c20b7de"'],
  ])('%j is answered with nothing, and told why', async (args, why) => {
    const { code, stderr } = await ask(...args);
    expect(code).toBe(0);
    expect(stderr).toContain(why);
  });

  test.each([
    ['articles', '--company', ['byd', 'BYD', '比亚迪', 'ＢＹＤ']],
    ['ventures', '--company', ['volkswagen', 'VW', '大众汽车']],
    ['articles', '--lang', ['de', 'German']],
    ['stories', '--lang', ['zh', 'chinese']],
  ])('%s %s takes any of %j for the same', async (command, flag, [id = '', ...names]) => {
    const byId = await ask(command, flag, id, '--json');
    expect(byId).toMatchObject({ code: 0, stdout: expect.stringContaining('"id"') as string, stderr: '' });
    for (const name of names) expect(await ask(command, flag, name, '--json')).toEqual(byId);
  });

  test('ventures takes lists and flags that come again, as articles does', async () => {
    const both = await ask('ventures', '--company', 'volkswagen,byd', '--json');
    expect(await ask('ventures', '--company', 'VW', '--company', 'byd', '--json')).toEqual(both);
    const found = async (company: string) =>
      (JSON.parse((await ask('ventures', '--company', company, '--json')).stdout) as { ventures: unknown[] })
        .ventures;
    const all = [...(await found('volkswagen')), ...(await found('byd'))];
    expect((JSON.parse(both.stdout) as { ventures: unknown[] }).ventures).toHaveLength(all.length);
    expect(all.length).toBeGreaterThan((await found('byd')).length);
  });

  test.each([
    ['alerts', 'add', 'deals', '--company', 'bydd', '--webhook', 'https://desk.example/hook'],
    ['alerts', 'add', 'deals', '--query', 'company:bydd', '--webhook', 'https://desk.example/hook'],
    ['searches', 'save', 'deals', '--company', 'bydd'],
  ])('what would be silent for ever is refused: %s %s %s %s %s', async (...args) => {
    expect(await ask(...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'jvwire: there is no company "bydd"; did you mean byd?\n',
    });
    expect(JSON.parse((await ask(args[0] ?? '', 'list', '--json')).stdout)).toEqual([]);
  });

  test('a search is kept by ids, whatever was written', async () => {
    await ask('searches', 'save', 'by-name', '--company', 'BYD,-Great Wall', '--country', 'germany');
    expect(JSON.parse((await ask('searches', 'list', '--json')).stdout)).toMatchObject([
      { name: 'by-name', filter: { company: ['byd', '-great-wall'], country: ['DE'] } },
    ]);
    await ask('searches', 'remove', 'by-name');
  });

  test.each(['0', 'abc', '20000'])('--limit %s is refused in words', async (limit) => {
    const { code, stderr } = await ask('articles', '--limit', limit);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'jvwire: --limit: must be a whole number from 1 to 10000\n',
    });
  });

  test('help goes down to the command that is named', async () => {
    const { code, stdout } = await jvwire(['help', 'feeds', 'add']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: (await jvwire(['feeds', 'add', '--help'])).stdout });
    expect(stdout).toMatch(/^Usage: jvwire feeds add \[options\] <url>/);
    expect(await jvwire(['help', 'feeds', 'ad'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'jvwire: there is no command `jvwire feeds ad`; `jvwire feeds --help` shows those there are\n',
    });
  });

  test('a wrong setting is named', async () => {
    const { code, stderr } = await jvwire(['articles'], { env: { ...env, JVWIRE_CONCURRENCY: 'lots' } });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'jvwire: configuration: JVWIRE_CONCURRENCY="lots": must be a whole number\n',
    });
  });

  test('before the first run there is no database, and that is said; the built-in feeds can be looked at', async () => {
    const fresh = { JVWIRE_DATA: join(folder, 'fresh') };
    const { code, stderr } = await jvwire(['articles'], { env: fresh });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^jvwire: no database at .*; `jvwire run` makes one\n$/);
    const list = await jvwire(['feeds', 'list'], { env: fresh });
    expect(list).toMatchObject({ code: 0, stdout: expect.stringContaining('electrek') as string });
  });

  test.each([
    'token list',
    'retag --dry-run',
    'reextract --dry-run',
    'prune --dry-run --older-than 400d',
    'cluster',
    'jobs resume',
    'jobs retry --all-failed',
    'alerts remove news',
  ])('`%s` has nothing to work on then, says so and makes nothing', async (typed) => {
    const fresh = { JVWIRE_DATA: join(folder, 'still-fresh') };
    const { code, stdout, stderr } = await jvwire(typed.split(' '), { env: fresh });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^jvwire: no database at .*; `jvwire run` makes one\n$/);
    expect(existsSync(fresh.JVWIRE_DATA)).toBe(false);
  });

  test('while another process writes, writing commands name it and reading ones work', async () => {
    const lock = takeLock(join(folder, 'jvwire.lock'), 'run', Date.now());
    const { code, stderr } = await ask('feeds', 'disable', 'volt-ledger');
    lock.release();
    expect(code).toBe(1);
    expect(stderr).toMatch(`\`jvwire run\` (process ${process.pid} on`);
    expect((await ask('articles')).code).toBe(0);
  });

  test('an unknown feed fails', async () => {
    const { code, stderr } = await ask('run', '--feed', 'nobody');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'jvwire: no feed "nobody"; `jvwire feeds list` shows their ids\n',
    });
  });
});

test('the run asks every host one thing at a time and reads its robots rules first', () => {
  for (const { id } of newsroom.outlets) {
    const own = newsroom.requests.filter((request) => request.outlet === id);
    const robots = own.findIndex((request) => request.path === '/robots.txt');
    const pages = own.findIndex((request) => !/robots|feed|rss|rdf|xml|json|atom/.test(request.path));
    expect(robots).toBeLessThan(pages);
  }
});
