/** Makes a feed of ventures: one entry each, where the one that was first told of most recently comes first. */
import { addsToHeadline } from '../../core/shown-quote.ts';
import { escapeText } from '../../feed/document/xml-node.ts';
import { type VentureFilter, ventureParams } from '../../query/venture-filter.ts';
import { goneNote, sinceNotes } from '../../text/shown/since-published.ts';
import { dayText } from '../../text/shown/time-text.ts';
import { byText } from '../../text/words/order.ts';
import type { LedgerPartner, VentureSummary, VentureTimeline } from '../answers/ledger.ts';
import { link, paragraph, partnersHtml, quotation, together } from './entry-html.ts';
import {
  type FeedCategory,
  type FeedEntry,
  type FeedPage,
  feedAddress,
  newestOf,
  tagUri,
} from './feed-page.ts';

/** Who waits for new ventures reads a few a week. */
const ENTRIES = 50;
/** Articles that an entry quotes. */
const QUOTES = 3;

/** Those that the feed has, in its order; none that only the ledger knows. */
export const newestVentures = (ventures: readonly VentureSummary[]): VentureSummary[] =>
  ventures
    .filter(({ firstDay }) => firstDay !== null)
    .sort((a, b) => byText(b.firstDay ?? '', a.firstDay ?? '') || byText(a.id, b.id))
    .slice(0, ENTRIES);

/** `ventures` as newestVentures() gives them; `base` is where jvwire is reached, with a slash at its end; `now` in epoch ms. */
export function ventureFeed(
  ventures: readonly VentureTimeline[],
  filter: VentureFilter,
  { base, now }: { readonly base: string; readonly now: number },
): FeedPage {
  const params = ventureParams(filter);
  const query = params.size === 0 ? '' : `?${params}`;
  const asked = [...params].map(([name, value]) => `${name}:${value}`).join(' ');
  const entries = ventures.map((venture) => entryOf(venture, base));
  const address = feedAddress(base, 'ventures', params);
  return {
    id: tagUri(`ventures${query}`),
    title: asked === '' ? 'jvwire: all ventures' : `jvwire: ventures of ${asked}`,
    home: `${base}ventures${query}`,
    updatedAt: newestOf(entries, now),
    self: address,
    first: address,
    next: null,
    entries,
  };
}

function entryOf(venture: VentureTimeline, base: string): FeedEntry {
  const { id, name, firstDay, events } = venture;
  const [first] = events;
  const told = firstDay ?? '';
  return {
    id: tagUri(`venture-${encodeURIComponent(id)}`),
    url: `${base}ventures/${encodeURIComponent(id)}`,
    title: name,
    authors: [first?.quotes[0]?.source ?? 'jvwire'],
    publishedAt: atMidnight(told),
    // Its last step: that one more article speaks of it is no news.
    updatedAt: atMidnight(events.at(-1)?.day ?? told),
    language: null,
    html: htmlOf(venture),
    categories: categoriesOf(venture),
  };
}

const atMidnight = (day: string): string => `${day}T00:00:00.000Z`;

function htmlOf(venture: VentureTimeline): string {
  const { partners, stage, sector, country, founded, new: candidate, events } = venture;
  const sides = partnersHtml(partners.map(withStake));
  const facts = [stage, sector, country, founded && `founded ${founded}`].flatMap((fact) =>
    fact ? escapeText(fact) : [],
  );
  const note = goneNote(venture);
  const quotes = (events[0]?.quotes ?? []).slice(0, QUOTES);
  return together(
    sides !== '' && paragraph(sides),
    facts.length > 0 && paragraph(facts.join(', ')),
    note !== null && paragraph(`<em>${note}</em>`),
    ...quotes.map(({ sentence, place, url, title, source, language, publishedAt, day, ...since }) =>
      together(
        sentence !== null && place !== null && addsToHeadline(place) && quotation(sentence, url, language),
        paragraph(
          [
            `${escapeText(source)}, ${dayText(day, publishedAt)}: ${link(url, title ?? url)}`,
            ...sinceNotes(since),
          ].join(', '),
        ),
      ),
    ),
    candidate && paragraph('<em>The ledger does not know it: made of what articles say.</em>'),
  );
}

const withStake = ({ name, country, stake }: LedgerPartner) => ({
  name: stake === null ? name : `${name} ${stake} %`,
  country,
});

function categoriesOf({ partners, stage, sector }: VentureTimeline): FeedCategory[] {
  return [
    ...(stage === null ? [] : [{ kind: 'stage', term: stage, label: stage }]),
    ...(sector === null ? [] : [{ kind: 'sector', term: sector, label: sector }]),
    ...partners.flatMap(({ companyId, name }) =>
      companyId === null ? [] : [{ kind: 'company', term: companyId, label: name }],
    ),
  ];
}
