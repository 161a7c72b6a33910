/** Recognises pages that a site serves in an article's place: a sign-in, an offer, a notice, its home page. */
import type { Article, FeedItem } from '../core/model.ts';
import { mainLanguage } from '../text/language/language.ts';
import { says, tellingWords } from '../text/words/agreement.ts';
import { htmlToText } from './html-to-text.ts';

/**
 * Least share of the words of the feed's title that the announced page has. Of 229 news items with a text of 1,500
 * characters none had less than 0.2; a short text needs more, as its own title is counted with it.
 */
const SAID_BY_TEXT = 0.2;
const SAID_BY_TEASER = 0.3;
/** Least share of the words of the feed's teaser, which is mostly a part of the text or its description. Not measured. */
const SAID_OF_SUMMARY = 0.5;

/** Titles of fewer words ("Weekly 1-10-23", "Update") say nothing against a full text. */
const LEAST_WORDS = 3;

type Announced = Pick<FeedItem, 'title' | 'summary'> & { readonly language: string | null };

/**
 * Why this page is not the one that the feed announced; null when it may be. The feed's title decides, as there are more
 * kinds of walls than phrases to recognise them by; a title in another language than the page says nothing against a full
 * text.
 */
export function otherPage(article: Article, item: Announced): string | null {
  if (item.title === null) return null;
  const { verdict, title, text, language } = article;
  const full = verdict === 'full';
  if (full && tellingWords(item.title).filter((word) => /\p{L}/u.test(word)).length < LEAST_WORDS)
    return null;
  const announced = mainLanguage(item.language);
  if (full && announced !== null && language !== null && announced !== language) return null;
  // home pages and sections may have the headline among many others, so only their title counts
  const shown = verdict === 'not-article' ? (title ?? '') : `${title ?? ''}\n${text}`;
  if (says(shown, item.title, full ? SAID_BY_TEXT : SAID_BY_TEASER)) return null;
  const summary = htmlToText(item.summary ?? '');
  const described = verdict !== 'not-article' && summary !== '' && says(shown, summary, SAID_OF_SUMMARY);
  return described
    ? null
    : `a page that tells of something else: ${(title ?? text).slice(0, 60) || 'nothing'}`;
}
