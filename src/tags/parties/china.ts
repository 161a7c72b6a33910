/** Whether a text mentions China, its companies or places. */
import { isChinese } from '../knowledge/knowledge.ts';
import type { Line, Reading } from '../line/line.ts';

/** First lines, which show what an article is about. */
const OPENING_LINES = 4;

/** True when the line mentions a Chinese company, a place in China or a word for the country. */
export function hasChina(line: Line | undefined): boolean {
  return (
    line !== undefined &&
    (line.words.china !== undefined ||
      line.companies.some((at) => isChinese(at.company)) ||
      line.unlisted.some((at) => at.chinese))
  );
}

/** True when the article opens with two companies, and mentions nothing of China anywhere. */
export function isNewsFromAbroad({ lines }: Reading): boolean {
  const opening = lines.slice(0, OPENING_LINES).flatMap(({ companies }) => companies);
  return (
    new Set(opening.map(({ company }) => company.parent ?? company.id)).size >= 2 && !lines.some(hasChina)
  );
}

const HYPHEN = /^\s?[-–—·]\s?$/u;

/** True for a line with "Sino-French", "chinesisch-französisch": China and another country in one word. */
export function hasSinoForeign({ words, text, start }: Line): boolean {
  return (words.china ?? []).some((china) =>
    words.abroad?.some((other) => {
      const [first, second] = china.start < other.start ? [china, other] : [other, china];
      return HYPHEN.test(text.slice(first.end - start, second.start - start));
    }),
  );
}
