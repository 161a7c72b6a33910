/** Partners that the gazetteer does not know, where the words around a name say clearly that it is one. */
import type { Anchor } from './anchor.ts';
import { type Connectives, connectivesOf } from './connectives.ts';
import type { Line, Place, Reading } from './line.ts';
import type { WordClass } from './vocabulary.ts';

const MOST = 3;
// Names stand this close to the words of the venture, in UTF-16 units.
const REACH = 90;

const FIRM_NOUN =
  '(?:Autobauer|Autohersteller|Batteriehersteller|Firma|Gruppe|Hersteller|Konzern|Partner|Start-up|Unternehmen|Zulieferer)';
const NAME = "\\p{Lu}[\\p{L}\\p{N}&.'’-]*(?:\\s\\p{Lu}[\\p{L}\\p{N}&.'’-]*){0,3}";
// By language: the first group is the name. Each asks for a word that only stands before or after a partner.
const PATTERNS: Readonly<Record<string, readonly RegExp[]>> = {
  de: [
    new RegExp(`\\b(?:mit|und)\\s(?:de[mrn]\\s)?(?:\\p{Ll}+\\s){0,2}${FIRM_NOUN}\\s(${NAME})`, 'gu'),
    new RegExp(`\\bmit\\s(${NAME})(?=\\s(?:aus|ein|eine|einen|gegründet|zusammen)\\b)`, 'gu'),
  ],
  zh: [
    /(?:与|與|和|同|跟|携手|攜手|联合|聯合)([\p{Script=Han}]{2,12}?(?:公司|集团|集團|股份|科技|汽车|汽車|新能源|动力|動力|电池|電池|控股))/gu,
    /(?:与|與|和|携手|联合)\s?([A-Z][A-Za-z0-9-]{2,20}(?:\s[A-Z][A-Za-z0-9-]{1,20}){0,2})/gu,
  ],
  ja: [
    /(?:中国(?:の|・)?)([\p{Script=Han}]{2,10}|[\p{Script=Katakana}ー・]{3,20})と/gu,
    /([\p{Script=Katakana}ー・]{3,20}|[A-Z][A-Za-z0-9-]{2,20})と(?=[^、。]{0,20}(?:合弁|共同|折半|設立|設け|組))/gu,
  ],
  ko: [
    /중국\s?([가-힣A-Za-z0-9]{2,15}?)(?:와|과)\s/gu,
    /([A-Z가-힣][가-힣A-Za-z0-9]{1,15}?(?:자동차|전기|에너지|그룹|모터스|배터리))(?:와|과)\s/gu,
  ],
};
const KNOWN_WORDS: readonly WordClass[] = [
  'abroad',
  'china',
  'ev',
  'firm',
  'jointFirm',
  'newFirm',
  'refer',
  'venture',
];

// "一家中国电池企业": somebody, not a name.
const INDEFINITE =
  /^(?:一家|一个|某|这家|该|其他|多家|几家|两家|当地|本地)|设立|設立|成立|组建|組建|出资|出資|新公司/u;

export interface UnknownPartner {
  readonly name: string;
  /** "the Chinese firm X": the words before it say where it comes from. */
  readonly chinese: boolean;
}

// Words that only stand at the end of a company's name, in the languages with capitals for names only.
const CORPORATE =
  'AG|Auto|Automobiles?|Automotive|Batter(?:y|ies)|Bhd|Bus|Capital|Chemicals?|Co|Company|Corp|Corporation|Electric|Energies|Energy|Engineering|Enterprises?|Fund|GmbH|Group|Grupo|Gruppo|Groupe|Holdings?|Inc|Industrial|Industries|Infrastructure|International|Ltd|Materials|Mining|Motors?|NV|PLC|Power|Resources|SA|SE|SpA|Steel|Systems|Tbk|Technolog(?:y|ies)|Trucks?|Vehicles?';
const COMPANY_NAME = new RegExp(
  `(?<![\\p{L}\\p{N}])(?!(?:${CORPORATE})\\s)\\p{Lu}[\\p{L}\\p{N}&.'’-]*(?:\\s\\p{Lu}[\\p{L}\\p{N}&.'’-]*){0,3}?\\s(?:${CORPORATE})(?![\\p{L}\\p{N}])`,
  'gu',
);

