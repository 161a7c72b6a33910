/** A venture as text: within a terminal, with its addresses whole, and what it is not. */
import { expect, test } from 'vitest';
import { describeVenture } from '../../src/cli/venture-text.ts';
import type { VentureDetail } from '../../src/pipeline/answers/ledger.ts';
import type { Quote } from '../../src/pipeline/answers/venture-events.ts';

const address = (number: number) => `https://wire.example/2026/${'a-long-way-to-go-'.repeat(4)}${number}`;
const source = `https://ledger.example/${'where-it-was-read-'.repeat(4)}`;

const quote = (articleId: number): Quote => ({
  articleId,
  url: address(articleId),
  title: 'A title',
  source: 'Wire',
  language: 'en',
  publishedAt: '2026-11-20T09:12:40.000Z',
  changedAt: null,
  goneSince: null,
  day: '2026-11-20',
  sentence: 'Volkswagen and JAC will build electric cars in a joint venture in Hefei, half of it each.',
  place: { field: 'text', start: 0, end: 89 },
});

const venture: VentureDetail = {
  id: 'new:jac+volkswagen',
  new: true,
  name: 'Volkswagen + JAC Motors',
  partners: [
    { companyId: 'volkswagen', name: 'Volkswagen', country: 'DE', stake: 50 },
    { companyId: 'jac', name: 'JAC Motors', country: 'CN', stake: null },
  ],
  country: null,
  sector: 'vehicles',
  stage: 'signed',
  firstDay: '2026-11-20',
  lastDay: '2026-11-20',
  articles: 5,
  gone: 0,
  aliases: [],
  place: null,
  founded: null,
  stakesSince: [],
  ended: null,
  status: null,
  successor: null,
  brands: [],
  sources: [],
  checked: null,
  events: [{ stage: 'signed', day: '2026-11-20', quotes: [1, 2, 3, 4, 5].map(quote) }],
  figures: [{ what: 'stake', value: '50%', quotes: [1, 2, 3, 4, 5].map(quote) }],
};

test('on a terminal no line is wider but addresses, which stay whole to be followed', () => {
  const lines = describeVenture({ ...venture, sources: [source] }, 60).split('\n');
  const wide = lines.filter((line) => line.length > 60).map((line) => line.trim());
  expect(new Set(wide)).toEqual(new Set([address(1), address(2), address(3), source]));
});

test('what is left out of an event or a figure is counted', () => {
  expect(describeVenture(venture, null).match(/^ {4}and 2 more$/gm)).toHaveLength(2);
});

test('none is left out of three, and one of four is', () => {
  const four = {
    ...venture,
    events: [{ stage: 'signed' as const, day: '2026-11-20', quotes: [1, 2, 3, 4].map(quote) }],
    figures: [],
  };
  expect(describeVenture(four, null)).toContain('\n    and 1 more\n');
  const three = {
    ...four,
    events: [{ stage: 'signed' as const, day: '2026-11-20', quotes: [1, 2, 3].map(quote) }],
  };
  expect(describeVenture(three, null)).not.toContain(' more\n');
});

test('what the ledger says of its end is told where articles say something else', () => {
  const told = (status: VentureDetail['status']) =>
    describeVenture({ ...venture, status }, null).split('\n')[1];
  expect(told('dissolved')).toContain(' · signed · dissolved in the ledger');
  expect(told('signed')).toMatch(/ · signed$/);
});

test('a candidate is told from what the ledger holds, and that from what was not checked', () => {
  const candidate = describeVenture(venture, null);
  expect(candidate).toContain('\nnot in the ledger: known from articles only\n');
  expect(candidate).not.toContain('sources');
  const known = { ...venture, new: false, sources: [source] };
  expect(describeVenture(known, null)).toContain(`\nnot checked against its sources:\n  ${source}\n`);
  const checked = describeVenture({ ...known, checked: '2026-11-21' }, null);
  expect(checked).toContain(`\nchecked against its sources on 2026-11-21:\n  ${source}\n`);
  expect(checked).not.toContain('not in the ledger');
});

test('a stake stands with the sentence that says whose it is, and the ledger with the day it is of', () => {
  const text = describeVenture({ ...venture, events: [] }, null);
  expect(text).toContain(`\nstake 50%\n  “${quote(1).sentence}”\n    Wire 2026-11-20, article 1\n`);
  const known = { ...venture, new: false, checked: '2026-11-21', stakesSince: ['60%'] };
  expect(describeVenture(known, null)).toContain(
    '\npartners and stakes by the ledger, as of 2026-11-21\nnewer articles state other stakes: 60%\n',
  );
});
