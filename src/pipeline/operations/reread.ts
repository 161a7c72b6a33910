/** Reads what is stored again with today's rules: tags over the texts, or whole articles over the archived pages. */
import { isDeepStrictEqual } from 'node:util';
import { type Failure, isFailure, OperationError } from '../../core/errors.ts';
import type { PageReading } from '../../core/jobs.ts';
import type { Article, Tagging, TagInput } from '../../core/model.ts';
import type { PageInput, Sandbox } from '../../core/ports.ts';
import type { RereadChange, RereadReport, UnreadableArticle } from '../../core/rereading.ts';
import type { StoredText } from '../../store/upkeep/rereading.ts';
import { createFeedTextReader, type FeedContent } from '../ingest/feed-text.ts';
import { readStored } from '../ingest/read-stored.ts';
import { tagInputOf } from '../ingest/tag-input.ts';

/** Articles read again at a time: enough to keep the child processes busy, few enough for little memory. */
const BATCH = 50;

/** The most changes that a report lists, of up to 1 KB each; all are counted. */
const MOST_CHANGES = 10_000;

interface Scope {
  readonly since: number | null;
  readonly feedId: string | null;
}

/** What retag needs of an article: its text, and the tags that it has. */
type TaggedText = Pick<
  StoredText,
  | 'articleId'
  | 'canonicalUrl'
  | 'title'
  | 'text'
  | 'authors'
  | 'language'
  | 'publishedAt'
  | 'verdict'
  | 'tagging'
>;

/** Every field that a reading writes. */
const WRITTEN = [
  'title',
  'text',
  'language',
  'authors',
  'publishedAt',
  'publishedDay',
  'modifiedAt',
  'siteName',
  'summary',
  'image',
  'wordCount',
  'verdict',
  'verdictReason',
  'extractor',
  'confidence',
] as const;

/** What reextract compares an archived page with. */
export type StoredArticle = TaggedText &
  Pick<StoredText, (typeof WRITTEN)[number] | 'siteRule' | 'url' | 'seq'>;

interface Retagged {
  readonly articleId: number;
  readonly tagging: Tagging;
  readonly storyFeatures: string | null;
}

export interface RereadStore {
  storedTexts(scope: Scope, afterId: number, limit: number): readonly StoredArticle[];
  feedContent(articleId: number): FeedContent | null;
  archivedBodies(articleIds: readonly number[]): readonly (PageInput & { readonly articleId: number })[];
  /** The part of the reading that is this article's: the site may have redirected `url` to the page of another article. */
  ownRereading(articleId: number, url: string, reading: PageReading): PageReading;
  /** Ids of those left as they are because they changed after they were read. */
  applyRereadings(changes: {
    readonly taggings: readonly Retagged[];
    readonly readings: readonly { readonly articleId: number; readonly reading: PageReading }[];
    readonly rulesVersion: string;
    readonly examined: readonly Examined[];
  }): readonly number[];
}

export interface RereadRequest extends Scope {
  readonly dryRun: boolean;
  /** `tags`: the stored texts; `pages`: the archive, without any network. */
  readonly over: 'tags' | 'pages';
}

type Examined = Pick<StoredArticle, 'articleId' | 'seq'>;

/** The result of one batch. */
interface Read {
  readonly taggings: Retagged[];
  readonly readings: { articleId: number; reading: PageReading }[];
  readonly changes: RereadChange[];
  rulesVersion: string;
  readonly examined: Examined[];
  /** Articles without an archived page (pages only). */
  missing: number;
  /** Articles whose text or archived page could not be read. */
  readonly unreadable: UnreadableArticle[];
}

/**
 * Changes are applied batch by batch: all changes of a large archive would fill the memory, and in one transaction stop
 * everything else for minutes. Throws OperationError when `signal` is aborted or no reader can be started; running it again
 * goes on. An article whose text or page cannot be read stays as it is.
 */
export async function reread(
  store: RereadStore,
  sandbox: Sandbox,
  request: RereadRequest,
  signal: AbortSignal,
): Promise<RereadReport> {
  const { over, dryRun } = request;
  const changes: RereadChange[] = [];
  const unread: UnreadableArticle[] = [];
  const articles = { examined: 0, changedMeanwhile: 0, missing: 0 };
  const counts = { gained: 0, lost: 0, changed: 0 };
  let rulesVersion = '';
  let lastId = 0;
  for (;;) {
    if (signal.aborted) throw new OperationError('interrupted', `interrupted; ${GOES_ON}`);
    const batch = store.storedTexts(request, lastId, BATCH);
    const last = batch.at(-1);
    if (!last) break;
    const read =
      over === 'tags'
        ? await retagBatch(sandbox, batch, dryRun)
        : await reextractBatch(store, sandbox, batch, dryRun);
    const meanwhile = new Set(dryRun || read.examined.length === 0 ? [] : store.applyRereadings(read));
    const made = read.changes.filter(({ articleId }) => !meanwhile.has(articleId));
    for (const { kind } of made) counts[kind]++;
    changes.push(...made.slice(0, MOST_CHANGES - changes.length));
    unread.push(...read.unreadable);
    articles.examined += read.examined.length;
    articles.changedMeanwhile += meanwhile.size;
    articles.missing += read.missing;
    rulesVersion = read.rulesVersion || rulesVersion;
    lastId = last.articleId;
  }
  return { applied: !dryRun, rulesVersion, ...articles, unreadable: unread, counts, changes };
}

