/** Makes an article of a feed item alone, for pages that cannot be fetched. */
import type { Article, FeedItem } from '../core/model.ts';
import { languageOf } from '../text/language/language.ts';
import { wordCount } from '../text/words/words.ts';
import { htmlToText } from './html-to-text.ts';
import { cleanAuthors } from './metadata/author-names.ts';

type Item = Pick<FeedItem, 'title' | 'authors' | 'publishedAt' | 'summary'> & {
  readonly language: string | null;
};

/** The verdict is `thin`: a headline and a teaser are no article, but they can name a venture and be quoted. */
export function articleFromItem(url: string, item: Item): Article {
  const text = htmlToText(item.summary ?? '');
  const { people, houses } = cleanAuthors(item.authors, [], item.language);
  return {
    url,
    canonicalUrl: url,
    title: item.title,
    authors: people.length > 0 ? people : houses,
    publishedAt: item.publishedAt,
    publishedDay: null,
    modifiedAt: null,
    language: languageOf(`${item.title ?? ''}\n${text}`, item.language),
    siteName: null,
    summary: text === '' ? null : text.slice(0, 500),
    image: null,
    text,
    wordCount: wordCount(text),
    verdict: 'thin',
    verdictReason: 'only what the feed says of it',
    extractor: 'feed',
    confidence: 0.5,
  };
}
