/** When stories were last settled, which a restart must not forget. */
import { FEATURES_VERSION } from '../../stories/stored-features.ts';
import type { Database } from '../file/database.ts';
import { sql } from '../file/drizzle.ts';
import { passes } from '../schema/stories-schema.ts';

/** With what stories are found by: those of an older version are in no list until it is made again. */
const NAME = `settle ${FEATURES_VERSION}`;

export function settledAt(db: Database) {
  return {
    /** Epoch ms; null before the first time, 0 where an older version did it. */
    read: (): number | null => {
      const rows = db.select().from(passes).where(sql`name LIKE 'settle%'`).all();
      return rows.find(({ name }) => name === NAME)?.at ?? (rows.length > 0 ? 0 : null);
    },
    write: (at: number): void => {
      db.insert(passes)
        .values({ name: NAME, at })
        .onConflictDoUpdate({ target: passes.name, set: { at } })
        .run();
    },
  };
}
