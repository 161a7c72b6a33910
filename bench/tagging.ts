/**
 * Prints how many articles of 5 KB a second the tagger reads on one core, and how long its knowledge takes to
 * load. Run: node bench/tagging.ts
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
// The processor's other work slows even its own time down: the best of many short stretches tells most. A service
// reads for days: what is measured is code that the engine has already compiled.
const WARM_UP = 15;
const STRETCHES = 30;
// One article in so many of a day's feeds from the trade has a venture; of the development set's real ones, 1 in 13.
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

/** Ventures and near misses only; and a day's stream, where one article in twelve has a venture. */
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

/** Articles for a second of processor time, over all of them once. */
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
