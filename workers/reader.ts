/** Entry of the child processes: the pure readers, one function per task. Failures are values, never exceptions. */
import { MAX_BODY_BYTES, type PageBytes } from '../src/core/archived-pages.ts';
import { DocumentError, type Failure } from '../src/core/errors.ts';
import type { ItemHints, PageReading } from '../src/core/jobs.ts';
import type { FeedCandidate, FeedDocument, HtmlSelectors, TagInput } from '../src/core/model.ts';
import { unpackNow } from '../src/core/packed.ts';
import type { PageInput, PageTurned, StoryInput, TextTagging } from '../src/core/ports.ts';
import { feedCandidates } from '../src/feed/discover.ts';
import { parseFeed } from '../src/feed/document/parse.ts';
import { createReaders, nextPageOf, type Readers } from '../src/pipeline/ingest/read-page.ts';
import { type Knowledge, loadKnowledge, withEntries } from '../src/tags/knowledge/knowledge.ts';
import { decodeText } from '../src/text/charset/decode.ts';

// Ctrl-C in a terminal, and closing it, signal the whole process group; but it is the parent that ends its readers.
process.on('SIGINT', () => {}).on('SIGHUP', () => {});
// A regular exit writes the compile cache, with which the next child starts in half the time.
process.on('SIGTERM', () => process.exit());

let readers: Readers | null = null;

/** The input of a task that tags, with the user's own knowledge, or null when this process should have that already. */
interface Tagging<Input> {
  readonly input: Input;
  readonly own: Knowledge | null;
}

/** Null, which the tasks below pass on: this process is new, send the task again with the user's knowledge. */
function readersWith(own: Knowledge | null): Readers | null {
  if (own !== null) readers ??= createReaders(withEntries(loadKnowledge(), own));
  return readers;
}

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

/** The bytes of all pages are compressed. */
export function readPage({ input, own }: Tagging<PageInput>): PageTurned | Failure | null {
  try {
    const following = input.following?.map((page) => ({ ...page, bytes: unpack(page.bytes) })) ?? [];
    return readersWith(own)?.readPage({ ...input, bytes: unpack(input.bytes), following }) ?? null;
  } catch (error) {
    return failure(error, input.url);
  }
}

/** The page's bytes are compressed. */
export function nextPage(page: PageBytes): string | null | Failure {
  try {
    return nextPageOf({ ...page, bytes: unpack(page.bytes) });
  } catch (error) {
    return failure(error, page.url);
  }
}

export function readItem({
  input,
  own,
}: Tagging<{ url: string; item: ItemHints }>): PageReading | Failure | null {
  try {
    return readersWith(own)?.readItem(input) ?? null;
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

export function tagTexts({ input, own }: Tagging<readonly TagInput[]>): TextTagging | Failure | null {
  try {
    return readersWith(own)?.tagTexts(input) ?? null;
  } catch (error) {
    return failure(error, 'stored text');
  }
}

export function storyFeatures({
  input,
  own,
}: Tagging<readonly StoryInput[]>): readonly (string | null)[] | Failure | null {
  try {
    return readersWith(own)?.storyFeatures(input) ?? null;
  } catch (error) {
    return failure(error, 'stored text');
  }
}

const unpack = (bytes: Uint8Array): Uint8Array => unpackNow(bytes, MAX_BODY_BYTES);

function failure(error: unknown, url: string): Failure {
  const code = error instanceof DocumentError ? error.code : 'parse';
  const message = error instanceof Error ? error.message : String(error);
  return { code, action: 'drop', message: `${url}: ${message}` };
}
