/** Computes the story features of an article, as text for the store. Pure. */
import type { Article, CompanyMention, Tagging, TagInput } from '../../core/model.ts';
import type { StoryInput } from '../../core/ports.ts';
import { featuresOf, HEAD_LENGTH } from '../../stories/features.ts';
import { storeFeatures } from '../../stories/stored-features.ts';
import { groupOf } from '../../tags/knowledge/groups.ts';
import type { Knowledge } from '../../tags/knowledge/knowledge.ts';
import { knownNames } from '../../tags/knowledge/known-names.ts';
import { siteOf } from '../../text/url/url.ts';

type StoryReader = (input: StoryInput) => string | null;

/** Only an article that names a company can have a story: any other would join one by chance. */
function namesCompanies(verdict: Article['verdict'] | null, tagging: StoryInput['tagging']): boolean {
  return verdict !== 'not-article' && (tagging.tagged || tagging.companies.length > 0);
}

/**
 * Prepares the knowledge once. The reader returns null for an article that belongs to no story. It leaves out the article's
 * key and time: the store adds them from its row.
 */
export function createStoryReader(knowledge: Knowledge, tag: (input: TagInput) => Tagging): StoryReader {
  const group = groupOf(knowledge.companies);
  const namesOf = knownNames(knowledge);
  const companiesOf = ({ title, text, language }: StoryInput): readonly CompanyMention[] =>
    tag({ title: title ?? undefined, text: text.slice(0, HEAD_LENGTH), lang: language ?? undefined })
      .companies;
  return (input) => {
    const { title, text, language, url, authors, tagging, verdict } = input;
    if (!namesCompanies(verdict, tagging)) return null;
    const features = featuresOf(
      {
        key: '',
        title: title ?? '',
        text,
        publishedAt: null,
        language,
        site: siteOf(url),
        authors,
        tagging,
        names: namesOf(tagging),
        head: companiesOf(input),
      },
      group,
    );
    return storeFeatures(features);
  };
}
