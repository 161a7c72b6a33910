/** A stream of pages through `jvwire extract --ndjson`: answered in order, in constant memory. */
import { expect, test } from 'vitest';
import { seededPage, streamPages } from './page-stream.ts';

/** bench/page-stream.ts sends 10,000. */
const PAGES = 400;
const MOST_MEMORY_MB = 250;

test(`${PAGES} pages, large ones among them, come back in order, and memory stays under ${MOST_MEMORY_MB} MB`, async () => {
  const { answered, misplaced, notOk, peakMegabytes } = await streamPages(PAGES, (id) => seededPage(7, id));
  expect({ answered, misplaced, notOk }).toEqual({ answered: PAGES, misplaced: 0, notOk: 0 });
  if (peakMegabytes !== null) expect(peakMegabytes).toBeLessThan(MOST_MEMORY_MB);
}, 120_000);
