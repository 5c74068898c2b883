import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { expect, test } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import * as schema from '../../src/db/schema.ts';

const FOLDER = 'migrations';
/** The step that marks deals with more than one owner. */
const STEP = '0005_counts_by_owner';

/** A database as it was before a step, of which the migrator knows. */
async function databaseBefore(step: string): Promise<PGlite> {
  const journal: { entries: { tag: string; when: number }[] } = JSON.parse(
    await readFile(`${FOLDER}/meta/_journal.json`, 'utf8'),
  );
  const before = journal.entries.slice(
    0,
    journal.entries.findIndex(({ tag }) => tag === step),
  );
  const lite = await PGlite.create();
  for (const { tag } of before) await lite.exec(await readFile(`${FOLDER}/${tag}.sql`, 'utf8'));
  await lite.exec(`
    create schema drizzle;
    create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
    insert into drizzle.__drizzle_migrations (hash, created_at) values ('', ${before.at(-1)?.when})`);
  return lite;
}

test('deals that were handed over before it was kept with them are known as such after an upgrade', async () => {
  const lite = await databaseBefore(STEP);
  await lite.exec(`
    insert into workspace values ('T1', 'EUR', '.', 1, 'UTC', 20, 1000);
    insert into person (id, workspace_id, name) select md5(name)::uuid, 'T1', name from unnest(array['Ana', 'Ben']) name;
    insert into deal (id, workspace_id, version, company, company_folded, title, title_folded, owner_id, currency, standing, stage,
      are_gates_unseen)
      select md5(name)::uuid, 'T1', 1, name, name, '', '', md5('Ben')::uuid, 'EUR', 'live', 'qualify', false
      from unnest(array['Kept', 'Handed over']) name;
    insert into deal_owner (deal_id, number, workspace_id, person_id, since) values
      (md5('Kept')::uuid, 0, 'T1', md5('Ben')::uuid, now()), (md5('Handed over')::uuid, 0, 'T1', md5('Ana')::uuid, now()),
      (md5('Handed over')::uuid, 1, 'T1', md5('Ben')::uuid, now())`);

  await migrate(drizzle(lite, { schema, casing: 'snake_case' }));

  const { rows } = await lite.query('select company, has_changed_hands as handed from deal order by company');
  await lite.close();
  expect(rows).toEqual([
    { company: 'Handed over', handed: true },
    { company: 'Kept', handed: false },
  ]);
});
