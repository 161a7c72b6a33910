/** `npm run generate`: the same for the page archive. */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/store/pages-schema.ts',
  out: './migrations/pages',
  casing: 'snake_case',
});
