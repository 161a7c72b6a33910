/** The parties of the venture that an anchor means, and how likely one of them is Chinese. */

import { isChinese } from '../knowledge/knowledge.ts';
import type { Anchor } from '../line/anchor.ts';
import { distance, stretchOf } from '../line/distance.ts';
import type { CompanyAt, Line, Place, Reading } from '../line/line.ts';
import { hasChina, hasSinoForeign, isNewsFromAbroad } from './china.ts';
import { ownersBehind } from './owners-behind.ts';
import { hasSideAndPartner } from './unnamed-partners.ts';

export interface Parties {
  readonly companies: readonly CompanyAt[];
  /** 0..1: how surely a Chinese side takes part, or the venture is in China. */
  readonly chinese: number;
  /** The evidence for that, as `jvwire explain` prints it. */
  readonly why: string;
}

// Words between a country and "joint venture", within which it belongs to the venture: "a Chinese joint venture".
const ADJECTIVE_REACH = 6;
// UTF-16 units between an unlisted company and the anchor.
const UNLISTED_REACH = 90;
// Words between the anchor and owners of another trade: "a joint venture of two banks".
const OWNERS_REACH = 5;

/** Index of the last line of a lead, which may mention "the two owners" before it names them. */
const LEAD = 2;

/** The parties by the evidence nearest to the anchor: its list of owners, its sentence, the sentences around it, the lead. */
export function partiesOf(anchor: Anchor, reading: Reading): Parties {
  const { line } = anchor;
  const stretch = stretchOf(reading);
  const own = line.companies;
  const owners = ownersBehind(anchor, reading);
  const unlisted = line.unlisted.filter(
    (at) => at.start <= anchor.end + UNLISTED_REACH && at.end >= anchor.start - UNLISTED_REACH,
  );
  const result = (companies: readonly CompanyAt[], chinese: number, why: string): Parties => ({
    companies,
    chinese,
    why,
  });
  if (anchor.venture !== null) return result(own, 1, 'ledger');

  const pair = pairBefore(anchor);
  if (pair.length > 0 && !pair.some((at) => isChinese(at.company)))
    return result(own, 0.1, 'partners named, none Chinese');
  const inside = own.filter((at) => anchor.start <= at.start && at.end <= anchor.end);
  if (inside.some((at) => isChinese(at.company)))
    return result(withOtherSide(anchor, reading), 1, 'company in sentence');
  // A brand is no owner, but a product: "a joint venture contract to build electric Minis".
  const named =
    owners.known.filter(({ company }) => company.kind !== 'brand').length +
    new Set([...owners.unlisted, ...unlisted].map(({ name }) => name)).size;
  const subject = own.filter((at) => at.end <= anchor.start).at(-1);
  const china = line.words.china ?? [];
  const gap = nearest(china, anchor, line);
  const adjective = gap <= ADJECTIVE_REACH * stretch;
  // "the Korean-Japanese venture": another country stands nearer to the anchor than China, and not as in "Sino-French".
  const elsewhere = nearest(line.words.abroad ?? [], anchor, line);
  const abroad =
    elsewhere <= ADJECTIVE_REACH * stretch &&
    elsewhere < gap &&
    !hasSinoForeign(line) &&
    !nearbyCompanies(anchor, reading).some((at) => isChinese(at.company)) &&
    !chineseUnlisted(anchor, reading);
  const hinted = !EXPLICIT_RULES.includes(anchor.rule);
  if (named > 0 && !unlisted.some((one) => one.chinese)) {
    // Without a list of owners, the first company of the sentence is taken for one.
    const [topic] = owners.known.length + owners.unlisted.length === 0 ? own : [];
    const sides = [subject, topic, ...owners.known].filter((at) => at !== undefined);
    if (sides.some((at) => isChinese(at.company))) return result(own, 1, 'named partner');
    if (adjective && !(hinted && named >= 2)) return result(own, 0.9, 'China next to the venture');
    // Unlisted sides may be Chinese where their sentence or the headline mentions China.
    const open =
      owners.known.length === 0 && subject === undefined && (china.length > 0 || hasChina(reading.lines[0]));
    if (!open && (named >= 2 || subject !== undefined)) {
      const beside = own.some((at) => isChinese(at.company)) || china.length > 0;
      return result(own, beside ? 0.4 : 0.1, 'partners named, none Chinese');
    }
  }
  if (own.some((at) => isChinese(at.company)))
    return result(withOtherSide(anchor, reading), foreignNearer(anchor) ? 0.4 : 1, 'company in sentence');
  // "with China's X": an unlisted company, but a Chinese one.
  if (unlisted.some((one) => one.chinese) || line.unlisted.some((one) => one.chinese))
    return result(own, 0.95, 'Chinese partner told');
  if (line.foreign !== null || (own.length === 0 && refersToForeign(anchor, reading)))
    return result(own, 0.1, 'venture without a Chinese side');
  if (abroad) return result(own, 0.3, 'another country next to the venture');
  // A mere paraphrase between companies of other countries: China is rather where they do business.
  if (adjective && hinted && distinct(own).length >= 2) return result(own, 0.6, 'no Chinese partner named');
  const otherTrade = line.words.otherIndustry?.find(
    (at) =>
      owners.from !== null && at.start >= owners.from && at.first - anchor.last <= OWNERS_REACH * stretch,
  );
  // "a joint venture of two banks": its owners are mentioned, and are of another trade.
  if (otherTrade !== undefined && named === 0 && own.length === 0)
    return result(own, 0.25, 'owners of another trade told');
  const around = own.length > 0 ? own : nearbyCompanies(anchor, reading);
  if (adjective) return result(around, 0.95, 'China next to the venture');
  if (distinct(own).length >= 2)
    return result(own, china.length > 0 ? 0.6 : 0.1, 'partners named, none Chinese');
  if (china.length > 0) return result(around, 0.8, 'China in sentence');
  // "the venture with Tata", and no other side in the sentence: only a Chinese company in the one before may be the other.
  const before = reading.lines[line.index - 1]?.companies.some((at) => isChinese(at.company)) === true;
  if (owners.known.length > 0 && !before) return result(own, 0.45, 'one partner named, none Chinese');
  return fromContext(anchor, reading, own, elsewhere < Number.POSITIVE_INFINITY, result);
}

