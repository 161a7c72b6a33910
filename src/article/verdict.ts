/** Judges what the text extracted from a page is worth, with the reason. */

import type { Verdict } from '../core/model.ts';
import { counted } from '../text/shown/counted.ts';
import {
  CHALLENGE_SOURCE,
  CHALLENGE_TEXT,
  CHALLENGE_TITLE,
  CONSENT_TEXT,
  GATE_TEXT,
  MISSING_TEXT,
  MISSING_TITLE,
} from './verdict-phrases.ts';

/** The evidence for the verdict. */
export interface Evidence {
  readonly html: string;
  /** The `<title>` of the page. */
  readonly pageTitle: string;
  /** Text of the first h1. */
  readonly heading: string;
  /** The first 4,000 characters of everything visible. */
  readonly visible: string;
  /** As `visible`, without the top of the page and the links before the article; computed on first use. */
  readonly shownByArticle: () => string;
  /** Characters of everything visible, links included; dense scripts count double. */
  readonly visibleLength: number;
  /** Share of them inside links. */
  readonly linkShare: number;
  readonly text: string;
  readonly words: number;
  /** Whether the page calls itself an article (JSON-LD type or og:type). */
  readonly declaredArticle: boolean;
  /** og:type, lower case, or empty. */
  readonly ogType: string;
  /** JSON-LD types of the page. */
  readonly types: ReadonlySet<string>;
  /** Marked as not free by schema.org or by meta tags. */
  readonly paid: boolean;
  /** Visible elements named as a gate. */
  readonly gate: () => boolean;
  /** Headlines that are links, outside the text. */
  readonly cards: () => number;
  readonly home: boolean;
  /** Why the parser stopped early, or null. */
  readonly cut: string | null;
}

interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string;
}

/** Fewer words than this are a teaser, not an article, on any page and in any feed: the shortest news items of agencies run to about 45 words or 90 characters. */
export const FULL_WORDS = 40;

// No sweep is recorded for the limits below; when one changes, test/article/verdict.test.ts (pages that were once misjudged)
// and test/quality/extraction.test.ts (the development pages) show what it costs.

/** Walls and video pages have no more words than this of their own. */
const FEW_WORDS = 3 * FULL_WORDS;
/** A wall that only its source gives away shows almost no text, and its marks are near the top. */
const BARE_WORDS = 20;
const BARE_CHARACTERS = 1_500;
const SOURCE_SEARCHED = 200_000;
/** Gates leave a paragraph or two; a text this long is the article, whatever the page sells beside it. */
const GATED_WORDS = 300;
/** Challenge and consent pages show little else. */
const WALL_CHARACTERS = 4_000;
const CONSENT_PHRASES = 3;
/** An article about consent has such a phrase now and then, a request for it in every other sentence, from the start. */
const WORDS_A_PHRASE = 100;
const CONSENT_SEARCHED = 6_000;
/** Mean words of a paragraph from which a text is prose, not a list. */
const PROSE_WORDS = 45;
/** A list has at least this many linked headlines, this share of its text in links and fewer words than this for each headline. */
const CARDS = 8;
const LIST_LINK_SHARE = 0.4;
const TEASER_WORDS = 30;

/** The verdict on a page's text; the most damning cause is tested first. */
export function judge(e: Evidence): Judgement {
  return blocked(e) ?? missing(e) ?? consent(e) ?? paywalled(e) ?? notArticle(e) ?? amount(e);
}

function blocked(e: Evidence): Judgement | null {
  if (e.visibleLength > WALL_CHARACTERS || e.words > GATED_WORDS) return null;
  if (CHALLENGE_TITLE.test(e.pageTitle) && !e.declaredArticle)
    return { verdict: 'blocked', reason: `challenge page: ${e.pageTitle.slice(0, 60)}` };
  if (e.words > FEW_WORDS) return null;
  const phrases = distinct(e.visible, CHALLENGE_TEXT);
  if (phrases >= 2 || (phrases === 1 && (e.words < FULL_WORDS || !e.declaredArticle)))
    return { verdict: 'blocked', reason: 'challenge page: its text asks to prove a human' };
  const source = CHALLENGE_SOURCE.find(
    (mark) => e.words < BARE_WORDS && e.html.slice(0, SOURCE_SEARCHED).includes(mark),
  );
  return source === undefined || e.visibleLength > BARE_CHARACTERS
    ? null
    : { verdict: 'blocked', reason: `challenge page: ${source}` };
}

