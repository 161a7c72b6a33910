/** From a page's bytes to an article with its tags: decode, extract, fall back on the feed item, tag. Pure. */

import { extractArticle } from '../article/extract.ts';
import { articleFromItem } from '../article/from-item.ts';
import type { ItemHints, PageReading } from '../core/jobs.ts';
import type { Article, TagInput } from '../core/model.ts';
import type { PageInput, TextTagging } from '../core/ports.ts';
import type { Knowledge } from '../tags/knowledge.ts';
import { rulesVersion } from '../tags/rules-version.ts';
import { createTagger } from '../tags/tag.ts';
import { decodeText } from '../text/decode.ts';

/** Verdicts whose page says nothing of the article: what the feed said of it is all there is. */
const NOTHING_SAID: readonly Article['verdict'][] = ['consent', 'blocked'];

export interface Readers {
  readPage(input: PageInput): PageReading;
  readItem(input: { readonly url: string; readonly item: ItemHints }): PageReading;
  tagTexts(inputs: readonly TagInput[]): TextTagging;
}

/** Prepares the knowledge once; the readers share it. */
export function createReaders(knowledge: Knowledge): Readers {
  const tag = createTagger(knowledge);
  const version = rulesVersion(knowledge);

  const tagged = (article: Article): PageReading => ({
    article,
    tagging: tag({
      title: article.title ?? undefined,
      text: article.text,
      lang: article.language ?? undefined,
      publishedAt: article.publishedAt ?? undefined,
    }),
    rulesVersion: version,
  });

  return {
    readPage: ({ bytes, contentType, url, item }) => {
      const { text } = decodeText(bytes, { contentType, kind: 'html' });
      const article = extractArticle(text, { url, hints: item });
      if (!NOTHING_SAID.includes(article.verdict)) return tagged(article);
      const { verdict, verdictReason } = article;
      return tagged({ ...articleFromItem(url, item), verdict, verdictReason });
    },
    readItem: ({ url, item }) => tagged(articleFromItem(url, item)),
    tagTexts: (inputs) => ({ taggings: inputs.map(tag), rulesVersion: version }),
  };
}
