/** What receivers get: signatures that verify, Slack markup that says nothing else, mails without injected headers. */
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { compose, MOST_TOLD } from '../../src/alerts/compose.ts';
import { SAMPLE_ARTICLE } from '../../src/alerts/sample.ts';
import { readSecret, SECRET_BYTES, writeSecret } from '../../src/alerts/signing.ts';
import type { Notice, OutgoingMail, OutgoingPost } from '../../src/core/alerts.ts';
import { article, articles, feeds, notice } from './news.ts';

const SECRET = writeSecret(new Uint8Array(SECRET_BYTES).fill(7));
const DRESSED =
  '<https://volt-ledger.example/2026/saic-gm|SAIC and GM open an electric joint venture>\n' +
  'Volt Ledger · 2026-11-01 · SAIC (CN) + GM (US), operating · told by 3 articles\n' +
  '> SAIC and GM opened their electric joint venture.';
const NOW = Date.parse('2026-11-01T08:06:30.900Z');
const HOOK = 'https://desk.example/hook';

function posted(
  channel: 'webhook' | 'slack',
  given: Notice,
  now = NOW,
  page: string | null = null,
): OutgoingPost & { json: unknown } {
  const sent = compose(
    { channel, target: HOOK, secret: channel === 'webhook' ? SECRET : null },
    given,
    now,
    page,
  );
  if (sent.kind !== 'post') throw new Error('not posted');
  return { ...sent, json: JSON.parse(sent.body) };
}

function mailed(given: Notice, page: string | null = null): OutgoingMail {
  const sent = compose({ channel: 'email', target: 'desk@example.org', secret: null }, given, NOW, page);
  if (sent.kind !== 'mail') throw new Error('not mailed');
  return sent;
}

test('a message whose only proof is the headline does not say it twice', () => {
  const title = 'SAIC and GM open an electric joint venture';
  const given = notice(articles(article({ title, evidence: { field: 'title', sentence: title } })));
  expect(mailed(given).text.split(title)).toHaveLength(3);
  expect(JSON.stringify(posted('slack', given).json)).not.toContain('> ');
});

test('a webhook has the articles whole, and an id that stays', () => {
  const given = notice({ about: 'articles', articles: [article()], more: 2 });
  expect(posted('webhook', given).json).toEqual({
    id: 'msg_1',
    type: 'articles.found',
    timestamp: '2026-11-01T08:06:00.000Z',
    data: { alert: 'deals', test: false, articles: [article()], more: 2 },
  });
  expect(posted('webhook', notice(feeds)).json).toMatchObject({
    type: 'feeds.changed',
    data: { events: [{}, {}] },
  });
});

test('the signature is that of Standard Webhooks: id, seconds and body under the key behind whsec_', () => {
  const { headers, body } = posted('webhook', notice(articles(article())));
  const key = Buffer.from(SECRET.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`msg_1.1793520390.${body}`).digest('base64');
  expect(headers).toEqual({
    'content-type': 'application/json',
    'webhook-id': 'msg_1',
    'webhook-timestamp': '1793520390',
    'webhook-signature': `v1,${expected}`,
  });
});

test('a later try has the same id and body and a time of its own', () => {
  const given = notice(articles(article()));
  const [first, second] = [posted('webhook', given), posted('webhook', given, NOW + 60_000)];
  expect(second.body).toBe(first.body);
  expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
  expect(second.headers['webhook-signature']).not.toBe(first.headers['webhook-signature']);
});

test.each([
  ['the example of the standard', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 24],
  ['too short', `whsec_${Buffer.alloc(23).toString('base64')}`, null],
  ['too long', `whsec_${Buffer.alloc(65).toString('base64')}`, null],
  ['no prefix', Buffer.alloc(32).toString('base64'), null],
  ['not base64', 'whsec_ not base64 not base64 not base64 not base64', null],
])('a secret: %s', (_name, secret, bytes) => {
  expect(readSecret(secret)?.length ?? null).toBe(bytes);
});

test('Slack gets headline with link, source, partners, stage and quote', () => {
  const { json, headers } = posted('slack', notice(articles(article())));
  expect(headers).toEqual({ 'content-type': 'application/json' });
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
  expect(json).toEqual({
    text: `deals: SAIC and GM open an electric joint venture\n\n${DRESSED}`,
    blocks: [section('deals: SAIC and GM open an electric joint venture'), section(DRESSED)],
  });
});

