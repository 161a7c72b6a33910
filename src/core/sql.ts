/** The messages between the process that asks in SQL and the one that answers. */

export interface SqlTask {
  /** Path of the database file. */
  readonly database: string;
  readonly sql: string;
  /** Rows at most. */
  readonly limit: number;
}

/** First the columns, then the rows, then the end: `cut` when there are more rows; or an error at any point. */
export type SqlLine =
  | { readonly columns: readonly string[] }
  | { readonly row: readonly (string | number | null)[] }
  | { readonly end: 'all' | 'cut' }
  | { readonly error: string; readonly code: string; readonly usage: boolean };
