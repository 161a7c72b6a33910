/** Paraphrases of a venture by weak hints: signs that two companies of a sentence own something together, added up. */

import { oneOf } from '../../text/words/one-of.ts';
import words from '../data/company-words.json' with { type: 'json' };
import { isChinese } from '../knowledge/knowledge.ts';
import type { AddAnchor, PairLookup } from '../line/anchor.ts';
import { connectivesOf } from '../line/connectives.ts';
import { distance, near, overlap, spanOf } from '../line/distance.ts';
import type { CompanyAt, Line, Place, Reading, UnlistedAt } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';
import { distinct } from './parties.ts';
import { statesShare, statesStakesInPartners } from './shares.ts';
import { isPlural } from './sides.ts';
import { describesPartner } from './unnamed-partners.ts';

// The weight of each class of words as a hint of joint ownership.
const HINTS: readonly (readonly [WordClass, number])[] = [
  ['equal', 0.5],
  ['newFirm', 0.3],
  ['joint', 0.25],
  ['coOwn', 0.3],
  ['form', 0.25],
  ['firm', 0.15],
  ['refer', 0.15],
];
const PERCENT_HINT = 0.15;
const PAIR_HINT = 0.1;
const FOUNDS_HINT = 0.15;
// Thresholds of the sum: where the ledger has a venture of the two companies, and where it has none.
const ENOUGH_FOR_KNOWN = 0.25;
const ENOUGH_FOR_UNKNOWN = 0.55;
// A sentence that names more companies compares them.
const MOST_NAMED = 4;
/** "A, B, C and others": such an enumeration is of customers or rivals. */
const EXAMPLES =
  /、[^、，。]{1,12}等|(?<!\p{L})(?:among others|unter anderem|entre otr[oa]s|tra cui|entre outr[oa]s)(?!\p{L})|などの|등\s/iu;
/** "makers such as A and B" */
const SUCH_AS = /(?<!\p{L})(?:such as|tels que|wie etwa|như|seperti)(?!\p{L})/iu;
// "criar com a chinesa X uma empresa": units from the verb to the partner, and from there to the firm.
const WITH_PARTNER = 4;
// First line after the lead.
const LEAD_END = 4;
const ELECTRIC: readonly WordClass[] = ['ev', 'battery', 'charging', 'drive'];
const WITH_OR_BY =
  /\b(?:with|together|mit|zusammen|avec|con|com|insieme|junto|ensemble|by)\b|[与與和と]|와\s|과\s/u;
// Without "by": "founded by" and "backed by" introduce owners, not partners.
const WITH = /\b(?:with|together|mit|zusammen|avec|con|com|insieme|junto|ensemble)\b|[与與和と]|와\s|과\s/u;
// All that stands between two sides that act together.
const BETWEEN =
  /^\s*(?:,?\s*(?:and|und|et|y|e|ed|&|with|mit|avec|con|com)|와|과|与|與|和|及|と|、|・|\+)\s*\S{0,12}\s*$/u;

/** After an unlisted name: the "plc" of "X plc and Y". */
const LEGAL_FORM = new RegExp(`^(?:,?\\s(?:${oneOf(words.legal)})(?!\\p{L})\\.?){1,3}`, 'u');

