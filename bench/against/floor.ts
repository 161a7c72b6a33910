/** The lower bound for every tool: fetch, one parse of the page, one insert; no article is extracted. */
import { Parser } from 'htmlparser2';
import { request } from 'undici';
import { each, feedUrls, openOutput } from './output.ts';

const store = openOutput();
const urls = new Set<string>();
await each(feedUrls(), async (feed) => {
  const { body } = await request(feed);
  for (const [, link] of (await body.text()).matchAll(/<link>([^<]+\.html)<\/link>/g))
    if (link) urls.add(link);
});
await each([...urls], async (url) => {
  const { body } = await request(url);
  let text = '';
  const parser = new Parser({
    ontext: (part) => {
      text += part;
    },
  });
  parser.end(await body.text());
  store(url, null, text);
});
