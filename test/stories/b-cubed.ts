/** Scores stories against labels: B-cubed precision, recall and F1 over the articles that share a story, by label or answer. */

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Both maps lead from an article to its story (Bagga and Baldwin 1998); articles alone in both do not count. */
export function bCubed(wanted: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): Score {
  const [want, have] = [members(wanted), members(found)];
  let [precision, recall, counted] = [0, 0, 0];
  for (const [article, label] of wanted) {
    const mine = want.get(label) ?? new Set();
    const theirs = have.get(found.get(article) ?? '') ?? new Set([article]);
    if (mine.size < 2 && theirs.size < 2) continue;
    const both = mine.intersection(theirs).size;
    counted++;
    precision += both / theirs.size;
    recall += both / mine.size;
  }
  precision /= counted || 1;
  recall /= counted || 1;
  const f1 = precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
  return { precision, recall, f1 };
}

function members(stories: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const [article, story] of stories) groups.set(story, (groups.get(story) ?? new Set()).add(article));
  return groups;
}
