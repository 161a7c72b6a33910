/** When stories were last settled, stored so that it survives a restart. */
import { FEATURES_VERSION } from '../../stories/stored-features.ts';
import type { Database } from '../file/database.ts';
import { sql } from '../file/drizzle.ts';
import { passes } from '../schema/stories-schema.ts';

/** Has the features' version: features of an older one are not read, so settling is due at once after an upgrade. */
const NAME = `settle ${FEATURES_VERSION}`;

export function settledAt(db: Database) {
  return {
    /** Epoch ms; null before the first time, 0 when only another version of the features was settled. */
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
