/** The pure tools as filters: one answer a line, in order, whatever a line holds. */
import { expect, test } from 'vitest';
import { jvwire } from './jvwire.ts';

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('tag answers every line in order, and an error on one line never stops the rest', async () => {
  const sentence = 'BYD and Toyota set up a joint venture for electric cars in Shenzhen.';
  const stdin = [
    // Some editors begin a file with a byte order mark.
    `\ufeff${JSON.stringify({ id: 'a', text: sentence })}`,
    'this is no JSON',
    JSON.stringify({ id: 'b' }),
    '',
    JSON.stringify({ id: 7, title: null, text: 'Nothing to see here.', publishedAt: 'some day' }),
  ].join('\n');
  const { code, stdout, stderr } = await jvwire(['tag', '--ndjson'], { stdin });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [first, second, third, empty, fourth, ...more] = lines(stdout);
  expect(more).toEqual([]);
  expect(first).toMatchObject({ id: 'a', tagged: true, tags: [{ evidence: [{ sentence, field: 'text' }] }] });
  expect(second).toMatchObject({ id: null, ok: false });
  expect(second?.['error']).toMatch(/^line 2: /);
  expect(third).toMatchObject({ id: 'b', ok: false });
  expect(third?.['error']).toMatch(/line 3: text: /);
  expect(empty).toEqual({ id: null, ok: false, error: 'line 4: empty' });
  expect(fourth).toMatchObject({ id: 7, tagged: false, ventures: [] });
});

test('extract gives the object of the contract', async () => {
  const html = `<html lang="en"><head><title>Plant opens</title></head><body><article><h1>Plant opens</h1><p>${'The plant opened on Monday with a speech. '.repeat(20)}</p></article></body></html>`;
  const stdin = JSON.stringify({ id: 1, url: 'https://example.com/news/1', html });
  const [answer] = lines((await jvwire(['extract', '--ndjson'], { stdin })).stdout);
  expect(Object.keys(answer ?? {})).toEqual(
    expect.arrayContaining([
      ...['id', 'ok', 'url', 'canonicalUrl', 'title', 'authors', 'publishedAt', 'publishedDay', 'modifiedAt'],
      ...[
        'language',
        'siteName',
        'summary',
        'image',
        'text',
        'wordCount',
        'verdict',
        'extractor',
        'confidence',
      ],
    ]),
  );
  expect(answer).toMatchObject({ id: 1, ok: true, title: 'Plant opens', language: 'en' });
});

test('parse-feed reads one document from stdin and fails with exit code 1 on what is no feed', async () => {
  const feed =
    '<rss version="2.0"><channel><title>T</title><item><title>A</title><link>/a</link></item></channel></rss>';
  const good = await jvwire(['parse-feed', '--url', 'https://example.com/feed'], { stdin: feed });
  expect(good.code).toBe(0);
  expect(JSON.parse(good.stdout)).toMatchObject({
    ok: true,
    format: 'rss',
    items: [{ title: 'A', url: 'https://example.com/a' }],
  });
  const bad = await jvwire(['parse-feed'], { stdin: 'hello' });
  expect(bad.code).toBe(1);
  expect(JSON.parse(bad.stdout)).toMatchObject({ ok: false, items: [] });
});

