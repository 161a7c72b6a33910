/** Joins the lines of prose that was broken at a fixed width, as exchange notices and mailed releases are. */

/** Fewer broken lines may be an address or a verse. */
const FEWEST = 3;
const NARROWEST = 40;
const WIDEST = 100;
/** Share of lines that could not have held the next word as well. */
const FULL = 0.9;

/** The text with a line for each paragraph, or null when its lines end where they are meant to. Linear in its length. */
export function joinWrapped(text: string): string | null {
  const lines = text.split('\n').map((line) => line.trim());
  if (lines.length <= FEWEST) return null;
  const broken = lines.filter((line, i) => line !== '' && (lines[i + 1] ?? '') !== '');
  const width = broken.reduce((most, { length }) => Math.max(most, length), 0);
  if (broken.length < FEWEST || width < NARROWEST || width > WIDEST) return null;
  const full = lines.filter((line, i) => {
    const next = lines[i + 1] ?? '';
    const word = next.indexOf(' ') < 0 ? next : next.slice(0, next.indexOf(' '));
    return line !== '' && next !== '' && line.length + 1 + word.length > width;
  });
  if (full.length < FULL * broken.length) return null;
  return lines
    .join('\n')
    .replace(/(?<=\p{L}-)\n(?=\p{L})/gu, '')
    .replace(/(?<!\n)\n(?!\n)/g, ' ');
}
