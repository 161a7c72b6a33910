/** The payloads in docs/alerts.md have the form of those that are sent. */
import { expect, test } from 'vitest';
import { slackPayload } from '../../src/alerts/slack.ts';
import { webhookPayload } from '../../src/alerts/webhook.ts';
import { bench, payloadOf, receiver } from '../alerts/bench.ts';
import { article, articles, feeds, notice } from '../alerts/news.ts';
import { documentedBlocks } from './blocks.ts';

const [found, changed, slack] = documentedBlocks('docs/alerts.md', 'json').map(
  (block) => JSON.parse(block) as object,
);

/** Every key with its place, whatever the values are. */
function form(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(form);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, form(inner)]));
}

test('of articles', async () => {
  const { add, arrive, sweep } = bench();
  const { url, received } = await receiver();
  await add(url);
  await arrive('news');
  await sweep();
  expect(received.map(payloadOf).map(form)).toEqual([form(found)]);
});

test('of feeds', () => {
  expect(form(webhookPayload(notice(feeds)))).toEqual(form(changed));
});

test('of Slack', () => {
  expect(slackPayload(notice(articles(article())), null)).toEqual(slack);
});