const COUPLED = /^\s?(?:[·・、/]|와|과|与|與|和|と)\s?$/u;
const OWNERS_BEFORE = /^\s?(?:의|の|的)?\s?$/u;

/** "X·Y 합작": eastern languages put the owners right before the venture. Both of them, or empty. */
function pairBefore({ line, start }: Anchor): readonly CompanyAt[] {
  const [one, other] = line.companies.filter((at) => at.end <= start).slice(-2);
  if (one === undefined || other === undefined) return [];
  const between = line.text.slice(one.end - line.start, other.start - line.start);
  const after = line.text.slice(other.end - line.start, start - line.start);
  return COUPLED.test(between) && OWNERS_BEFORE.test(after) ? [one, other] : [];
}

// UTF-16 units from the beginning of a sentence to its place: "In Europe", "On the American market".
const PLACE = 24;

function beginsAbroad({ start, words }: Line): boolean {
  return (words.abroad ?? []).some((at) => at.start - start <= PLACE);
}

/** The parties by the sentences around the anchor's, the lead and the language, where its own sentence shows none. */
function fromContext(
  anchor: Anchor,
  reading: Reading,
  own: readonly CompanyAt[],
  abroad: boolean,
  result: (companies: readonly CompanyAt[], chinese: number, why: string) => Parties,
): Parties {
  const { index } = anchor.line;
  const before = nearbyCompanies(anchor, reading);
  const all = [...own, ...before];
  const previous = [reading.lines[index - 1], reading.lines[index - 2]];
  // "In Europe X is its ally, in a joint venture": a Chinese company in the sentences before is an ally elsewhere.
  const there = own.length > 0 && beginsAbroad(anchor.line);
  if (before.some((at) => isChinese(at.company)))
    return result(all, there ? 0.45 : 0.9, 'company in sentences before');
  if (chineseUnlisted(anchor, reading)) return result(all, 0.9, 'Chinese partner told before');
  if (previous[0]?.words.china !== undefined && hasSideAndPartner(previous[0], reading.language))
    return result(all, 0.9, 'partner of China told before');
  if (previous.some((line) => (line?.words.china?.length ?? 0) > 0))
    return result(all, abroad ? 0.5 : 0.75, 'China in sentences before');
  if (distinct(before).length >= 2) return result(all, 0.3, 'sides told before, none Chinese');
  // The lead counts only as far as it precedes the anchor; to an anchor in the headline, the two sentences after it.
  const lead =
    anchor.line.field === 'title' ? reading.lines.slice(1, 3) : reading.lines.slice(0, Math.min(3, index));
  const leadChina = lead.some(hasChina);
  const companies = reading.lines.some((line) => line.companies.length > 0 || line.unlisted.length > 0);
  // "the joint venture" refers to that of the headline.
  const referred = anchor.line.words.refer !== undefined && hasChina(reading.lines[0]);
  if (referred) return result(all, 0.8, 'China in the headline');
  const next = reading.lines[index + 1];
  const referring =
    anchor.rule === 'co-owned' && anchor.line.words.refer?.some((at) => at.start === anchor.start) === true;
  if (index <= LEAD && referring && hasChina(next))
    return result([...all, ...(next?.companies ?? [])], 0.8, 'China in the next sentence');
  if (leadChina && index <= 4)
    return result(
      all,
      companies ? 0.7 : 0.4,
      companies ? 'China in the lead' : 'China in the lead, no company',
    );
  // In news for Chinese readers a venture without any place is a local one, unless the news is from abroad.
  if (reading.language === 'zh' && isNewsFromAbroad(reading))
    return result(all, 0.3, 'sides told before, none Chinese');
  if (reading.language === 'zh') return result(all, abroad ? 0.4 : 0.55, 'Chinese press');
  return result(all, 0.1, 'no Chinese side');
}

