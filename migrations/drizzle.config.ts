/**
 * `npm run generate -- --name what_it_is_for` turns changes of the tables in src/store into a migration. Never `push`: it would
 * drop the FTS tables.
 */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: [
    './src/store/feeds-schema.ts',
    './src/store/articles-schema.ts',
    './src/store/stories-schema.ts',
    './src/store/tokens-schema.ts',
    './src/store/alerts-schema.ts',
  ],
  out: './migrations/main',
  casing: 'snake_case',
});
