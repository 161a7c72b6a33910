/** The one schema of the filter of articles; flags of commands, URL parameters and tools of agents are made from it. */
import { z } from 'zod';
import { SECTORS, STAGES, VERDICTS } from '../core/model.ts';
import { parseTimePoint } from './time-point.ts';

// for the commands that take a date
export { parseSpan, parseTimePoint, resolveEnd, resolveTime, type TimePoint } from './time-point.ts';

export const SORTS = ['newest', 'oldest', 'best'] as const;

/** Articles of a list by default. */
export const DEFAULT_LIMIT = 50;
/** Characters of the words of a query; far more than a question needs. */
export const MAX_WORDS = 500;
/** Most values of one field: enough for the companies of a portfolio, not for a copy of the ledger. */
const MAX_VALUES = 100;

/** Matches any of `any` (everything, if empty) and none of `none`. */
export interface Values<Value extends string = string> {
  readonly any: readonly Value[];
  readonly none: readonly Value[];
}

/** The form of an id, a tag or a code: no character that separates or quotes values. */
const NAME = /^[^-\s,"“”„\p{Cc}][^\s,"“”„\p{Cc}]{0,99}$/u;
const WORDS = /^[^-\s,"“”„\p{Cc}](?:[^,"“”„\p{Cc}]{0,98}[^\s,"“”„\p{Cc}])?$/u;
const MUST_BE = 'must be an id or a code, such as byd';
const name = z.string().regex(NAME, MUST_BE);
/** An id, or a name as people use it, which may have several words: src/query/names.ts resolves it to an id. */
export const idOrName = z.string().regex(WORDS, MUST_BE);
export const countryCode = idOrName.toUpperCase();

/** Several values mean any of them; a minus before a value excludes it. Written as `byd,geely` or as a list. */
export function values<Value extends string>(value: z.ZodType<Value, string>) {
  const list = z.array(z.string()).max(MAX_VALUES);
  return z
    .union([z.string(), list], `must be a value, or a list of at most ${MAX_VALUES}`)
    .transform((given, context) => {
      const found: { any: Value[]; none: Value[] } = { any: [], none: [] };
      const texts = [given].flat().flatMap((text) => text.split(','));
      if (texts.length > MAX_VALUES) context.addIssue(`must have at most ${MAX_VALUES} values`);
      for (const text of texts.slice(0, MAX_VALUES)) {
        const excluded = text.trim().startsWith('-');
        const read = value.safeParse(text.trim().slice(excluded ? 1 : 0));
        if (!read.success) context.addIssue(read.error.issues[0]?.message ?? 'is not a value');
        else (excluded ? found.none : found.any).push(read.data);
      }
      return {
        any: [...new Set(found.any)].sort(),
        none: [...new Set(found.none)].sort(),
      } satisfies Values<Value>;
    });
}

export const oneOf = <Value extends string>(choices: readonly Value[]) =>
  z.enum(choices as readonly [Value, ...Value[]], { error: `must be one of ${choices.join(', ')}` });

const POINT = 'must be a date such as 2026-01-31, or a span back from now such as 36h, 7d, 4w';
export const timePoint = z.string(POINT).transform((text, context) => {
  const time = parseTimePoint(text);
  if (time !== null) return time;
  context.addIssue(POINT);
  return z.NEVER;
});

/** Fields that take several values: any of them, of `with` each. A further one needs a line here and its condition in src/store. */
const lists = {
  tag: values(name).optional().describe('only articles with this tag (chinese-ev-jv)'),
  company: values(idOrName)
    .optional()
    .describe('only articles that mention this company (id or any of its names: byd, BYD, 比亚迪)'),
  with: values(idOrName)
    .optional()
    .describe('only articles that mention each of these companies too (company renault, with geely: both)'),
  venture: values(idOrName)
    .optional()
    .describe(
      'only articles that speak of this venture (id or any of its names: saic-volkswagen; new: any that the ledger does not know)',
    ),
  story: values(name)
    .optional()
    .describe('only articles of this story (id, as `jvwire stories` shows it, or an earlier one)'),
  stage: values(oneOf(STAGES))
    .optional()
    .describe(`only ventures at this stage: ${STAGES.join(', ')}`),
  sector: values(oneOf(SECTORS))
    .optional()
    .describe(`only ventures of this sector: ${SECTORS.join(', ')}`),
  feed: values(name).optional().describe('only articles that this feed brought'),
  country: values(countryCode)
    .optional()
    .describe('only articles from feeds of this country or region (CN, DE, GLOBAL ...)'),
  lang: values(idOrName.toLowerCase()).optional().describe('only articles in this language (en, zh, de ...)'),
  verdict: values(oneOf(VERDICTS))
    .optional()
    .describe(`only articles whose text is: ${VERDICTS.join(', ')}`),
};

/** Linear: what an agent sends may be a megabyte long, and matching it blocks everything else. */
const DIGITS = /^(?:\d+(?:\.\d+)?|\.\d+)$/;

/** Converts digits to a number, but nothing else that JavaScript would: true, "" or 0x10 are mistakes. */
const written = (value: unknown): unknown =>
  typeof value === 'string' && DIGITS.test(value.trim()) ? Number(value) : value;

const numberIn = (least: number, most: number, error: string) =>
  z.preprocess(written, z.number(error).min(least, error).max(most, error));

/** As numberIn, without a fraction. */
export const wholeNumberIn = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.preprocess(written, z.int(error).min(least, error).max(most, error));
};

