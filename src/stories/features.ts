/** The features of an article by which others that report the same event are found; all come from the article itself. */
import type { CompanyMention, Stage, Tagging, VentureMention } from '../core/model.ts';
import { isNamed, ventureKey } from '../core/venture-key.ts';
import { type Fingerprint, fingerprint } from '../text/words/fingerprint.ts';
import { tokenise } from '../text/words/tokens.ts';
import { creditOf } from './credit.ts';
import { type EventKinds, eventKinds } from './event-kinds.ts';
import { type Figure, figuresIn } from './figures.ts';
import { type Terms, tellingTerms, termsOfNames } from './terms.ts';

export interface StoryArticle {
  /** A stable unique key of the article: its canonical address. */
  readonly key: string;
  readonly title: string;
  readonly text: string;
  /** Epoch ms; null if unknown. */
  readonly publishedAt: number | null;
  readonly language: string | null;
  /** Registrable domain of the publisher, or its name; null if unknown. */
  readonly site: string | null;
  readonly authors: readonly string[];
  readonly tagging: Pick<Tagging, 'tagged' | 'ventures' | 'companies'>;
  /** All that its companies and ventures are called, in any language. */
  readonly names: readonly string[];
  /** The companies of the headline and the first HEAD_LENGTH characters of the text, as the tagger counts them there. */
  readonly head: readonly CompanyMention[];
}

/** Characters of a text that show what it is about: a news lead with its second sentence. */
export const HEAD_LENGTH = 300;

export interface StoryVenture {
  /** Id of the ledger, or `new:` and partners. */
  readonly key: string;
  /** Groups, sorted. */
  readonly partners: readonly string[];
}

export interface StoryFeatures {
  readonly key: string;
  readonly publishedAt: number | null;
  readonly language: string | null;
  readonly site: string | null;
  /** Id of the agency or publisher that byline or text credits. */
  readonly credit: string | null;
  readonly tagged: boolean;
  /** Groups by how much the article is about them, most first; a subsidiary or brand counts for its group. */
  readonly companies: readonly { readonly id: string; readonly weight: number }[];
  /** The groups that headline and lead are about, sorted. */
  readonly principals: readonly string[];
  /** The most central first. */
  readonly ventures: readonly StoryVenture[];
  /** Of the most central venture. */
  readonly stage: Stage | null;
  readonly kinds: EventKinds;
  readonly figures: readonly Pick<Figure, 'key' | 'weight'>[];
  readonly titleTerms: Terms;
  readonly terms: Terms;
  /** Hashes of those terms that are in names of its companies and ventures. */
  readonly nameTerms: readonly number[];
  readonly fingerprint: Fingerprint;
}

const MOST_COMPANIES = 8;
const MOST_PRINCIPALS = 4;
const MOST_VENTURES = 3;
/** Mentions in headline and lead count this much extra; with less, a company in the last words of a long lead would be a principal one. */
const HEAD_BONUS = 2;
/** Characters of a text that are read; what follows after some ten pages adds nothing about the event. */
const MOST_TEXT = 30_000;

/** `groupOf` gives the company that controls another, or that one itself. Pure; linear in the text. */
export function featuresOf(article: StoryArticle, groupOf: (companyId: string) => string): StoryFeatures {
  const { key, title, publishedAt, language, tagging } = article;
  const text = article.text.slice(0, MOST_TEXT);
  const tokens = tokenise(text);
  const companies = weighted(article, groupOf);
  const heads = new Set(article.head.map(({ companyId }) => groupOf(companyId)));
  const leading = companies.filter(({ id }) => heads.has(id));
  const [venture] = tagging.ventures;
  const titleTerms = tellingTerms(title, '');
  const terms = tellingTerms(title, text, tokens);
  const names = termsOfNames(article.names);
  return {
    key,
    publishedAt,
    language,
    site: article.site,
    credit: creditOf(article),
    tagged: tagging.tagged,
    companies: companies.slice(0, MOST_COMPANIES),
    principals: (leading.length > 0 ? leading : companies.slice(0, 1))
      .slice(0, MOST_PRINCIPALS)
      .map(({ id }) => id)
      .sort(),
    // two unnamed ventures need not be the same
    ventures: tagging.ventures
      .filter(isNamed)
      .slice(0, MOST_VENTURES)
      .map((mention) => ({ key: ventureKey(mention), partners: groupsOf(mention, groupOf) })),
    stage: venture?.stage ?? null,
    kinds: eventKinds(title, text.slice(0, HEAD_LENGTH), language),
    figures: figuresIn(`${title}\n\n${text}`, language).map(({ key: value, weight }) => ({
      key: value,
      weight,
    })),
    titleTerms,
    terms,
    nameTerms: [...new Set([...titleTerms.hashes, ...terms.hashes])].filter((hash) => names.has(hash)),
    fingerprint: fingerprint(text, tokens),
  };
}

function groupsOf({ partners }: VentureMention, groupOf: (companyId: string) => string): string[] {
  const known = partners.flatMap(({ companyId }) => (companyId === null ? [] : [groupOf(companyId)]));
  return [...new Set(known)].sort();
}

function weighted(
  { tagging, head }: StoryArticle,
  groupOf: (companyId: string) => string,
): { id: string; weight: number }[] {
  const mentions = new Map<string, number>();
  const add = (found: readonly CompanyMention[], times: number): void => {
    for (const { companyId, mentions: count } of found)
      mentions.set(groupOf(companyId), (mentions.get(groupOf(companyId)) ?? 0) + times * count);
  };
  add(tagging.companies, 1);
  add(head, HEAD_BONUS);
  return [...mentions]
    .map(([id, count]) => ({ id, weight: Math.log2(1 + count) }))
    .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
}
