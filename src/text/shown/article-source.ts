/** An article as a source of something else: of a story, a venture, an event or a figure. */
import type { SincePublished } from './since-published.ts';

/** Times are ISO 8601. */
export interface ArticleSource extends SincePublished {
  readonly articleId: number;
  readonly url: string;
  readonly title: string | null;
  /** What it is called, see sourceOf(). */
  readonly source: string;
  readonly language: string | null;
  /** Null if unknown. */
  readonly publishedAt: string | null;
  /** The publisher's day where known, else the day it was first seen. */
  readonly day: string;
}
