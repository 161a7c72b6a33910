/** What the tagger is given of an article. */
import type { Article, TagInput } from '../../core/model.ts';

type Taggable = Pick<Article, 'title' | 'text' | 'language' | 'publishedAt'> & {
  readonly verdict: Article['verdict'] | null;
};

/** Of a page that is no article only the title: its text is the headlines of others, told one beside the other. */
export function tagInputOf({ title, text, language, publishedAt, verdict }: Taggable): TagInput {
  return {
    title: title ?? undefined,
    text: verdict === 'not-article' ? '' : text,
    lang: language ?? undefined,
    publishedAt: publishedAt ?? undefined,
  };
}
