/** Looks up the names of companies and feeds by their ids, with a cache. */
import type { Answers } from '../pipeline/answers/answers.ts';

export interface Names {
  company(id: string): Promise<string>;
  feed(id: string): string;
}

/** Feeds may be added or renamed while the process runs. */
const FEEDS_KEPT_MS = 60_000;

export function createNames(answers: Pick<Answers, 'companies' | 'feeds'>, now: () => number): Names {
  // Companies are loaded when the process starts, and stay the same.
  let companies: Promise<ReadonlyMap<string, string>> | undefined;
  let feeds: { readonly at: number; readonly byId: ReadonlyMap<string, string> } | undefined;
  return {
    company: async (id) => {
      companies ??= answers
        .companies({})
        .then((all) => new Map(all.map((company) => [company.id, company.name])));
      return (await companies).get(id) ?? id;
    },
    feed: (id) => {
      if (feeds === undefined || now() - feeds.at > FEEDS_KEPT_MS)
        feeds = { at: now(), byId: new Map(answers.feeds().map((feed) => [feed.id, feed.name])) };
      return feeds.byId.get(id) ?? id;
    },
  };
}
