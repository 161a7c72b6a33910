/** What an agent may write to a tool: told in the words of the filter that every door reads by, and read by it. */
import { z } from 'zod';
import { wholeNumberIn } from '../query/article-filter.ts';
import { readWith, refuseUnknown } from '../query/read-filter.ts';

/**
 * The fields of `input` as a JSON Schema tells them. It lets everything through: what was written is read by the tool
 * itself, so that an agent is told what is wrong in the same words as everyone else.
 */
export function asWritten(input: z.ZodObject): z.ZodObject {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input' });
  const fields = Object.entries(properties).map(([name, told]) => {
    // Patterns are for the reader: some of those who hand schemas to models cannot read \p{..}.
    const { pattern: _pattern, ...field } = told as z.core.JSONSchema.BaseSchema;
    return [name, z.unknown().optional().meta(field)] as const;
  });
  const required = Object.keys(input.shape).filter(
    (name) => !input.shape[name]?.safeParse(undefined).success,
  );
  return z.looseObject(Object.fromEntries(fields)).meta({ additionalProperties: false, required });
}

/** Throws UsageError for wrong values and for names that the tool does not have. */
export function readArguments<Shape extends z.ZodRawShape>(
  input: z.ZodObject<Shape>,
  written: object,
): z.output<z.ZodObject<Shape>> {
  refuseUnknown(Object.keys(written), Object.keys(input.shape));
  return readWith(input, written);
}

/**
 * How much of a list an agent gets at once: its context is small, and what it needs is near the beginning. A prefault is
 * told in the JSON Schema of what is written, which a default of what is read anew is not.
 */
export const atMost = (usual: number, most: number) =>
  wholeNumberIn(1, most).prefault(usual).describe(`at most so many, up to ${most}`);

/** Where in a list to begin; far more than anyone pages through. */
export const offset = wholeNumberIn(0, 10_000)
  .prefault(0)
  .describe('leave out so many: the nextOffset of an earlier answer');

export interface Part<Item> {
  readonly items: readonly Item[];
  /** How many there are in all. */
  readonly total: number;
  /** Give it as `offset` to go on; null at the end. */
  readonly nextOffset: number | null;
}

export function partOf<Item>(all: readonly Item[], from: number, limit: number): Part<Item> {
  const end = from + limit;
  return { items: all.slice(from, end), total: all.length, nextOffset: end < all.length ? end : null };
}

/** How many of a list are left out. */
export const moreThan = (all: readonly unknown[], most: number): number => Math.max(0, all.length - most);
