/** Building blocks of the response schemas. */
import { z } from '@hono/zod-openapi';
import { SECTORS, STAGES, VERDICTS } from '../../core/model.ts';

export const text = z.string().nullable();
export const time = z.iso.datetime().describe('ISO 8601, UTC');
export const timeOrNull = time.nullable();
export const day = z.iso.date();
export const count = z.int().min(0);
export const share = z.number().min(0).max(1);
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** A named schema or null; with its own `nullable` the named component itself would allow null. */
export const orNull = <Named extends z.ZodType>(named: Named) => z.union([named, z.null()]);

/** A field that may be missing; the document generator knows only `optional`, which in JSON is the same. */
export const maybe = <Field extends z.ZodType>(field: Field) =>
  field.optional() as unknown as z.ZodExactOptional<Field>;

/** Fields that every article quoted in an answer has. */
export const sincePublished = {
  changedAt: timeOrNull.describe(
    "when its publisher's latest change was found; its revisions have what it said before",
  ),
  goneSince: timeOrNull.describe('when its page was first found to be gone: taken down, or moved'),
};

export const stage = z.enum(STAGES);
export const sector = z.enum(SECTORS);
export const verdict = z.enum(VERDICTS);

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('stable: what happened'),
    detail: z.string().describe('what happened and what to do, for people'),
    offset: maybe(z.int().describe('where in the query the mistake is, UTF-16')),
  })
  .openapi('Problem');

export const linksSchema = z.object({ next: text.describe('address of the next page') });
export const coverageLine = text.describe(
  'what may be missing from the list: when its sources were blind (could not be watched) and, with since, which were watched only later',
);
