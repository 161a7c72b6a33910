/** Reads bylines among the lines near a headline, and the agencies' note on who reported at the end of a text. */

import type { ChildNode, Element } from 'domhandler';
import { inAnyLanguage } from '../../text/words/one-of.ts';
import { isElement, isTextNode, textOf, UNREADABLE } from '../dom.ts';
import type { Page } from '../parse-page.ts';
import PHRASES from './byline-phrases.json' with { type: 'json' };
import { eastAsianByline } from './east-asian-bylines.ts';

const NAME = /\p{Lu}[\p{L}'’-]{1,20}(?: (?:\p{Lu}[\p{L}'’-]{0,20}\.?|v[oa]n|de[rnl]?|d[ia]|bin|al)){1,3}/u
  .source;
const BY = `(?:(?:${inAnyLanguage(PHRASES.work)} )?(?:by|von)|${inAnyLanguage(PHRASES.writtenBy)})`;
/** A line that begins like a byline, or the word alone with the name on the next line. */
const BYLINE_START = new RegExp(
  String.raw`^${BY}\s?[:：]?\s+|^${inAnyLanguage(PHRASES.label)}\s?[:：/／]\s{0,3}`,
  'iu',
);
/** What must follow it, as sentences begin with the same words: "Por qué", "Door de". */
const WRITER = /^(?:\p{Lu}|\p{Lo}|unsere[mr] |our )/u;
const NAMES = `${NAME}(?:(?:, | und | and | et | y | e | en | i | ve | & )${NAME}){0,3}`;
/** Labels that are used of other things, too, and so must be followed by full names. */
const LABELLED = new RegExp(
  String.raw`^${inAnyLanguage(PHRASES.ambiguousLabel)}\s?(?::\s?|(?<=by) )(${NAMES})(?:\s?[|,;/·•–—(-].{0,60})?$`,
  'u',
);
const BYLINE_ALONE = /^(?:(?:written |posted )?by|von|par|por|door|author|autore?|auteur)\s?:?$/i;
/** "Petra Lindqvist - Senior Reporter", "Camille Besson (avec AFP)". */
const NAME_ROLE = new RegExp(`^(${NAME})\\s?[|,(·–—-]\\s?(.{3,60}?)\\)?$`, 'u');
/** Roles of writers; people in the news have others. */
const WRITES = new RegExp(
  String.raw`^(?:\p{L}+[ -]){0,3}${inAnyLanguage(PHRASES.role)}(?:,? .{1,40})?$`,
  'iu',
);
const WITH_AGENCY = /^(?:avec|with|mit|con|com|met) (?:l['’])?\p{Lu}[\p{L} ]{1,30}$/u;
const LONGEST_BYLINE = 120;

const DAYS = [
  String.raw`\d{1,2}[./]\d{1,2}[./]\d{4}`,
  String.raw`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}`,
  String.raw`\d{1,2}(?:st|nd|rd|th)?\.? \p{L}{3,10}\.?,? \d{4}`,
  String.raw`\p{L}{3,10}\.? \d{1,2}(?:st|nd|rd|th)?(?: ?,)? \d{4}`,
];
const DAY = String.raw`(?:\p{L}{2,9}\.?,? )?(?:${DAYS.join('|')})`;
const CLOCK = /(?:,? (?:at |um |à )?\d{1,2}[:.h]\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [Uu]hr)?(?: [A-Z]{2,4})?)?/u
  .source;
const MARK = String.raw`\s{0,2}[|·•–—-]\s{0,2}`;
/** A name and a date on a line of their own, in either order. */
const NAME_DATE = new RegExp(
  `^(${NAME})(?:${MARK}\\p{Lu}[\\p{L} ]{2,20})?(?:${MARK}|, )${DAY}(?:${MARK})?${CLOCK}(?:${MARK}.{0,40})?$`,
  'u',
);
const DATE_NAME = new RegExp(
  `^${DAY}${CLOCK}${MARK}(${NAME})(?:\\s?[/,|]\\s?\\p{Lu}[\\p{L} -]{2,30})?$`,
  'u',
);
/** "Monika From Gasgoo | November 16, 2026": the paper after it shows that a single word is a name. */
const NAME_FROM = new RegExp(
  `^(\\p{Lu}[\\p{L}'’-]{1,20}(?: \\p{Lu}[\\p{L}'’-]{1,20}){0,2}) [Ff]rom \\p{Lu}[\\p{L}. ]{1,30}?${MARK}${DAY}`,
  'u',
);
/** Words of section names, which stand beside dates just as names do. */
const SECTION = new RegExp(String.raw`\b${inAnyLanguage(PHRASES.section)}\b`, 'iu');

export function bylineNear(lines: readonly string[]): string[] {
  for (const [i, line] of lines.entries()) {
    const eastAsian = eastAsianByline(line);
    if (eastAsian !== undefined) return [eastAsian];
    if (line.length > LONGEST_BYLINE) continue;
    if (BYLINE_ALONE.test(line)) {
      const next = lines[i + 1];
      if (next !== undefined && next.length <= 60) return [next];
    } else if (WRITER.test(line.replace(BYLINE_START, '')) && BYLINE_START.test(line)) return [line];
    const named = LABELLED.exec(line)?.[1] ?? besideDate(line) ?? besideRole(line);
    if (named !== undefined) return [named];
  }
  return [];
}

function besideDate(line: string): string | undefined {
  const name = [NAME_FROM, NAME_DATE, DATE_NAME]
    .map((form) => form.exec(line)?.[1])
    .find((one) => one !== undefined);
  return name === undefined || SECTION.test(name) ? undefined : name;
}

function besideRole(line: string): string | undefined {
  const [, name = '', role = ''] = NAME_ROLE.exec(line) ?? [];
  return (WRITES.test(role) || WITH_AGENCY.test(role)) && !SECTION.test(name) ? name : undefined;
}

const REPORTED = /^\s{0,9}[([]?(?:Reporting|Writing|Additional reporting) by ([^;.()]{3,150})/;

/** "(Reporting by Ann Example in Turin; Editing by ...)": how agencies sign their texts. */
export function reportedBy(page: Page): string[] {
  const walk = (node: ChildNode): string | null => {
    if (isTextNode(node)) {
      const found = node.data.includes('by') && REPORTED.test(node.data);
      const whole = found && node.parent !== null ? textOf(node.parent, 400) : node.data;
      return found ? (REPORTED.exec(whole)?.[1] ?? REPORTED.exec(node.data)?.[1] ?? null) : null;
    }
    if (!isElement(node) || UNREADABLE.has(node.name)) return null;
    for (const child of node.children) {
      const name = walk(child);
      if (name !== null) return name;
    }
    return null;
  };
  for (const child of page.root.children) {
    const name = walk(child);
    if (name !== null) return [name];
  }
  return [];
}

const LONGEST_SIGNATURE = 60;
const SIGNED = /기자|记者|記者|作者/;

/** Chinese and Korean texts are signed in their last lines: "김민수 기자 kim@..." */
export function signedBelow(root: Element | null): string[] {
  let last: string | undefined;
  const walk = (node: ChildNode): void => {
    if (isTextNode(node)) {
      const line =
        node.data.length <= 2 * LONGEST_SIGNATURE && SIGNED.test(node.data) ? node.data.trim() : '';
      if (line !== '' && line.length <= LONGEST_SIGNATURE) last = eastAsianByline(line) ?? last;
    } else if (isElement(node) && !UNREADABLE.has(node.name)) for (const child of node.children) walk(child);
  };
  if (root !== null) walk(root);
  return last === undefined ? [] : [last];
}
