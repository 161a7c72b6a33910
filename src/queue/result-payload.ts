/** The form in which workers hand results to the store through Redis: small, versioned, checked before they are used. */
import { z } from 'zod';
import {
  type ArticleFailed,
  type ArticleRead,
  type ArticleUnchanged,
  type FeedPolled,
  jobId,
  type WorkJob,
} from '../core/jobs.ts';
import { pack, unpack } from '../core/packed.ts';
import {
  articleFailedSchema,
  articleReadSchema,
  articleUnchangedSchema,
  feedPolledSchema,
} from '../core/payloads.ts';
import { PAYLOAD_VERSION, PayloadError, readPart, readPayload } from '../core/read-payload.ts';

export type Result =
  | { readonly kind: 'feed-polled'; readonly value: FeedPolled }
  | { readonly kind: 'article-ingested'; readonly value: ArticleRead }
  | { readonly kind: 'article-unchanged'; readonly value: ArticleUnchanged }
  | { readonly kind: 'article-failed'; readonly value: ArticleFailed };

/** The job that a result comes from. */
export interface Origin {
  readonly job: WorkJob;
  /** Identity of the database that the job came from and the result goes to. */
  readonly database: string;
  /** When it was added, epoch ms, by the clock of whoever keeps that database. */
  readonly queuedAt: number;
}

export interface ResultPayload {
  readonly v: number;
  readonly database: string;
  /** Absent in what older workers send. */
  readonly queuedAt?: number | undefined;
  readonly kind: Result['kind'];
  /** The job that this is the result of, and the address it was about: for lists of what is under way. */
  readonly jobId: string;
  readonly url: string;
  /** The result as JSON, zstd, base64. */
  readonly body: string;
  /** The raw page as zstd, base64; null when there is none or it is too large to travel. */
  readonly page: string | null;
}

/** A compressed page beyond this is not sent: Redis holds everything in memory. */
export const MAX_PAGE_BYTES = 1024 * 1024;

/** Longest JSON of a result: a feed of 20 MB, every character escaped, with room to spare. */
const MAX_JSON_BYTES = 128 * 1024 * 1024;

const schema: z.ZodType<ResultPayload> = z.object({
  v: z.literal(PAYLOAD_VERSION),
  database: z.string().min(1).max(100),
  queuedAt: z.number().optional(),
  kind: z.enum(['feed-polled', 'article-ingested', 'article-unchanged', 'article-failed']),
  jobId: z.string(),
  url: z.string(),
  body: z.base64(),
  page: z.base64().nullable(),
});

export async function resultPayload(result: Result, origin: Origin): Promise<ResultPayload> {
  const { job, database, queuedAt } = origin;
  const { kind } = result;
  const page = kind === 'article-ingested' ? result.value.page.body : null;
  const json = JSON.stringify(kind === 'article-ingested' ? withoutBody(result.value) : result.value);
  return {
    v: PAYLOAD_VERSION,
    database,
    queuedAt,
    kind,
    jobId: jobId(job),
    url: job.url,
    body: base64(await pack(Buffer.from(json))),
    page: page === null || page.byteLength > MAX_PAGE_BYTES ? null : base64(page),
  };
}

/** Throws PayloadError for a result of another version or malformed, before anything of it is used. */
export async function readResultPayload(
  given: unknown,
  id: string,
): Promise<{
  readonly database: string;
  readonly queuedAt: number | null;
  readonly result: Result;
}> {
  const { kind, database, queuedAt = null, body, page } = readPayload(schema, given, `result ${id}`);
  const value = await jsonOf(body, id);
  const what = `result ${id} (${kind})`;
  if (kind === 'feed-polled')
    return { database, queuedAt, result: { kind, value: readPart(feedPolledSchema, value, what) } };
  if (kind === 'article-unchanged')
    return { database, queuedAt, result: { kind, value: readPart(articleUnchangedSchema, value, what) } };
  if (kind === 'article-failed')
    return { database, queuedAt, result: { kind, value: readPart(articleFailedSchema, value, what) } };
  const read = readPart(articleReadSchema, value, what);
  const raw = page === null ? null : Buffer.from(page, 'base64');
  return { database, queuedAt, result: { kind, value: { ...read, page: { ...read.page, body: raw } } } };
}

async function jsonOf(body: string, id: string): Promise<unknown> {
  try {
    const json = await unpack(Buffer.from(body, 'base64'), MAX_JSON_BYTES);
    return JSON.parse(json.toString('utf8'));
  } catch (error) {
    throw new PayloadError('form', `result ${id}: ${(error as Error).message}`);
  }
}

function base64({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function withoutBody(read: ArticleRead): object {
  const { body: _body, ...page } = read.page;
  return { ...read, page };
}
