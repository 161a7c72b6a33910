/** The tool `search_articles`: lists articles by the filter that CLI, API and pages have, a few at a time, to be cited. */
import { z } from 'zod';
import { articleFilterSchema, searchOrder } from '../query/article-filter.ts';
import { bestFirst, readFilter, refuseUnknown } from '../query/read-filter.ts';
import { atMost } from './arguments.ts';
import { citationSchema, cite, citeText } from './cite.ts';
import { quotedLine, visible } from './quoted.ts';
import { lacking, listEnd, type Tool } from './tool.ts';

const input = articleFilterSchema.extend({ sort: searchOrder, limit: atMost(10, 50) });

const output = z.object({
  asOf: z.string(),
  matching: z
    .object({ count: z.number().int(), exact: z.boolean() })
    .describe('articles that match in all; not exact: at least so many'),
  articles: z.array(
    citationSchema.extend({
      snippet: z.string().nullable().describe('text around the words searched for; cut, so not a quotation'),
    }),
  ),
  nextCursor: z.string().nullable().describe('give it as cursor to go on; null at the end'),
  hint: z.string().nullable().describe('how to ask for what the words seem to mean but do not, such as OR'),
  coverage: lacking,
});

export const searchArticles: Tool = {
  name: 'search_articles',
  title: 'Search articles',
  description:
    'Articles about Chinese EV joint ventures and what surrounds them, in any language. Without query the newest first, with words to search for the best first. tag "chinese-ev-jv" keeps those that mention such a venture. Of company, stage, lang ... several values are any of them ("byd,geely"), of with each of them (company renault, with geely: both), a minus excludes ("-de"). query takes words that must all be there, "a phrase", begin*, -without; also the name of whoever company and venture do not know.',
  input,
  output,
  ids: null,
  answer: async (written, { answers, now }) => {
    refuseUnknown(Object.keys(written), Object.keys(input.shape));
    const filter = await answers.known(readFilter(bestFirst(written), String, input));
    const page = answers.articles(filter);
    const cited = new Map(answers.citations(page.articles.map(({ id }) => id)).map((one) => [one.id, one]));
    const articles = page.articles.flatMap(({ id, snippet }) => {
      const citation = cited.get(id);
      return citation ? { ...cite(citation), snippet: snippet === undefined ? null : visible(snippet) } : [];
    });
    const whole = page.nextCursor === null && filter.cursor === undefined;
    const { counted: atLeast, complete } = whole
      ? { counted: articles.length, complete: true }
      : answers.facets(filter);
    // Counting stops early and may miss old articles that the list, which may take longer, has found.
    const counted = Math.max(atLeast, articles.length);
    const structured = {
      asOf: new Date(now()).toISOString(),
      matching: { count: counted, exact: complete },
      articles,
      nextCursor: page.nextCursor,
      hint: page.hint,
      coverage: page.coverage,
    } satisfies z.output<typeof output>;
    const next = page.nextCursor === null ? null : `cursor "${page.nextCursor}"`;
    const text = [
      `Articles: ${articles.length} of ${complete ? '' : 'at least '}${counted}, ${filter.sort} first.`,
      ...(page.hint === null ? [] : [page.hint]),
      ...articles.map((one) =>
        one.snippet === null ? citeText(one) : `${citeText(one)}\n  found ${quotedLine(one.snippet)}`,
      ),
      ...listEnd(next, page.coverage),
    ];
    return { structured, text: text.join('\n\n') };
  },
};
