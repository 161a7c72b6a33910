/** Stories, ventures and companies as the API gives them. */
import { z } from '@hono/zod-openapi';
import type { VentureList } from '../../pipeline/answers/answers.ts';
import type { CompanySummary } from '../../pipeline/answers/companies.ts';
import type { LedgerPartner, VentureDetail, VentureSummary } from '../../pipeline/answers/ledger.ts';
import type { Quote } from '../../pipeline/answers/venture-events.ts';
import type { StorySourceView, StoryView } from '../../store/lists/story-queries.ts';
import { COMPANY_KINDS } from '../../tags/knowledge/knowledge.ts';
import { evidence, partner } from './article.ts';
import {
  count,
  coverageLine,
  day,
  linksSchema,
  list,
  orNull,
  sector,
  sincePublished,
  stage,
  text,
  timeOrNull,
} from './common.ts';
import { describes } from './describes.ts';

const articleIds = list(z.int()).describe('ids of the articles that say so');

const storySource = describes<StorySourceView>()(
  z.object({
    articleId: z.int(),
    url: z.string(),
    title: text,
    source: z.string(),
    language: text,
    publishedAt: timeOrNull,
    day,
    copyOf: z.int().nullable().describe('id of the article whose text it repeats'),
    ...sincePublished,
    evidence: orNull(evidence).describe('the best quote of its text, or its headline; null when not tagged'),
  }),
).openapi('StorySource');

export const story = describes<StoryView>()(
  z.object({
    id: z.string(),
    headline: z.string(),
    from: day,
    to: day,
    articles: count,
    copies: count,
    gone: count.describe('of the articles: those whose page is gone'),
    firstMover: z.int().describe('id of the article that had it first'),
    stage: stage.nullable(),
    ventures: list(z.object({ id: z.string(), name: text, partners: list(partner), articles: articleIds })),
    partners: list(z.object({ ...partner.shape, articles: articleIds })),
    sources: list(storySource),
    figures: list(
      z.object({
        what: z.enum(['stake', 'amount']),
        currency: text,
        values: list(z.object({ stated: z.string(), articles: articleIds })),
        differs: z.boolean(),
      }),
    ),
  }),
).openapi('Story');

export const storyList = z
  .object({ stories: list(story), nextCursor: text, coverage: coverageLine, links: linksSchema })
  .openapi('StoryList');

const ledgerPartner = describes<LedgerPartner>()(
  z.object({ ...partner.shape, stake: z.number().nullable().describe('percent, as the ledger has it') }),
).openapi('LedgerPartner');

const ventureFields = {
  id: z.string(),
  new: z.boolean().describe('known from articles only, not in the ledger'),
  name: z.string(),
  partners: list(ledgerPartner),
  country: text,
  sector: sector.nullable(),
  stage: stage.nullable().describe('current stage, from the ledger and from later articles'),
  founded: text.describe('year, month or day, as the ledger has it'),
  firstDay: day.nullable().describe('day of the first stored article that mentions it'),
  lastDay: day.nullable(),
  articles: count,
  gone: count.describe('of the articles: those whose page is gone'),
};
const ventureSummary = describes<VentureSummary>()(z.object(ventureFields)).openapi('VentureSummary');

export const ventureList = describes<VentureList>()(
  z.object({
    ventures: list(ventureSummary),
    untold: list(z.object({ id: z.string(), name: z.string() })).describe(
      'ventures of the ledger that match but that no article mentions; empty with since or until',
    ),
    coverage: coverageLine,
  }),
).openapi('VentureList');

const place = z.object({ field: z.enum(['title', 'text']), start: count, end: count });

const quote = describes<Quote>()(
  z.object({
    articleId: z.int(),
    url: z.string(),
    title: text,
    source: z.string(),
    language: text,
    publishedAt: timeOrNull.describe('null: nobody says, and the day is when it was first seen'),
    ...sincePublished,
    day,
    sentence: text,
    place: place.nullable().describe('of the sentence in its article'),
  }),
).openapi('Quote');

export const venture = describes<VentureDetail>()(
  z.object({
    ...ventureFields,
    aliases: list(z.string()),
    place: text,
    ended: text,
    status: text.describe('as the ledger has it; the current stage is in `stage`'),
    successor: text,
    brands: list(z.string()),
    sources: list(z.string()),
    checked: text.describe('the day on which the entry was checked against its sources'),
    events: list(z.object({ stage, day, quotes: list(quote) })),
    figures: list(z.object({ what: z.enum(['stake', 'amount']), value: z.string(), quotes: list(quote) })),
    stakesSince: list(z.string()).describe(
      "stakes that articles state since the entry was checked and that are not the ledger's",
    ),
  }),
).openapi('Venture');

export const company = describes<CompanySummary>()(
  z.object({
    id: z.string(),
    name: z.string(),
    country: z.string(),
    kind: z.enum(COMPANY_KINDS),
    parent: text,
    aliases: list(z.string()),
    ventures: list(z.string()).describe(
      'ids of its ventures in the ledger, whether or not articles mention them',
    ),
    sources: list(z.string()),
    checked: text,
  }),
).openapi('Company');