test('the day on which an undated article was seen is not told as that of its publication', () => {
  const undated = article({ publishedAt: null, publishedDay: null });
  const { body } = posted('slack', notice(articles(undated)));
  const { text, html } = mailed(notice(articles(undated)));
  for (const told of [body, text, html]) expect(told).toContain('Volt Ledger · seen 2026-11-01');
});

test('what a site writes cannot call a channel, add a link or end one in Slack', () => {
  const evil = article({
    url: 'https://evil.example/a|b?x=<!here>&y=1',
    title: '<!channel> & <https://evil.example|click>\n> quoted',
    source: '<@U123>',
    evidence: { field: 'text', sentence: '<!everyone>' },
  });
  const { body } = posted('slack', notice(articles(evil)));
  const texts = JSON.parse(body) as { text: string; blocks: { text: { text: string } }[] };
  const links = [texts.text, ...texts.blocks.map(({ text }) => text.text)].join('\n').match(/<[^>]*>/g);
  expect([...new Set(links)]).toEqual([
    '<https://evil.example/a%7Cb?x=&lt;!here&gt;&amp;y=1|&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt; &gt; quoted>',
  ]);
});

test('a flood stays within what Slack takes, and is counted', () => {
  const told = Array.from({ length: MOST_TOLD }, (_, id) => article({ id, title: 'x'.repeat(10_000) }));
  const { json, body } = posted('slack', notice({ about: 'articles', articles: told, more: 950 }));
  const { text, blocks } = json as { text: string; blocks: { text: { text: string } }[] };
  expect(text.startsWith('deals: 1000 articles\n\n<https')).toBe(true);
  expect(text.endsWith('and 996 more; `jvwire articles` lists them'), text.slice(-80)).toBe(true);
  expect(text.length).toBeLessThan(3_200);
  expect(blocks.length).toBeLessThanOrEqual(50);
  expect(Math.max(...blocks.map((block) => block.text.text.length))).toBeLessThanOrEqual(3_000);
  expect(blocks.at(-1)?.text.text).toMatch(/^and 980 more; /);
  expect(body.length).toBeLessThan(40_000);
});

test('an e-mail says the same in plain text and HTML', () => {
  const { subject, text, html, to, date } = mailed(notice(articles(article())));
  expect({ subject, to, date }).toEqual({
    subject: 'deals: SAIC and GM open an electric joint venture',
    to: 'desk@example.org',
    date: Date.parse('2026-11-01T08:06:00Z'),
  });
  expect(text).toBe(`deals: SAIC and GM open an electric joint venture

SAIC and GM open an electric joint venture
Volt Ledger · 2026-11-01
SAIC (CN) + GM (US), operating · told by 3 articles
“SAIC and GM opened their electric joint venture.”
https://volt-ledger.example/2026/saic-gm

-- 
jvwire, alert deals
`);
  for (const part of ['SAIC (CN) + GM (US), operating', 'href="https://volt-ledger.example/2026/saic-gm"'])
    expect(html).toContain(part);
});

describe('where people open the page', () => {
  const PAGE = 'https://wire.example/jv/';
  const told = article({ story: { id: 's1', articles: 3 } });
  const alone = article({ id: 43, story: { id: 's2', articles: 1 } });

  test('mails lead to the article with its evidence, and to all that tell of it', () => {
    const { text, html } = mailed(notice(articles(told, alone)), PAGE);
    expect(text).toContain(`https://volt-ledger.example/2026/saic-gm
with its evidence: https://wire.example/jv/articles/42
all 3 articles: https://wire.example/jv/stories/s1
`);
    expect(html).toContain('<a href="https://wire.example/jv/articles/42">with its evidence</a>');
    expect(html).toContain('<a href="https://wire.example/jv/stories/s1">all 3 articles</a>');
    for (const part of [text, html]) {
      expect(part).toContain('https://wire.example/jv/articles/43');
      expect(part).not.toContain('stories/s2');
    }
  });

  test('so does Slack, and webhooks have the same words as ever', () => {
    const given = notice(articles(told));
    const { json } = posted('slack', given, NOW, PAGE);
    const links =
      '<https://wire.example/jv/articles/42|with its evidence> · <https://wire.example/jv/stories/s1|all 3 articles>';
    expect((json as { text: string }).text).toBe(
      `deals: SAIC and GM open an electric joint venture\n\n${DRESSED}\n${links}`,
    );
    expect(posted('webhook', given, NOW, PAGE).body).toBe(posted('webhook', given).body);
  });

  test('what is told of feeds leads to them, and a sample nowhere', () => {
    expect(mailed(notice(feeds), PAGE).text).toContain('all feeds: https://wire.example/jv/feeds\n');
    expect(mailed(notice(feeds), PAGE).html).toContain(
      '<a href="https://wire.example/jv/feeds">all feeds</a>',
    );
    expect((posted('slack', notice(feeds), NOW, PAGE).json as { text: string }).text).toMatch(
      /\n\n<https:\/\/wire\.example\/jv\/feeds\|all feeds>$/,
    );
    const sample = notice(articles(SAMPLE_ARTICLE), { test: true });
    expect(mailed(sample, PAGE).text + mailed(sample, PAGE).html).not.toContain('wire.example');
  });
});

