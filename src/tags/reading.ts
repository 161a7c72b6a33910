/** Reads an article into lines (the headline and the sentences) with all their mentions. */
import type { TagInput } from '../core/model.ts';
import { isEastern } from '../text/language/eastern.ts';
import type { PhraseHit, PhraseTable } from '../text/words/phrases.ts';
import { type Sentence, sentences, trimmed } from '../text/words/sentences.ts';
import { type Tokens, tokenise } from '../text/words/tokens.ts';
import { languageOf } from './line/article-language.ts';
import { near } from './line/distance.ts';
import type { CompanyAt, Line, Place, Reading, UnlistedAt, Words } from './line/line.ts';
import { publicationOf } from './line/publication.ts';
import { LEXICON, vocabularyOf, WORD_CLASSES, type WordClass } from './line/vocabulary.ts';
import { topicOf } from './matter/topic.ts';
import { bystandersIn, isUnrelated } from './names/bystanders.ts';
import { inflectedNames } from './names/inflected.ts';
import { longest, type NameHit, namesOf, settleAmbiguous } from './names/mentions.ts';
import { ELECTRIC_ONLY, type Name } from './names/names.ts';
import { unlistedIn } from './names/unlisted.ts';
import { mayBeTagged } from './possible.ts';

// UTF-16 units. No article is longer; the rest of a hostile text is not read.
export const LONGEST_TEXT = 200_000;
// UTF-16 units. A longer "sentence" is a table or a hostile text: it is split, so that the work stays linear.
const LONGEST_LINE = 1_500;

type OwnWords = Record<WordClass, Place[] | undefined>;

const NO_COMPANY: readonly CompanyAt[] = [];
const NOBODY: readonly UnlistedAt[] = [];
const NO_WORDS = Object.fromEntries(WORD_CLASSES.map((name) => [name, undefined])) as OwnWords;

/** Reads the article in the language of `input.lang`, unless its script contradicts that: see languageOf. */
export function readArticle(input: TagInput, names: PhraseTable<Name>): Reading {
  const title = (input.title ?? '').slice(0, LONGEST_TEXT);
  const text = input.text.slice(0, LONGEST_TEXT);
  const language = languageOf(input.lang, title, text);
  const vocabulary = vocabularyOf(language);
  const units: Partial<Record<Line['field'], Tokens>> = {};
  const lines: Line[] = [];
  const fields: readonly ['title' | 'text', string][] = [
    ['title', title],
    ['text', text],
  ];
  for (const [field, body] of fields) {
    const tokens = tokenise(body);
    units[field] = tokens;
    const numbers = LEXICON.read(body, tokens);
    const nameHits = longest([
      ...inflectedNames(body, language, names),
      ...names.find(body, tokens, numbers),
    ]);
    const wordHits = vocabulary.find(body, tokens, numbers);
    let nextName = 0;
    let nextWord = 0;
    const spans = pieces(field === 'title' ? whole(body) : sentences(body), body);
    for (const span of spans) {
      const inSpan: NameHit[] = [];
      const words: PhraseHit<WordClass>[] = [];
      for (; nextName < nameHits.length; nextName++) {
        const hit = nameHits[nextName];
        if (hit === undefined || hit.start >= span.end) break;
        if (hit.start >= span.start && hit.end <= span.end) inSpan.push(hit);
      }
      for (; nextWord < wordHits.length; nextWord++) {
        const hit = wordHits[nextWord];
        if (hit === undefined || hit.start >= span.end) break;
        if (hit.start >= span.start && hit.end <= span.end) words.push(hit);
      }
      lines.push({
        index: lines.length,
        field,
        start: span.start,
        end: span.end,
        paragraph: field === 'title' ? -1 : span.paragraph,
        text: body.slice(span.start, span.end),
        ...namesOf(inSpan, body),
        bystanders: NO_COMPANY,
        unlisted: NOBODY,
        modelOf:
          inSpan.find((hit) => hit.value.kind === 'model' && hit.value.venture !== null)?.value.venture ??
          null,
        foreign: inSpan.find((hit) => hit.value.kind === 'foreign') ?? null,
        words: withModels(withoutNegated(byClass(words, inSpan, body), body, language), inSpan),
      });
    }
  }
  const settled = withBareElectric(settleAmbiguous(lines)).map(withoutBystanders);
  const reading = {
    lines: settled,
    language,
    eastern: isEastern(language),
    ...publicationOf(input.publishedAt, input.lang ?? language),
    electricMaker: settled.some((line) => line.companies.some((at) => ELECTRIC_ONLY.has(at.company.id))),
    topic: topicOf(settled),
  };
  // Most articles need no more: unlisted companies matter only where a tag is possible.
  if (!mayBeTagged(reading)) return reading;
  const unlisted = unlistedIn(settled, language, ({ field }, offset) => unitAt(units[field], offset));
  return { ...reading, lines: settled.map((line, i) => withUnlisted(line, unlisted[i] ?? NOBODY)) };
}

