/** `npm run generate:pages -- --name what_it_is_for`: the same for the page archive. */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/store/schema/pages-schema.ts',
  out: './migrations/pages',
  casing: 'snake_case',
});