test('HTML of a site stays text, and a headline is one line', () => {
  const evil = article({
    title: 'A\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script>\u202e',
    source: '"><img src=x>',
  });
  const { subject, html } = mailed(notice(articles(evil)));
  expect(subject).toBe('deals: A Bcc: all@example.org <script>alert(1)</script>');
  expect(html).not.toMatch(/<script|<img/);
});

test('what has no bound on the web has one in a message', () => {
  const long = 'x'.repeat(498);
  const title = (text: string): string =>
    mailed(notice(articles(article({ title: text })))).text.split('\n')[2] ?? '';
  expect(title(`${long}yz`)).toBe(`${long}yz`);
  expect(title(`${long}yz!`)).toBe(`${long}y…`);
  // Not through the middle of a character.
  expect(title(`${long}\u{1f697}!`)).toBe(`${long}…`);
  const { subject, text } = mailed(notice(articles(article({ title: long }))));
  expect(subject).toHaveLength(200);
  expect(text.startsWith(`deals: ${long}\n`)).toBe(true);
  const url = `https://volt-ledger.example/${'x'.repeat(5_000)}`;
  const { json } = posted('slack', notice(articles(article({ url }))));
  expect((json as { blocks: { text: { text: string } }[] }).blocks[1]?.text.text).toHaveLength(3_000);
});

test('what an article lacks is left out', () => {
  const partners = ['A', 'B', 'C', 'D', 'E'].map((name) => ({ name, country: name === 'B' ? 'CN' : null }));
  const bare = article({
    title: null,
    evidence: null,
    ventures: [{ name: null, partners, stage: null }],
    story: { id: 's1', articles: 1 },
  });
  expect(mailed(notice(articles(bare))).text).toBe(`deals: https://volt-ledger.example/2026/saic-gm

https://volt-ledger.example/2026/saic-gm
Volt Ledger · 2026-11-01
A + B (CN) + C + D
https://volt-ledger.example/2026/saic-gm

-- 
jvwire, alert deals
`);
  const { text } = mailed(notice(articles(article({ ventures: [], story: null }))));
  expect(text).toContain('Volt Ledger · 2026-11-01\n“SAIC');
});

test('one change of a feed is one, and its feed cannot call a channel in Slack either', () => {
  const [event] = feeds.about === 'feeds' ? feeds.events : [];
  if (!event) throw new Error('no event');
  const one = notice({ about: 'feeds', events: [{ ...event, name: '<!channel>' }], more: 0 });
  expect(mailed(one).subject).toBe('deals: 1 change of feeds');
  const { body } = posted('slack', one);
  expect(body).toContain('&lt;!channel&gt;, 2026-11-01 08:00Z: ok -&gt; failing');
  expect(body).not.toContain('<!channel>');
});

test('a mail counts what it has no room for, in both its forms', () => {
  const { text, html } = mailed(notice({ about: 'articles', articles: [article()], more: 7 }));
  for (const part of [text, html]) expect(part).toContain('and 7 more; `jvwire articles` lists them');
});

test('feeds and samples are named as what they are', () => {
  expect(mailed(notice(feeds)).subject).toBe('deals: 2 changes of feeds');
  expect(mailed(notice(feeds)).text).toContain(
    'Volt Ledger, 2026-11-01 08:00Z: ok -> failing: http-5xx\nour own line, 2026-11-01 09:00Z: no host answers',
  );
  const sample = notice(articles(article()), { test: true });
  expect(mailed(sample).subject).toMatch(/^\[test\] deals: SAIC/);
  expect(mailed(sample).text).toContain('This is a sample');
  expect(mailed(sample).html).toContain('This is a sample');
  expect(posted('webhook', sample).json).toMatchObject({ data: { test: true } });
  expect(posted('slack', sample).json).toMatchObject({ text: expect.stringMatching(/^\[test\] /) as string });
});
