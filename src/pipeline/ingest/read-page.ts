/** From a page's bytes to an article with its tags: decode, extract, fall back on the feed item, tag. Pure. */

import { type ArticleHints, type ArticleReading, readArticle } from '../../article/extract.ts';
import { articleFromItem } from '../../article/from-item.ts';
import { joinArticle } from '../../article/join-pages.ts';
import { otherPage } from '../../article/other-page.ts';
import type { PageBytes } from '../../core/archived-pages.ts';
import { DocumentError } from '../../core/errors.ts';
import type { ItemHints, ItemReading, PageReading } from '../../core/jobs.ts';
import type { Article, TagInput } from '../../core/model.ts';
import type { PageInput, PageTurned, StoryInput, TextTagging } from '../../core/ports.ts';
import type { Knowledge } from '../../tags/knowledge/knowledge.ts';
import { rulesVersion } from '../../tags/rules-version.ts';
import { createTagger } from '../../tags/tag.ts';
import { decodeText } from '../../text/charset/decode.ts';
import { titlesAgree } from '../../text/words/agreement.ts';
import { FEED, notAPage } from './not-a-page.ts';
import { createStoryReader } from './story-features.ts';
import { tagInputOf } from './tag-input.ts';

/** Verdicts of pages that say nothing about the article: only the feed item is left to read. */
const NOTHING_SAID: readonly Article['verdict'][] = ['consent', 'blocked'];

export interface Readers {
  /** Throws DocumentError for what is no page at all. */
  readPage(input: PageInput): PageTurned;
  readItem(input: { readonly url: string; readonly item: ItemHints }): PageReading;
  tagTexts(inputs: readonly TagInput[]): TextTagging;
  storyFeatures(inputs: readonly StoryInput[]): readonly (string | null)[];
}

const decode = ({ bytes, contentType }: PageBytes): string =>
  decodeText(bytes, { contentType, kind: 'html' }).text;

const read = (page: PageBytes): ArticleReading => readArticle(decode(page), { url: page.url });

/** Address of the page that follows this further page of an article; null when it is the last. */
export const nextPageOf = (page: PageBytes): string | null => read(page).nextPage;

/** Throws DocumentError for what is no page at all. */
function readFirst(page: PageBytes, hints: ArticleHints, fetchedAt: number): ArticleReading {
  const text = decode(page);
  const other = notAPage(text, page.contentType);
  if (other === null) return readArticle(text, { url: page.url, hints, fetchedAt });
  const todo = other === FEED ? '; `jvwire feeds add` watches it' : '';
  throw new DocumentError('not-a-page', `${other}, not a page${todo}`);
}

/** Prepares the knowledge once; the readers share it. */
export function createReaders(knowledge: Knowledge): Readers {
  const tag = createTagger(knowledge);
  const version = rulesVersion(knowledge);

  const storyFeatures = createStoryReader(knowledge, tag);

  const tagged = (article: Article): ItemReading => {
    const tagging = tag(tagInputOf(article));
    return {
      article,
      tagging,
      rulesVersion: version,
      storyFeatures: storyFeatures({ ...article, tagging }),
    };
  };

  return {
    readPage: ({ item, fetchedAt, following = [], ...page }) => {
      const first = readFirst(page, item, fetchedAt);
      const fromItem = (wall: Pick<Article, 'verdict' | 'verdictReason'>): ItemReading =>
        tagged({ ...articleFromItem(page.url, item), ...wall });
      const { verdict, verdictReason } = first.article;
      if (NOTHING_SAID.includes(verdict)) return { ...fromItem({ verdict, verdictReason }), nextPage: null };
      const why = otherPage(first.article, item);
      // Walls never mention a venture, but home pages and lists may: a text that is tagged is never given up for a teaser.
      const isTagged = verdict !== 'not-article' && why !== null && tagged(first.article).tagging.tagged;
      if (why !== null && !isTagged)
        return { ...fromItem({ verdict: 'blocked', verdictReason: why }), nextPage: null };
      const rest = following.map(read);
      const { nextPage } = rest.at(-1) ?? first;
      const article = joinArticle(
        first.article,
        rest.map((next) => next.article),
        nextPage,
      );
      const reading = { ...tagged(article), nextPage };
      if (item.title === null || titlesAgree(item.title, article.title ?? '')) return reading;
      // Only the store knows whether other articles lead to this page, too.
      const shared = `a page that is shown for other articles, too: ${(article.title ?? '').slice(0, 60)}`;
      return { ...reading, ofItem: fromItem({ verdict: 'blocked', verdictReason: shared }) };
    },
    readItem: ({ url, item }) => tagged(articleFromItem(url, item)),
    tagTexts: (inputs) => ({ taggings: inputs.map(tag), rulesVersion: version }),
    storyFeatures: (inputs) => inputs.map(storyFeatures),
  };
}
