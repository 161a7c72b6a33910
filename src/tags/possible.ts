/** A quick filter before scoring: an article without any Chinese side or anything electric cannot be tagged. */

import type { Line, Reading } from './line/line.ts';
import { ELECTRIC_ONLY } from './names/names.ts';
import { hasChina } from './parties/china.ts';

/**
 * False only where every anchor would stay below the threshold: without a Chinese side `partiesOf` gives 0.45 at most; without
 * a word, venture or two companies that may mean electric cars `concernOf` gives 0.05. It is false for most of a day's articles.
 */
export function mayBeTagged(reading: Reading): boolean {
  const { lines } = reading;
  if (lines.some(({ ventures, modelOf }) => ventures.length > 0 || modelOf !== null)) return true;
  return (reading.language === 'zh' || lines.some(hasChina)) && concernsElectric(lines);
}

function concernsElectric(lines: readonly Line[]): boolean {
  let company: string | null = null;
  for (const { words, companies } of lines) {
    if (
      words.ev !== undefined ||
      words.battery !== undefined ||
      words.charging !== undefined ||
      words.drive !== undefined
    )
      return true;
    for (const { company: at } of companies) {
      if (ELECTRIC_ONLY.has(at.id)) return true;
      // Two companies may be the partners of an electric venture.
      company ??= at.id;
      if (company !== at.id) return true;
    }
  }
  return false;
}
