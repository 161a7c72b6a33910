/** Streams every article that matches, row by row: nothing is built in memory, and a slow reader is waited for. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Context } from 'hono';
import type { Log } from '../core/ports.ts';
import type { ArticleSummary } from '../store/article-queries.ts';
import type { Row } from '../text/cells.ts';
import { csvOf } from '../text/csv.ts';

export const EXPORTS = ['ndjson', 'csv'] as const;
type Export = (typeof EXPORTS)[number];

const CONTENT_TYPES: Readonly<Record<Export, string>> = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** What is asked for, by parameter or by Accept; null for JSON. */
export function exportAsked(c: Context, format: string | null): Export | null {
  if (format !== null) return EXPORTS.find((name) => name === format) ?? null;
  const accept = c.req.header('Accept') ?? '';
  return EXPORTS.find((name) => accept.includes(CONTENT_TYPES[name].split(';')[0] ?? '')) ?? null;
}

/** The first page is read at once, so that a question that cannot be answered is still a problem. */
export function streamArticles(
  { format, columns }: { readonly format: Export; readonly columns: readonly string[] },
  pages: Iterable<readonly ArticleSummary[]>,
  log: Log,
  /** For CSV. */
  rowsOf: (articles: readonly ArticleSummary[]) => readonly Row[] = (articles) =>
    articles.map((article) => ({ ...article })),
): Response {
  const encoder = new TextEncoder();
  const iterator = pages[Symbol.iterator]();
  let next = iterator.next();
  let header = true;
  const body = new ReadableStream<Uint8Array>(
    {
      // Called when the reader has taken what came before.
      pull: async (controller) => {
        // A reader as fast as this would else have the process to itself until the end.
        await nextTurn();
        const rows = next.done ? [] : next.value;
        if (header || !next.done)
          controller.enqueue(
            encoder.encode(format === 'ndjson' ? linesOf(rows) : csvOf(rowsOf(rows), { header, columns })),
          );
        if (next.done) return controller.close();
        header = false;
        try {
          next = iterator.next();
        } catch (error) {
          // The connection is cut, so that nobody takes what has come for everything.
          log.error({ err: error, format }, 'export failed');
          throw error;
        }
      },
      cancel: () => void iterator.return?.(),
    },
    { highWaterMark: 1 },
  );
  return new Response(body, { headers: { 'Content-Type': CONTENT_TYPES[format], Vary: 'Accept' } });
}

const linesOf = (articles: readonly ArticleSummary[]): string =>
  articles.map((article) => `${JSON.stringify(article)}\n`).join('');
