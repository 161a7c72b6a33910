/** Cleans the names in bylines: prefixes, roles, addresses, dates and site names go; joined names are parted. */

import { parse } from 'tldts';
import { cleanText } from '../../text/clean-text.ts';
import { lettersOf } from '../../text/letters.ts';
import { trimEastAsian } from './east-asian-bylines.ts';

/** "Von unserem Korrespondenten", "Ein Bericht von": what newspapers put before a name. */
const PHRASE =
  /^(?:(?:ein(?:e)? (?:bericht|analyse|kommentar|reportage|(?:gast)?beitrag|interview) von|an? (?:report|analysis|story|comment|essay) by)\s+)?(?:(?:von unsere[mr]|by our|de notre|de nuestr[oa]) (?:\p{L}{1,20}[ -]){0,2}(?:\p{L}{0,20}korrespondent(?:in|en)?|\p{L}{0,20}redakteur(?:in)?|reporter(?:in)?|mitarbeiter(?:in)?|correspondent|correspondante?|envoyée? spéciale?|corresponsal)\s+)?/iu;
/** "Editing by": who worked on the text after its writers. */
const AFTERWARDS =
  /^(?:editing|edited|redigiert|translation|translated|photos?|fotos?|pictures?) (?:by|von)\b/i;
/** Japanese papers put the place before the writer: "トリノ＝". Behind it stands Han, else it parts a foreign name. */
const DATELINE = /^[\p{Script=Katakana}\p{Script=Han}ー・]{2,14}[＝=](?=\p{Script=Han})/u;
/** Cities of more than one word in which papers keep bureaus. */
const CITY =
  /^(?:Abu Dhabi|Buenos Aires|Cape Town|Den Haag|Frankfurt am Main|Ho Chi Minh City|Hong Kong|Kuala Lumpur|Los Angeles|Mexico City|New Delhi|New York(?: City)?|Rio de Janeiro|San Francisco|San José|Santiago de Chile|São Paulo|Tel Aviv|The Hague|Washington,? D\.?C\.?)$/;
/** One capitalised word. */
const ONE_WORD = /^\p{Lu}[\p{L}-]{2,24}$/u;

/** Words before a name. */
const PREFIX =
  /^(?:(?:(?:article|story|text|words|written|posted|published|reported|reporting|reviewed|contributed|photography|photos|content|created|submitted|recipe)\s+)?(?:by|von|(?:rédigé |propos recueillis )?par|(?:escrito |redactado )?por|(?:a cura )?di|(?:geschreven )?door|av|af|przez|от)|authors?|author name|autor(?:in|ka|a)?|auteur|autore|opracował[ay]?|oprac\.|redaktion|text|reporter|writer|editor|文|作者|本[报報刊网網]记者|记者|記者|撰文|执笔|執筆|取材・文|编辑|責任編輯|责任编辑|编集|編集部?|来源|기자)\s{0,3}[:：|]?\s+|^(?:by|von|par|por|door|authors?|autor(?:in|ka|a)?|auteur|autore|opracował[ay]?|作者|记者|記者|撰文|撰稿|执笔|執筆|取材・文|ライター|筆者|编辑|責任編輯|责任编辑|編集|文)\s?[:：/／|｜丨]\s?/iu;

/** Titles and functions that follow a name. */
const ROLE =
  /^(?:(?:senior|chief|deputy|associate|assistant|managing|executive|contributing|staff|special|guest|lead|global|us|uk|foreign|political|business|technology|science|auto|automotive|digital|news|lifestyle|fashion|health|sports?|travel|food|freelance|former|co-?)[\s-]+){0,5}(?:editors?(?:[- ](?:in[- ]chief|at[- ]large))?|writers?|reporters?|correspondents?|contributors?|columnists?|journalists?|staff|founder|co-founder|ceo|cto|cfo|president|director|manager|producer|analyst|author|redakteur(?:in)?|autor(?:in)?|journaliste|redactor|bureau chief|desk|photographer|specialist|strategist|professor|expert|consultant|marketing|head of .{1,40}|vp .{0,40}|vice president.{0,40})(?:[\s,].{0,60})?$/iu;

/** What stands behind a name and a comma, and is no second writer. */
const SUFFIX = /^(?:jr|sr|ii|iii|ph\.? ?d|m\.?d|mba|m\.?a|b\.?a|m\.?sc|esq)\.?$/i;
/** The agency that a writer works for, on the same line. */
const AGENCY_TAIL =
  /(?<=\p{L} \p{L}{2,40}),?\s(?:(?:and|avec|con|et|met|mit|und|with) )?(?:(?:the )?associated press|reuters|afp|bloomberg(?: news)?|dpa|efe|ansa|@\w{2,30})$/iu;

