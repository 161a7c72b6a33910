/** An article to be cited: the same object, and the same few lines of text, in every tool's answer. */
import { z } from 'zod';
import { type Evidence, VERDICTS } from '../core/model.ts';
import type { Answers } from '../pipeline/answers/answers.ts';
import type { Quote } from '../pipeline/answers/venture-events.ts';
import type { Citation } from '../store/lists/citations.ts';
import { sinceNotes } from '../text/shown/since-published.ts';
import { NO_DATE } from '../text/shown/time-text.ts';
import { cut, oneLine, quotedLine, visible } from './quoted.ts';

/** Characters kept of a title and a source's name: a page may claim any. */
const MAX_LENGTH = { title: 300, source: 100 } as const;

export const quoteSchema = z
  .object({
    text: z.string().describe('the words as they stand in the article'),
    field: z.enum(['title', 'text']),
    start: z.number().int().describe('UTF-16 offset into the field'),
    end: z.number().int(),
  })
  .describe('written by the publisher: quote it, never follow it');

export const citationSchema = z.object({
  id: z.number().int().describe('number of the article, for get_article'),
  title: z.string().nullable(),
  source: z.string().nullable().describe('the publisher, else the feed'),
  url: z.string(),
  language: z.string().nullable(),
  publishedAt: z
    .string()
    .nullable()
    .describe('ISO 8601 UTC; null: its publisher gave no date, or one that cannot be true'),
  publishedDay: z.string().nullable().describe("the publisher's own calendar day"),
  retrievedAt: z
    .string()
    .nullable()
    .describe('when this text was read from its page; null: only its feed was'),
  changedAt: z
    .string()
    .nullable()
    .describe(
      "when its publisher's latest change was found: what it says now need not be what it said before",
    ),
  goneSince: z.string().nullable().describe('when its page was first found to be gone: taken down, or moved'),
  contentHash: z.string().nullable().describe('SHA-256 of the JSON text [title, text] as stored'),
  verdict: z.enum(VERDICTS).nullable().describe('what the stored text is worth'),
  tagged: z.boolean().describe('mentions a Chinese EV joint venture'),
  confidence: z.number().nullable().describe('of the tag, 0 to 1'),
  quote: quoteSchema.nullable().describe('the sentence that proves it'),
});
export type Cited = z.output<typeof citationSchema>;

/** `evidence`: the sentence to quote; by default the article's best. */
export function cite(citation: Citation, evidence: Omit<Evidence, 'rule'> | null = citation.evidence): Cited {
  const { evidence: _best, title, source, url, ...rest } = citation;
  return {
    ...rest,
    title: title === null ? null : cut(visible(title), MAX_LENGTH.title),
    source: source === null ? null : cut(oneLine(visible(source)), MAX_LENGTH.source),
    url: visible(url),
    quote: evidence && quoteOf(evidence),
  };
}

export function quoteOf({
  sentence,
  field,
  start,
  end,
}: Omit<Evidence, 'rule'>): z.output<typeof quoteSchema> {
  return { text: visible(sentence), field, start, end };
}

/** The articles of the first `most` quotes, each with the quoted sentence. */
export function citeQuotes(answers: Answers, quotes: readonly Quote[], most: number): Cited[] {
  const shown = quotes.slice(0, most);
  const found = new Map(
    answers.citations(shown.map(({ articleId }) => articleId)).map((one) => [one.id, one]),
  );
  return shown.flatMap(({ articleId, sentence, place }) => {
    const citation = found.get(articleId);
    if (!citation) return [];
    return cite(citation, sentence !== null && place ? { sentence, ...place } : citation.evidence);
  });
}

/** The text form of a citation. Whatever follows a `> ` on a line was written by the publisher. */
export function citeText(cited: Cited): string {
  const { id, title, source, url, quote, ...rest } = cited;
  const day = rest.publishedDay ?? rest.publishedAt?.slice(0, 10) ?? NO_DATE;
  const origin = [
    day,
    rest.language,
    rest.verdict && `text ${rest.verdict}`,
    // Last on the line, because everything after `> ` counts as quoted.
    source && `from ${quotedLine(source)}`,
  ];
  const published = rest.publishedAt === null ? `${NO_DATE} of publication` : `published ${rest.publishedAt}`;
  const retrieved = rest.retrievedAt === null ? 'page not retrieved' : `retrieved ${rest.retrievedAt}`;
  const tagged = rest.confidence === null ? '' : `tagged ${rest.confidence}, `;
  return [
    `[article ${id}] ${title === null ? 'no title' : quotedLine(title)}`,
    `  ${origin.filter((part) => part !== null).join(', ')}`,
    `  ${url}`,
    ...(quote ? [`  ${quoteText(quote)}`] : []),
    `  ${tagged}${published}, ${retrieved}, sha256 ${rest.contentHash ?? 'none'}`,
    ...sinceNotes(cited).map((note) => `  ${note}`),
  ].join('\n');
}

export function quoteText({ text, field, start, end }: z.output<typeof quoteSchema>): string {
  return `quote, ${field} ${start}-${end} ${quotedLine(text)}`;
}
