/**
 * Caches prepared statements per connection, for the hot path of every article: preparing one takes longer than running it,
 * and ten times as long through Drizzle's builder. They run in whatever transaction the connection has open.
 */
import type { Database } from './database.ts';
import type { Statement } from './drizzle.ts';

const statementsOf = onConnection(() => new Map<string, Statement>());

/** `sql` must be constant text with placeholders: the cache is never emptied, so texts with values in them would fill it. */
export function prepared(db: Database, sql: string): Statement {
  const statements = statementsOf(db);
  const statement = statements.get(sql) ?? db.$client.prepare<unknown[]>(sql);
  statements.set(sql, statement);
  return statement;
}

/** Memoises `make` per connection, for example for prepared Drizzle statements. */
export function onConnection<Made>(make: (db: Database) => Made): (db: Database) => Made {
  const all = new WeakMap<Database, Made>();
  return (db) => {
    const made = all.get(db) ?? make(db);
    all.set(db, made);
    return made;
  };
}
