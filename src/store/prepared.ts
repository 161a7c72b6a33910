/** Statements on the path of every article, made once for each connection: making one takes longer than running it. */
import type { Database } from './database.ts';
import type { Statement } from './drizzle.ts';

const made = new WeakMap<Database, Map<string, Statement>>();

/** `sql` is one of a few texts that stand in the code, never one with values in it. */
export function prepared(db: Database, sql: string): Statement {
  const statements = made.get(db) ?? new Map<string, Statement>();
  made.set(db, statements);
  const statement = statements.get(sql) ?? db.$client.prepare<unknown[]>(sql);
  statements.set(sql, statement);
  return statement;
}
