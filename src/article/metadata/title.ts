/** Finds the headline of a page: the h1 that its metadata confirms, else the metadata without the site's name. */

import { lettersOf } from '../../text/words/letters.ts';
import { isDense } from '../body/score.ts';
import { collapse, decodeEntities, headingText, textOf } from '../dom.ts';
import type { Page } from '../parse-page.ts';
import { type LinkedData, textValue } from './json-ld.ts';
import { firstMeta, type MetaTags } from './meta-tags.ts';
import { isGenericTitle, titleBeforeProse } from './shown-title.ts';

const LONGEST_TITLE = 400;
const MAX_HEADINGS = 12;
/** A heading longer than this is a paragraph in large type. */
const LONGEST_HEADING = 220;

interface TitleSources {
  readonly page: Page;
  readonly meta: MetaTags;
  readonly linked: LinkedData;
  readonly siteName: string | null;
  /** Registrable domain without its suffix: `example` of www.example.co.uk. */
  readonly siteLabel: string;
  /** Host name without www. */
  readonly host: string;
  readonly hint: string | null;
}

/** The headline on one line, or null. */
export function findTitle(sources: TitleSources): string | null {
  const { page, meta, linked } = sources;
  const headline = clean(linked.article === null ? null : textValue(linked.article['headline']));
  const og = clean(
    firstMeta(meta, [
      'og:title',
      'twitter:title',
      'parsely-title',
      'sailthru.title',
      'dc.title',
      'citation_title',
    ]),
  );
  const element = page.tagged('title')[0];
  const tag = element === undefined ? null : clean(textOf(element, LONGEST_TITLE));
  const declared = [og, headline, tag, clean(sources.hint)].filter((t): t is string => t !== null);
  const headings = page
    .tagged('h1')
    .slice(0, MAX_HEADINGS)
    .map((h) => clean(headingText(h, LONGEST_TITLE)))
    .filter((t): t is string => t !== null);
  const site = [sources.siteName, sources.siteLabel, sources.host].filter(
    (s): s is string => s !== null && s !== '',
  );
  const stripped = [...new Set(declared.map((d) => stripSite(d, site)))];
  const isSite = (text: string): boolean => site.some((s) => lettersOf(s) === lettersOf(text));
  const visible = headings
    .map((h) => stripSite(h, site))
    .filter((h) => !isSite(h) && h.length <= LONGEST_HEADING);
  const same = visible.find((h) => stripped.some((d) => lettersOf(d) === lettersOf(h)));
  if (same !== undefined) return unglued(same, stripped);
  const best = stripped.find((d) => !isSite(d) && !isGenericTitle(d)) ?? null;
  const confirmed = visible.find((h) => stripped.some((d) => agrees(h, d)));
  // the declared title may say more than the heading ("... 2026"), but not by way of a separator
  if (confirmed !== undefined)
    return best?.startsWith(confirmed) && /^\s[\p{L}\p{N}(]/u.test(best.slice(confirmed.length))
      ? best
      : confirmed;
  if (best !== null && visible.length === 0) return shownAs(best, page) ?? best;
  const only = og === null && headline === null && visible.length === 1 ? visible[0] : undefined;
  if (best !== null && only !== undefined && speaksOfSame(only, best)) return only;
  return (
    best ?? visible.find((h) => !isGenericTitle(h)) ?? shownTitle(page) ?? stripped[0] ?? visible[0] ?? null
  );
}

/** Whether a heading shares words with the declared title: some sites give search engines another headline than readers. */
function speaksOfSame(heading: string, declared: string): boolean {
  if (heading.length < SHORTEST_BEFORE_BAR) return false;
  const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  const known = new Set(words(declared));
  return words(heading).filter((word) => known.has(word)).length >= SHARED_WORDS;
}

const SHARED_WORDS = 2;

/** A kicker and the headline in one heading run together where only style separates them: a declared title has the space. */
function unglued(heading: string, declared: readonly string[]): string {
  const words = (text: string): number => text.split(' ').length;
  const folded = lettersOf(heading);
  return declared.find((d) => lettersOf(d) === folded && words(d) > words(heading)) ?? heading;
}

/** The declared title up to a separator, if that is what the page shows; else null. */
function shownAs(declared: string, page: Page): string | null {
  const shown = shownTitle(page);
  const rest = shown !== null && declared.startsWith(shown) ? declared.slice(shown.length) : '';
  return /^(?:\s+[|–—·•»«:/\\<>-]|\s?[|｜_])/.test(rest) ? shown : null;
}

function shownTitle(page: Page): string | null {
  const element = titleBeforeProse(page);
  return element === null ? null : clean(textOf(element, LONGEST_TITLE));
}

function clean(text: string | null): string | null {
  if (text === null) return null;
  const one = collapse(decodeEntities(text.replace(/<[^<>]{0,200}>/g, ' '))).slice(0, LONGEST_TITLE);
  return one === '' ? null : one;
}

/** The end of a truncated title. */
const CUT = /(?:…|\.{3})$/;

/** Whether a heading and a declared title are the same except for a site name or a truncated end. */
function agrees(heading: string, declared: string): boolean {
  const a = lettersOf(heading);
  const b = lettersOf(declared);
  if (a === '' || b === '') return false;
  if (a === b) return true;
  if (a.length < 12) return false;
  if (CUT.test(declared)) return b.length >= 12 && a.startsWith(b);
  return (
    b.startsWith(a) ||
    (a.startsWith(b) && b.length > 0.6 * a.length) ||
    (b.includes(a) && a.length > 0.5 * b.length)
  );
}

const SHORTEST_BEFORE_BAR = 15;
const SEPARATOR =
  /\s+[|\-–—·•»«:/\\<>]{1,2}\s+|\s?[|｜]\s?|_{1,2}(?=[^_]{2,20}(?:_|$))|(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])(?:[-–—]{1,2}|：)(?=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])/gu;