const scalars = {
  confidence: numberIn(0, 1, 'must be a number from 0 to 1')
    .optional()
    .describe('only articles tagged with at least this confidence (0 to 1)'),
  since: timePoint.optional().describe('only from this day on, or this far back (7d)'),
  until: timePoint.optional().describe('only up to the end of this day'),
  changed: timePoint
    .optional()
    .describe('only articles that their publisher changed, as found from this day on, or this far back (7d)'),
  gone: timePoint
    .optional()
    .describe('only articles whose page was found to be gone from this day on, or this far back (7d)'),
  query: z
    .string()
    .max(MAX_WORDS)
    .optional()
    .describe(
      'only articles with all of these words: "a phrase", begin*, -without; fields too, such as company:byd',
    ),
  sort: oneOf(SORTS)
    .default('newest')
    .describe(`order: ${SORTS.join(', ')} (best needs words to search for)`),
  limit: wholeNumberIn(1, 10_000).default(DEFAULT_LIMIT).describe('at most so many'),
  cursor: z.string().max(100).optional().describe('continue after the last article of an earlier list'),
};

/** The fields that take a point in time. */
export const TIME_FIELDS = [
  'since',
  'until',
  'changed',
  'gone',
] as const satisfies readonly (keyof typeof scalars)[];

export const articleFilterSchema = z.object({ ...lists, ...scalars });

/** The `sort` field of searches; bestFirst() decides the order where it is left out. */
export const searchOrder = scalars.sort
  .unwrap()
  .optional()
  .transform((order = 'newest') => order)
  .describe(`order: ${SORTS.join(', ')}; left out, best where there are words to search for, else newest`);

/** The filter for exports: without a limit, all that match. */
export const exportFilterSchema = articleFilterSchema.extend({
  limit: scalars.limit.unwrap().default(Number.POSITIVE_INFINITY),
});

export type ArticleFilter = z.output<typeof articleFilterSchema>;
export type ArticleFilterInput = z.input<typeof articleFilterSchema>;
export type Field = keyof ArticleFilter;
export type ListField = keyof typeof lists;

export const FIELDS = Object.keys(articleFilterSchema.shape) as readonly Field[];
export const LIST_FIELDS = Object.keys(lists) as readonly ListField[];

export function isListField(field: string): field is ListField {
  return Object.hasOwn(lists, field);
}

/** The placeholder of a field's value in the help of its flag. */
export const placeholderOf = (field: Field): string => (field === 'limit' ? 'n' : field);

/** What a field means, in one line. */
export const aboutField = (field: Field): string => articleFilterSchema.shape[field].description ?? '';
