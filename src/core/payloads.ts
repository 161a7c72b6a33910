/** What travels through Redis between machines: jobs and results, each with the version of its form, checked on arrival. */
import { z } from 'zod';
import { type Challenge, FAILURE_CODES, type Failure } from './errors.ts';
import type {
  ArchivedPage,
  ArticleFailed,
  ArticleRead,
  ArticleUnchanged,
  DeliverJob,
  FeedPolled,
  IngestJob,
  ItemHints,
  ItemReading,
  Job,
  PageReading,
  PollJob,
  Redirect,
  Validators,
  WorkJob,
} from './jobs.ts';
import {
  type Article,
  type CompanyMention,
  type Evidence,
  FEED_FORMATS,
  type FeedDocument,
  type FeedItem,
  type HtmlSelectors,
  type Partner,
  RULE_PARTS,
  SECTORS,
  type SiteRuleOutcome,
  STAGES,
  TAG,
  type Tag,
  type Tagging,
  VERDICTS,
  type VentureMention,
} from './model.ts';

/** A schema for every field, optional ones too: zod silently drops a field that the schema lacks. */
type Fields<T> = { readonly [Name in keyof Required<T>]: z.ZodType };

const text = z.string().nullable();
const texts = z.array(z.string()).readonly();
const id = z.number().int();
/** Address of a page. It is shown as a link, in mails and feeds too, so other schemes must not get through. */
const address = z.url({ protocol: /^https?$/ });

const hints = z.object({
  title: text,
  authors: texts,
  publishedAt: text,
  summary: text,
  language: text,
} satisfies Fields<ItemHints>);

const selectors = z.object({
  item: z.string(),
  title: z.string().exactOptional(),
  link: z.string().exactOptional(),
  date: z.string().exactOptional(),
} satisfies Fields<HtmlSelectors>);

const pollJob = z.object({
  kind: z.literal('poll'),
  feedId: z.string().min(1),
  url: z.url(),
  etag: text,
  lastModified: text,
  bodyHash: text,
  selectors: selectors.nullable(),
} satisfies Fields<PollJob>);

const validators = z.object({ etag: text, lastModified: text } satisfies Fields<Validators>);

const ingestJob = z.object({
  kind: z.literal('ingest'),
  articleId: id,
  url: z.url(),
  attempts: z.number().int().min(0),
  item: hints,
  validators: validators.nullable(),
} satisfies Fields<IngestJob>);

const deliverJob = z.object({
  kind: z.literal('deliver'),
  deliveryId: z.string().min(1),
  url: z.url(),
} satisfies Fields<DeliverJob>);

export const workJobSchema: z.ZodType<WorkJob> = z.discriminatedUnion('kind', [pollJob, ingestJob]);
export const jobSchema: z.ZodType<Job> = z.discriminatedUnion('kind', [pollJob, ingestJob, deliverJob]);

const failure = z.object({
  code: z.enum(FAILURE_CODES),
  action: z.enum(['retry', 'drop']),
  message: z.string(),
  status: z.number().exactOptional(),
  retryAt: z.number().exactOptional(),
  challenge: z.object({ vendor: z.string(), sign: z.string() } satisfies Fields<Challenge>).exactOptional(),
} satisfies Fields<Failure>);

const feedItem = z.object({
  guid: text,
  url: address.nullable(),
  title: text,
  authors: texts,
  publishedAt: text,
  updatedAt: text,
  summary: text,
  contentHtml: text,
  categories: texts,
} satisfies Fields<FeedItem>);

const feedDocument = z.object({
  format: z.enum(FEED_FORMATS),
  title: text,
  language: text,
  ttlMinutes: z.number().nullable(),
  skipHours: z.array(z.number()).readonly().exactOptional(),
  skipDays: z.array(z.number()).readonly().exactOptional(),
  items: z.array(feedItem).readonly(),
  cutOff: z.boolean().exactOptional(),
  warnings: texts,
} satisfies Fields<FeedDocument>);

const siteRule = z.object({
  id: z.string(),
  missed: z.array(z.enum(RULE_PARTS)).readonly(),
} satisfies Fields<SiteRuleOutcome>);