/** Adds an anchor for two sides and enough hints; fewer hints suffice where the ledger has a venture of the two. */
export function hints(line: Line, reading: Reading, pairs: PairLookup, add: AddAnchor): void {
  if (line.companies.length === 0 && line.unlisted.length < 2) return;
  const named = sidesIn(line);
  const first = named[0];
  if (first === undefined || named.length > MOST_NAMED || SUCH_AS.test(line.text)) return;
  if (named.length > 2 && EXAMPLES.test(line.text)) return;
  const by = connectivesOf(reading.language);
  const isElectric = (other: Line | undefined): boolean =>
    other !== undefined && ELECTRIC.some((name) => (other.words[name]?.length ?? 0) > 0);
  const likely = crossBorder(line.companies, line.unlisted) || founds(line, reading);
  if (!isElectric(line) && !(likely && beside(line, reading).some(isElectric))) return;
  const other = named[1];
  const china = line.words.china?.[0];
  const alone = other === undefined && first.chinese;
  const local =
    other === undefined && !alone && china !== undefined ? localSide(line, reading, first, china) : 0;
  if (other === undefined && (alone ? !(by?.with ?? WITH).test(line.text) : local === 0)) return;
  const between = by?.between ?? BETWEEN;
  const coupled =
    other !== undefined &&
    between.test(line.text.slice(first.end - line.start, other.start - line.start).replace(LEGAL_FORM, ''));
  // Unlisted companies are mentioned together for many reasons.
  if (other !== undefined && line.companies.length < 2 && !(coupled && founds(line, reading))) return;
  if ((coupled && buildsOwn(line)) || statesStakesInPartners(line)) return;
  const founding = coupled ? foundingAfter(line, other) : undefined;
  if (founding !== undefined) add(founding, 'set-up-together');
  let sum = sharesNear(line, reading);
  for (const [name, weight] of HINTS) if (isHint(name, line, reading)) sum += weight;
  if (founds(line, reading)) sum += FOUNDS_HINT;
  if (coupled) sum += PAIR_HINT;
  if ((line.words.deal?.length ?? 0) > 0) sum -= 0.2;
  sum += local;
  if (alone && describesPartner(line, reading.language)) sum += PAIR_HINT;
  const before = [reading.lines[line.index - 1], line.index <= 3 ? reading.lines[0] : undefined];
  const foreignBefore =
    alone && before.some((l) => l?.companies.some((at) => !isChinese(at.company)) === true);
  const span = spanOf(first, other ?? china ?? first);
  if (sum >= ENOUGH_FOR_KNOWN && knownPair(line, pairs))
    add(span, 'known-partners', null, Math.min(1, 0.75 + sum / 2));
  else if (sum >= ENOUGH_FOR_UNKNOWN)
    add(span, 'owners-told', null, Math.min(1, sum + (other === undefined && !foreignBefore ? 0.1 : 0.2)));
}

/**
 * The weight of a Chinese side without a name: "BMW and the Baoding firm". Number.EPSILON where the sentence may mean one but
 * shows it too vaguely to count as a hint; 0 when China is only where the company does business.
 */
function localSide(line: Line, reading: Reading, company: Place, china: Place): number {
  const local = near(china, line.words.firm, reading.eastern ? 3 : 1) && !overlap(china, company);
  const text = line.text.slice(company.end - line.start, Math.max(company.end, china.start) - line.start);
  const by = connectivesOf(reading.language);
  if (local && (by?.between ?? BETWEEN).test(text)) return PAIR_HINT;
  // "遼寧の企業と": the particle after the local firm makes it the partner.
  const follows = line.text.slice(china.end - line.start, china.end - line.start + 8);
  if (reading.eastern && local && /[と与與和]|와|과/u.test(follows)) return PAIR_HINT;
  const shared = (line.words.joint?.length ?? 0) > 0 || (line.words.equal?.length ?? 0) > 0;
  return shared ||
    (local && !reading.eastern) ||
    (!reading.eastern && (by?.with ?? WITH_OR_BY).test(line.text))
    ? Number.EPSILON
    : 0;
}

/** The sentences before and after the line; for a headline, the lead. */
function beside(line: Line, reading: Reading): readonly (Line | undefined)[] {
  if (line.field === 'title') return reading.lines.slice(1, LEAD_END);
  return [reading.lines[line.index + 1], reading.lines[line.index - 1]];
}

function has(line: Line, name: WordClass): boolean {
  return (line.words[name]?.length ?? 0) > 0;
}

// A verb of founding is a hint only beside one of these: "to build electric cars with X" founds nothing.
const FOUNDED: readonly WordClass[] = ['firm', 'newFirm'];

/** True when the line has a word of the class, used so that it hints at joint ownership. */
function isHint(name: WordClass, line: Line, reading: Reading): boolean {
  if (name === 'joint') return jointFirm(line, reading);
  if (name === 'form') return has(line, name) && FOUNDED.some((firm) => has(line, firm));
  return has(line, name) && !(name === 'coOwn' && ownsBrands(line));
}

