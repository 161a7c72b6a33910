/** Partners that a sentence describes without naming them: "with a local supplier", "and a Shenzhen pack maker". */
import { oneOf } from '../../text/words/one-of.ts';
import NOUNS from '../data/partner-nouns.json' with { type: 'json' };
import type { Line } from '../line/line.ts';

// "with a family-owned group", "X und ein Zulieferer", "y un consorcio": a noun for a partner close to its article. After
// "and" only an indefinite article counts: "and the company" means one already mentioned.
const WITH_ARTICLE: Readonly<Record<string, RegExp>> = {
  de: withArticle('mit', 'einem|einer|dem|der', 'und (?:ein|eine|einem|einer)', NOUNS.nouns.de),
  en: withArticle('with', 'an?|another|one|the', 'and (?:an?|another)', NOUNS.nouns.en),
  es: withArticle('con', 'el|la|una?', '[ye] una?', NOUNS.nouns.es),
  fr: withArticle('avec', 'le|la|une?', 'et une?', NOUNS.nouns.fr),
  it: withArticle('con', "il|la|una?|un'", "ed? (?:una?|un['’])", NOUNS.nouns.it),
  nl: withArticle('met', 'een|de|het|een andere', 'en een', NOUNS.nouns.nl),
  pt: withArticle('com', 'uma?', 'e uma?', NOUNS.nouns.pt),
  ro: withArticle('cu', 'o|un|alt|altă|unul dintre|una dintre', 'și (?:o|un)', NOUNS.nouns.ro),
  sv: withArticle('med', 'en|ett|en annan|ett annat', 'och e(?:n|tt)', NOUNS.nouns.sv),
};

// For languages without articles, or with a case ending instead of "with": an inflected noun without a name after it.
const { nounsAfterWith } = NOUNS;
const SOME = String.raw`(?:[\p{Ll}-]+\s){0,3}`;
const UNNAMED = String.raw`(?!\p{L})(?!\s[„"]?\p{Lu})`;
// Attributes follow the noun ("đối tác địa phương", "đối tác Trung Quốc"); a demonstrative or a name means a known partner.
const VI_KNOWN = String.raw`(?:\s\p{Ll}+){0,3}\s(?:này|đó|trên|(?!Trung Quốc(?!\s\p{Lu}))\p{Lu})`;
const WITH_NOUN: Readonly<Record<string, RegExp>> = {
  ar: withNoun(String.raw`مع\s(?:أحد\s|إحدى\s)?`, nounsAfterWith.ar, String.raw`(?!\p{L})`),
  cs: withNoun(String.raw`(?:s|se)\s${SOME}`, nounsAfterWith.cs, UNNAMED),
  hu: withNoun(String.raw`egy\s${SOME}\p{Ll}*`, nounsAfterWith.hu, String.raw`(?!\p{L})`),
  id: withNoun(
    String.raw`dengan\s(?:sebuah\s|satu\s|salah satu\s)?`,
    nounsAfterWith.id,
    String.raw`(?:\s\p{Ll}+){0,2}(?!\p{L})(?!\s\p{Lu})`,
  ),
  ms: withNoun(
    String.raw`(?:bersama|dengan)\s(?:sebuah\s|seorang\s|salah sebuah\s|salah satu\s)?`,
    nounsAfterWith.ms,
    String.raw`(?:\s\p{Ll}+){0,2}(?!\p{L})(?!\s\p{Lu})`,
  ),
  pl: withNoun(String.raw`(?:z|ze)\s${SOME}`, nounsAfterWith.pl, UNNAMED),
  ru: withNoun(String.raw`(?:с|со)\s${SOME}`, nounsAfterWith.ru, String.raw`(?!\p{L})(?!\s[«"]?\p{Lu})`),
  tr: withNoun(
    String.raw`bir\s(?:[\p{L}-]+\s){0,3}`,
    nounsAfterWith.tr,
    String.raw`\p{Ll}*(?:\sile|yle|yla)(?!\p{L})`,
  ),
  vi: withNoun(String.raw`(?:với|cùng)\s(?:một\s)?`, nounsAfterWith.vi, String.raw`(?!\p{L})(?!${VI_KNOWN})`),
};

function withArticle(
  preposition: string,
  articles: string,
  joined: string,
  nouns: readonly string[],
): RegExp {
  return new RegExp(
    `(?:^|\\s)(?:${preposition}\\s(?:${articles})|${joined})\\s(?:[^\\s,;]+\\s){0,3}?\\S*(?:${oneOf(nouns)})(?!\\p{L})`,
    'iu',
  );
}

function withNoun(before: string, nouns: readonly string[], behind: string): RegExp {
  return new RegExp(String.raw`(?:^|\s)${before}(?:${oneOf(nouns)})${behind}`, 'u');
}

/** True when the sentence describes a partner without naming it: "with a local supplier". */
export function describesPartner(line: Line, language: string | null): boolean {
  return (WITH_ARTICLE[language ?? ''] ?? WITH_NOUN[language ?? ''])?.test(line.text) === true;
}

/** True when the sentence, not a headline, has both: a company or a word for China, and a partner without a name. */
export function hasSideAndPartner(line: Line | undefined, language: string | null): boolean {
  if (line === undefined || line.field === 'title') return false;
  return (line.companies.length > 0 || line.words.china !== undefined) && describesPartner(line, language);
}