test('cluster reads everything, then answers every line in order, and bad lines stop nothing', async () => {
  const text = 'BYD and Toyota founded a joint venture for electric cars in Shenzhen, they said on Thursday.';
  const article = { title: 'BYD and Toyota found venture', text, publishedAt: '2020-04-02' };
  const stdin = [
    JSON.stringify({ id: 'a', ...article }),
    'this is no JSON',
    JSON.stringify({
      id: 2,
      title: 'Rain',
      text: 'It rained all day in the north.',
      publishedAt: 'some day',
    }),
    JSON.stringify({ id: 'b', ...article, publishedAt: 'April 3, 2020' }),
    JSON.stringify({ id: 'c' }),
    '',
    JSON.stringify({ id: 'a', ...article }),
    JSON.stringify({ id: 'a', title: 'Sun', text: 'The sun shone all week in the south.' }),
  ].join('\n');
  const { code, stdout, stderr } = await jvwire(['cluster', '--ndjson'], { stdin });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [a, broken, rain, b, c, empty, again, another, ...more] = lines(stdout);
  expect(more).toEqual([]);
  expect(a).toMatchObject({ id: 'a', storyId: expect.stringMatching(/^s[0-9a-f]{12}$/) });
  expect(b).toEqual({ id: 'b', storyId: a?.['storyId'] });
  expect(again).toEqual(a);
  expect(another).toMatchObject({ id: 'a', storyId: expect.not.stringMatching(String(a?.['storyId'])) });
  expect(rain?.['storyId']).not.toBe(a?.['storyId']);
  expect(broken).toMatchObject({ id: null, ok: false });
  expect(c).toMatchObject({ id: 'c', ok: false });
  expect(empty).toMatchObject({ id: null, ok: false });
  const shuffled = await jvwire(['cluster', '--ndjson'], { stdin: stdin.split('\n').reverse().join('\n') });
  expect(lines(shuffled.stdout).find(({ id }) => id === 'b')).toEqual(b);
});

test('a language is understood by its code, tag or name, and found out where it names none', async () => {
  const text = 'Volkswagen und JAC bauen in einem Gemeinschaftsunternehmen in Hefei Elektroautos.';
  const stdin = ['German', 'de', 'DE_at', 'deu', 'xx', 'Germn', '', 7, null, undefined]
    .map((lang, id) => JSON.stringify({ id, text, lang }))
    .join('\n');
  const { code, stdout, stderr } = await jvwire(['tag', '--ndjson'], { stdin });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const [id, answer] of lines(stdout).entries())
    expect(answer, stdout).toMatchObject({ id, tagged: true, language: 'de' });
  const named = await jvwire(['tag', '--lang', 'German'], { stdin: text });
  expect(JSON.parse(named.stdout)).toMatchObject({ tagged: true, language: 'de' });
  const clustered = await jvwire(['cluster', '--ndjson'], { stdin });
  expect(new Set(lines(clustered.stdout).map(({ storyId }) => storyId)).size).toBe(1);
});

test('tag refuses a language that there is not, and says which is meant', async () => {
  const { code, stdout, stderr } = await jvwire(['tag', '--lang', 'Germn'], { stdin: 'x' });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/there is no language "Germn"; did you mean de\?/);
});

test('extract without an address is a usage error', async () => {
  const { code, stdout, stderr } = await jvwire(['extract'], { stdin: '<p>x</p>' });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^jvwire: extract needs --url/);
  const other = await jvwire(['extract', '--url', 'foo'], { stdin: '<p>x</p>' });
  expect({ code: other.code, stdout: other.stdout }).toEqual({ code: 2, stdout: '' });
  expect(other.stderr).toMatch(/must be a web address/);
});

test.each([
  ['parse-feed', { id: 1, base64: '' }],
  ['extract', { id: 1, url: 'https://example.com/', html: '' }],
  ['tag', { id: 1, text: 'x' }],
  ['cluster', { id: 1, title: 'x', text: 'x' }],
])('%s starts in under half a second of processor time and loads no database code', async (tool, line) => {
  await jvwire([tool, '--ndjson'], { stdin: JSON.stringify(line) });
  let least = Number.POSITIVE_INFINITY;
  // The least of ten: processor time grows with whatever else the machine is doing, for seconds at a time.
  for (let run = 0; run < 10 && least >= 500; run++) {
    const { stdout, stderr } = await jvwire([tool, '--ndjson'], {
      stdin: JSON.stringify(line),
      env: { NODE_OPTIONS: `--import=${new URL('./report-cost.ts', import.meta.url).href}` },
    });
    expect(lines(stdout)).toHaveLength(1);
    const cost = JSON.parse(stderr) as { cpuMs: number; modules: string[] };
    expect(cost.modules.filter((name) => /better-sqlite3|drizzle/.test(name))).toEqual([]);
    least = Math.min(least, cost.cpuMs);
  }
  expect(least).toBeLessThan(500);
});
