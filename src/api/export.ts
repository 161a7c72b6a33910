/** Streams everything that matches, row by row: nothing is built in memory, and a slow reader is waited for. */
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

/** For the document: the parameter that asks for an export, beside those of the question. */
export const formatParameter = oneOf(['json', ...EXPORTS]).optional();
const formatSchema = z.object({ format: formatParameter });

/** For the document: it has no default that holds for a page and for an export. */
export const limitParameter = (limit: z.ZodDefault): z.ZodOptional =>
  (limit.unwrap() as z.ZodType)
    .optional()
    .describe(`at most so many; left out, ${DEFAULT_LIMIT} of a JSON page, and all of NDJSON and CSV`);

/** For the document: what is answered then. */
export const ALSO = {
  'application/x-ndjson': { schema: z.string() },
  'text/csv': { schema: z.string() },
};

interface Asked {
  /** Null for JSON. */
  readonly rows: Export | null;
  /** The question: `format` is no part of it. */
  readonly params: URLSearchParams;
}

/** What is asked for, by parameter or by Accept, which the answer is then said to depend on. */
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
 * What is named and liked better than JSON (RFC 9110 12.5.1). Where they are liked alike it is JSON: clients made from
 * the document send every type that it has, and read this one.
 */
function rowsPreferred(accept: string): Export | null {
  const liked = new Map(parseAccept(accept).map(({ type, q }) => [type.toLowerCase(), q]));
  const weightOf = (contentType: string): number => liked.get(contentType.split(';')[0] ?? '') ?? 0;
  const better = EXPORTS.filter((rows) => weightOf(CONTENT_TYPES[rows]) > weightOf('application/json'));
  const [best = null] = better.sort((a, b) => weightOf(CONTENT_TYPES[b]) - weightOf(CONTENT_TYPES[a]));
  return best;
}

interface Exported<Item> {
  readonly format: Export;
  /** Of CSV: its head, and the rows below it. */
  readonly columns: readonly string[];
  rowsOf(items: readonly Item[]): readonly Row[];
}

/** The connection that a request came on; there is none where an answer is asked for without a server. */
interface Connected {
  readonly incoming?: { readonly socket: { destroy(): void } };
}

/** The first page is read at once, so that a question that cannot be answered is still a problem. */
export async function streamRows<Item>(
  c: Pick<Context<{ Bindings: Connected }>, 'env'>,
  { format, columns, rowsOf }: Exported<Item>,
  pages: Iterable<readonly Item[]> | AsyncIterable<readonly Item[]>,
  log: Log,
): Promise<Response> {
  const encoder = new TextEncoder();
  const iterator = oneByOne(pages);
  let next = await iterator.next();
  let header = true;
  const body = new ReadableStream<Uint8Array>({
    // Called when the reader has taken what came before.
    pull: async (controller) => {
      // A reader as fast as this would else have the process to itself until the end.
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
        // The connection is cut, so that nobody takes what has come for everything: while rows are on their way, the web
        // server would write the error behind them, and end the answer in good order.
        c.env?.incoming?.socket.destroy();
        throw error;
      }
    },
    cancel: async () => void (await iterator.return(undefined)),
  });
  return new Response(body, { headers: { 'Content-Type': CONTENT_TYPES[format], Vary: 'Accept' } });
}

async function* oneByOne<Page>(pages: Iterable<Page> | AsyncIterable<Page>): AsyncGenerator<Page, undefined> {
  yield* pages;
}

const linesOf = (items: readonly unknown[]): string =>
  items.map((item) => `${JSON.stringify(item)}\n`).join('');
