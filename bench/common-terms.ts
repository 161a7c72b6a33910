/**
 * Counts which terms are common in articles of the trade, over the articles written for this project, and writes
 * src/stories/data/common-terms.json. Run after the term rules or those articles change: node bench/common-terms.ts
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { termsIn } from '../src/stories/terms.ts';
import { labelledArticles } from './labelled-articles.ts';

/** Terms in fewer articles of a language are rare: they are left out of the file and count in full. */
const LEAST_SHARE = 0.03;
const LEAST_ARTICLES = 3;
const TARGET = new URL('../src/stories/data/common-terms.json', import.meta.url);
const CONTENT = new URL('../test/newsroom/content/', import.meta.url);

interface Outlet {
  readonly language: string;
  readonly articles: readonly { readonly title: string; readonly paragraphs: readonly string[] }[];
}

const newsroom = readdirSync(CONTENT)
  .filter((name) => name.startsWith('outlet-'))
  .map((name): Outlet => JSON.parse(readFileSync(new URL(name, CONTENT), 'utf8')))
  .flatMap(({ language, articles }) =>
    articles.map(({ title, paragraphs }) => ({ language, text: [title, ...paragraphs].join('\n\n') })),
  );
const labelled = labelledArticles()
  .filter(({ set }) => set.startsWith('articles'))
  .map(({ input }) => ({ language: input.lang ?? 'en', text: `${input.title ?? ''}\n\n${input.text}` }));

const byLanguage = Map.groupBy([...newsroom, ...labelled], ({ language }) => language);
const counted = [...byLanguage]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([language, articles]) => {
    const seen = new Map<string, number>();
    for (const { text } of articles)
      for (const term of new Set(termsIn(text))) seen.set(term, (seen.get(term) ?? 0) + 1);
    const least = Math.max(LEAST_ARTICLES, LEAST_SHARE * articles.length);
    const terms = [...seen]
      .filter(([, count]) => count >= least)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([term, count]): [string, number] => [term, Math.round((100 * count) / articles.length)]);
    return { language, articles: articles.length, terms: Object.fromEntries(terms) };
  });
writeFileSync(TARGET, `${JSON.stringify(counted, null, 1)}\n`);
for (const { language, articles, terms } of counted)
  process.stdout.write(`${language}: ${articles} articles, ${Object.keys(terms).length} common terms\n`);
