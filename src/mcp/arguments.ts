/** The arguments of tools: described and read by the same schemas as the filters of the CLI, the API and the pages. */
import { z } from 'zod';
import { wholeNumberIn } from '../query/article-filter.ts';
import { readWith, refuseUnknown } from '../query/read-filter.ts';

/**
 * A schema that documents the fields of `input` but accepts anything: the tool validates its arguments itself, so that an
 * agent gets the same error messages as everyone else.
 */
export function asWritten(input: z.ZodObject): z.ZodObject {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input' });
  const fields = Object.entries(properties).map(([name, property]) => {
    // Without patterns: some clients that pass schemas on to models cannot read \p{..}.
    const { pattern: _pattern, ...field } = property as z.core.JSONSchema.BaseSchema;
    return [name, z.unknown().optional().meta(field)] as const;
  });
  const required = Object.keys(input.shape).filter(
    (name) => !input.shape[name]?.safeParse(undefined).success,
  );
  return z.looseObject(Object.fromEntries(fields)).meta({ additionalProperties: false, required });
}

/** Throws UsageError for invalid values and for unknown names. */
export function readArguments<Shape extends z.ZodRawShape>(
  input: z.ZodObject<Shape>,
  written: object,
): z.output<z.ZodObject<Shape>> {
  refuseUnknown(Object.keys(written), Object.keys(input.shape));
  return readWith(input, written);
}

/**
 * How much of a list an agent gets at once: its context is small, and what it needs is near the beginning. `prefault`
 * because a default for the input shows in the JSON Schema of the input; one for the output would not.
 */
export const atMost = (usual: number, most: number) =>
  wholeNumberIn(1, most).prefault(usual).describe(`at most so many, up to ${most}`);

/** Where in a list to begin. The maximum is far more than anyone pages through. */
export const offset = wholeNumberIn(0, 10_000)
  .prefault(0)
  .describe('leave out so many: the nextOffset of an earlier answer');

export interface Part<Item> {
  readonly items: readonly Item[];
  /** How many there are in all. */
  readonly total: number;
  /** The `offset` of the next part; null at the end. */
  readonly nextOffset: number | null;
}

export function partOf<Item>(all: readonly Item[], from: number, limit: number): Part<Item> {
  const end = from + limit;
  return { items: all.slice(from, end), total: all.length, nextOffset: end < all.length ? end : null };
}

/** How many items are left out when only the first `most` are shown. */
export const moreThan = (all: readonly unknown[], most: number): number => Math.max(0, all.length - most);
