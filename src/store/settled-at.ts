/** When stories were last settled, which a restart must not forget. */
import type { Database } from './database.ts';
import { eq } from './drizzle.ts';
import { passes } from './stories-schema.ts';

const NAME = 'settle';

export function settledAt(db: Database) {
  return {
    /** Epoch ms; null before the first time. */
    read: (): number | null => db.select().from(passes).where(eq(passes.name, NAME)).get()?.at ?? null,
    write: (at: number): void => {
      db.insert(passes)
        .values({ name: NAME, at })
        .onConflictDoUpdate({ target: passes.name, set: { at } })
        .run();
    },
  };
}
