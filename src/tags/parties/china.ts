/** What a text has of China. */
import { isChinese } from '../knowledge/knowledge.ts';
import type { Line, Reading } from '../line/line.ts';

/** What a text is about stands in so many of its first sentences. */
const OPENING_LINES = 4;

/** A company or a place of China, or a word for it. */
export function hasChina(line: Line | undefined): boolean {
  return (
    line !== undefined &&
    (line.words.china !== undefined ||
      line.companies.some((at) => isChinese(at.company)) ||
      line.unlisted.some((at) => at.chinese))
  );
}

/** It opens with two companies of other countries, and has nothing of China. */
export function isNewsFromAbroad({ lines }: Reading): boolean {
  const opening = lines.slice(0, OPENING_LINES).flatMap(({ companies }) => companies);
  return (
    new Set(opening.map(({ company }) => company.parent ?? company.id)).size >= 2 && !lines.some(hasChina)
  );
}

const HYPHEN = /^\s?[-–—·]\s?$/u;

/** "Sino-French", "chinesisch-französisch": China and another country in one word. */
export function tellsOfBoth({ words, text, start }: Line): boolean {
  return (words.china ?? []).some((china) =>
    words.abroad?.some((other) => {
      const [first, second] = china.start < other.start ? [china, other] : [other, china];
      return HYPHEN.test(text.slice(first.end - start, second.start - start));
    }),
  );
}
