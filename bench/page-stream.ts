/**
 * Streams pages through `jvwire extract --ndjson` and prints its peak memory (target: 250 MB) and whether the answers came
 * in order. The pages are the development pages, repeated, where they are present, else generated ones.
 * Run: node bench/page-stream.ts [--pages 10000]
 */
import { parseArgs } from 'node:util';
import { developmentPages } from '../test/article/development-pages.ts';
import { seededPage, streamPages } from '../test/article/page-stream.ts';

const { values } = parseArgs({ options: { pages: { type: 'string', default: '10000' } } });
const count = Number(values.pages);
const real = developmentPages();
const began = performance.now();
const { answered, misplaced, notOk, peakMegabytes } = await streamPages(count, (id) => {
  const page = real[id % Math.max(1, real.length)];
  return page === undefined ? seededPage(1, id) : { id, url: page.url, html: page.html };
});
const seconds = (performance.now() - began) / 1000;
process.stdout.write(
  `${count} ${real.length > 0 ? 'real' : 'generated'} pages: ${answered} answered, ${misplaced} out of order, ${notOk} not ok, peak ${peakMegabytes?.toFixed(0) ?? '?'} MB, ${(count / seconds).toFixed(0)} a second\n`,
);
