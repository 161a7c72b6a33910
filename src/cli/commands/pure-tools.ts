/** `parse-feed`, `extract` and `tag`: the pure stages as filters from stdin to stdout, without database or network. */
import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { UsageError } from '../../core/errors.ts';
import { knownLanguage } from '../../query/language-named.ts';
import type { Knowledge } from '../../tags/knowledge/knowledge.ts';
import { parseHttpUrl } from '../../text/url/url.ts';
import { example } from '../example.ts';
import {
  describeProblem,
  filterNdjson,
  languageField,
  optionalText,
  readStdin,
  writeJson,
} from '../ndjson.ts';

const id = z.union([z.string(), z.number()]).optional();
const feedLine = z.object({ id, url: optionalText, contentType: optionalText, base64: z.base64() });
const pageLine = z.object({ id, url: z.string(), html: z.string() });
const tagLine = z.object({
  id,
  title: optionalText,
  text: z.string(),
  lang: languageField,
  publishedAt: optionalText,
});

export function register(program: Command): void {
  example(
    program
      .command('parse-feed')
      .description(
        'read a feed document on stdin (RSS, Atom, RDF, JSON Feed, sitemap), print its items as JSON',
      )
      .option('--url <url>', 'where the document came from, to resolve relative links', webAddress)
      .option('--content-type <type>', 'its HTTP Content-Type')
      .option('--ndjson', 'one {"id","url"?,"contentType"?,"base64"} a line in, one answer a line out')
      .action(parseFeedTool),
    'curl -s https://cnevpost.com/feed/ | jvwire parse-feed --url https://cnevpost.com/feed/',
  );
  example(
    program
      .command('extract')
      .description('read an article page on stdin, print its title, text, authors and dates as JSON')
      .option('--url <url>', 'where the page came from (needed without --ndjson)', webAddress)
      .option('--ndjson', 'one {"id","url","html"} a line in, one answer a line out')
      .action(extractTool),
    'jvwire extract --url https://example.com/news/1 < page.html',
  );
  example(
    program
      .command('tag')
      .description(
        'read plain text on stdin, say whether it mentions a Chinese EV joint venture, and prove it',
      )
      .option('--title <title>', 'headline of the text')
      .option(
        '--lang <language>',
        'its language (en, zh, de ..., or a name such as German); found out when not given',
      )
      .option(
        '--knowledge <folder>',
        'companies and ventures of your own, as in the folder of that name in JVWIRE_DATA',
      )
      .option(
        '--ndjson',
        'one {"id","title"?,"text","lang"?,"publishedAt"?} a line in, one answer a line out',
      )
      .action(tagTool),
    'echo "Volkswagen and JAC will build electric cars in a joint venture in Hefei." | jvwire tag',
  );
}

function webAddress(written: string): string {
  if (parseHttpUrl(written) === null)
    throw new InvalidArgumentError('must be a web address, such as https://example.com/news/1.');
  return written;
}

async function parseFeedTool(options: { url?: string; contentType?: string; ndjson?: true }): Promise<void> {
  const { parseFeed } = await import('../../feed/document/parse.ts');
  const read = async (bytes: Uint8Array, url: string | undefined, contentType: string | undefined) => {
    try {
      const feed = await parseFeed(bytes, { ...(url && { url }), contentType: contentType ?? null });
      const { format, title, items, warnings } = feed;
      return { ok: true, format, title, items, warnings };
    } catch (error) {
      return { ok: false, error: describeProblem(error), format: null, title: null, items: [], warnings: [] };
    }
  };
  if (options.ndjson) {
    await filterNdjson(feedLine, async (line) =>
      read(Buffer.from(line.base64, 'base64'), line.url, line.contentType),
    );
    return;
  }
  const answer = await read(await readStdin(), options.url, options.contentType);
  await writeJson(answer);
  if (!answer.ok) process.exitCode = 1;
}

async function extractTool(options: { url?: string; ndjson?: true }, command: Command): Promise<void> {
  if (!options.ndjson && !options.url)
    command.error('jvwire: extract needs --url (where the page came from)');
  const { extractArticle } = await import('../../article/extract.ts');
  if (options.ndjson) {
    await filterNdjson(pageLine, (line) => ({ ok: true, ...extractArticle(line.html, { url: line.url }) }));
    return;
  }
  const { decodeText } = await import('../../text/charset/decode.ts');
  const { text } = decodeText(await readStdin(), { kind: 'html' });
  await writeJson({ ok: true, ...extractArticle(text, { url: options.url ?? '' }) });
}

interface TagOptions {
  readonly title?: string;
  readonly lang?: string;
  readonly knowledge?: string;
  readonly ndjson?: true;
}

async function tagTool(options: TagOptions): Promise<void> {
  const lang = options.lang === undefined ? undefined : knownLanguage(options.lang);
  const [{ createTagger }, { loadKnowledge }] = await Promise.all([
    import('../../tags/tag.ts'),
    import('../../tags/knowledge/knowledge.ts'),
  ]);
  const tag = createTagger(
    options.knowledge === undefined ? loadKnowledge() : await knowledgeOf(options.knowledge),
  );
  if (options.ndjson) {
    await filterNdjson(tagLine, ({ title, text, lang, publishedAt }) =>
      tag({ title, text, lang, publishedAt }),
    );
    return;
  }
  const { decodeText } = await import('../../text/charset/decode.ts');
  const { text } = decodeText(await readStdin(), { kind: 'html' });
  await writeJson(tag({ title: options.title, text, lang }));
}

/** Unlike the default folder, one that was named must exist: throws UsageError. */
async function knowledgeOf(folder: string): Promise<Knowledge> {
  if (!existsSync(folder)) throw new UsageError(`--knowledge ${folder}: no such folder`);
  const { knowledgeIn } = await import('../../app/knowledge.ts');
  return knowledgeIn(folder);
}
