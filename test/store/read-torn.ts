/** A reader in a process of its own: reads one article again and again and counts quotes that are not where they should be. */
import { openReader } from '../../src/store/store.ts';
import { filesIn } from './fixtures.ts';

const [folder = '', url = ''] = process.argv.slice(2);
const reader = openReader(filesIn(folder));
const texts = new Set<string>();
let torn = 0;
const ends = Date.now() + 1500;
while (Date.now() < ends) {
  const article = reader.getArticle(url);
  const quote = article?.tags[0]?.evidence[0];
  if (!article || !quote) continue;
  texts.add(article.text);
  if (article.text.slice(quote.start, quote.end) !== quote.sentence) torn++;
}
reader.close();
process.stdout.write(JSON.stringify({ torn, versions: texts.size }));
