/** Crawlee's CheerioCrawler with its defaults; the article is Readability's, on linkedom. */
import { CheerioCrawler } from '@crawlee/cheerio';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import Parser from 'rss-parser';
import { feedUrls, openOutput } from '../output.ts';

const store = openOutput();
const parser = new Parser();
const crawler = new CheerioCrawler({
  additionalMimeTypes: ['application/rss+xml'],
  async requestHandler({ request, body, addRequests }) {
    if (request.label === 'article') {
      const article = new Readability(parseHTML(String(body)).document).parse();
      if (article) store(request.url, article.title ?? null, article.textContent ?? '');
      return;
    }
    const { items } = await parser.parseString(String(body));
    await addRequests(items.map(({ link }) => ({ url: link, label: 'article' })));
  },
});
await crawler.run([...feedUrls()]);
