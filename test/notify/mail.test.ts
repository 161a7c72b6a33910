/** Mail through a real SMTP conversation: what arrives, and what becomes of refusals. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { compose } from '../../src/alerts/compose.ts';
import type { Notice, SendOutcome } from '../../src/core/alerts.ts';
import { createMailer } from '../../src/notify/mail.ts';
import { article, articles, notice } from '../alerts/news.ts';
import { headersOf, smtpServer } from './smtp.ts';

const FROM = 'Wire <wire@example.org>';
const NOW = Date.parse('2026-11-01T09:00:00Z');

async function send(url: string, given: Notice, to = 'desk@example.org'): Promise<SendOutcome> {
  const message = compose({ channel: 'email', target: to, secret: null }, given, NOW, null);
  if (message.kind !== 'mail') throw new Error('not a mail');
  return createMailer({ url, from: FROM })(message);
}

test('a mail arrives with plain text and HTML, and names its list and message', async () => {
  const { url, mails } = await smtpServer();
  expect(await send(url, notice(articles(article({ title: '比亚迪 joint venture' }))))).toEqual({
    kind: 'delivered',
    answer: '250 taken',
  });
  const [mail] = mails;
  if (!mail) throw new Error('no mail came');
  expect({ from: mail.from, to: mail.to }).toEqual({ from: 'wire@example.org', to: ['desk@example.org'] });
  expect(headersOf(mail)).toMatchObject({
    from: FROM,
    to: 'desk@example.org',
    'message-id': '<msg_1@example.org>',
    'list-id': '<deals.jvwire.localhost>',
    'auto-submitted': 'auto-generated',
    date: 'Sun, 01 Nov 2026 08:06:00 +0000',
    'content-type': expect.stringContaining('multipart/alternative') as string,
  });
  expect(mail.source).toMatch(/^Content-Type: text\/plain; charset=utf-8/m);
  expect(mail.source).toMatch(/^Content-Type: text\/html; charset=utf-8/m);
});

test('a server that never hangs up keeps nobody waiting, whatever it answered', async () => {
  const deaf = await smtpServer(() => null, { hangsUp: false });
  const full = await smtpServer((line) => (/^RCPT/.test(line) ? '452 try later' : null), { hangsUp: false });
  expect(await send(deaf.url, notice(articles(article())))).toMatchObject({ kind: 'delivered' });
  expect(await send(full.url, notice(articles(article())))).toMatchObject({ kind: 'failed' });
  // Each server holds its end of the connection; ours are gone.
  const began = performance.now();
  while (openSockets() > deaf.open() + full.open()) await sleep(20);
  expect([deaf.open(), full.open()]).toEqual([1, 1]);
  expect(performance.now() - began).toBeLessThan(2_000);
});

const openSockets = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;

test('a repetition has the same Message-ID', async () => {
  const { url, mails } = await smtpServer();
  const given = notice(articles(article()));
  await send(url, given);
  await send(url, given);
  expect(new Set(mails.map((mail) => headersOf(mail)['message-id'])).size).toBe(1);
  expect(mails).toHaveLength(2);
});

test('nothing that a site writes becomes a header or an address', async () => {
  const { url, mails } = await smtpServer();
  const title = 'News\r\nBcc: all@example.org\r\nX-Evil: yes\r\n\r\nBody';
  await send(url, notice(articles(article({ title, source: 'A\r\nCc: x@example.org' }))));
  const [mail] = mails;
  if (!mail) throw new Error('no mail came');
  expect(mail.to).toEqual(['desk@example.org']);
  expect(Object.keys(headersOf(mail)).filter((name) => ['bcc', 'cc', 'x-evil'].includes(name))).toEqual([]);
});

test.each([
  ['an unknown mailbox', /^RCPT/, '550 no such user', 'drop'],
  ['a refused content', /^END OF DATA/, '554 not here', 'drop'],
  ['a full mailbox', /^RCPT/, '452 try later', 'retry'],
  ['a greylisting', /^MAIL/, '451 come back', 'retry'],
])('%s', async (_name, command, answer, action) => {
  const { url, mails } = await smtpServer((line) => (command.test(line) ? answer : null));
  const outcome = await send(url, notice(articles(article())));
  expect(outcome).toMatchObject({ kind: 'failed', failure: { action, code: 'bad-response' } });
  expect(outcome.kind === 'failed' && outcome.failure.message).toContain(answer.slice(4));
  expect(mails).toEqual([]);
});

test('what a server says to its refusal is told in one line of bounded length', async () => {
  const answer = `550-no\r\n550-such\u0007 user\r\n550 ${'x'.repeat(1_000)}`;
  const { url } = await smtpServer((line) => (/^RCPT/.test(line) ? answer : null));
  const outcome = await send(url, notice(articles(article())));
  const message = outcome.kind === 'failed' ? outcome.failure.message : '';
  expect(message).toMatch(/no.*such user.*xxx/);
  expect(message).not.toMatch(/\p{Cc}/u);
  expect(message.length).toBeLessThan(300);
});

test('a password is not sent in the clear', async () => {
  const commands: string[] = [];
  const { url, mails } = await smtpServer((line) => {
    commands.push(line);
    return null;
  });
  const outcome = await send(url.replace('//', '//user:word@'), notice(articles(article())));
  expect(outcome).toMatchObject({ kind: 'failed', failure: { action: 'retry' } });
  expect(outcome.kind === 'failed' && outcome.failure.message).not.toContain('word');
  expect(commands.filter((line) => /AUTH/.test(line))).toEqual([]);
  expect(mails).toEqual([]);
});

test('a server that is not there is tried again', async () => {
  const outcome = await send('smtp://127.0.0.1:9', notice(articles(article())));
  expect(outcome).toMatchObject({ kind: 'failed', failure: { action: 'retry', code: 'connect' } });
});

test('without a mail server the message says what to set', async () => {
  const message = compose(
    { channel: 'email', target: 'a@example.org', secret: null },
    notice(articles(article())),
    NOW,
    null,
  );
  const outcome = message.kind === 'mail' ? await createMailer(null)(message) : null;
  expect(outcome).toMatchObject({
    kind: 'failed',
    failure: { message: expect.stringContaining('JVWIRE_SMTP_URL') as string },
  });
});
