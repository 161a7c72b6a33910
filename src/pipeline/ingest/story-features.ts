/** What is kept of an article for its story, as text for the store. Pure. */
import type { Article, CompanyMention, Tagging, TagInput } from '../../core/model.ts';
import type { StoryInput } from '../../core/ports.ts';
import { featuresOf, HEAD_LENGTH } from '../../stories/features.ts';
import { storeFeatures } from '../../stories/stored-features.ts';
import { groupOf } from '../../tags/knowledge/groups.ts';
import type { Knowledge } from '../../tags/knowledge/knowledge.ts';
import { knownNames } from '../../tags/knowledge/known-names.ts';
import { siteOf } from '../../text/url/url.ts';

type StoryReader = (input: StoryInput) => string | null;

/** What has a story: an article that names a company. Nothing else could join one but by chance. */
function tellsOfCompanies(verdict: Article['verdict'] | null, tagging: StoryInput['tagging']): boolean {
  return verdict !== 'not-article' && (tagging.tagged || tagging.companies.length > 0);
}

/**
 * Prepares the knowledge once. Gives null for an article that is to have no story. The key and the time of the article
 * are the store's to give: they are its row's, not its text's.
 */
export function createStoryReader(knowledge: Knowledge, tag: (input: TagInput) => Tagging): StoryReader {
  const group = groupOf(knowledge.companies);
  const namesOf = knownNames(knowledge);
  const companiesOf = ({ title, text, language }: StoryInput): readonly CompanyMention[] =>
    tag({ title: title ?? undefined, text: text.slice(0, HEAD_LENGTH), lang: language ?? undefined })
      .companies;
  return (input) => {
    const { title, text, language, url, authors, tagging, verdict } = input;
    if (!tellsOfCompanies(verdict, tagging)) return null;
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
