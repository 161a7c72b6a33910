/**
 * Prints the processor time in ms per page in a warm process: for the whole extraction, for Readability on linkedom and for
 * cheerio's parsing alone, on the same real pages in the same run. Run: node bench/extraction.ts
 */

import { Readability } from '@mozilla/readability';
import { load } from 'cheerio';
import { parseHTML } from 'linkedom';
import { extractArticle } from '../src/article/extract.ts';
import { type DevelopmentPage, developmentPages, present } from '../test/article/development-pages.ts';

/** The first round warms up and is not counted. */
const ROUNDS = 6;

const READERS: readonly (readonly [string, (page: DevelopmentPage) => unknown])[] = [
  ['extract, whole', ({ html, url }) => extractArticle(html, { url })],
  [
    'cheerio, bare parse (htmlparser2)',
    ({ html }) => load(html, { xml: { xmlMode: false, decodeEntities: true } }),
  ],
  ['cheerio, bare parse (parse5)', ({ html }) => load(html)],
  ['Readability on linkedom, whole', ({ html }) => new Readability(parseHTML(html).document).parse()],
];

function measure(read: (page: DevelopmentPage) => unknown, pages: readonly DevelopmentPage[]): number[] {
  const costs: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const page of pages) {
      const before = process.cpuUsage();
      read(page);
      const { user, system } = process.cpuUsage(before);
      if (round > 0) costs.push((user + system) / 1000);
    }
  return costs.sort((a, b) => a - b);
}

if (!present)
  process.stdout.write('extraction: the development pages (../shared) are not here: not measured\n');
else {
  const pages = developmentPages('scrapinghub');
  process.stdout.write(`extraction: CPU ms a page, ${pages.length} real pages, ${ROUNDS - 1} warm rounds\n`);
  for (const [name, read] of READERS) {
    const costs = measure(read, pages);
    const at = (share: number): string =>
      (costs[Math.floor(share * costs.length)] ?? 0).toFixed(1).padStart(6);
    process.stdout.write(`${name.padEnd(36)} median ${at(0.5)}  p95 ${at(0.95)}\n`);
  }
}
