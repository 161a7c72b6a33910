/** How many sides of a venture a sentence has, and the firm that it says is shared with a partner. */

import { isChinese } from '../knowledge/knowledge.ts';
import { connectivesOf } from '../line/connectives.ts';
import { spanOf, stretchOf } from '../line/distance.ts';
import type { CompanyAt, Line, Place, Reading } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';
import { distinct } from './parties.ts';
import { statesShare } from './shares.ts';
import { describesPartner, hasSideAndPartner } from './unnamed-partners.ts';

// Between a firm and the partner: "its outfit with Horizon", "eine Firma mit BYD"
const FIRM_WITH = /^\s(?:with|mit|avec|con|com)\s[^,;.]{0,24}$/iu;
// After a firm: "opens a firm with it", the other company of the sentence.
const WITH_IT =
  /^\s(?:with (?:it|them)|mit (?:ihm|ihr|ihnen)|avec (?:lui|elle|eux)|con (?:él|ella|ellos|lui|lei|essa|esso|loro)|com (?:ele|ela|eles|elas))(?!\p{L})/iu;

// Between a firm and its owners: "a company of Geely and CATL", "eine Firma von Siemens und BAIC"
const FIRM_OF =
  /^\s(?:of|between|by|von|zwischen|de|d'|entre|di|tra|fra|da|do)\s(?:the|la|le|l['’]|el|o|a|il|der|den)?\s?$/iu;
const AND = /^\s(?:and|und|et|y|e|ed)\s(?:the\s|la\s|le\s|der\s|den\s|\S{1,12}\s)?$/iu;

const PLURAL =
  /^(?:fabbriche|fabrici|fabrieken|fabryki|filiales|fábricas|(?:giga)?factories|pabrik-pabrik|plantas|plants|sites|stabilimenti|subsidiaries|továrny|usines|uzine|werke|zakłady|závody|заводы|مصانع)$/iu;

/** Before the word, where its form does not show the plural: "các nhà máy", "多家工厂". */
const SEVERAL = /(?:các|những|nhiều|hai|ba)\s$|(?:多家|多座|两家|兩家|两座|兩座)$|pabrik-$/iu;

/**
 * True for a firm in the plural: in "the plants of X and Y" each has its own. `Fabriken` is plural in German; in Swedish,
 * with a small letter, it is singular.
 */
export function isPlural({ start, end }: Place, line: Line): boolean {
  const firm = line.text.slice(start - line.start, end - line.start);
  return PLURAL.test(firm) || firm === 'Fabriken' || SEVERAL.test(line.text.slice(0, start - line.start));
}

/** The first "firm with it", "firm of X and Y" or "firm with X" of the line, up to the last name; null for none. */
export function firmWith(line: Line, reading: Reading): Place | null {
  const reach = Math.round(4 * stretchOf(reading));
  const by = connectivesOf(reading.language);
  for (const firm of line.words.firm ?? []) {
    if (WITH_IT.test(line.text.slice(firm.end - line.start))) return firm;
    const [one, other] = [...line.companies, ...line.unlisted]
      .filter((owner) => owner.first > firm.last)
      .sort((a, b) => a.first - b.first);
    if (one !== undefined && other !== undefined && one.first - firm.last <= reach) {
      const { text, start } = line;
      if (
        !isPlural(firm, line) &&
        (by?.firmOf ?? FIRM_OF).test(text.slice(firm.end - start, one.start - start)) &&
        (by?.and ?? AND).test(text.slice(one.end - start, other.start - start))
      )
        return spanOf(firm, other);
    }
    const partner = line.companies.find((c) => c.first > firm.last && c.first - firm.last <= reach);
    if (partner === undefined) continue;
    const between = line.text.slice(firm.end - line.start, partner.start - line.start);
    if ((by?.firmWith ?? FIRM_WITH).test(between)) return spanOf(firm, partner);
  }
  return null;
}

const SHARING: readonly WordClass[] = ['both', 'coOwn', 'equal', 'joint', 'newFirm', 'own'];
const OWNING: readonly WordClass[] = ['coOwn', 'equal', 'form', 'jointFirm', 'rest'];

/**
 * How many sides the line has: its own companies; if these are fewer than two, also partners without a name, the companies
 * of the sentences around it when it says "the two", "each", "both partners", or of the sentence before when it goes on about
 * a firm and its owners. A company and its parent are then one side.
 */
export function sidesOf(line: Line, reading: Reading): number {
  const has = (name: WordClass): boolean => line.words[name] !== undefined;
  const unlisted = new Set(line.unlisted.map(({ name }) => name)).size;
  const ids = new Set(line.companies.map((at) => at.company.id));
  if (ids.size + unlisted >= 2) return ids.size + unlisted;
  const own = distinct(line.companies);
  const others =
    unlisted > 0 ||
    (SHARING.some(has) && (describesPartner(line, reading.language) || sharedWith(line) !== null))
      ? 1
      : 0;
  // "talks with a maker from Hefei about a new company": whoever is in talks is the other side.
  if (own.length + others >= 2 || (others > 0 && has('newFirm') && has('china'))) return 2;
  const refers = has('refer');
  const goesOn =
    has('newFirm') ||
    (has('firm') && (OWNING.some(has) || statesShare(line) || firmWith(line, reading) !== null));
  if (!refers && !goesOn) return own.length + others;
  const title = reading.lines[0];
  const before = reading.lines[line.index - 1];
  // "X and a Shenzhen pack maker work together. The new company ...": both sides are in the sentence before.
  if (own.length === 0 && hasSideAndPartner(before, reading.language)) return 2;
  // "Its two owners wind the company up. X and Y had opened it": a lead may name the sides only in its next sentence.
  const after = refers && line.index <= 2 ? reading.lines[line.index + 1] : undefined;
  const sources =
    refers || line.index <= 2 ? [before, reading.lines[line.index - 2], title, after] : [before];
  // Only the missing side is taken from there: another Chinese (or another non-Chinese) company is more often a bystander.
  const [first] = own;
  const found: CompanyAt[] = [...own];
  for (const other of sources)
    for (const at of other?.companies ?? [])
      if (refers || first === undefined || isChinese(first.company) !== isChinese(at.company)) found.push(at);
  const unlistedAround = new Set(
    [line, ...sources].flatMap((one) => one?.unlisted ?? []).map(({ name }) => name),
  ).size;
  return distinct(found).length + Math.max(others, unlistedAround);
}

// Between the verb and the partner: "a plant in Guangzhou run with GAC", "la planta que compartía en Suzhou con FAW".
const WITH_PARTNER =
  /^(?:\S+\s(?:\S+\s){0,4}?)?(?:with|mit|avec|con|com)\s(?:the\s|la\s|le\s|el\s|il\s|o\s|a\s|der\s|dem\s)?$/iu;

/** From the verb to the company in "run with GAC", where the other side is not named before it; null for none. */
export function sharedWith(line: Line): Place | null {
  for (const at of line.words.coOwn ?? []) {
    const partner = line.companies.find((company) => company.first > at.first);
    if (partner === undefined || line.companies.some((company) => company.end <= at.start)) continue;
    const between = line.text.slice(at.start - line.start, partner.start - line.start);
    if (SHARED.test(between) && WITH_PARTNER.test(between)) return spanOf(at, partner);
  }
  return null;
}

const SHARED =
  /^(?:co-|compart|condivid|divid|held|operated|owned|own|owns|partag|partilh|r[au]n|runs|share|geführt|betrieben)/iu;
