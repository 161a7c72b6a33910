/**
 * Prints the processor time in ms of finding the story of one article when 1,000 to 1,000,000 are stored.
 * Run: node bench/stories.ts [articles]
 *
 * The articles are made up, 2,000 a day: companies, figures and words are drawn by Zipf's law, an event has one to eight
 * reports within three days, one in three a copy of another. Instead of reading features from a database, they are made
 * again from the article's number.
 */
import { assign } from '../src/stories/assign.ts';
import { CandidateIndex } from '../src/stories/candidate-index.ts';
import { keysOf } from '../src/stories/candidate-keys.ts';
import { featuresOf } from '../src/stories/features.ts';
import { labelledArticles } from './labelled-articles.ts';
import { articleOf } from './made-up-articles.ts';

const MOST = Number(process.argv[2] ?? 1_000_000);
const PROBES = 400;

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function measureFeatures(): number {
  const articles = labelledArticles().map(({ input }, n) => ({
    key: String(n),
    title: input.title ?? '',
    text: input.text,
    publishedAt: 0,
    language: input.lang ?? null,
    site: null,
    authors: [],
    tagging: { tagged: false, ventures: [], companies: [] },
    names: [],
    head: [],
  }));
  const run = (): void => {
    for (const article of articles) featuresOf(article, (id) => id);
  };
  run();
  return cpuMs(run) / articles.length;
}

interface Cost {
  /** Of all that finding a story takes. */
  readonly ms: number;
  /** Of that, for making the features of article and candidates, which the daemon would have or read. */
  readonly made: number;
  readonly compared: number;
}

/** Finds stories for the next articles, as the daemon would, without storing them. */
function probe(index: CandidateIndex, stored: number): Cost {
  const numbers: number[] = [];
  const ms = cpuMs(() => {
    for (let n = stored; n < stored + PROBES; n++) {
      const article = articleOf(n);
      const candidates = index.candidates(keysOf(article), article.publishedAt);
      numbers.push(n, ...candidates);
      // Every candidate in a story of its own, the worst case.
      const stories = candidates.map(articleOf).map((other) => ({ id: other.key, articles: [other] }));
      assign(article, stories);
    }
  });
  const made = cpuMs(() => {
    for (const n of numbers) articleOf(n);
  });
  return { ms: ms / PROBES, made: made / PROBES, compared: numbers.length / PROBES - 1 };
}

process.stdout.write(
  `features: ${measureFeatures().toFixed(2)} ms an article, whatever is stored (tagging not included)\n`,
);
const index = new CandidateIndex();
let next = 1_000;
probe(index, 0);
for (let stored = 0; stored <= MOST; stored++) {
  if (stored === next) {
    const { ms, made, compared } = probe(index, stored);
    process.stdout.write(
      `stored ${String(stored).padStart(9)}: ${ms.toFixed(2)} ms an article, ${made.toFixed(2)} of them to make features, ${compared.toFixed(0)} compared, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB\n`,
    );
    next *= 10;
  }
  const article = articleOf(stored);
  index.add(stored, keysOf(article), article.publishedAt);
}
