/** Finds the story of one article as it arrives. The result is provisional: the next settling decides. */
import { type Affinity, affinity, daysApart } from './affinity.ts';
import type { Constraint } from './constraints.ts';
import type { StoryFeatures } from './features.ts';
import { LINK, LINK_BEST } from './linkage.ts';
import { storyId } from './settle.ts';

export interface CandidateStory {
  readonly id: string;
  /** Those of its articles that were found, or all of them. */
  readonly articles: readonly StoryFeatures[];
}

interface Assignment {
  readonly storyId: string;
  /** False for an article that begins a story of its own. */
  readonly joined: boolean;
  /** The article of that story it is closest to, and why; null for a new story, or one that people decided on. */
  readonly nearest: Compared | null;
}

/** Articles of a story that are compared, the nearest in time; more would add nothing. */
const MOST_MEMBERS = 16;

/**
 * The best of the candidate stories that is close enough by the thresholds of settling, or a new one. Decisions of people
 * come first. The order of candidates does not matter; the work is bounded by their number.
 */
export function assign(
  article: StoryFeatures,
  candidates: readonly CandidateStory[],
  constraints: readonly Constraint[] = [],
): Assignment {
  const decided = decisionsAbout(article.key, constraints);
  const open = candidates.filter(({ articles }) => !articles.some(({ key }) => decided.apart.has(key)));
  const bound = open.find(({ articles }) => articles.some(({ key }) => decided.together.has(key)));
  if (bound !== undefined) return { storyId: bound.id, joined: true, nearest: null };
  const ranked = open
    .map((story) => ({ story, ...closeness(article, story) }))
    .filter(({ average, members }) => average >= LINK && (members[0]?.affinity.points ?? 0) >= LINK_BEST)
    .sort((a, b) => b.average - a.average || (a.story.id < b.story.id ? -1 : 1));
  const [best] = ranked;
  return best === undefined
    ? { storyId: storyId(article.key), joined: false, nearest: null }
    : { storyId: best.story.id, joined: true, nearest: best.members[0] ?? null };
}

/** An article of a story, compared with another one. */
export interface Compared {
  readonly key: string;
  readonly affinity: Affinity;
}

/** How close an article is to a story on average, and to the nearest of its articles, the closest first. */
export function closeness(
  article: StoryFeatures,
  { articles }: CandidateStory,
): { readonly average: number; readonly members: readonly Compared[] } {
  const members = articles
    .filter(({ key }) => key !== article.key)
    .sort((a, b) => daysApart(a, article) - daysApart(b, article) || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_MEMBERS)
    .map((member) => ({ key: member.key, affinity: affinity(member, article) }))
    .sort((a, b) => b.affinity.points - a.affinity.points);
  const sum = members.reduce((total, member) => total + Math.max(0, member.affinity.points), 0);
  return { average: members.length === 0 ? 0 : sum / members.length, members };
}

/** The articles that the latest decisions tie to this one or keep apart from it; transitive decisions are left to settling. */
export function decisionsAbout(
  key: string,
  constraints: readonly Constraint[],
): { together: Set<string>; apart: Set<string> } {
  const together = new Set<string>();
  const apart = new Set<string>();
  for (const { kind, a, b } of constraints) {
    if (a !== key && b !== key) continue;
    const other = a === key ? b : a;
    (kind === 'together' ? together : apart).add(other);
    (kind === 'together' ? apart : together).delete(other);
  }
  return { together, apart };
}
