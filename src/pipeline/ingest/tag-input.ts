/** Selects what the tagger reads of an article. */
import type { Article, TagInput } from '../../core/model.ts';

type Taggable = Pick<Article, 'title' | 'text' | 'language' | 'publishedAt'> & {
  readonly verdict: Article['verdict'] | null;
};

/** Of a page that is no article only the title: its text is a list of other articles' headlines. */
export function tagInputOf({ title, text, language, publishedAt, verdict }: Taggable): TagInput {
  return {
    title: title ?? undefined,
    text: verdict === 'not-article' ? '' : text,
    lang: language ?? undefined,
    publishedAt: publishedAt ?? undefined,
  };
}
