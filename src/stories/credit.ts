/** The agency that an article credits with its text, in its byline, dateline or "source:" line. */
import AGENCIES from './data/agencies.json' with { type: 'json' };

/** In lower case: bylines and source lines are often in capitals. */
const BY_NAME = new Map(
  AGENCIES.flatMap(({ id, names }) => names.map((name) => [name.toLowerCase(), id] as const)),
);
const BY_SITE = new Map(AGENCIES.flatMap(({ id, sites }) => sites.map((site) => [site, id] as const)));
const NAMES = AGENCIES.flatMap(({ names }) => names)
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  .join('|');

/** Characters searched at each end: datelines are at the beginning, source lines there or at the end. */
const EDGE = 300;

/** "BEIJING (Reuters) -", "(dpa/AFP)", "新华社北京10月26日电". */
const DATELINE = new RegExp(
  `\\((?:[^()]{0,30}[/, ])?(${NAMES})(?:[/, ][^()]{0,30})?\\)|(${NAMES})[^\\n。]{2,16}[电電]`,
  'u',
);
/** "Source: Reuters", "Quelle: dpa", "来源:新华社", "出典:共同通信", "출처: 연합뉴스". */
const SOURCE_LINE = new RegExp(
  `(?:sources?|quelle|fuente|fonte|sumber|źródło|источник|来源|來源|稿源|出典|提供|출처)\\s*[:：]\\s*(${NAMES})(?![\\p{L}\\p{N}])`,
  'iu',
);
/** "… pada 2027. – Bernama", the last words of a text. */
const SIGNED = new RegExp(`[.!?"”]\\s*[-–—]{1,2}\\s?(${NAMES})\\.?\\s*$`, 'u');
const OPENING_CREDIT = new RegExp(`^\\s*(?:据|據)(${NAMES})(?:消息|报道|報道|[,，])`, 'u');

/** Id of the agency credited, or null. An article on an agency's own site credits that agency. */
export function creditOf(article: {
  readonly text: string;
  readonly authors: readonly string[];
  readonly site: string | null;
}): string | null {
  const own = article.site === null ? undefined : BY_SITE.get(article.site);
  if (own !== undefined) return own;
  for (const author of article.authors) {
    const named = BY_NAME.get(author.trim().toLowerCase());
    if (named !== undefined) return named;
  }
  const { text } = article;
  const start = text.slice(0, EDGE);
  const end = text.slice(Math.max(EDGE, text.length - EDGE));
  const found =
    DATELINE.exec(start) ??
    SOURCE_LINE.exec(start) ??
    OPENING_CREDIT.exec(start) ??
    SOURCE_LINE.exec(end) ??
    DATELINE.exec(end) ??
    SIGNED.exec(text.slice(-EDGE));
  return BY_NAME.get((found?.[1] ?? found?.[2] ?? '').toLowerCase()) ?? null;
}

/** Whether a site is the agency's own. */
export function isAgencySite(site: string | null, agency: string): boolean {
  return site !== null && BY_SITE.get(site) === agency;
}