/**
 * Adds the unlisted companies, and drops the word "Electric" in their names as a word for electric cars: makers of switches
 * are called "Varley Electric", too. It stays where the name has a word for cars or their parts as well.
 */
function withUnlisted(line: Line, unlisted: readonly UnlistedAt[]): Line {
  const { ev, electric } = line.words;
  const cars = CARS.flatMap((name) => line.words[name] ?? []);
  const names = unlisted.filter((name) => !cars.some((car) => isWithin(car, [name])));
  const named = (at: Place): boolean =>
    line.text.slice(at.start - line.start, at.end - line.start) === 'Electric' && isWithin(at, names);
  if (electric === undefined || !electric.some(named)) return { ...line, unlisted };
  const others = ev?.filter((at) => !(electric.includes(at) && named(at)));
  return { ...line, unlisted, words: { ...line.words, ev: others?.length === 0 ? undefined : others } };
}

/** Moves bystanders out of the line's companies, and drops ventures that it only calls unrelated. */
function withoutBystanders(line: Line): Line {
  const { text, start } = line;
  const bystanders = bystandersIn(text, start, line.companies);
  const ventures = line.ventures.filter((at) => !isUnrelated(text, at.start - start, at.end - start));
  if (bystanders.length === 0 && ventures.length === line.ventures.length) return line;
  return {
    ...line,
    bystanders,
    ventures,
    companies: line.companies.filter((at) => !bystanders.includes(at)),
  };
}