function missing(e: Evidence): Judgement | null {
  if (e.words > GATED_WORDS) return null;
  const titled = MISSING_TITLE.test(e.pageTitle) || MISSING_TITLE.test(e.heading);
  if (titled && !(e.declaredArticle && e.words >= FULL_WORDS * 2))
    return { verdict: 'not-article', reason: 'an error page' };
  return e.words < FULL_WORDS && MISSING_TEXT.test(e.visible)
    ? { verdict: 'not-article', reason: 'an error page' }
    : null;
}

function consent(e: Evidence): Judgement | null {
  const inText = distinct(e.text.slice(0, CONSENT_SEARCHED), CONSENT_TEXT);
  if (inText >= CONSENT_PHRASES + 1 && e.words < WORDS_A_PHRASE * inText)
    return { verdict: 'consent', reason: 'the text is a request for consent' };
  if (e.words >= FULL_WORDS || e.visibleLength > WALL_CHARACTERS) return null;
  return distinct(e.visible, CONSENT_TEXT) >= CONSENT_PHRASES
    ? { verdict: 'consent', reason: 'only a request for consent is there' }
    : null;
}

function paywalled(e: Evidence): Judgement | null {
  if (e.words >= GATED_WORDS) return null;
  if (e.paid) return { verdict: 'paywalled', reason: 'marked as not free, and short' };
  const phrase = gatePhrase(e);
  if (phrase !== undefined && (e.gate() || isCut(e.text)))
    return { verdict: 'paywalled', reason: `gate: ${phrase.slice(0, 60)}` };
  if (phrase !== undefined && e.declaredArticle && e.words < GATED_WORDS / 2)
    return { verdict: 'paywalled', reason: `gate: ${phrase.slice(0, 60)}` };
  return isCut(e.text) && e.gate() ? { verdict: 'paywalled', reason: 'gate markup after a cut text' } : null;
}

function gatePhrase(e: Evidence): string | undefined {
  const phrases = [...e.visible.slice(-2_000).matchAll(GATE_TEXT)].map(([phrase]) => phrase);
  const below = phrases.length === 0 ? '' : e.shownByArticle();
  return phrases.find((phrase) => below.includes(phrase)) ?? e.text.slice(-600).match(GATE_TEXT)?.[0];
}

function isCut(text: string): boolean {
  return /(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$/.test(text.slice(-20));
}

function notArticle(e: Evidence): Judgement | null {
  if (e.ogType.startsWith('video') && e.words < FEW_WORDS)
    return { verdict: 'not-article', reason: 'a video page' };
  if (e.types.has('VideoObject') && !e.declaredArticle && e.words < FEW_WORDS)
    return { verdict: 'not-article', reason: 'a video page' };
  if (e.declaredArticle) return null;
  if (e.home) return { verdict: 'not-article', reason: 'a home page' };
  const list = ['CollectionPage', 'SearchResultsPage', 'ItemList', 'ProfilePage'].find((t) => e.types.has(t));
  if (list !== undefined && e.cards() >= CARDS / 2 && e.words < GATED_WORDS * 2)
    return { verdict: 'not-article', reason: `a list page: ${list}` };
  if (
    e.linkShare > LIST_LINK_SHARE &&
    e.cards() >= CARDS &&
    e.words < TEASER_WORDS * e.cards() &&
    !isProse(e)
  )
    return { verdict: 'not-article', reason: `a list page: ${e.cards()} linked headlines` };
  return null;
}

/** Whether the paragraphs are as long as those of an article; teasers of lists are shorter. */
function isProse({ text, words }: Evidence): boolean {
  return words >= FULL_WORDS && words >= PROSE_WORDS * text.split('\n\n').length;
}

function amount(e: Evidence): Judgement {
  const part = e.cut === null ? '' : `, page read in part: ${e.cut}`;
  if (e.words === 0)
    return { verdict: e.declaredArticle ? 'thin' : 'not-article', reason: `no running text${part}` };
  if (e.words < FULL_WORDS) return { verdict: 'thin', reason: `${counted(e.words, 'word')}${part}` };
  return {
    verdict: 'full',
    reason: `${counted(e.words, 'word')}${e.paid ? ', though marked as not free' : ''}${part}`,
  };
}

/** How many different phrases of a pattern (with the g flag) occur. */
function distinct(text: string, pattern: RegExp): number {
  const seen = new Set<string>();
  for (const match of text.matchAll(pattern)) {
    seen.add(match[0].toLowerCase());
    if (seen.size > 8) break;
  }
  return seen.size;
}