/** Separators after which sections and sites are named: a vertical bar, and in Chinese an underscore. */
const BAR = /^\s?[|｜]/;
const UNDERSCORE = /^_/;
const HAN = /\p{sc=Han}{4}/u;

/** Takes the site's name off the end or the start of a title. */
function stripSite(title: string, names: readonly string[]): string {
  const parts: string[] = [];
  const cuts: number[] = [];
  let from = 0;
  for (const match of title.matchAll(SEPARATOR)) {
    parts.push(title.slice(from, match.index));
    cuts.push(match.index);
    from = match.index + match[0].length;
  }
  if (parts.length === 0) return stripHost(title, names);
  parts.push(title.slice(from));
  const folded = names.map(lettersOf).filter((n) => n.length > 1);
  const isSite = (part: string): boolean => {
    const f = lettersOf(part);
    return folded.some(
      (n) =>
        f === n ||
        (n.length > 4 && f.length < n.length + 12 && f.includes(n)) ||
        (f.length > 3 && n.includes(f)),
    );
  };
  let end = parts.length;
  while (end > 1 && isSite(parts[end - 1] ?? '')) end--;
  const bar = cuts.findIndex(
    (at) => BAR.test(title.slice(at)) || (UNDERSCORE.test(title.slice(at)) && HAN.test(title.slice(0, at))),
  );
  if (bar >= 0 && bar + 1 < end && lengthOf(title.slice(0, cuts[bar])) >= SHORTEST_BEFORE_BAR) end = bar + 1;
  let kept = end === parts.length ? title : title.slice(0, cuts[end - 1]);
  const first = parts[0] ?? '';
  if (end > 1 && isSite(first))
    kept = kept.slice(first.length).replace(/^\s*[|\-–—·•»«:/\\<>｜]{1,2}\s*/, '');
  return kept.trim() === '' ? title : kept.trim();
}

/** The length of a text; characters of scripts written without spaces count as two. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) if (isDense(text.charCodeAt(i))) length++;
  return length;
}

/** Removes the host name that hand-written pages put before the headline. */
function stripHost(title: string, names: readonly string[]): string {
  const host = names.find((n) => n.includes('.') && title.toLowerCase().startsWith(`${n.toLowerCase()} `));
  return host === undefined ? title : title.slice(host.length).trim();
}