/** The first company of the line that the gazetteer does not know, by the way companies are named; null for none. */
export function unknownCompany(line: Line): string | null {
  for (const { 0: name, index } of line.text.matchAll(COMPANY_NAME)) {
    const start = line.start + index;
    // "Oakland-based Lindgate Capital"
    if (!taken(line, start, start + name.length)) return name.replace(/^\S+-based\s/u, '');
  }
  return null;
}

/** At most three, as written, in languages where a pattern is sure enough; none overlaps a known name. */
export function unknownPartners(anchor: Anchor, reading: Reading): readonly UnknownPartner[] {
  const { line } = anchor;
  const found: UnknownPartner[] = [];
  for (const pattern of PATTERNS[reading.language ?? ''] ?? []) {
    for (const match of line.text.matchAll(pattern)) {
      const name = match[1];
      if (name !== undefined && INDEFINITE.test(name)) continue;
      if (name === undefined || found.length >= MOST) break;
      const start = line.start + match.index + match[0].indexOf(name);
      const end = start + name.length;
      if (start > anchor.end + REACH || end < anchor.start - REACH) continue;
      if (taken(line, start, end) || found.some((one) => one.name === name)) continue;
      found.push({ name, chinese: chineseBefore(line, start) });
    }
  }
  return found;
}

// "BYD and Hyderabad-based Megha Engineering", "Nordex y Dongfeng": a name coupled with a known company.
const CHINESE_IN = "(?:Chinese|China['’]s|chinoise?|chin[ao]|cinese|chinesa|chinês)\\s";
const COUPLED = `(?:and|et|y|e|ed)\\s(?:the\\s|la\\s|le\\s|el\\s|il\\s|o\\s|a\\s|l['’])?(?:${CHINESE_IN})?`;
const COUPLED_AFTER = new RegExp(`^\\s${COUPLED}(?:\\p{L}+-based\\s)?(${NAME})`, 'u');
const COUPLED_BEFORE = new RegExp(`(${NAME})\\s${COUPLED}$`, 'u');

/** The first such name that the gazetteer does not know; German writes all nouns so, and is left out. */
export function coupledName(line: Line, language: string | null): string | null {
  if (language === 'de') return null;
  const by = connectivesOf(language);
  return coupledWithKnown(line, by) ?? (by === undefined ? null : calledCompany(line, by));
}

/** True when the line couples such a name with a known company, in languages with connectives of their own. */
export function couplesUnknown(line: Line, language: string | null): boolean {
  const by = connectivesOf(language);
  return by !== undefined && coupledWithKnown(line, by) !== null;
}

function coupledWithKnown(line: Line, by: Connectives | undefined): string | null {
  for (const at of line.companies) {
    const from = at.start - line.start;
    const after = (by?.coupledAfter ?? COUPLED_AFTER).exec(line.text.slice(at.end - line.start));
    if (after?.[1] !== undefined) {
      const end = at.end + after[0].length;
      if (!taken(line, end - after[1].length, end)) return after[1];
    }
    const before = (by?.coupledBefore ?? COUPLED_BEFORE).exec(
      line.text.slice(Math.max(0, from - REACH), from),
    );
    if (before?.[1] !== undefined) {
      const end = at.start - before[0].length + before[1].length;
      if (!taken(line, end - before[1].length, end)) return before[1];
    }
  }
  return null;
}

/** "компания «Волжские моторы»", "spółka Elemental": a name that the words before it call a company's. */
function calledCompany(line: Line, { called }: Connectives): string | null {
  for (const pattern of called)
    for (const { 0: all, 1: name, index } of line.text.matchAll(pattern)) {
      if (name === undefined) continue;
      const start = line.start + index + all.indexOf(name);
      if (!taken(line, start, start + name.length)) return name;
    }
  return null;
}

function taken(line: Line, start: number, end: number): boolean {
  const overlaps = (at: Place): boolean => at.start < end && start < at.end;
  if (line.companies.some(overlaps) || line.ventures.some(overlaps)) return true;
  return KNOWN_WORDS.some((name) =>
    (line.words[name] ?? []).some((at) => at.start <= start && end <= at.end),
  );
}

// "中国の" and "chinesischen Hersteller" end this close before the name.
const BEFORE = 26;

function chineseBefore(line: Line, start: number): boolean {
  return (line.words.china ?? []).some((at) => at.end <= start && start - at.end <= BEFORE);
}
