/** Makes a feed of a list of stories: one entry an event, with its sources in order and its figures side by side. */

import { addsToHeadline } from '../../core/shown-quote.ts';
import { ventureName } from '../../core/venture-key.ts';
import { escapeText } from '../../feed/document/xml-node.ts';
import { DEFAULT_LIMIT } from '../../query/article-filter.ts';
import { formatQueryText } from '../../query/query-text.ts';
import { filterToSearchParams } from '../../query/read-filter.ts';
import type { StoryFilter } from '../../query/story-filter.ts';
import type { StoryPage, StoryView } from '../../store/lists/story-queries.ts';
import { goneNote, sinceNotes } from '../../text/shown/since-published.ts';
import { dayText } from '../../text/shown/time-text.ts';
import { link, list, paragraph, partnersHtml, quotation, together } from './entry-html.ts';
import { type FeedEntry, type FeedPage, feedAddress, newestOf, tagUri } from './feed-page.ts';

/** `base` is where jvwire is reached, with a slash at its end; `now` in epoch ms. */
export function storyFeed(
  { stories, nextCursor }: StoryPage,
  filter: StoryFilter,
  { base, now }: { readonly base: string; readonly now: number },
): FeedPage {
  const { cursor: _cursor, ...fromTheFirst } = filter;
  const address = (own: StoryFilter) => feedAddress(base, 'stories', paramsOf(own));
  // What is asked does not depend on how much of it a page has.
  const whole = { ...fromTheFirst, limit: DEFAULT_LIMIT };
  const params = paramsOf(whole);
  const asked = formatQueryText({ ...whole, sort: 'newest' });
  const entries = stories.map((story) => entryOf(story, base));
  const read = new URLSearchParams(params);
  // The page has tagged stories where nobody says which.
  if (!read.has('tag')) read.set('all', 'true');
  return {
    id: tagUri(addressed('stories', params)),
    title: asked === '' ? 'jvwire: all stories' : `jvwire: stories of ${asked}`,
    home: `${base}${addressed('stories', read)}`,
    updatedAt: newestOf(entries, now),
    self: address(filter),
    first: address(fromTheFirst),
    next: nextCursor === null ? null : address({ ...filter, cursor: nextCursor }),
    entries,
  };
}

const paramsOf = (filter: StoryFilter): URLSearchParams =>
  filterToSearchParams({ ...filter, sort: 'newest' });

const addressed = (path: string, params: URLSearchParams): string =>
  params.size === 0 ? path : `${path}?${params}`;

function entryOf(story: StoryView, base: string): FeedEntry {
  const times = story.sources.map(({ publishedAt, day }) => publishedAt ?? `${day}T00:00:00.000Z`).sort();
  const changes = story.sources.flatMap(({ changedAt }) => changedAt ?? []);
  const first = story.sources.find(({ articleId }) => articleId === story.firstMover) ?? story.sources[0];
  return {
    id: tagUri(`story-${story.id}`),
    url: `${base}stories/${encodeURIComponent(story.id)}`,
    title: story.headline,
    authors: [first?.source ?? 'jvwire'],
    publishedAt: times[0] ?? `${story.from}T00:00:00.000Z`,
    // Its last report, or what a publisher changed since: the entry says so, as that of the article itself.
    updatedAt: [...times, ...changes].sort().at(-1) ?? `${story.to}T00:00:00.000Z`,
    language: first?.language ?? null,
    html: htmlOf(story),
    categories: [
      ...story.ventures.map((venture) => ({
        kind: 'venture',
        term: venture.id,
        label: ventureName(venture),
      })),
      ...(story.stage === null ? [] : [{ kind: 'stage', term: story.stage, label: story.stage }]),
    ],
  };
}

function htmlOf(story: StoryView): string {
  const { partners, stage, sources, figures } = story;
  const note = goneNote(story);
  const head = [partnersHtml(partners), stage].filter((part) => part).join(', ');
  return together(
    head !== '' && paragraph(head),
    note !== null && paragraph(`<em>${note}</em>`),
    list(
      sources.map(({ url, title, source, language, publishedAt, day, copyOf, evidence, ...since }) =>
        together(
          `${escapeText(dayText(day, publishedAt))}, ${escapeText(source)}: ${link(url, title ?? url)}`,
          copyOf !== null && ' (a copy)',
          ...sinceNotes(since).map((told) => `, ${told}`),
          copyOf === null &&
            evidence !== null &&
            addsToHeadline(evidence) &&
            quotation(evidence.sentence, url, language),
        ),
      ),
    ),
    list(
      figures.map(({ what, values, differs }) => {
        const stated = values.map((value) => escapeText(value.stated)).join(' / ');
        return `${what}: ${stated}${differs ? ' (the sources differ)' : ''}`;
      }),
    ),
  );
}
