/**
 * Phrases of lines within the body of an article that are not its text; every pattern is anchored and linear. Their words are
 * kept by language in the data files, as sources of regular expressions.
 */
import { inAnyLanguage } from '../../text/words/one-of.ts';
import PHRASES from './block-phrases.json' with { type: 'json' };
import NOTICES from './notice-phrases.json' with { type: 'json' };

const PICTURE = String.raw`[(（[【]?${inAnyLanguage(PHRASES.picture)}s?${inAnyLanguage(PHRASES.pictureFrom)}?\s?[:：/／=＝]`;

/** Picture credits and captions. */
export const CREDIT = new RegExp(
  String.raw`^(?:${PICTURE}|${inAnyLanguage(PHRASES.credit)}|©|\(c\) ?\d{4})`,
  'iu',
);

const NAME = String.raw`\p{Lu}[\p{L}'’.-]{0,20}`;
const WORK = '(?:[Ww]ritten|[Pp]osted|[Ss]tory|[Rr]eported|[Rr]eporting|[Ee]dited|[Ww]ords|[Aa]rticle)';
const WRITTEN_BY = `(?:${WORK} )?${inAnyLanguage(PHRASES.by)}:? (?:${NAME} ){1,3}${NAME}(?: ?[,|·•–-].{0,60})?`;
const HAN_NAME = String.raw`[\p{Script=Han}·]{2,4}`;
const CHINESE_ROLE = String.raw`(?:\p{Script=Han}{0,12}记者|编辑|责编|责任编辑|校对)`;
const EAST_ASIAN_WRITERS = [
  String.raw`${inAnyLanguage(PHRASES.writerLabel)}[:：／/] ?[\p{Script=Han}· 、]{2,30}`,
  `${CHINESE_ROLE} ${HAN_NAME}(?:[ 、]${HAN_NAME}){0,3}`,
  String.raw`[가-힣]{2,4} ?기자(?: ?[\w.]{1,40}@[\w.]{1,60})?`,
];

/** A line that only names the writer. */
export const BYLINE = new RegExp(`^(?:${WRITTEN_BY}|${EAST_ASIAN_WRITERS.join('|')})$`, 'u');

/** Pointers to other pages. */
export const READ_MORE = new RegExp(
  String.raw`^[»>▶►☞▼■→【[(（•\s]{0,3}${inAnyLanguage(PHRASES.readMore)}`,
  'iu',
);

/** The label above an advertisement. */
export const ADVERTISEMENT = new RegExp(`^${inAnyLanguage(NOTICES.advertisement)}[:：]?$`, 'i');

/** "5 min read", "Lesezeit: 5 Minuten". */
const MINUTES_TO_READ = String.raw`\d{1,2}[ -]min(?:\.|it|utes?|uten|uti|utos|ut)?(?: de)? ${inAnyLanguage(NOTICES.minutesTo)}`;
const READING_TIME = String.raw`${inAnyLanguage(NOTICES.readingTime)}\s?[:：\d]`;
const WHOLE_LINE = String.raw`(?:${inAnyLanguage(NOTICES.label)}|${MINUTES_TO_READ})[-–—.:：…\]】)\s]*$`;

/** Labels, which must be the whole line, and beginnings of requests to the reader or the browser. */
export const NOTICE = new RegExp(
  String.raw`^[-–—*•|[【(\s]{0,4}(?:${WHOLE_LINE}|${READING_TIME}|${inAnyLanguage(NOTICES.beginning)})`,
  'iu',
);

/** Where a site can be followed, besides its newsletters. */
const PLACES = '(?:telegram|whatsapp|facebook|instagram|twitter|linkedin|youtube|google news|discover)';
const TO_FOLLOW = `(?:${inAnyLanguage(NOTICES.letter)}|${PLACES})`;

/** Requests to follow the site or to subscribe to its newsletters, in one sentence that says nothing else; English ones are among the notices. */
export const INVITATION = new RegExp(
  `^(?:${inAnyLanguage(NOTICES.inviteTo)}(?=[^.!?]{0,80}?${TO_FOLLOW})[^.!?]{0,180}[.!?]?$|${inAnyLanguage(NOTICES.invitation)})`,
  'iu',
);

/** A line of tags, with or without spaces between them. */
export const HASHTAGS = /^(?:[#＃](?=[\p{N}_]{0,10}\p{L})[\p{L}\p{N}_]{2,40}[#＃]?[\s,，、|·]{0,3})+$/u;

/** Headings under which other articles, comments or notes about the writer begin. */
export const ENDING_HEADINGS = new RegExp(`^${inAnyLanguage(PHRASES.endingHeading)}`, 'iu');
