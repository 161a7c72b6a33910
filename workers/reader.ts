/** Entry of the child processes: the pure readers, one function a task. Failures are values, never exceptions. */
import { DocumentError, type Failure } from '../src/core/errors.ts';
import type { ItemHints, PageReading } from '../src/core/jobs.ts';
import type { FeedCandidate, FeedDocument, HtmlSelectors, TagInput } from '../src/core/model.ts';
import type { PageInput, TextTagging } from '../src/core/ports.ts';
import { feedCandidates } from '../src/feed/discover.ts';
import { parseFeed } from '../src/feed/parse.ts';
import { createReaders } from '../src/pipeline/read-page.ts';
import { decodeText } from '../src/text/decode.ts';

// Ctrl-C in a terminal reaches the whole group of processes; when a reader ends is its parent's to say.
process.on('SIGINT', () => {});

const readers = createReaders();

export async function readFeed(input: {
  bytes: Uint8Array;
  url: string;
  contentType: string | null;
  selectors?: HtmlSelectors | null;
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

export function findFeeds(input: {
  bytes: Uint8Array;
  url: string;
  contentType: string | null;
}): readonly FeedCandidate[] | Failure {
  try {
    const { text } = decodeText(input.bytes, { contentType: input.contentType, kind: 'html' });
    return feedCandidates(text, input.url);
  } catch (error) {
    return failure(error, input.url);
  }
}

export function tagTexts(inputs: readonly TagInput[]): TextTagging | Failure {
  try {
    return readers.tagTexts(inputs);
  } catch (error) {
    return failure(error, 'stored text');
  }
}

function failure(error: unknown, url: string): Failure {
  const code = error instanceof DocumentError ? error.code : 'parse';
  const message = error instanceof Error ? error.message : String(error);
  return { code, action: 'drop', message: `${url}: ${message}` };
}
