/** The whole decision path of one stored article: feed items, fetch, text, and what today's rules make of it. Pure. */
import type { Tag, VentureMention } from '../../core/model.ts';
import { isPruned } from '../../core/pruning.ts';
import type { RereadChange } from '../../core/rereading.ts';
import type { ArticleDetail } from '../../store/lists/article-detail.ts';
import type { ArticleHistory, SeenItem, SeenPage } from '../../store/lists/article-history.ts';
import type { Explanation } from '../../tags/explain.ts';
import type { Knowledge } from '../../tags/knowledge/knowledge.ts';
import { createTagger } from '../../tags/tag.ts';
import { tagInputOf } from '../ingest/tag-input.ts';
import { tagChange } from '../operations/reread.ts';
import { type StoryExplanation, storyExplanation } from './explain-story.ts';
import { explainTag } from './explain-tag.ts';

export interface ArticleExplanation {
  readonly id: number;
  readonly title: string | null;
  readonly state: string;
  /** The address that it is known by: its canonical one once it was read. */
  readonly canonicalUrl: string;
  /** Other addresses that lead to it: feed links, redirects. */
  readonly urls: readonly string[];
  readonly items: readonly SeenItem[];
  readonly fetch: ArticleHistory['fetch'] & {
    readonly finalUrl: ArticleDetail['finalUrl'];
    readonly fetchedAt: string | null;
    readonly failure: ArticleDetail['failure'];
    readonly visits: ArticleDetail['visits'];
    /** The newest first. */
    readonly pages: readonly SeenPage[];
  };
  /** Null while there is nothing to read. */
  readonly text: Pick<
    ArticleDetail,
    | 'verdict'
    | 'verdictReason'
    | 'extractor'
    | 'confidence'
    | 'language'
    | 'wordCount'
    | 'siteName'
    | 'authors'
    | 'publishedAt'
  > | null;
  readonly tagging: TaggingExplanation | null;
  /** Null for an article that has no story: it names no company. */
  readonly story: StoryExplanation | null;
}

export interface TaggingExplanation {
  /** As it is in the store. */
  readonly stored: {
    readonly tagged: boolean;
    readonly tags: readonly Tag[];
    readonly ventures: readonly VentureMention[];
    readonly rulesVersion: string | null;
  };
  /** By the current rules and knowledge. */
  readonly current: Explanation;
  /** Its text was pruned: `current` saw the title alone, and `retag` leaves the article as it is. */
  readonly pruned: boolean;
  /** What `retag` would change; null for nothing but, perhaps, the version. */
  readonly retag: Pick<RereadChange, 'kind' | 'fields'> | null;
}

/** `knowledge` is the current one, the user's own entries included. */
export function explainArticle(
  { article, items, fetch, story }: ArticleHistory,
  pages: readonly SeenPage[],
  knowledge: Knowledge,
): ArticleExplanation {
  const { id, title, state, canonicalUrl, finalUrl, urls, verdict, verdictReason, extractor, confidence } =
    article;
  const { language, wordCount, siteName, authors, publishedAt, fetchedAt, failure, visits } = article;
  return {
    id,
    title,
    state,
    canonicalUrl,
    urls,
    items,
    fetch: { ...fetch, finalUrl, fetchedAt, failure, visits, pages },
    text:
      verdict === null
        ? null
        : {
            verdict,
            verdictReason,
            extractor,
            confidence,
            language,
            wordCount,
            siteName,
            authors,
            publishedAt,
          },
    tagging: verdict === null ? null : explainTagging(article, knowledge),
    story: story && storyExplanation(story),
  };
}

function explainTagging(article: ArticleDetail, knowledge: Knowledge): TaggingExplanation {
  const { tagged, tags, ventures, companies, rulesVersion } = article;
  const before = { ...article, articleId: article.id, tagging: { tagged, tags, ventures, companies } };
  const input = tagInputOf(before);
  const pruned = isPruned(article);
  const change = pruned ? null : tagChange(before, createTagger(knowledge)(input));
  return {
    stored: { tagged, tags, ventures, rulesVersion },
    current: explainTag(input, knowledge),
    pruned,
    retag: change && { kind: change.kind, fields: change.fields },
  };
}