/** "Jana Wolff (with Léa Roux and Yann Le Goff)" */
const HELPERS = /\s?\((?:with|avec|mit|con|com|met)\s([^()]{1,200})\)/iu;
/** "Jana Wolff, Senior Berlin Correspondent" without the comma, "Léa Roux envoyée spéciale à Lyon", "- AP Technology Writers". */
const ROLE_TAIL =
  /(?<=\p{L} \p{L}[\p{L}'’.-]{1,40})(?:,?\s(?:(?:notre |nos )?(?:envoyée?s?|correspondante?s?)\s(?:sp[ée]cia(?:l|le|ux|les)\b|(?:à|au|aux|en)\s).{0,60}|enviad[oa]s? especial(?:es)?\b.{0,60}|inviat[oaie] special[ei]\b.{0,60})|,?\s(?:senior|chief|staff|special|contributing|associate|deputy|managing|national|foreign|political|business|technology|science)\s(?:[\p{L}&-]+\s){0,3}(?:correspondents?|editors?|reporters?|writers?)|\s[–—-]\s(?:[\p{L}&.-]+\s){0,4}(?:correspondents?|editors?|reporters?|staff|writers?))$/iu;
/** "AP – 1 hr 4 mins ago", "9:39AM BST": when, not who. */
const WHEN =
  /\d.{0,20}\bago$|\bhace \d+\b|\bil y a \d|\bvor \d+ |\d{1,2}:\d{2}|^\d{1,2}\s?[ap]m\b|\d\s?(?:時間|分|小时|小時|分钟|分鐘|시간|분)\s?[前전]/iu;
/** The site's own address: a template's way to name nobody. */
const HOST = /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}$/i;

const HOUSE =
  /\b(?:staff|team|desk|editors?|editorial|newsroom|redaktion|rédaction|redacción|redazione|redação|redactie|redakcja|agency|press|news|media|magazine|wire|department|ediciones|edizioni|éditions|verlag|publishing|group|inc|ltd|llc|gmbh|marketing|admin|webmaster)\b|^(?:dpa|afp|reuters|ap|sid|apa|efe|ansa|xinhua|新华社|共同|中新社|admin|q_admin|user)$|编辑部|編集部|新闻|新聞|日报|日報|晚报|时报|時報|网$|뉴스|신문|일보|편집국|편집부/iu;
const ADDRESS = /\(?[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}\)?/g;
const DATE_TAIL =
  /(?:[|·•,–—-]|\b(?:am|el|il|le|on|op)\b|\bpublished\b|\bupdated\b|\bposted\b|\s)\s{0,3}(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s)?(?:\p{L}{3,9}\.? \d{1,2},? \d{4}|\d{1,2}\.? \p{L}{3,9}\.?,? \d{4}|\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}).{0,40}$/iu;
const UPDATE_TAIL = /\s(?:last )?(?:updated|modified|published|posted)\b.{0,80}$/i;
/** Account names and host names: better than nothing, worse than a person. */
const ACCOUNT = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const GENERIC =
  /^(?:by|author|admin|administrator|editor|staff|guest|user|unknown|none|null|undefined|anonymous|n\/a|about|share|follow|posted|published|view all posts?|more|read more|contact)$/i;
const MAX_NAME = 80;

/** Parts raw bylines into people and houses (teams, agencies, the site itself). */
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
  // Chinese names on one line are parted by spaces alone; a Japanese one has a space in it
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
      .replace(/\s+(?:for|from|at|of|in)\s+.{2,60}$/, '')
      .replace(/[\s,;:|·•–—-]+$|^[\s,;:|·•–—@-]+/g, '')
      .replace(/\s+/g, ' ')
      .replace(ROLE_TAIL, '')
      .trim();
    if (!isName(name)) continue;
    if (names.length > 0 && (ROLE.test(name) || SUFFIX.test(name))) continue;
    if (/[,/]/.test(pieces[i - 1] ?? '') && isPlaceBehind(names.at(-1), name)) continue;
    names.push(name);
  }
  return names;
}

/** "Jana Wolff, Istanbul": one word behind a comma is no second writer when the first has two names. */
function isPlaceBehind(previous: string | undefined, name: string): boolean {
  return CITY.test(name) || (previous?.includes(' ') === true && ONE_WORD.test(name));
}

const PARTICLES = new Set(
  'al and bin by da de del den der di dos du e et la le of par por und van von y zu'.split(' '),
);

/** Whether a text tells something of a writer, and is not his name. */
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
