/**
 * `npm run generate -- --name what_it_is_for` turns changes of the tables in src/store/schema into a migration. Never use
 * `push`: it would drop the FTS tables.
 */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: [
    './src/store/schema/feeds-schema.ts',
    './src/store/schema/articles-schema.ts',
    './src/store/schema/stories-schema.ts',
    './src/store/schema/tokens-schema.ts',
    './src/store/schema/alerts-schema.ts',
  ],
  out: './migrations/main',
  casing: 'snake_case',
});