const article = z.object({
  url: address,
  canonicalUrl: address,
  title: text,
  authors: texts,
  publishedAt: text,
  publishedDay: text,
  modifiedAt: text,
  language: text,
  siteName: text,
  summary: text,
  image: address.nullable(),
  text: z.string(),
  wordCount: z.number(),
  verdict: z.enum(VERDICTS),
  verdictReason: z.string(),
  extractor: z.string(),
  confidence: z.number(),
  siteRule: siteRule.exactOptional(),
} satisfies Fields<Article>);

const evidence = z
  .array(
    z.object({
      field: z.enum(['title', 'text']),
      sentence: z.string(),
      start: z.number(),
      end: z.number(),
      rule: z.string(),
    } satisfies Fields<Evidence>),
  )
  .readonly();

const partner = z.object({ companyId: text, name: z.string(), country: text } satisfies Fields<Partner>);

const tag = z.object({
  tag: z.literal(TAG),
  confidence: z.number(),
  evidence,
} satisfies Fields<Tag>);

const venture = z.object({
  ventureId: text,
  name: text,
  partners: z.array(partner).readonly(),
  stage: z.enum(STAGES).nullable(),
  sector: z.enum(SECTORS).nullable(),
  stake: text,
  amount: text,
  confidence: z.number(),
  evidence,
} satisfies Fields<VentureMention>);

const company = z.object({
  companyId: z.string(),
  name: z.string(),
  mentions: z.number(),
} satisfies Fields<CompanyMention>);

const tagging = z.object({
  tagged: z.boolean(),
  tags: z.array(tag).readonly(),
  ventures: z.array(venture).readonly(),
  companies: z.array(company).readonly(),
  language: text,
} satisfies Fields<Tagging>);

const itemReading = {
  article,
  tagging,
  rulesVersion: z.string(),
  storyFeatures: text,
} satisfies Fields<ItemReading>;

const reading = z.object({
  ...itemReading,
  ofItem: z.object(itemReading).optional(),
} satisfies Fields<PageReading>);

type PollResult = FeedPolled['result'];
type PollResultFields<Kind extends PollResult['kind']> = Fields<Extract<PollResult, { kind: Kind }>>;

const redirect = z.object({ status: z.number(), to: address } satisfies Fields<Redirect>);
const pollAnswer = { status: z.number(), bytes: z.number(), freshMinutes: z.number() };

export const feedPolledSchema: z.ZodType<FeedPolled> = z.object({
  feedId: z.string().min(1),
  at: z.number(),
  ms: z.number(),
  request: z.object({ url: z.string(), etag: text, lastModified: text } satisfies Fields<
    FeedPolled['request']
  >),
  redirects: z.array(redirect).readonly(),
  result: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('polled'),
      ...pollAnswer,
      document: feedDocument,
      validators,
      bodyHash: z.string(),
    } satisfies PollResultFields<'polled'>),
    z.object({
      kind: z.literal('unchanged'),
      ...pollAnswer,
      validators: validators.nullable(),
    } satisfies PollResultFields<'unchanged'>),
    z.object({ kind: z.literal('failed'), failure } satisfies PollResultFields<'failed'>),
  ]),
} satisfies Fields<FeedPolled>);

/** The page's body travels beside the JSON, because it is compressed already. */
type PageWithoutBody = Omit<ArchivedPage, 'body'>;
type ArticleReadWithoutBody = Omit<ArticleRead, 'page'> & { readonly page: PageWithoutBody };

export const articleReadSchema: z.ZodType<ArticleReadWithoutBody> = z.object({
  articleId: id,
  url: z.string(),
  at: z.number(),
  ms: z.number(),
  reading,
  page: z.object({
    url: address,
    redirects: z.array(address).readonly(),
    status: z.number(),
    headers: z.record(z.string(), z.string()).readonly(),
    hash: z.string(),
    bytes: z.number(),
  } satisfies Fields<PageWithoutBody>),
} satisfies Fields<ArticleRead>);

export const articleUnchangedSchema: z.ZodType<ArticleUnchanged> = z.object({
  articleId: id,
  url: z.string(),
  at: z.number(),
  ms: z.number(),
} satisfies Fields<ArticleUnchanged>);

export const articleFailedSchema: z.ZodType<ArticleFailed> = z.object({
  articleId: id,
  url: z.string(),
  at: z.number(),
  ms: z.number(),
  failure,
  attempts: z.number().int().min(0),
  retryAt: z.number().nullable(),
  fallback: reading.nullable(),
  answeredBy: z.string().exactOptional(),
} satisfies Fields<ArticleFailed>);
