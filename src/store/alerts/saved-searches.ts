/** Named filters, used by alerts and by lists. */
import type { WrittenFilter } from '../../query/query-text.ts';
import type { Database } from '../file/database.ts';
import { asc, eq } from '../file/drizzle.ts';
import { isoOf } from '../file/iso.ts';
import { alerts, savedSearches } from '../schema/alerts-schema.ts';

export interface SavedSearchView {
  readonly name: string;
  readonly filter: WrittenFilter;
  /** ISO 8601. */
  readonly savedAt: string;
  /** Names of the alerts that use it. */
  readonly alerts: readonly string[];
}

/** Upserts by name; alerts that use the search follow the new filter. */
export function saveSearch(db: Database, name: string, filter: WrittenFilter, now: number): void {
  db.insert(savedSearches)
    .values({ name, filter, createdAt: now })
    .onConflictDoUpdate({ target: savedSearches.name, set: { filter, createdAt: now } })
    .run();
}

export function removeSearch(db: Database, name: string): void {
  db.delete(savedSearches).where(eq(savedSearches.name, name)).run();
}

export function listSearches(db: Database): SavedSearchView[] {
  const users = Map.groupBy(db.select().from(alerts).orderBy(asc(alerts.name)).all(), ({ search }) => search);
  return db
    .select()
    .from(savedSearches)
    .orderBy(asc(savedSearches.name))
    .all()
    .map(({ name, filter, createdAt }) => ({
      name,
      filter,
      savedAt: isoOf(createdAt),
      alerts: (users.get(name) ?? []).map((alert) => alert.name),
    }));
}
