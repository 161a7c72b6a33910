/** Entry of the child processes: the pure readers, one function a task. Failures are values, never exceptions. */
import { DocumentError, type Failure } from '../src/core/errors.ts';
import type { ItemHints, PageReading } from '../src/core/jobs.ts';
import type { FeedDocument } from '../src/core/model.ts';
import type { PageInput } from '../src/core/ports.ts';
import { parseFeed } from '../src/feed/parse.ts';
import { createReaders } from '../src/pipeline/read-page.ts';

const readers = createReaders();

export async function readFeed(input: {
  bytes: Uint8Array;
  url: string;
  contentType: string | null;
}): Promise<FeedDocument | Failure> {
  try {
    return await parseFeed(input.bytes, input);
  } catch (error) {
    return failure(error, input.url);
  }
}

export function readPage(input: PageInput): PageReading | Failure {
  try {
    return readers.readPage(input);
  } catch (error) {
    return failure(error, input.url);
  }
}

export function readItem(input: { url: string; item: ItemHints }): PageReading | Failure {
  try {
    return readers.readItem(input);
  } catch (error) {
    return failure(error, input.url);
  }
}

function failure(error: unknown, url: string): Failure {
  const code = error instanceof DocumentError ? error.code : 'parse';
  const message = error instanceof Error ? error.message : String(error);
  return { code, action: 'drop', message: `${url}: ${message}` };
}
