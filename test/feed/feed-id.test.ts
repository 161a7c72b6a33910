/** Ids that people type, made of names in any Latin letters. */
import { expect, test } from 'vitest';
import { feedId } from '../../src/feed/feed-id.ts';

test.each([
  ['Strom & Straße', 'strom-strasse'],
  ['Motor Łódź', 'motor-lodz'],
  ['Ære og Kørsel', 'aere-og-korsel'],
  ['Xe điện Việt Nam', 'xe-dien-viet-nam'],
  ['Économie & Énergie', 'economie-energie'],
  ['Ｅ－Ｎｅｗｓ', 'e-news'],
  ['电动汽车', 'news-example'],
  [null, 'news-example'],
])('%s: %s', (name, id) => {
  expect(feedId(name, 'https://www.news.example/feed')).toBe(id);
});
