/**
 * Statements on the path of every article, made once for each connection: making one takes longer than running it, with
 * Drizzle's builder ten times as long. They run in whatever transaction the connection has open.
 */
import type { Database } from './database.ts';
import type { Statement } from './drizzle.ts';

const statementsOf = onConnection(() => new Map<string, Statement>());

/** `sql` is one of a few texts that stand in the code, never one with values in it. */
export function prepared(db: Database, sql: string): Statement {
  const statements = statementsOf(db);
  const statement = statements.get(sql) ?? db.$client.prepare<unknown[]>(sql);
  statements.set(sql, statement);
  return statement;
}

/** What `make` makes for a connection, such as Drizzle statements, made when it is first asked for. */
export function onConnection<Made>(make: (db: Database) => Made): (db: Database) => Made {
  const all = new WeakMap<Database, Made>();
  return (db) => {
    const made = all.get(db) ?? make(db);
    all.set(db, made);
    return made;
  };
}