const GOES_ON = 'what was read until then is done, the same command goes on';

const nothingRead = (): Read => ({
  taggings: [],
  readings: [],
  changes: [],
  rulesVersion: '',
  examined: [],
  missing: 0,
  unreadable: [],
});

async function retagBatch(sandbox: Sandbox, batch: readonly StoredArticle[], dryRun: boolean): Promise<Read> {
  const found = nothingRead();
  const tag = async (inputs: readonly TagInput[]) => {
    const read = await sandbox.tagTexts(inputs);
    if (isFailure(read)) return read;
    found.rulesVersion = read.rulesVersion;
    return read.taggings;
  };
  const taggings = await readStored(batch.map(tagInputOf), tag, GOES_ON);
  const retagged: { article: StoredArticle; tagging: Tagging; change: RereadChange }[] = [];
  for (const [index, article] of batch.entries()) {
    const tagging = taggings[index];
    if (!tagging) continue;
    const change = isFailure(tagging) ? null : tagChange(article, tagging);
    if (isFailure(tagging)) found.unreadable.push(unreadable(article, tagging));
    else if (change) retagged.push({ article, tagging, change });
    else found.examined.push({ articleId: article.articleId, seq: article.seq });
  }
  const inputs = retagged.map(({ article, tagging }) => ({ ...article, tagging }));
  const features = dryRun ? [] : await readStored(inputs, (some) => sandbox.storyFeatures(some), GOES_ON);
  for (const [index, { article, tagging, change }] of retagged.entries()) {
    const storyFeatures = features[index] ?? null;
    if (isFailure(storyFeatures)) {
      found.unreadable.push(unreadable(article, storyFeatures));
      continue;
    }
    const { articleId, seq } = article;
    found.examined.push({ articleId, seq });
    found.changes.push(change);
    if (!dryRun) found.taggings.push({ articleId, tagging, storyFeatures });
  }
  return found;
}

const unreadable = ({ articleId, canonicalUrl }: TaggedText, failure: Failure): UnreadableArticle => ({
  articleId,
  url: canonicalUrl,
  failure,
});

async function reextractBatch(
  store: RereadStore,
  sandbox: Sandbox,
  batch: readonly StoredArticle[],
  dryRun: boolean,
): Promise<Read> {
  const found = nothingRead();
  const bodies = store.archivedBodies(batch.map(({ articleId }) => articleId));
  const byId = new Map(batch.map((article) => [article.articleId, article]));
  found.missing = batch.length - bodies.length;
  const withFeedText = createFeedTextReader(sandbox, store.feedContent);
  const readings = await Promise.all(
    bodies.map(async (body) => {
      const read = await sandbox.readPage(body);
      if (isFailure(read)) return read;
      const { articleId, url } = body;
      return store.ownRereading(articleId, url, await withFeedText(articleId, read));
    }),
  );
  for (const [index, body] of bodies.entries()) {
    const article = byId.get(body.articleId);
    const reading = readings[index];
    if (!article || !reading) continue;
    if (isFailure(reading)) {
      found.unreadable.push(unreadable(article, reading));
      continue;
    }
    found.examined.push({ articleId: article.articleId, seq: article.seq });
    found.rulesVersion = reading.rulesVersion;
    const fields = changedFields(article, reading.article);
    const change = tagChange(article, reading.tagging);
    if (fields.length === 0 && !change) continue;
    found.changes.push({
      ...(change ?? entryOf(article, 'changed', null)),
      fields: [...fields, ...(change?.fields ?? [])],
    });
    if (!dryRun) found.readings.push({ articleId: article.articleId, reading });
  }
  return found;
}

function changedFields(before: StoredArticle, after: Article): string[] {
  const fields: string[] = WRITTEN.filter((field) => !isDeepStrictEqual(before[field], after[field]));
  if (!isDeepStrictEqual(before.siteRule, after.siteRule ?? null)) fields.push('siteRule');
  return fields;
}

/** What tagging a stored article again changes; null for nothing. */
export function tagChange(before: TaggedText, after: Tagging): RereadChange | null {
  if (after.tagged && !before.tagging.tagged) return entryOf(before, 'gained', after);
  if (!after.tagged && before.tagging.tagged) return entryOf(before, 'lost', before.tagging);
  const fields = (['tags', 'ventures', 'companies'] as const).filter(
    (part) => !isDeepStrictEqual(sorted(before.tagging[part]), sorted(after[part])),
  );
  return fields.length === 0 ? null : { ...entryOf(before, 'changed', after), fields };
}

/** Order is ignored: the tagger sorts companies that are named equally often by where they are named, which is not stored. */
const sorted = (list: readonly object[]): string[] => list.map((entry) => JSON.stringify(entry)).sort();

function entryOf(
  { articleId, canonicalUrl, title }: TaggedText,
  kind: RereadChange['kind'],
  tagging: Pick<Tagging, 'tags'> | null,
): RereadChange {
  const [tag] = tagging?.tags ?? [];
  return {
    kind,
    articleId,
    url: canonicalUrl,
    title,
    confidence: tag?.confidence ?? null,
    evidence: tag?.evidence[0]?.sentence ?? null,
    fields: [],
  };
}
