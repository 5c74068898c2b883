import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/db/schema.ts',
    './src/db/number-schema.ts',
    './src/db/schedule-schema.ts',
    './src/db/delivery-schema.ts',
  ],
  out: './migrations',
  casing: 'snake_case',
});