// What is joint may be a bid or a statement: only near one of these does it hint at joint ownership.
const JOINED: readonly WordClass[] = ['firm', 'form', 'newFirm', 'coOwn'];

function jointFirm(line: Line, reading: Reading): boolean {
  const reach = reading.eastern ? 10 : 4;
  return (line.words.joint ?? []).some((at) => JOINED.some((name) => near(at, line.words[name], reach)));
}

/** The weight of a share in the sentence, or in the next one of the paragraph when that names no company; 0 for none. */
function sharesNear(line: Line, reading: Reading): number {
  if (statesShare(line)) return PERCENT_HINT;
  const next = reading.lines[line.index + 1];
  const goesOn = next !== undefined && next.paragraph === line.paragraph && next.companies.length === 0;
  return goesOn && statesShare(next) ? PERCENT_HINT : 0;
}

/** True when all that the line says to be owned belongs to its owner's group: "X, which owns the brands Y and Z". */
export function ownsBrands({ words, companies }: Line): boolean {
  return (words.coOwn ?? []).every((at) => {
    const owned = companies.find((company) => company.start >= at.end);
    return (
      owned?.company.parent !== undefined &&
      companies.some(({ company, end }) => end <= at.start && company.id === owned.company.parent)
    );
  });
}

/** "found a company", "회사를 세우다": a verb of founding near a firm, or with the partner between: "criar com a X uma empresa". */
function founds({ words, companies }: Line, reading: Reading): boolean {
  const reach = reading.eastern ? 6 : 4;
  return (words.form ?? []).some(
    (at) =>
      (words.firm ?? []).some((firm) => distance(at, firm) <= reach && !overlap(at, firm)) ||
      (words.firm ?? []).some((firm) => {
        const partner = companies.find((one) => one.first > at.last && one.last < firm.first);
        return (
          partner !== undefined &&
          partner.first - at.last <= WITH_PARTNER &&
          firm.first - partner.last <= WITH_PARTNER
        );
      }),
  );
}

// "X and Y have set up": units from their names to the verb, and from there to the firm.
const FOUNDING_REACH = 4;

/** From the verb to the firm in "X and Y have set up a company"; undefined for no such clause. */
function foundingAfter({ words }: Line, { last }: Place): Place | undefined {
  for (const form of words.form ?? []) {
    if (form.first <= last || form.first - last > FOUNDING_REACH) continue;
    const firm = words.firm?.find((at) => at.first > form.last && at.first - form.last <= FOUNDING_REACH);
    if (firm !== undefined) return spanOf(form, firm);
  }
  return undefined;
}

/** "X and Y are building factories", not across borders and without a word for joint: each builds its own. */
function buildsOwn(line: Line): boolean {
  const { words } = line;
  const plural = words.firm?.some((at) => isPlural(at, line)) === true;
  const joint = words.joint !== undefined || words.equal !== undefined || words.newFirm !== undefined;
  return plural && !joint && !crossBorder(line.companies, line.unlisted);
}

/** True for Chinese and other companies together; an unlisted one counts as Chinese where the article shows it. */
export function crossBorder(named: readonly CompanyAt[], unlisted: readonly UnlistedAt[]): boolean {
  const chinese = [...named.map((at) => isChinese(at.company)), ...unlisted.map((at) => at.chinese)];
  return chinese.includes(true) && chinese.includes(false);
}

interface Side extends Place {
  readonly chinese: boolean;
}

/** The first mention of each company that the line names, in order, without subsidiaries whose parent is named, too. */
function sidesIn({ companies, unlisted }: Line): Side[] {
  const listed = distinct(companies).map((at) => ({ ...at, chinese: isChinese(at.company) }));
  const others = new Map(unlisted.toReversed().map((at) => [at.name, at]));
  return [...listed, ...others.values()].sort((a, b) => a.start - b.start);
}

/** True when the ledger has a venture, not one without EVs, of two companies of the line. */
function knownPair({ companies }: Line, pairs: PairLookup): boolean {
  const ids = distinct(companies).map((at) => at.company.id);
  return ids.some((a, i) =>
    ids.slice(i + 1).some((b) => pairs(a, b).some((venture) => venture.ev !== 'none')),
  );
}
