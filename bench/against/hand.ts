/** The script that one would write oneself: rss-parser, undici, Readability on linkedom, better-sqlite3. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import Parser from 'rss-parser';
import { request } from 'undici';
import { each, feedUrls, openOutput } from './output.ts';

const store = openOutput();
const parser = new Parser();
const urls = new Set<string>();
await each(feedUrls(), async (feed) => {
  const { body } = await request(feed);
  const { items } = await parser.parseString(await body.text());
  for (const { link } of items) if (link) urls.add(link);
});
await each([...urls], async (url) => {
  const { body } = await request(url);
  const { document } = parseHTML(await body.text());
  const article = new Readability(document).parse();
  if (article) store(url, article.title ?? null, article.textContent ?? '');
});
