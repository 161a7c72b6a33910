/** Denials: whether an anchor's own or neighbouring sentences say that there is no such venture. */
import { byLanguage, inAnyLanguage } from '../../text/words/one-of.ts';
import WORDS from '../data/denial-words.json' with { type: 'json' };
import type { Anchor, AnchorRule } from '../line/anchor.ts';
import { isDefinite } from '../line/definite.ts';
import type { Line, Place, Reading } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';
import { hasWord } from '../matter/concern.ts';
import { isUnplanned } from './unplanned.ts';

// The scope of a negation, in units: "not a joint venture", "no plans for a venture". In Japanese and Korean the negation
// follows the anchor, in Chinese it precedes it.
const BEFORE = 5;
const BEFORE_EASTERN = 9;
const AFTER_EASTERN = 9;
// "instead of running it as a joint venture", "au lieu de l'exploiter en tant que coentreprise"
const BEFORE_INSTEAD = 8;
const INSTEAD = new RegExp(String.raw`^${inAnyLanguage(WORDS.insteadOf)}(?!\p{L})`, 'iu');
// Negations that deny nothing: "not only", "non solo", "nie tylko", "bukan yang pertama" ("not the first").
const SOFTENED = new RegExp(
  [
    String.raw`^(?:not|nicht|pas|no|non|não)\s+(?:only|just|yet|nur|seulement|solo|sólo|apenas|so|for)\b`,
    String.raw`^(?:bukan|inte|không|niet|nie|nem|nu|не)\s(?:alleen|bara|chỉ|csak|doar|enbart|hanya|numai|sahaja|только|просто|tylko)(?!\p{L})`,
    String.raw`^bukan(?:lah)?\s(?:\S+\s){1,3}pertama(?!\p{L})`,
    String.raw`^không phải (?:là )?(?:\S+\s){1,4}đầu tiên(?!\p{L})`,
  ].join('|'),
  'iu',
);
// "has not been confirmed by either" is no denial.
const UNCONFIRMED = new RegExp(
  String.raw`^.{0,12}${inAnyLanguage(WORDS.confirmWithin)}|^(?:\S+\s){1,4}?${inAnyLanguage(WORDS.confirm)}`,
  'iu',
);
// "does not comment on rumours" is no denial.
const COMMENT = new RegExp(inAnyLanguage(WORDS.comment), 'iu');
// Prepositions such as "without" negate only their own noun, not the sentence.
const LACKING = new RegExp(`^${inAnyLanguage(WORDS.lacking)}`, 'iu');
// UTF-16 units before the anchor in which its determiner or verb is looked for.
const NOUN_PHRASE = 40;
const CLAUSE = /[,，、;；。:：]/u;

// "no negotiations with X on a joint venture": a negation of one of these words reaches further. In units: from the negation
// to the word, and from there to the anchor.
const GOVERNED: readonly WordClass[] = ['talks', 'mou', 'planned', 'signed', 'form', 'rumoured'];
const GOVERNS = 3;
const GOVERNS_EASTERN = 8;
const LEADS_TO = 8;

// Rules that find a word for a venture. "It is a service contract, no shares change hands" denies only what others found.
const VENTURE_WORDS: readonly AnchorRule[] = ['venture-word', 'venture-noun'];

/** The factor for the anchor's score: 1 when nothing denies the venture, less when its sentence or one around it does. */
export function standing(anchor: Anchor, reading: Reading): number {
  // A venture known by name exists, whatever else is denied about it.
  if (anchor.rule === 'named-venture') return 1;
  const { line } = anchor;
  if (PARAPHRASES.includes(anchor.rule) && foundsNothing(line, reading)) return 0.35;
  // "will not enlarge the venture": a definite venture exists, so that the negation is about something else.
  const definite = isDefinite(line, anchor, reading);
  if (!definite && negated(anchor, line, reading)) return 0.35;
  if (!definite && (refusedAfter(line, anchor, reading) || notTaken(anchor))) return 0.4;
  if (isLegalRule(anchor)) return 0.4;
  const denies = (other: Line | undefined): boolean =>
    hasWord(other, 'deny') ||
    (other !== undefined &&
      (isUnplanned(other, reading) || SPLIT_DENIAL.test(other.text) || REJECTED.test(other.text)));
  if (denies(line)) return 0.4;
  if (answeredNo(line, reading.lines[line.index + 1])) return 0.35;
  if (deniesRumour(line, reading)) return 0.4;
  if (!VENTURE_WORDS.includes(anchor.rule) && reading.lines.some((other) => hasWord(other, 'noEquity')))
    return 0.5;
  const title = reading.lines[0];
  if (title?.field === 'title' && (denies(title) || deniesVenture(title, reading))) return 0.45;
  if (hasWord(line, 'negation') && denies(reading.lines[line.index + 1])) return 0.45;
  const reported = hasWord(line, 'rumoured') || line.field === 'title';
  return reported && denies(reading.lines[line.index + 1]) ? 0.75 : 1;
}

