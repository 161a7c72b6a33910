/** Streams all matches as NDJSON or CSV with back-pressure: only one page of them is in memory at a time. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import type { Log } from '../core/ports.ts';
import { DEFAULT_LIMIT, oneOf } from '../query/article-filter.ts';
import { readParams } from '../query/read-filter.ts';
import type { Row } from '../text/shown/cells.ts';
import { csvOf } from '../text/shown/csv.ts';

const EXPORTS = ['ndjson', 'csv'] as const;
type Export = (typeof EXPORTS)[number];

const CONTENT_TYPES: Readonly<Record<Export, string>> = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** The parameter that asks for an export, besides those of the question. */
export const formatParameter = oneOf(['json', ...EXPORTS]).optional();
const formatSchema = z.object({ format: formatParameter });

/** For the OpenAPI document: `limit` without a default, as a JSON page and an export have different ones. */
export const limitParameter = (limit: z.ZodDefault): z.ZodOptional =>
  (limit.unwrap() as z.ZodType)
    .optional()
    .describe(`at most so many; left out, ${DEFAULT_LIMIT} of a JSON page, and all of NDJSON and CSV`);

/** For the OpenAPI document: the content types of an export. */
export const ALSO = {
  'application/x-ndjson': { schema: z.string() },
  'text/csv': { schema: z.string() },
};

interface Asked {
  /** Null for JSON. */
  readonly rows: Export | null;
  /** The parameters without `format`. */
  readonly params: URLSearchParams;
}

/** The format asked for, by `format` or else by content negotiation. Throws UsageError on an unknown `format`. */
export function exportAsked(c: Context, search: URLSearchParams): Asked {
  c.header('Vary', 'Accept');
  const only = (formats: boolean) =>
    new URLSearchParams([...search].filter(([name]) => (name === 'format') === formats));
  const { format } = readParams(formatSchema, only(true));
  const params = only(false);
  if (format === undefined) return { rows: rowsPreferred(c.req.header('Accept') ?? ''), params };
  return { rows: format === 'json' ? null : format, params };
}

/**
 * The export that Accept weights above JSON, if any (RFC 9110, 12.5.1). A tie goes to JSON: clients generated from the
 * OpenAPI document accept every type that it lists, and expect JSON.
 */
function rowsPreferred(accept: string): Export | null {
  const weights = new Map(parseAccept(accept).map(({ type, q }) => [type.toLowerCase(), q]));
  const weightOf = (contentType: string): number => weights.get(contentType.split(';')[0] ?? '') ?? 0;
  const better = EXPORTS.filter((rows) => weightOf(CONTENT_TYPES[rows]) > weightOf('application/json'));
  const [best = null] = better.sort((a, b) => weightOf(CONTENT_TYPES[b]) - weightOf(CONTENT_TYPES[a]));
  return best;
}

interface Exported<Item> {
  readonly format: Export;
  /** For CSV: its header line, and the rows below it. */
  readonly columns: readonly string[];
  rowsOf(items: readonly Item[]): readonly Row[];
}

/** The connection that a request came on; absent when the app is called without a server. */
interface Connected {
  readonly incoming?: { readonly socket: { destroy(): void } };
}

/** Reads the first page before it answers, so that a question that fails still gets problem details. */
export async function streamRows<Item>(
  c: Pick<Context<{ Bindings: Connected }>, 'env'>,
  { format, columns, rowsOf }: Exported<Item>,
  pages: Iterable<readonly Item[]> | AsyncIterable<readonly Item[]>,
  log: Log,
): Promise<Response> {
  const encoder = new TextEncoder();
  const iterator = toAsyncGenerator(pages);
  let next = await iterator.next();
  let header = true;
  const body = new ReadableStream<Uint8Array>({
    // Called when the reader has taken what came before: this is the back-pressure.
    pull: async (controller) => {
      // Otherwise a fast reader would block the event loop until the end.
      await nextTurn();
      const items = next.done ? [] : next.value;
      const text = format === 'ndjson' ? linesOf(items) : csvOf(rowsOf(items), { header, columns });
      controller.enqueue(encoder.encode(text));
      if (next.done) return controller.close();
      header = false;
      try {
        next = await iterator.next();
      } catch (error) {
        log.error({ err: error, format }, 'export failed');
        // Cuts the connection, so that nobody takes a partial export for a whole one: while rows are still being sent,
        // the web server would append the error to them and end the response normally.
        c.env?.incoming?.socket.destroy();
        throw error;
      }
    },
    cancel: async () => void (await iterator.return(undefined)),
  });
  return new Response(body, { headers: { 'Content-Type': CONTENT_TYPES[format], Vary: 'Accept' } });
}

async function* toAsyncGenerator<Page>(
  pages: Iterable<Page> | AsyncIterable<Page>,
): AsyncGenerator<Page, undefined> {
  yield* pages;
}

const linesOf = (items: readonly unknown[]): string =>
  items.map((item) => `${JSON.stringify(item)}\n`).join('');