/** Number of the unit at the offset, or of the last one before it. */
function unitAt(tokens: Tokens | undefined, offset: number): number {
  let low = 0;
  let high = (tokens?.count ?? 1) - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tokens?.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The title without surrounding blanks as its only sentence; empty for a blank one. */
function whole(title: string): readonly Sentence[] {
  const start = title.length - title.trimStart().length;
  const end = title.trimEnd().length;
  return start < end ? [{ start, end, paragraph: 0 }] : [];
}

/** The sentences, with any longer than LONGEST_LINE cut at blanks. */
function pieces(spans: readonly Sentence[], body: string): readonly Sentence[] {
  if (spans.every((span) => span.end - span.start <= LONGEST_LINE)) return spans;
  const cut: Sentence[] = [];
  for (const span of spans) {
    let { start } = span;
    while (span.end - start > LONGEST_LINE) {
      const space = body.lastIndexOf(' ', start + LONGEST_LINE);
      const end = space > start ? space : start + LONGEST_LINE;
      cut.push({ ...trimmed(body, start, end), paragraph: span.paragraph });
      start = end;
    }
    cut.push({ ...trimmed(body, start, span.end), paragraph: span.paragraph });
  }
  return cut.filter(({ start, end }) => start < end);
}

const PARTS: ReadonlySet<WordClass> = new Set(['battery', 'charging', 'drive']);

// Words of these classes count even within a company's name, as it shows what the company makes (BYD Auto); others do not
// (Johnson Controls).
const IN_NAMES: ReadonlySet<WordClass> = new Set([
  'auto',
  'battery',
  'charging',
  'china',
  'drive',
  'ev',
  'mask',
  'mobility',
  'software',
  'vehicle',
]);

/** The words that count, by class: without those that are part of a name or of a longer word. */
function byClass(hits: readonly PhraseHit<WordClass>[], names: readonly NameHit[], body: string): Words {
  if (hits.length === 0) return NO_WORDS;
  const companies = names.filter((name) => name.value.kind === 'company' && !name.value.ambiguous);
  const masks = hits.filter((hit) => hit.value === 'mask');
  // Words for parts do not count within these: "battery-powered" is a word for a car, a fuel cell is no battery cell.
  const electric = hits.filter(
    (hit) =>
      (hit.value === 'ev' || hit.value === 'electric' || hit.value === 'hydrogen') && !isWithin(hit, masks),
  );
  const words: OwnWords = { ...NO_WORDS };
  for (const hit of hits) {
    const { value } = hit;
    if (isRubric(hit, body)) continue;
    if (value !== 'mask' && masks.length > 0 && isWithin(hit, masks) && !isMaskItself(hit, masks)) continue;
    if (companies.length > 0 && !IN_NAMES.has(value) && isWithin(hit, companies)) continue;
    // Part of another word or phrase: "无锡", "无人驾驶", "neither confirmed nor denied".
    if (DENYING.has(value) && isPartOfWord(hit, hits)) continue;
    if (electric.length > 0 && PARTS.has(value) && isWithin(hit, electric)) continue;
    const list = words[value];
    if (list === undefined) {
      words[value] = [hit];
      continue;
    }
    const last = list.at(-1);
    if (last !== undefined && last.start <= hit.start && hit.end <= last.end) continue;
    if (last !== undefined && last.start === hit.start && last.end < hit.end) list.pop();
    list.push(hit);
  }
  return words;
}

const DENYING: ReadonlySet<WordClass> = new Set(['deny', 'negation', 'noEquity', 'unplanned']);

function isPartOfWord(hit: Place, hits: readonly PhraseHit<WordClass>[]): boolean {
  return hits.some(
    (other) =>
      !DENYING.has(other.value) &&
      other.start <= hit.start &&
      hit.end <= other.end &&
      other.end - other.start > hit.end - hit.start,
  );
}

/** True for a mask with a class of its own: "Elektromotor" is a drive, "fuel cells" are hydrogen, but "Ventures" no venture. */
function isMaskItself(hit: PhraseHit<WordClass>, masks: readonly Place[]): boolean {
  return hit.value !== 'ventureWeak' && masks.some((at) => at.start === hit.start && at.end === hit.end);
}

/** "【新能源】": the heading of a section, no part of the sentence. */
function isRubric({ start, end }: Place, body: string): boolean {
  return body.charAt(start - 1) === '【' && body.charAt(end) === '】';
}

function isWithin(hit: Place, others: readonly Place[]): boolean {
  return others.some((at) => at.start <= hit.start && hit.end <= at.end);
}

// Units between a word and a negation before it ("no electric version"), or after it (電動車向けではない).
const NEGATED_BEFORE = 2;
const NEGATED_AFTER = 5;
const OUTRIGHT =
  /^(?:no|never|kein\p{L}*|aucune?|ning[uú]na?|nessun\p{L}*|nenhuma?|geen|żadn\p{L}*|никак\p{L}*|semmilyen|hiçbir|没有|無|无|ではない|ではなく|아니)/iu;

/** Drops words for electric cars that are negated outright. */
function withoutNegated(words: Words, body: string, language: string | null): Words {
  const refusals = (words.negation ?? []).filter((at) => OUTRIGHT.test(body.slice(at.start, at.end)));
  if (refusals.length === 0) return words;
  const trailing = language === 'ja' || language === 'ko';
  const kept = (places: readonly Place[] | undefined): Place[] | undefined =>
    places?.filter(
      (at) =>
        !refusals.some((no) =>
          trailing
            ? no.first > at.last && no.first - at.last <= NEGATED_AFTER
            : at.first > no.last && at.first - no.last <= NEGATED_BEFORE,
        ),
    );
  return { ...words, ev: kept(words.ev), electric: kept(words.electric) };
}

// Units. "electric" alone may be about a chair or a current; this near a word for cars or their parts it is about a car.
const OF_A_CAR = 6;
const CARS: readonly WordClass[] = ['vehicle', 'auto', 'mobility', 'battery', 'charging'];

function isCarmaker({ company }: CompanyAt): boolean {
  return company.kind === 'carmaker' || company.kind === 'brand';
}

/**
 * Counts the bare adjective "electric" as a word for electric cars where the article has a surer one, where a carmaker is
 * named in the line, the one before or the first, or where a word for cars is near.
 */
function withBareElectric(lines: readonly Line[]): Line[] {
  const topic = lines.some((line) => (line.words.ev?.length ?? 0) > 0);
  return lines.map((line) => {
    const bare = line.words.electric;
    if (bare === undefined) return line;
    const maker = [line, lines[line.index - 1], lines[0]].some((other) => other?.companies.some(isCarmaker));
    // An electric motor is a part.
    const adjectives = bare.filter((at) => !near(at, line.words.drive, 0));
    const cars =
      topic || maker
        ? adjectives
        : adjectives.filter((at) => CARS.some((name) => near(at, line.words[name], OF_A_CAR)));
    return { ...line, words: { ...line.words, ev: [...(line.words.ev ?? []), ...cars] } };
  });
}

/** Counts names of electric models as words for electric cars. */
function withModels(words: Words, hits: readonly NameHit[]): Words {
  const models = hits.filter((hit) => hit.value.kind === 'model');
  if (models.length === 0) return words;
  const places = models.map(({ start, end, first, last }) => ({ start, end, first, last }));
  return { ...words, ev: [...(words.ev ?? []), ...places] };
}