// Anchors of these rules may span a firm and its verb, so that the negation is within or after them, not before.
const PARAPHRASES: readonly AnchorRule[] = [
  'co-owned',
  'joint-company',
  'known-partners',
  'owners-told',
  'set-up-company',
  'set-up-together',
  'venture-noun',
];
const FOUNDED: readonly WordClass[] = ['form', 'jointFirm', 'newFirm', 'venture'];

/** "Renault and BYD are not setting up a company", "합작법인은 세우지 않는다". */
function foundsNothing(line: Line, reading: Reading): boolean {
  return FOUNDED.flatMap((name) => line.words[name] ?? []).some(
    (at) => !isDefinite(line, at, reading) && (negated(at, line, reading) || refusedAfter(line, at, reading)),
  );
}

// "weist Berichte über ... zurück", "schließt ... aus" (not "nicht aus" or "aus China"), 排除...合资 (not 不排除)
const SPLIT_DENIAL = new RegExp(inAnyLanguage(WORDS.splitDenial), 'u');

// "rejected on Tuesday a Nikkei report that", "拒绝与奇瑞成立合资公司"
const REJECTED = new RegExp(inAnyLanguage(WORDS.rejected), 'iu');

const NO = new RegExp(
  String.raw`^[\s*_–—-]*${inAnyLanguage(WORDS.no)}(?![\p{Script=Latin}\p{Script=Cyrillic}])`,
  'iu',
);
const QUESTION = /[?？][\s*_”"»]*$/u;

/** "Is it a joint venture?" "No." */
function answeredNo(line: Line, next: Line | undefined): boolean {
  return next !== undefined && QUESTION.test(line.text) && NO.test(next.text);
}

/** True when the headline negates a venture: "has not talked about a joint venture". */
function deniesVenture(title: Line, reading: Reading): boolean {
  return (title.words.venture ?? []).some((at) => negated(at, title, reading));
}

// "Unlike most makers, which came through joint ventures with local firms, X ...": others have ventures, X has not.
const UNLIKE_IN_ANY = inAnyLanguage(WORDS.unlike);
const WHICH = String.raw`(?:which|who|die|qui|que|che|som|kt\p{L}+|котор\p{L}+)`;
const UNLIKE = new RegExp(
  String.raw`(?:^|[^\p{L}])${UNLIKE_IN_ANY}\s(?:(?:[^\s,;.]+\s){0,6}|[^,;.]*,\s${WHICH}\s[^,;.]*)$`,
  'iu',
);

/** True when the anchor is in the scope of a negation in its own clause, or of "unlike" or "avoid". */
function negated(anchor: Place, line: Line, reading: Reading): boolean {
  const lead = line.text.slice(0, anchor.start - line.start);
  if (UNNEEDED.test(lead) || UNLIKE.test(lead)) return true;
  const trailing = reading.language === 'ja' || reading.language === 'ko';
  for (const at of line.words.negation ?? []) {
    const before = anchor.first - at.last;
    const after = at.first - anchor.last;
    const written = line.text.slice(at.start - line.start, at.start - line.start + 30);
    const near = INSTEAD.test(written) ? BEFORE_INSTEAD : BEFORE;
    const reach = reading.eastern ? BEFORE_EASTERN : near;
    const governed = reading.eastern ? GOVERNS_EASTERN : GOVERNS;
    // In verb-final languages only a negation after the anchor counts: one before it negates another verb.
    const leads =
      !trailing &&
      before > 0 &&
      (before <= reach || (before <= governed + LEADS_TO && governs(at, line, governed)));
    const trails = trailing && after > 0 && after <= AFTER_EASTERN && !isOfObject(anchor, at, line);
    if (!leads && !trails) continue;
    const from = leads ? at.end : anchor.end;
    const to = leads ? anchor.start : at.start;
    if (CLAUSE.test(line.text.slice(from - line.start, Math.max(from, to) - line.start))) continue;
    if (!SOFTENED.test(written)) return true;
  }
  return false;
}

// "합작사는 흑자를 내지 못했다", "合弁会社は車を量産していない": the venture exists, but does not do something to an object.
const WITH_OBJECT = /^(?:[은는이가]\s|는\s|[はが]).*(?:[을를]\s|を)/u;

/** True when a negation after the anchor is about another object, and not of a verb of founding. */
function isOfObject(anchor: Place, no: Place, { text, start, words }: Line): boolean {
  const between = text.slice(anchor.end - start, no.start - start);
  const founds = words.form?.some((at) => at.start >= anchor.end && at.end <= no.end) === true;
  return WITH_OBJECT.test(between) && !founds;
}

// "need not share a venture with anybody, as others do", "avoid risky joint ventures"
const UNNEEDED = new RegExp(`${inAnyLanguage(WORDS.unneeded)}$`, 'iu');

// "Ein Gemeinschaftsunternehmen ist damit nicht verbunden", "A joint venture is not planned": before the anchor an indefinite
// article, after it a verb and the negation.
const INDEFINITE = /(?:^|[\s"“„«'’])(?:an?|eine?|une?|una|uma?|een)\s(?:[^\s,;.:]+\s){0,2}$/iu;
const REFUSED: Readonly<Record<string, RegExp>> = {
  de: /^(?:(?:\s[^\s,;.:]+){0,5}?\s(?:nicht|nie|keine?\p{L}*)(?!\p{L})(?!\s(?:nur|mehr|zuletzt|ausgeschlossen|aus(?=[.,;!?]|$)))|(?:\s[^\s,;.:]+){6,12}?\snicht(?=[.!]?$))/iu,
  en: /^(?:\s[^\s,;.:]+){0,2}?\s(?:is|was|will|would|has|had|does|did)\s(?:not|never|no longer)(?!\s(?:only|ruled|excluded|impossible))/iu,
  es: /^\sno(?!\s(?:sólo|solo|se descarta|está descartad))\s/iu,
  fr: /^\s(?:n['’]|ne\s)(?!est pas exclue)/iu,
  it: /^\snon(?!\s(?:solo|è esclus))\s/iu,
  nl: /^(?:\s[^\s,;.:]+){0,5}?\s(?:niet|nooit|geen)(?!\p{L})(?!\s(?:alleen|meer|uitgesloten|uit(?=[.,;!?]|$)))/iu,
  pt: /^\snão(?!\s(?:só|apenas|está descartad))\s/iu,
};

// For languages without articles: the text after the venture must say that it is not founded, planned or discussed.
const UNFOUNDED = byLanguage(
  WORDS.unfounded,
  (unfounded) => new RegExp(String.raw`^(?:\s[^\s,;.:]+){0,3}?\s${unfounded}`, 'iu'),
);

/** True when the text after the anchor says that there is no such venture. */
function refusedAfter(line: Line, { start, end }: Place, reading: Reading): boolean {
  const after = line.text.slice(end - line.start);
  if (UNFOUNDED[reading.language ?? '']?.test(after)) return true;
  if (!REFUSED[reading.language ?? '']?.test(after)) return false;
  return INDEFINITE.test(line.text.slice(Math.max(0, start - line.start - NOUN_PHRASE), start - line.start));
}

// "considered a joint venture but chose to own the plant alone": before the venture, and after it.
const WEIGHED = new RegExp(String.raw`${inAnyLanguage(WORDS.weighed)}\s(?:[^\s,;.:]+\s){0,3}$`, 'iu');
const BUT = inAnyLanguage(WORDS.but);
const ALONE = inAnyLanguage(WORDS.alone);
const GAVE_WAY = new RegExp(
  String.raw`^[^;.]{0,60}?(?<!\p{L})${BUT}\s[^;.]{0,60}(?<!\p{L})${ALONE}(?!\p{L})`,
  'iu',
);

/** True when a venture in the sentence was considered and set aside, or offered and turned down. */
function notTaken(anchor: Anchor): boolean {
  const { line } = anchor;
  return [anchor, ...(line.words.venture ?? [])].some(({ start, end }) => {
    const before = line.text.slice(Math.max(0, start - line.start - NOUN_PHRASE), start - line.start);
    const after = line.text.slice(end - line.start);
    return setAside(before, after) || turnedDown(before, after);
  });
}

const SET_ASIDE_AFTER = new RegExp(inAnyLanguage(WORDS.setAsideAfter), 'iu');

function setAside(before: string, after: string): boolean {
  return SET_ASIDE_AFTER.test(after) || (WEIGHED.test(before) && GAVE_WAY.test(after));
}

// Before the venture: "rejects a joint venture"
const TURNED_DOWN = new RegExp(String.raw`(?<!\p{L})${inAnyLanguage(WORDS.turnedDown)}$`, 'iu');
/** Before that verb: "has not ruled out a joint venture", which may then come. */
const NOT =
  /(?<!\p{L})(?:never|no|non|not|não|не|nie|ne|inte|niet|tidak|không|nem|(?:\p{L}+n|n)['’]t?)\s?(?:s[ei]\s)?$/iu;
const TURNED_DOWN_AFTER = new RegExp(inAnyLanguage(WORDS.turnedDownAfter), 'iu');
/** Verbs in two parts, around the venture: "lehnt ein Joint Venture mit X ab", "wijst een joint venture met X af" */
const SPLIT =
  /(?<!\p{L})(?:lehn(?:t|te|en|ten) (?:ein|eine|jede\p{L}?)|w(?:ijst|ees) een)\s(?:\S+\s){0,2}$/iu;
const SPLIT_END = /^[^.;,]{0,100}(?<!\sni(?:ch|e)t)\sa[bf](?!\p{L})/u;

function turnedDown(before: string, after: string): boolean {
  const turned = TURNED_DOWN.exec(before);
  if (turned !== null && !NOT.test(before.slice(0, turned.index))) return true;
  return TURNED_DOWN_AFTER.test(after) || (SPLIT.test(before) && SPLIT_END.test(after));
}

// After the word: "the joint venture rule", "Joint-Venture-Zwang", "合资股比限制": a legal rule for everybody, no venture.
const RULE = new RegExp(`^${inAnyLanguage(WORDS.rule)}`, 'iu');

// "a law that requires foreign carmakers to run plants jointly with a local partner"
const LAW =
  /\b(?:law|policy|regulation|requirement|rule)s?\b[^.;]{0,40}\b(?:forc|mandat|oblig|requir)\w*\s(?:\w+\s)?foreign/iu;

/** True when the anchor is about ventures required by law. */
function isLegalRule({ line, end, rule }: Anchor): boolean {
  if (VENTURE_WORDS.includes(rule)) return RULE.test(line.text.slice(end - line.start));
  return LAW.test(line.text);
}

/** True when the negation is followed within `reach` units by a word of the GOVERNED classes. */
function governs(no: Place, line: Line, reach: number): boolean {
  return GOVERNED.some((name) =>
    (line.words[name] ?? []).some((at) => at.first > no.last && at.first - no.last <= reach),
  );
}

// Units from the rumour to the negation that answers it; further on, another matter has begun.
const ANSWERS = 30;
const ANSWERS_EASTERN = 80;

/** "To the rumours that ... : the company has not and will not": a word for a rumour, then a negation in another clause. */
function deniesRumour({ words, text, start }: Line, { eastern }: Reading): boolean {
  const rumour = words.rumoured?.[0];
  if (rumour === undefined) return false;
  return (words.negation ?? []).some((no) => {
    const apart = no.first - rumour.last;
    if (apart <= 0 || apart > (eastern ? ANSWERS_EASTERN : ANSWERS)) return false;
    const [from, to] = [no.start - start, no.end - start];
    const written = text.slice(from, from + 30);
    const clause = `${text.slice(0, from).split(CLAUSE).at(-1)}${text.slice(from, to)}${text.slice(to).split(CLAUSE, 1)[0]}`;
    return (
      CLAUSE.test(text.slice(rumour.end - start, from)) &&
      !COMMENT.test(clause) &&
      !SOFTENED.test(written) &&
      !LACKING.test(written) &&
      !UNCONFIRMED.test(written)
    );
  });
}
