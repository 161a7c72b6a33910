/**
 * Prints how many articles of 5 KB a second the tagger reads on one core, and how long its knowledge takes to
 * load. Run: node bench/tagging.ts
 */
import type { TagInput } from '../src/core/model.ts';

const began = performance.now();
const [{ createTagger }, { loadKnowledge }] = await Promise.all([
  import('../src/tags/tag.ts'),
  import('../src/tags/knowledge.ts'),
]);
const tag = createTagger(loadKnowledge());
// The first article of a language builds its vocabulary.
for (const lang of ['de', 'en', 'es', 'fr', 'it', 'ja', 'ko', 'pt', 'zh']) tag({ text: 'BYD', lang });
const loaded = performance.now() - began;

const { labelledArticles } = await import('./labelled-articles.ts');
const SIZE = 5_000;
const WARM_UP_MS = 1_000;
const MEASURE_MS = 3_000;

/** Labelled articles of one language strung together until they fill 5,000 bytes: the mix of a real day. */
function articlesOf5K(): TagInput[] {
  const byLanguage = Map.groupBy(labelledArticles(), ({ input }) => input.lang ?? 'en');
  const made: TagInput[] = [];
  for (const [lang, articles] of byLanguage) {
    let text = '';
    for (const { input } of articles) {
      text += `${input.text}\n\n`;
      const bytes = Buffer.from(text);
      if (bytes.length < SIZE) continue;
      made.push({
        title: input.title,
        text: bytes.toString('utf8', 0, SIZE),
        lang,
        publishedAt: input.publishedAt,
      });
      text = '';
    }
  }
  return made;
}

const inputs = articlesOf5K();

/** Articles for a second of processor time, so that other work on the machine does not count. */
function run(ms: number): number {
  const start = performance.now();
  const cpu = process.cpuUsage();
  let count = 0;
  while (performance.now() - start < ms) {
    const input = inputs[count % inputs.length];
    if (input === undefined) break;
    tag(input);
    count++;
  }
  const used = process.cpuUsage(cpu);
  return (count * 1_000_000) / (used.user + used.system);
}

run(WARM_UP_MS);
const rate = run(MEASURE_MS);
process.stdout.write(
  `tagging: ${Math.round(rate)} articles of 5 KB a second (${inputs.length} different ones); data loaded in ${Math.round(loaded)} ms\n`,
);
