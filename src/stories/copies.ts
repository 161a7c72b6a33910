/** Groups the copies of one text and determines which of them is the original. */
import { isCopy } from './affinity.ts';
import { isAgencySite } from './credit.ts';
import type { StoryFeatures } from './features.ts';
import { byTime } from './settle.ts';

export interface CopyGroup {
  readonly original: string;
  /** The earliest first. */
  readonly copies: readonly string[];
}

/**
 * One group for each text in a story, in order of time. The original is the one on the site of an agency
 * that any of them credits, else the earliest.
 */
export function foldCopies(articles: readonly StoryFeatures[]): CopyGroup[] {
  const ordered = [...articles].sort(byTime);
  const groups: StoryFeatures[][] = [];
  for (const article of ordered) {
    const group = groups.find((members) => members.some((member) => isCopy(member, article)));
    if (group === undefined) groups.push([article]);
    else group.push(article);
  }
  return groups.map((members) => {
    const original = originalOf(members);
    return { original, copies: members.map(({ key }) => key).filter((key) => key !== original) };
  });
}

function originalOf(members: readonly StoryFeatures[]): string {
  const credits = members.flatMap(({ credit }) => credit ?? []);
  const source = members.find(({ site }) => credits.some((credit) => isAgencySite(site, credit)));
  return (source ?? members[0])?.key ?? '';
}
