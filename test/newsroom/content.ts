/** The content of the demo newsroom as data: outlets, their feeds, and articles with what a reader must find in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { STAGES, VERDICTS } from '../../src/core/model.ts';

const expectation = z.strictObject({
  /** The article mentions a Chinese EV joint venture. */
  tagged: z.boolean(),
  /** The parties of its main venture, by their usual names. */
  partners: z.array(z.string()).optional(),
  stage: z.enum(STAGES).optional(),
  verdict: z.enum(VERDICTS),
});

const serving = z.discriminatedUnion('as', [
  /** The feed links to `from`, which answers 301 to the article. */
  z.strictObject({ as: z.literal('redirect'), from: z.string() }),
  /** The feed's link carries this query. */
  z.strictObject({ as: z.literal('tracking'), query: z.string() }),
  /** A cookie wall stands where the text should be. */
  z.strictObject({ as: z.literal('consent') }),
  /** Two paragraphs and a gate. */
  z.strictObject({ as: z.literal('paywall') }),
  /** Listed in the feed, 404 on the site. */
  z.strictObject({ as: z.literal('gone') }),
  /** Listed and there, but robots.txt forbids it. */
  z.strictObject({ as: z.literal('robots') }),
  /** An item with no link at all. */
  z.strictObject({ as: z.literal('no-link') }),
]);

const article = z.strictObject({
  path: z.string().startsWith('/'),
  title: z.string(),
  /** ISO 8601 with the outlet's own offset, so that the calendar day is the publisher's. */
  date: z.iso.datetime({ offset: true }),
  authors: z.array(z.string()),
  section: z.string(),
  /** Places of the outlet's feeds that list it. */
  feeds: z.array(z.number().int()).default([0]),
  serve: serving.optional(),
  paragraphs: z.array(z.string()).min(1),
  expect: expectation,
});

const feed = z.strictObject({
  path: z.string().startsWith('/'),
  title: z.string(),
  format: z.enum(['rss', 'atom', 'rdf', 'json']),
  charset: z.string(),
  /** How much of the text the items carry. */
  carries: z.enum(['full', 'teaser', 'title']),
  /** `cut`: bare ampersands and a lost tail. `html`: an error page with status 200 in its place. */
  damage: z.enum(['cut', 'html']).optional(),
});

export const outletSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  language: z.string(),
  region: z.string(),
  kind: z.enum(['trade', 'consumer', 'business', 'technology', 'press-release', 'general']),
  template: z.enum(['blog', 'paper', 'portal', 'magazine', 'release', 'minimal']),
  charset: z.string(),
  /** This host answers slowly. */
  slow: z.boolean().default(false),
  robots: z.string(),
  feeds: z.array(feed).min(1),
  articles: z.array(article),
});

export type ContentOutlet = z.infer<typeof outletSchema>;
export type ContentArticle = z.infer<typeof article>;
export type ContentFeed = z.infer<typeof feed>;
export type Expectation = z.infer<typeof expectation>;

const labelsSchema = z.record(
  z.string(),
  z.strictObject({
    menu: z.array(z.string()),
    related: z.string(),
    share: z.string(),
    newsletter: z.string(),
    subscribe: z.string(),
    comments: z.array(z.string()),
    commentsTitle: z.string(),
    caption: z.string(),
    by: z.string(),
    consent: z.string(),
    accept: z.string(),
    gate: z.string(),
    footer: z.string(),
    tags: z.string(),
    mostRead: z.string(),
  }),
);
export type Labels = z.infer<typeof labelsSchema>[string];

const FALLBACK = 'en';

const folder = new URL('content/', import.meta.url);

/** Every outlet of the demo, sorted by id. Throws where the data breaks its shape. */
export function loadOutlets(): ContentOutlet[] {
  const names = readdirSync(folder).filter((name) => name.startsWith('outlet-') && name.endsWith('.json'));
  return names
    .sort()
    .map((name) => outletSchema.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
}

const labels = labelsSchema.parse(JSON.parse(readFileSync(new URL('labels.json', folder), 'utf8')));

/** The words around an article in a language of the newsroom; English for one it lacks. */
export function labelsOf(language: string): Labels {
  const found = labels[language] ?? labels[FALLBACK];
  if (found === undefined) throw new Error('labels.json has no English');
  return found;
}
