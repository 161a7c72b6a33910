/** How the work stands in the database, as every door tells it: what waits, what was given up, and counts. */

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

/** What happened in some time. */
export interface Activity {
  readonly polls: number;
  readonly unchanged: number;
  readonly failedPolls: number;
  readonly newItems: number;
  readonly articles: number;
  readonly tagged: number;
  readonly givenUp: number;
}

/** What is there in all. */
export interface Totals {
  readonly feeds: number;
  readonly enabledFeeds: number;
  /** Read from their pages. */
  readonly articles: number;
  /** Given up, but listed all the same: with what their feed tells of them. */
  readonly feedOnly: number;
  readonly pending: number;
  /** What `jobs.list` has: given up, and not forgotten by `jobs clean`. */
  readonly failed: number;
  readonly tagged: number;
}
