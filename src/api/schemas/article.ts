/** Articles as the API gives them. */
import { z } from '@hono/zod-openapi';
import { type Evidence, type Partner, TAG, type VentureMention } from '../../core/model.ts';
import type { ArticleVersions } from '../../pipeline/answers/article-versions.ts';
import type { Facets } from '../../query/facets.ts';
import type { Visits } from '../../store/articles/revisions.ts';
import type { ArticleDetail } from '../../store/lists/article-detail.ts';
import type { ArticleSummary, ListedVenture } from '../../store/lists/article-queries.ts';
import { CHANGES } from '../../stories/revision.ts';
import {
  count,
  coverageLine,
  day,
  linksSchema,
  list,
  maybe,
  orNull,
  sector,
  share,
  sincePublished,
  stage,
  text,
  time,
  timeOrNull,
  verdict,
} from './common.ts';
import { describes } from './describes.ts';

export const evidence = describes<Evidence>()(
  z.object({
    field: z.enum(['title', 'text']),
    sentence: z.string(),
    start: count.describe('UTF-16 offset into the field'),
    end: count,
    rule: z.string(),
  }),
).openapi('Evidence');

export const partner = describes<Partner>()(
  z.object({ companyId: text, name: z.string(), country: text.describe('ISO 3166-1 alpha-2') }),
).openapi('Partner');

const match = z.object({ start: count, end: count });

const listedVenture = describes<ListedVenture>()(
  z.object({
    id: z.string().describe('of the ledger, or new:... for one that the ledger does not know'),
    name: text,
    partners: list(partner),
    stage: stage.nullable(),
    sector: sector.nullable(),
    stake: text,
    amount: text,
  }),
).openapi('ListedVenture');

const articleSummary = describes<ArticleSummary>()(
  z.object({
    id: z.int(),
    url: z.string(),
    title: text,
    publishedAt: timeOrNull,
    publishedDay: day.nullable(),
    firstSeenAt: time,
    ...sincePublished,
    language: text,
    siteName: text,
    feedId: text,
    source: z.string().describe("the publisher's name, else its feed's, else its host"),
    verdict: verdict.nullable(),
    wordCount: count,
    tagged: z.boolean(),
    confidence: share.nullable().describe('of the tag; null when not tagged'),
    evidence: orNull(evidence),
    ventures: list(listedVenture).describe('the most central first'),
    snippet: maybe(z.string().describe('text around the words; only in a search')),
    snippetMatches: maybe(list(match)),
    titleMatches: maybe(list(match)),
  }),
).openapi('ArticleSummary');

export const articleList = z
  .object({
    articles: list(articleSummary),
    nextCursor: text.describe('for the next page; null on the last one'),
    ranking: z
      .enum(['bm25', 'title'])
      .nullable()
      .describe('how the best matches are ranked; null in lists by time'),
    coverage: coverageLine,
    hint: text.describe('how to ask for what the words, such as OR, or a country seem to mean but do not'),
    links: linksSchema,
  })
  .openapi('ArticleList');

const facet = list(z.object({ value: z.string(), count }));
export const facets = describes<Facets>()(
  z.object({
    counted: count,
    complete: z.boolean().describe('false: there are more, and the newest were counted'),
    counts: z.object({ company: facet, stage: facet, lang: facet, feed: facet }).readonly(),
  }),
).openapi('Facets');

const ventureMention = describes<VentureMention>()(
  z.object({
    ventureId: text,
    name: text,
    partners: list(partner).describe(
      'as the article names them; for a venture of the ledger also its other partners, as the ledger names them',
    ),
    stage: stage.nullable(),
    sector: sector.nullable(),
    stake: text.describe('as stated: 50:50, 51%'),
    amount: text.describe('as stated, with its currency'),
    confidence: share,
    evidence: list(evidence),
  }),
).openapi('VentureMention');

const visits = describes<Visits>()(
  z.object({
    lastAt: timeOrNull,
    nextAt: timeOrNull,
    revisions: count,
    linkRot: z.object({ at: time, code: z.string() }).nullable(),
  }),
).openapi('Visits');

export const articleDetail = describes<ArticleDetail>()(
  z.object({
    id: z.int(),
    state: z.string(),
    source: z.string().describe("the publisher's name, else its feed's, else its host"),
    url: z.string(),
    canonicalUrl: z.string().describe('the same: the address that its page calls its own'),
    finalUrl: text.describe('the address that answered; null when its page was not read'),
    title: text,
    authors: list(z.string()),
    publishedAt: timeOrNull,
    publishedDay: day.nullable(),
    modifiedAt: timeOrNull,
    language: text,
    siteName: text,
    summary: text,
    image: text,
    text: z.string().describe('plain text, paragraphs separated by a blank line'),
    wordCount: count,
    verdict: verdict.nullable(),
    verdictReason: z.string(),
    extractor: z.string(),
    confidence: share.describe('that the text is the article, and all of it'),
    tagged: z.boolean(),
    tags: list(z.object({ tag: z.literal(TAG), confidence: share, evidence: list(evidence) })),
    ventures: list(ventureMention),
    companies: list(z.object({ companyId: z.string(), name: z.string(), mentions: count })),
    rulesVersion: text,
    firstSeenAt: time,
    fetchedAt: timeOrNull,
    contentHash: text,
    visits,
    urls: list(z.string()).describe('other addresses that lead to it'),
    sightings: list(z.object({ feedId: z.string(), guid: text, url: text, firstSeenAt: time })),
    waiting: z
      .object({ attempts: count, lastFailure: text, nextAt: time, paused: z.boolean() })
      .nullable()
      .describe('its tries so far and the next one, while it is still to be read'),
    failure: z.object({ code: z.string(), message: z.string(), attempts: count }).nullable(),
  }),
).openapi('Article');

const difference = z.object({ removed: list(z.string()), added: list(z.string()) });
const spans = list(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() }));

export const articleVersions = describes<ArticleVersions>()(
  z.object({
    id: z.int(),
    url: z.string(),
    visits,
    versions: list(
      z.object({
        number: z.int(),
        from: timeOrNull,
        until: timeOrNull,
        title: text,
        text: z.string(),
        contentHash: text,
      }),
    ),
    changes: list(
      z.object({
        from: z.int(),
        to: z.int(),
        at: time,
        kinds: list(z.enum(CHANGES)),
        headline: z.object({ before: z.string(), after: z.string() }).nullable(),
        figures: difference,
        exchanges: list(difference).describe(
          'the figures in the order of the text, each with what took its place',
        ),
        ventures: difference,
        diff: z.object({ title: spans, text: spans }),
      }),
    ),
  }),
).openapi('ArticleVersions');
