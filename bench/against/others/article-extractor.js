/** rss-parser and @extractus/article-extractor, which fetches by itself; its HTML is made text by linkedom. */
import { extract } from '@extractus/article-extractor';
import { parseHTML } from 'linkedom';
import Parser from 'rss-parser';
import { each, feedUrls, openOutput } from '../output.ts';

const store = openOutput();
const parser = new Parser();
const urls = new Set();
await each(feedUrls(), async (feed) => {
  const { items } = await parser.parseURL(feed);
  for (const { link } of items) urls.add(link);
});
await each([...urls], async (url) => {
  const article = await extract(url);
  if (article?.content)
    store(
      url,
      article.title ?? null,
      parseHTML(`<html><body>${article.content}</body></html>`).document.body.textContent,
    );
});
