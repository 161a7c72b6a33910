/** The development pages beside the project: real pages whose text, title, authors or day are known. */

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export type PageSet = 'scrapinghub' | 'wcxb' | 'htmldate';

/** What is known of a page. */
export interface Truth {
  readonly set: PageSet;
  readonly url?: string;
  readonly articleBody?: string;
  readonly title?: string;
  readonly author?: string;
  readonly date?: string;
}

export interface DevelopmentPage {
  readonly id: string;
  readonly truth: Truth;
  readonly url: string;
  readonly html: string;
}

const FOLDER = new URL('../../../shared/eval/extraction/', import.meta.url);
const TRUTH = new URL('ground-truth.json', FOLDER);

/** Whether they are there; who clones the project alone has none. */
export const present = existsSync(TRUTH);

export function developmentPages(set?: PageSet): DevelopmentPage[] {
  if (!present) return [];
  const truths = JSON.parse(readFileSync(TRUTH, 'utf8')) as Record<string, Truth>;
  return Object.entries(truths).flatMap(([id, truth]) => {
    const file = new URL(`html/${id}.html.gz`, FOLDER);
    if ((set !== undefined && truth.set !== set) || !existsSync(file)) return [];
    const html = gunzipSync(readFileSync(file)).toString('utf8');
    return [{ id, truth, url: truth.url ?? '', html }];
  });
}
