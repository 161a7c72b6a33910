/**
 * Prints how many articles of 5 KB per second the tagger reads on one core, and how long its knowledge takes to load.
 * Run: node bench/tagging.ts
 */
import type { TagInput } from '../src/core/model.ts';

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
const began = process.cpuUsage();
const [{ createTagger }, { loadKnowledge }] = await Promise.all([
  import('../src/tags/tag.ts'),
  import('../src/tags/knowledge/knowledge.ts'),
]);
const tag = createTagger(loadKnowledge());
// The first article of a language builds its vocabulary.
for (const lang of ['de', 'en', 'es', 'fr', 'it', 'ja', 'ko', 'pt', 'zh']) tag({ text: 'BYD', lang });
const loaded = milliseconds(process.cpuUsage(began));

const { labelledArticles } = await import('./labelled-articles.ts');
const SIZE = 5_000;
// Other work on the machine slows down even processor time (shared caches), so the best of many short stretches counts. The
// warm-up is not counted: a service runs for days, with code that is compiled already.
const WARM_UP = 15;
const STRETCHES = 30;
// In a day of the trade's feeds, one article in so many has a venture (of the real ones in the development set, 1 in 13).
const ONE_IN = 12;

interface Kind {
  readonly name: string;
  readonly inputs: readonly TagInput[];
}

/** Articles of one language strung together until they fill 5,000 bytes. */
function articlesOf5K(articles: readonly TagInput[]): TagInput[] {
  const made: TagInput[] = [];
  for (const [lang, ofLanguage] of Map.groupBy(articles, (input) => input.lang ?? 'en')) {
    let text = '';
    for (const input of ofLanguage) {
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

/** Two mixes: ventures and near misses only; and a day's stream, where one article in ONE_IN has a venture. */
function kinds(): Kind[] {
  const labelled = labelledArticles();
  const real = labelled.filter(({ set }) => set === 'real-dev.jsonl');
  const stream = real.length > 0 ? real : labelled;
  const without = articlesOf5K(stream.filter(({ tagged }) => !tagged).map(({ input }) => input));
  const having = articlesOf5K(stream.filter(({ tagged }) => tagged).map(({ input }) => input));
  return [
    { name: 'ventures and near misses only', inputs: articlesOf5K(labelled.map(({ input }) => input)) },
    {
      name: "a day's stream",
      inputs: [...without, ...having.slice(0, Math.ceil(without.length / (ONE_IN - 1)))],
    },
  ];
}

/** Articles per second of processor time, over all inputs once. */
function rate(inputs: readonly TagInput[]): number {
  const start = process.cpuUsage();
  for (const input of inputs) tag(input);
  return (inputs.length * 1000) / milliseconds(process.cpuUsage(start));
}

for (const { name, inputs } of kinds()) {
  for (let i = 0; i < WARM_UP; i++) rate(inputs);
  const rates = Array.from({ length: STRETCHES }, () => rate(inputs)).sort((a, b) => b - a);
  const [best = 0] = rates;
  const median = rates[STRETCHES / 2] ?? 0;
  process.stdout.write(
    `tagging, ${name}: ${Math.round(best)} articles of 5 KB a second of processor time, ${Math.round(median)} in the median (${inputs.length} different ones)\n`,
  );
}
process.stdout.write(`tagging: all data loaded in ${Math.round(loaded)} ms of processor time\n`);