/** Rules that find words for a venture; the others find paraphrases, which only hint at one. */
export const EXPLICIT_RULES: readonly string[] = [
  'named-venture',
  'venture-word',
  'venture-noun',
  'joint-company',
];

// The factor for the distance to a word in another clause.
const OTHER_CLAUSE = 2;
const CLAUSE = /[,;:，、；：]/u;

/** Units from the anchor to the nearest of the places, counted double across clauses; infinite for none. */
function nearest(places: readonly Place[], anchor: Anchor, line: Line): number {
  let best = Number.POSITIVE_INFINITY;
  for (const at of places) {
    const from = Math.min(at.end, anchor.end);
    const to = Math.max(at.start, anchor.start);
    const apart = from < to && CLAUSE.test(line.text.slice(from - line.start, to - line.start));
    best = Math.min(best, distance(at, anchor) * (apart ? OTHER_CLAUSE : 1));
  }
  return best;
}

/** True when one of the two sentences before, or the headline, mentions an unlisted Chinese company. */
function chineseUnlisted({ line: { index } }: Anchor, { lines }: Reading): boolean {
  return [lines[index - 1], lines[index - 2], lines[0]].some(
    (line) => line !== undefined && line.index < index && line.unlisted.some((one) => one.chinese),
  );
}

/** True when "the venture" refers to the one without a Chinese side that the last sentence on a venture before it names. */
function refersToForeign({ line, start, end }: Anchor, { lines }: Reading): boolean {
  if (line.words.refer?.some((at) => at.start <= start && end <= at.end) !== true) return false;
  const last = lines
    .slice(0, line.index)
    .findLast(
      ({ foreign, ventures, words }) =>
        foreign !== null || ventures.length > 0 || words.venture !== undefined,
    );
  return last !== undefined && last.foreign !== null;
}

/** True when a venture without a Chinese side stands nearer to the anchor than any Chinese company. */
function foreignNearer(anchor: Anchor): boolean {
  const { foreign, companies } = anchor.line;
  if (foreign === null) return false;
  const gap = distance(foreign, anchor);
  return !companies.some((at) => isChinese(at.company) && distance(at, anchor) < gap);
}

/** The sentence's companies; for a paraphrase with only one, also the non-Chinese ones of the line before or the headline. */
function withOtherSide(anchor: Anchor, reading: Reading): readonly CompanyAt[] {
  const own = anchor.line.companies;
  if (EXPLICIT_RULES.includes(anchor.rule) || distinct(own).length !== 1) return own;
  for (const line of [reading.lines[anchor.line.index - 1], reading.lines[0]]) {
    const others = (line?.companies ?? []).filter((at) => !isChinese(at.company));
    if (others.length > 0 && line !== anchor.line) return [...own, ...others];
  }
  return own;
}

/** Companies of the two lines before, nearest first, and of the headline. */
export function nearbyCompanies(anchor: Anchor, reading: Reading): CompanyAt[] {
  const { index } = anchor.line;
  const found: CompanyAt[] = [];
  for (const back of [1, 2]) {
    const line = reading.lines[index - back];
    if (line !== undefined) found.push(...line.companies);
  }
  const title = reading.lines[0];
  if (title !== undefined && title.field === 'title' && index > 2) found.push(...title.companies);
  return found;
}

/** One mention of each company, without subsidiaries whose parent is mentioned, too: they are one side. */
export function distinct(mentions: readonly CompanyAt[]): CompanyAt[] {
  const seen = new Map<string, CompanyAt>();
  for (const at of mentions) if (!seen.has(at.company.id)) seen.set(at.company.id, at);
  return [...seen.values()].filter(
    ({ company }) =>
      company.parent === undefined || company.parent === company.id || !seen.has(company.parent),
  );
}
