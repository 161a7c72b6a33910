/** The state of the work by the database, as every door shows it: what waits, what was given up, and counts. */

/** `at`: when it is due, ISO 8601. */
export interface WaitingArticle {
  readonly articleId: number;
  readonly url: string;
  readonly attempts: number;
  readonly at: string;
  readonly lastFailure: string | null;
}

/** `at`: when it was given up, ISO 8601. */
export interface FailedArticle {
  readonly articleId: number;
  readonly url: string;
  readonly at: string;
  readonly code: string;
  readonly message: string;
  readonly attempts: number;
}

/** Counts of what happened in a period. */
export interface Activity {
  readonly polls: number;
  readonly unchanged: number;
  readonly failedPolls: number;
  readonly newItems: number;
  readonly articles: number;
  readonly tagged: number;
  readonly givenUp: number;
}

/** Counts of everything stored. */
export interface Totals {
  readonly feeds: number;
  readonly enabledFeeds: number;
  /** Read from their pages. */
  readonly articles: number;
  /** Given up, but listed all the same, with what their feed says about them. */
  readonly feedOnly: number;
  readonly pending: number;
  /** Given up and not yet removed by `jobs clean`, as `jobs list` has them. */
  readonly failed: number;
  readonly tagged: number;
}
