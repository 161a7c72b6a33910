/** Patterns of what surrounds the names in bylines; the words are in the data file by language, as sources of regular expressions. */

import { inAnyLanguage } from '../../text/words/one-of.ts';
import DATES from '../body/date-phrases.json' with { type: 'json' };
import PHRASES from './author-phrases.json' with { type: 'json' };

const REPORT = String.raw`${inAnyLanguage(PHRASES.report)}\s+`;
const FROM_OUR = String.raw`${inAnyLanguage(PHRASES.fromOur)} (?:\p{L}{1,20}[ -]){0,2}${inAnyLanguage(PHRASES.correspondent)}\s+`;
/** "Von unserem Korrespondenten", "Ein Bericht von": what newspapers put before a name. */
export const PHRASE = new RegExp(`^(?:${REPORT})?(?:${FROM_OUR})?`, 'iu');
/** "Editing by": who worked on the text after its writers. */
export const AFTERWARDS =
  /^(?:editing|edited|redigiert|translation|translated|photos?|fotos?|pictures?) (?:by|von)\b/i;
/** The dateline of Japanese papers, before the writer: "トリノ＝". Han must follow, else the sign joins the parts of a foreign name. */
export const DATELINE = /^[\p{Script=Katakana}\p{Script=Han}ー・]{2,14}[＝=](?=\p{Script=Han})/u;
const CITIES = [
  'Abu Dhabi',
  'Buenos Aires',
  'Cape Town',
  'Den Haag',
  'Frankfurt am Main',
  'Ho Chi Minh City',
  'Hong Kong',
  'Kuala Lumpur',
  'Los Angeles',
  'Mexico City',
  'New Delhi',
  'New York(?: City)?',
  'Rio de Janeiro',
  'San Francisco',
  'San José',
  'Santiago de Chile',
  'São Paulo',
  'Tel Aviv',
  'The Hague',
  String.raw`Washington,? D\.?C\.?`,
];
/** Cities of more than one word in which papers keep bureaus. */
export const CITY = new RegExp(`^(?:${CITIES.join('|')})$`);
/** One capitalised word. */
export const ONE_WORD = /^\p{Lu}[\p{L}-]{2,24}$/u;

/** Words before a name: some need only a space after them, others a mark such as a colon. */
export const PREFIX = new RegExp(
  [
    String.raw`^(?:(?:${inAnyLanguage(PHRASES.work)}\s+)?${inAnyLanguage(PHRASES.by)}|${inAnyLanguage(PHRASES.label)})\s{0,3}[:：|]?\s+`,
    String.raw`^${inAnyLanguage(PHRASES.labelBeforeMark)}\s?[:：/／|｜丨]\s?`,
  ].join('|'),
  'iu',
);

/** Titles and functions that follow a name. */
export const ROLE = new RegExp(
  String.raw`^(?:${inAnyLanguage(PHRASES.rank)}[\s-]+){0,5}${inAnyLanguage(PHRASES.role)}(?:[\s,].{0,60})?$`,
  'iu',
);

/** A role with its beat: "Madrid correspondent", "Battery reporter". */
export const BEAT = new RegExp(
  String.raw`^(?:[\p{L}&]{1,30}[\s-]){1,3}${inAnyLanguage(PHRASES.role)}$`,
  'iu',
);

/** Suffixes and degrees after a name and a comma: no second writer. */
export const SUFFIX = /^(?:jr|sr|ii|iii|ph\.? ?d|m\.?d|mba|m\.?a|b\.?a|m\.?sc|esq)\.?$/i;
const AGENCIES = String.raw`(?:the )?associated press|reuters|afp|bloomberg(?: news)?|dpa|efe|ansa|@\w{2,30}`;
/** The agency that a writer works for, on the same line. */
export const AGENCY_TAIL = new RegExp(
  String.raw`(?<=\p{L} \p{L}{2,40}),?\s(?:(?:and|avec|con|et|met|mit|und|with) )?(?:${AGENCIES})$`,
  'iu',
);
/** "Jana Wolff (with Léa Roux and Yann Le Goff)" */
export const HELPERS = /\s?\((?:with|avec|mit|con|com|met)\s([^()]{1,200})\)/iu;
/** "Jana Wolff, Senior Berlin Correspondent" without the comma, "Léa Roux envoyée spéciale à Lyon", "- AP Technology Writers". */
const ROLE_TAILS = [
  String.raw`,?\s${inAnyLanguage(PHRASES.specialCorrespondent)}.{0,60}`,
  String.raw`,?\s${inAnyLanguage(PHRASES.rankBehindName)}\s(?:[\p{L}&-]+\s){0,3}(?:correspondents?|editors?|reporters?|writers?)`,
  String.raw`\s[–—-]\s(?:[\p{L}&.-]+\s){0,4}(?:correspondents?|editors?|reporters?|staff|writers?)`,
];
export const ROLE_TAIL = new RegExp(
  String.raw`(?<=\p{L} \p{L}[\p{L}'’.-]{1,40})(?:${ROLE_TAILS.join('|')})$`,
  'iu',
);
/** "AP – 1 hr 4 mins ago", "9:39AM BST": when, not who. */
export const WHEN = new RegExp(
  [
    inAnyLanguage(PHRASES.ago),
    String.raw`\d{1,2}:\d{2}|^\d{1,2}\s?[ap]m\b`,
    String.raw`\d\s?${inAnyLanguage(PHRASES.timeUnit)}\s?[前전]`,
  ].join('|'),
  'iu',
);
/** A host name: some templates write the site's own where nobody is named. */
export const HOST = /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}$/i;

/** A team, an agency, a paper: words of its name, whole names, and parts of names in scripts without spaces. */
export const HOUSE = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}_])${inAnyLanguage(PHRASES.house)}(?![\p{L}\p{N}_])`,
    '^(?:dpa|afp|reuters|ap|sid|apa|efe|ansa|xinhua|新华社|共同|中新社|admin|q_admin|user)$',
    inAnyLanguage(PHRASES.houseInside),
  ].join('|'),
  'iu',
);
export const ADDRESS = /\(?[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}\)?/g;
const WEEKDAY = String.raw`(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s`;
const BEFORE_DAY = String.raw`(?:[|·•,–—-]|\b(?:am|el|il|le|on|op)\b|\bpublished\b|\bupdated\b|\bposted\b|\s)\s{0,3}`;
const DAYS = [
  String.raw`\p{L}{3,9}\.? \d{1,2}\s?,? \d{4}`,
  String.raw`\d{1,2}\.? \p{L}{3,9}\.?,? \d{4}`,
  String.raw`\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}`,
];
/** A day after the name, and whatever follows it. */
export const DATE_TAIL = new RegExp(`${BEFORE_DAY}(?:${WEEKDAY})?(?:${DAYS.join('|')}).{0,40}$`, 'iu');
/** As DATE_TAIL, without a day, or with its label in any language. */
export const UPDATE_TAIL = new RegExp(
  [
    String.raw`\s(?:last )?(?:updated|modified|published|posted)\b.{0,80}$`,
    String.raw`[\s|·•,(–—-]${inAnyLanguage(DATES.label)}(?!\p{L})[^\d]{0,20}\d.{0,160}$`,
  ].join('|'),
  'iu',
);
/** Account names and host names: better than nothing, worse than a person. */
export const ACCOUNT = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
/** Placeholders for a name. */
export const GENERIC = new RegExp(`^${inAnyLanguage(PHRASES.nobody)}$`, 'i');
