import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';

describe.each(eachDatabase())('$name', ({ open }) => {
  const db = open();

  test('answers a query', async () => {
    const { rows } = await db().execute<{ one: number }>(sql`select 1 as one`);

    expect(rows).toEqual([{ one: 1 }]);
  });
});
