/** A story in a list: headline, days, number of articles, and the source that was first. */
import type { StoryView } from '../store/lists/story-queries.ts';
import { goneNote } from '../text/shown/since-published.ts';
import { type Html, html, joined } from './html.ts';
import { storyHref } from './links.ts';
import { DOT, foreign, nameOf, partnersText, stageBadge, titleOf } from './parts.ts';
import { counted, toldDay } from './words.ts';

export function storyItem(story: StoryView, level: 'h2' | 'h3'): Html {
  const { id, headline, articles, copies, stage, partners, sources, firstMover } = story;
  const first = sources.find(({ articleId }) => articleId === firstMover);
  const languages = new Set(sources.map(({ language }) => language)).size;
  const title = html`<a href="${storyHref(id)}">${foreign(titleOf(headline), headlineLanguage(story))}</a>`;
  return html`<article class="item">
<p class="meta">${joined(
    [
      storyDays(story),
      counted(articles, 'article'),
      languages > 1 ? `${languages} languages` : null,
      copies > 0 ? counted(copies, 'copy', 'copies') : null,
      goneNote(story),
    ],
    DOT,
  )}</p>
${level === 'h2' ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
<p class="meta">${stage === null ? '' : html`${stageBadge(stage)} `}${partners.length > 0 ? partnersText(partners) : ''}</p>
${level === 'h2' && first ? html`<p class="meta">${articles > 1 ? 'First reported' : 'Reported'} by ${nameOf(first.source)}</p>` : ''}
</article>`;
}

export function storyDays({ from, to, sources }: Pick<StoryView, 'from' | 'to' | 'sources'>): Html {
  if (from === to) return toldDay(from, sources);
  return html`${toldDay(from, sources)} to ${toldDay(to, sources)}`;
}

/** A story's headline is the title of one of its sources. */
export const headlineLanguage = ({ headline, sources }: Pick<StoryView, 'headline' | 'sources'>) =>
  sources.find(({ title }) => title === headline)?.language ?? null;
