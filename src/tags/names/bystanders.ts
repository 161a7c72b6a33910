/** Bystanders: companies that a sentence mentions only as rivals, customers, suppliers or the like, not as sides of a venture. */
import { inAnyLanguage, oneOf } from '../../text/words/one-of.ts';
import WORDS from '../data/bystander-words.json' with { type: 'json' };
import type { CompanyAt } from '../line/line.ts';

// "rivals such as X", "a supplier to industry leading companies such as X"
const LED_TO_BY = inAnyLanguage(WORDS.ledToBy);
// "供应商包括X", "ライバルのX"
const EASTERN = `${inAnyLanguage(WORDS.ledToByWithin)}(?:如|包括|为|為)?`;
/** The end of a text before a bystander. */
const INTRODUCES = new RegExp(String.raw`${LED_TO_BY}\s(?:the\s|chinese\s|china's\s)?$|${EASTERN}$`, 'iu');
/** The beginning of a text after a bystander: "X's second-largest shareholder", "X等竞争对手". */
const FOLLOWS = new RegExp(`^${inAnyLanguage(WORDS.follows)}`, 'iu');
/** "It has nothing to do with X": X takes no part in whatever the text is about. */
const UNRELATED = new RegExp(
  String.raw`(?<!\p{L})${inAnyLanguage(WORDS.unrelatedTo)}\s(?:(?:the|der|dem|la|le|el|il|o|a|de)\s)?$`,
  'iu',
);
const UNRELATED_AFTER =
  /^(?:并无关联|並無關聯|无关|無關|とは(?:無関係|関係がない)|(?:와|과)는? 무관)|^\s(?:hat|haben)\s(?:\S+\s){0,4}nichts zu tun/iu;
/** "Apple assembler Foxconn", "Volvo-Mutter Geely": the first name only describes the company after it. */
const DESCRIBES_NEXT = new RegExp(
  String.raw`^(?:\s(?:${oneOf(WORDS.role.en)})|-(?:${oneOf(WORDS.role.de)}))\s(?=\p{Lu})`,
  'u',
);
/** "which manufactures electric vehicles for Nio", "builds cars on behalf of Nio" */
const MAKES_FOR =
  /\b(?:assembl|build|mak|manufactur|produc)(?:es?|s|ed|ing)?\s(?:[^\s,;.]+\s){1,4}?(?:for|on behalf of)\s(?:the\s)?$/iu;
/** "drives for | Volkswagen AG | vehicles": Volkswagen is a customer; FOR and CARS_OF are the texts around it. */
const FOR = /\bfor\s(?:the\s)?$/iu;
const CARS_OF = /^(?:\s(?:AG|Group))?\s(?:cars|models|trucks|vehicles)(?!\p{L})/iu;
const WHICH_IS = String.raw`(?:which|that|yang|die|qui|que|che)\s(?:is|was|merupakan|adalah|ist|est|es|é|è)\s`;
const A = '(?:an?|the|eine[rsmn]?|une|una|uma|een|en)';
const SUBSIDIARY_OF = String.raw`${inAnyLanguage(WORDS.subsidiary)}\s${inAnyLanguage(WORDS.of)}\s`;
/** Between "IBC" and its owners in "IBC, a subsidiary of Antam and PLN": the owners only say who IBC is. */
const OWNED_BY = new RegExp(
  String.raw`^(?:\s\([^)]{1,30}\))?,?\s(?:${WHICH_IS})?${A}?\s?(?:[\p{Ll}-]+\s){0,2}${SUBSIDIARY_OF}(?:[^\s,;.]+\s){0,3}$`,
  'u',
);
const AND = '(?:,? and|,? or| und| oder| et| ou| y| e| o| en|和|与|及|や|と|,? и)';
/** Between two names of an enumeration; up to three unknown names may stand between them, too. */
const LISTED = new RegExp(
  String.raw`^(?:,|、|·|${AND})\s?(?:the\s)?(?:\p{Lu}[\p{L}\p{N}&-]*(?:\s\p{Lu}[\p{L}\p{N}&-]*)?(?:,|${AND})\s){0,3}$`,
  'u',
);
const LAST_LISTED = new RegExp(String.raw`^${AND}\s?(?:the\s)?$`, 'u');
/** "After Daimler, BMW and VW, Renault too ...": at the beginning of a sentence, companies that have already done the same. */
const AFTER_OTHERS = new RegExp(String.raw`^[“"„«]?${inAnyLanguage(WORDS.after)}\s(?:the\s)?$`, 'u');
const END_OF_OTHERS = /^,\s|^\s(?:\p{Ll}+\s){0,3}(?:auch|ook)\s/u;
/** UTF-16 units before a company that are searched. */
const BEFORE = 60;

/** True when the text says that something has nothing to do with the name at these UTF-16 offsets. */
export function isUnrelated(text: string, from: number, to: number): boolean {
  return UNRELATED.test(text.slice(Math.max(0, from - BEFORE), from)) || UNRELATED_AFTER.test(text.slice(to));
}

/** The bystanders among the companies that the text names. `start` is the text's offset in the field. */
export function bystandersIn(text: string, start: number, companies: readonly CompanyAt[]): CompanyAt[] {
  const others = othersBefore(text, start, companies);
  const found: CompanyAt[] = [];
  companies.forEach((at, index) => {
    if (at.inVenture || others.includes(at)) return;
    const from = at.start - start;
    const lead = text.slice(Math.max(0, from - BEFORE), from);
    const rest = text.slice(at.end - start);
    const before = companies[index - 1];
    const listed =
      before !== undefined && found.includes(before) && LISTED.test(text.slice(before.end - start, from));
    const isOwner = before !== undefined && OWNED_BY.test(text.slice(before.end - start, from));
    if (
      listed ||
      isOwner ||
      isUnrelated(text, from, at.end - start) ||
      INTRODUCES.test(lead) ||
      FOLLOWS.test(rest) ||
      DESCRIBES_NEXT.test(rest) ||
      MAKES_FOR.test(lead) ||
      (FOR.test(lead) && CARS_OF.test(rest))
    )
      found.push(at);
  });
  return [...others, ...found];
}

/** The companies that AFTER_OTHERS introduces, up to the comma or "auch" that ends the enumeration. */
function othersBefore(text: string, start: number, companies: readonly CompanyAt[]): CompanyAt[] {
  const [first] = companies;
  if (first === undefined || !AFTER_OTHERS.test(text.slice(0, first.start - start))) return [];
  const between = (index: number): string =>
    text.slice((companies[index - 1]?.end ?? 0) - start, (companies[index]?.start ?? 0) - start);
  let last = companies.findIndex((_, index) => index > 0 && LAST_LISTED.test(between(index)));
  for (let index = 1; index < last; index++) if (!LISTED.test(between(index))) last = 0;
  const others = companies.slice(0, Math.max(last, 0) + 1);
  return END_OF_OTHERS.test(text.slice((others.at(-1)?.end ?? 0) - start)) ? others : [];
}
