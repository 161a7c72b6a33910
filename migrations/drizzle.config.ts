/** `npm run generate`: turns changes of src/store/schema.ts into a migration. Never `push`: it would drop the FTS tables. */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/store/schema.ts',
  out: './migrations/main',
  casing: 'snake_case',
});
