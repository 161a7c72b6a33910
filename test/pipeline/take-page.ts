/** Reads a page as a worker does and hands it to a store: what came of a job, without the network. */
import { createHash } from 'node:crypto';
import type { IngestJob } from '../../src/core/jobs.ts';
import { pack } from '../../src/core/packed.ts';
import { createReaders } from '../../src/pipeline/ingest/read-page.ts';
import type { Store } from '../../src/store/store.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { NOW } from '../store/fixtures.ts';

export const readers = createReaders(loadKnowledge());

export const html = (title: string, body: string): string =>
  `<html lang="en"><head><title>${title}</title></head><body>${body}</body></html>`;
/** Takes a job's page in: `to` is where a redirect led, null for an answer in place. */
export async function take(store: Store, job: IngestJob, to: string | null, page: string, at = NOW) {
  const url = to ?? job.url;
  const bytes = new TextEncoder().encode(page);
  const { nextPage: _, ...reading } = readers.readPage({
    bytes,
    contentType: 'text/html',
    url,
    fetchedAt: at,
    item: job.item,
  });
  const redirects = [job.url, ...(to === null ? [] : [to])];
  const hash = createHash('sha256').update(bytes).digest('hex');
  const body = await pack(bytes);
  const archived = { url, redirects, status: 200, headers: {}, hash, bytes: bytes.length, body };
  return store.sink.articleRead({
    articleId: job.articleId,
    url: job.url,
    at,
    ms: 1,
    reading,
    page: archived,
  });
}
