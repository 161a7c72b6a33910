/** Cleans the names in bylines: prefixes, roles, addresses, dates and site names go; joined names are split. */

import { parse } from 'tldts';
import { cleanText } from '../../text/words/clean-text.ts';
import { lettersOf } from '../../text/words/letters.ts';
import {
  ACCOUNT,
  ADDRESS,
  AFTERWARDS,
  AGENCY_TAIL,
  BEAT,
  CITY,
  DATE_TAIL,
  DATELINE,
  GENERIC,
  HELPERS,
  HOST,
  HOUSE,
  ONE_WORD,
  PHRASE,
  PREFIX,
  ROLE,
  ROLE_TAIL,
  SUFFIX,
  UPDATE_TAIL,
  WHEN,
} from './author-patterns.ts';
import { trimEastAsian } from './east-asian-bylines.ts';

const MAX_NAME = 80;

/** Splits raw bylines into people and houses: organisations such as teams, agencies, the site itself. Each name once, in order. */
export function cleanAuthors(
  raw: readonly string[],
  siteNames: readonly string[],
  language: string | null = null,
): { people: string[]; houses: string[] } {
  const people: string[] = [];
  const houses: string[] = [];
  const seen = new Set<string>();
  const sites = siteNames.map(lettersOf).filter((s) => s !== '');
  for (const line of raw.slice(0, 40)) {
    for (const name of namesIn(line.slice(0, 400), language)) {
      const key = lettersOf(name);
      if (key === '' || seen.has(key)) continue;
      seen.add(key);
      if (sites.includes(key) || HOUSE.test(name) || ACCOUNT.test(name)) houses.push(name);
      else people.push(name);
    }
  }
  return { people, houses };
}

/** Follow a name like a second one but are none: roles, titles, parts of dates. */
const NO_SECOND = [ROLE, BEAT, SUFFIX, /\d/];

function namesIn(line: string, language: string | null): string[] {
  let text = cleanText(line)
    .replace(ADDRESS, ' ')
    .replace(/<[^<>]{0,200}>/g, ' ')
    .replace(/https?:\/\/\S{1,300}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  text = text.replace(UPDATE_TAIL, '').replace(DATE_TAIL, '').replace(AGENCY_TAIL, '').trim();
  text = trimEastAsian(text.replace(PHRASE, '').replace(DATELINE, '')).replace(HELPERS, ', $1');
  for (let i = 0; i < 2; i++) text = text.replace(PREFIX, '').trim();
  // Chinese names on one line are separated by spaces alone; a Japanese name contains a space
  if (language !== 'ja' && /^[\p{Script=Han}·]{2,4}(?: [\p{Script=Han}·]{2,4}){1,5}$/u.test(text))
    return text.split(' ');
  const names: string[] = [];
  const pieces = text.split(
    /(\s*[;|·•\n]\s*|\s+(?:and|und|et|y|e|en|i|ve|oraz|AND|UND|ET|&|with|mit|avec|con|com|met)\s+(?=\p{Lu})|\s*[,，、/]\s*)/u,
  );
  for (let i = 0; i < pieces.length; i += 2) {
    const piece = pieces[i] ?? '';
    if (AFTERWARDS.test(piece)) break;
    const name = piece
      .replace(/\([^()]{0,60}\)|（[^（）]{0,60}）/g, ' ')
      .replace(/^(?:and|und|et|y|&|by|(?:with |additional |with additional )?reporting by)\s+/i, '')
      .replace(/\s+(?:for|[Ff]rom|at|of|in)\s+.{2,60}$/, '')
      .replace(/[\s,;:|·•–—-]+$|^[\s,;:|·•–—@-]+/g, '')
      .replace(/\s+/g, ' ')
      .replace(ROLE_TAIL, '')
      .trim();
    if (!isName(name)) continue;
    if (names.length > 0 && NO_SECOND.some((other) => other.test(name))) continue;
    if (/[,/]/.test(pieces[i - 1] ?? '') && isPlaceBehind(names.at(-1), name)) continue;
    names.push(name);
  }
  return names;
}

/** "Jana Wolff, Istanbul": a single word after a comma is no second writer when the first has two names. */
function isPlaceBehind(previous: string | undefined, name: string): boolean {
  return CITY.test(name) || (previous?.includes(' ') === true && ONE_WORD.test(name));
}

const PARTICLES = new Set(
  'al and bin by da de del den der di dos du e et la le of par por und van von y zu'.split(' '),
);

/** Whether a text is a sentence about a writer rather than a name. */
export function isSentence(text: string): boolean {
  if (!/\p{L}{3}[.!?]$|[。！？]$/u.test(text)) return false;
  const words = text.split(' ');
  const plain = words.filter((word) => /^\p{Ll}/u.test(word) && !PARTICLES.has(word));
  return (
    plain.length >= 2 &&
    !ROLE.test(
      text
        .slice(text.indexOf(',') + 1)
        .replace(/\.$/, '')
        .trim(),
    )
  );
}

function isName(name: string): boolean {
  if (name.length < 2 || name.length > MAX_NAME || GENERIC.test(name)) return false;
  if (WHEN.test(name) || (HOST.test(name) && parse(name).isIcann === true)) return false;
  if (!/\p{L}{2}|\p{Script=Han}/u.test(name)) return false;
  if (/^(?:posted|published|updated|in|on|at|min read|\d+ min)\b/i.test(name)) return false;
  return name.split(' ').length <= 7;
}
