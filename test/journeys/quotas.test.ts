import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quota } from '../../src/db/number-schema.ts';
import * as table from '../../src/db/schema.ts';
import { day, money } from '../support/builders.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

describe('/coach quota', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());

  async function quotasOf(handle: string) {
    const rows = await floor.db
      .select()
      .from(quota)
      .where(eq(quota.personId, await floor.personId(handle)));
    return rows.sort((a, b) => a.id - b.id).map(({ startsOn, amount, reason }) => [startsOn, amount, reason]);
  }

  test('shows a manager the team, with the quarter before beside each of them', async () => {
    const dana = floor.person('dana');
    const ana = await floor.personId('ana');
    const at = { byId: null, at: new Date('2026-07-01T08:00:00Z'), reason: 'plan' };
    await floor.db.insert(quota).values({
      workspaceId: floor.workspace,
      personId: ana,
      startsOn: day('2026-07-01'),
      amount: money(25_000_000),
      ...at,
    });

    await dana.types('/coach quota');

    expect(dana.modal()).toContain('*West* · 2026-Q4, 1 Oct to 31 Dec');
    expect(dana.modal()).toContain('Last quarter: quota €250,000, won €0, 0 %');
    expect(dana.modal()).toContain('Last quarter: no quota, won €0');
    expect(dana.modal()).not.toContain('Dov Katz');
  });

  test('says in the field what is no quota, and writes a form that is sent twice once', async () => {
    const dana = floor.person('dana');
    await dana.types('/coach quota');
    await dana.clicks('Set quotas');
    await dana.fills({
      'Ana Silva': '0',
      'Ben Okafor': 'lots',
      'Chi Nguyen': '-5',
      'Holds from': '2026-09-30',
      'Why?': 'Plan',
    });
    await dana.submits();

    expect(dana.modal()).toContain('! A quota is above zero. Leave it empty for whoever has none');
    expect(dana.modal()).toContain('! An amount such as 12,500.00, 12500 or 45k');
    expect(dana.modal()).toContain('! An amount cannot be below zero');
    expect(dana.modal()).toContain('! A day of the quarter: 2026-10-01 to 2026-12-31');

    await dana.fills({ 'Ana Silva': '250k', 'Ben Okafor': '200,000', 'Chi Nguyen': '', 'Holds from': '2026-10-01' });
    await dana.submits({ times: 2 });

    expect(dana.modal()).toContain('Set for Ana Silva and Ben Okafor.');
    expect(dana.modal()).toContain('€250,000 from 1 Oct · Dana Whitlock: Plan');
    expect((await quotasOf('ana')).at(-1)).toEqual(['2026-10-01', 25_000_000, 'Plan']);
    expect(await quotasOf('ben')).toEqual([['2026-10-01', 20_000_000, 'Plan']]);
    expect(await quotasOf('chi')).toEqual([]);
  });

  test('changes one from today on, keeps what held before, and takes none away', async () => {
    const dana = floor.person('dana');
    await dana.types('/coach quota west');
    await dana.clicks('Set quotas');
    expect(dana.modal()).toContain('Ben Okafor (optional): 200,000');
    expect(dana.modal()).toContain('Holds from: 2026-11-16');
    await dana.fills({ 'Ana Silva': '', 'Ben Okafor': '150,000', 'Why?': 'Two big accounts went to Ana' });
    await dana.submits();
    expect(dana.modal()).toContain('! A quota can be changed, not taken away.');
    await dana.fills({ 'Ana Silva': '250,000' });
    await dana.submits();

    expect(dana.modal()).toContain('Set for Ben Okafor.');
    expect(await quotasOf('ben')).toEqual([
      ['2026-10-01', 20_000_000, 'Plan'],
      ['2026-11-16', 15_000_000, 'Two big accounts went to Ana'],
    ]);
  });

  test('another quarter is one press away, and nothing typed otherwise changes nothing', async () => {
    const dana = floor.person('dana');
    await dana.types('/coach quota');
    await dana.clicks('2027-Q1');
    expect(dana.modal()).toContain('*West* · 2027-Q1, 1 Jan 2027 to 31 Mar 2027');
    expect(dana.modal()).toContain('This quarter so far: quota');
    await dana.clicks('2026-Q4');
    await dana.clicks('Set quotas');
    await dana.fills({ 'Why?': 'Looked at it' });
    await dana.submits();

    expect(dana.modal()).toContain('Nothing was changed: it stands as it stood.');
  });

  test('a quota that is dated into a quarter that has ended is shown as a correction', async () => {
    const dana = floor.person('dana');
    await dana.types('/coach quota');
    await dana.clicks('2026-Q3');
    await dana.clicks('Set quotas');
    await dana.fills({ 'Ana Silva': '250,000', 'Tom Brandt': '90k', 'Why?': 'Agreed in June' });
    await dana.submits();

    expect(dana.modal()).toContain(
      '€90,000 from 1 Jul · Dana Whitlock: Agreed in June · set on 16 Nov, after the quarter had ended',
    );
    expect(dana.modal()).toContain('€250,000 from 1 Jul · plan\n');
  });

  test('of two who set the same at once the second is told, and keeps what they typed', async () => {
    const [ada, dana] = [floor.person('ada'), floor.person('dana')];
    await ada.types('/coach quota West');
    await ada.clicks('Set quotas');
    await ada.fills({ 'Eva Lindgren': '100k', 'Why?': 'Mine' });
    await dana.types('/coach quota');
    await dana.clicks('Set quotas');
    await dana.fills({ 'Eva Lindgren': '90k', 'Why?': 'Hers' });
    await dana.submits();

    await ada.submits();

    expect(ada.modal()).toContain('This was changed while you had it open.');
    expect(ada.modal()).toContain('Eva Lindgren: €90,000 from 16 Nov · Dana Whitlock: Hers');
    await ada.closes();
    expect(ada.modal()).toContain('Eva Lindgren (optional): 100k');
    expect((await quotasOf('eva')).map(([, amount]) => amount)).toEqual([9_000_000]);
  });

  test('an admin chooses among all teams; a rep is told whose it is', async () => {
    const [ada, ben] = [floor.person('ada'), floor.person('ben')];
    await ada.types('/coach quota');
    await ada.clicks('Open', { near: 'East' });
    expect(ada.modal()).toContain('Dov Katz');

    await ben.types('/coach quota');

    expect(ben.hasModal()).toBe(false);
    expect(ben.sees()).toContain('Quotas are set by managers for their teams, and by admins.');
  });

  test('who names a team that they do not lead is told so, and asks for help in its own word', async () => {
    const dana = floor.person('dana');

    await dana.types('/coach quota East');
    expect(dana.modal()).toContain('You lead no team called “East”. This is what you lead.');
    expect(dana.modal()).toContain('*West* · 2026-Q4');
    await dana.closes();
    await dana.types('/coach quota help');

    expect(dana.sees()).toContain('/coach quota – the quotas of your team');
  });

  test('a team without members says so, and has nothing to set', async () => {
    const ada = floor.person('ada');
    await floor.db.insert(table.team).values({ workspaceId: floor.workspace, name: 'Empty', nameFolded: 'empty' });
    await ada.types('/coach quota empty');

    expect(ada.modal()).toContain('Nobody is on Empty in this quarter.');
    expect(ada.modal()).not.toContain('Set quotas');
  });

  test('who is no longer the manager is refused with the form still open', async () => {
    const mori = floor.person('mori');
    await mori.types('/coach quota');
    await mori.clicks('Set quotas');
    await mori.fills({ 'Dov Katz': '100k', 'Why?': 'Plan' });
    await floor.db.update(table.team).set({ managerId: null }).where(eq(table.team.name, 'East'));

    await mori.submits();

    expect(mori.modal()).toContain('set by the team’s manager and by admins, and you are neither now');
    expect(await quotasOf('dov')).toEqual([]);
  });

  test('who has left for another team is that one’s: their quota there is neither seen nor set, and the rest is saved', async () => {
    const { db, workspace } = floor;
    const [dana, chi] = [floor.person('dana'), await floor.personId('chi')];
    const theirs = { workspaceId: workspace, personId: chi };
    const by = { byId: null, at: new Date('2026-10-01T08:00:00Z'), reason: 'plan' };
    await db
      .update(table.membership)
      .set({ leftOn: day('2026-10-05') })
      .where(eq(table.membership.personId, chi));
    await db.insert(table.membership).values({ ...theirs, teamId: floor.teamId('East'), joinedOn: day('2026-10-05') });
    await db.insert(quota).values([
      { ...theirs, ...by, startsOn: day('2026-10-01'), amount: money(12_000_000) },
      { ...theirs, ...by, startsOn: day('2026-10-05'), amount: money(33_300_000) },
    ]);

    await dana.types('/coach quota west');
    expect(dana.modal()).toContain('€120,000 from 1 Oct');
    expect(dana.modal()).not.toContain('€333,000');
    await dana.clicks('Set quotas');
    await dana.fills({ 'Chi Nguyen': '1', 'Holds from': '2026-11-16', 'Why?': 'Mine' });
    await dana.submits();
    expect(dana.modal()).toContain('! Not on this team on that day');
    await dana.fills({ 'Chi Nguyen': '120,000', 'Ana Silva': '210,000' });
    await dana.submits();

    expect(dana.modal()).toContain('Set for Ana Silva.');
    expect((await quotasOf('chi')).map(([, amount]) => amount)).toEqual([12_000_000, 33_300_000]);
  });

  test('what somebody new brought another team last quarter is not shown to their manager of today', async () => {
    const { db, workspace } = floor;
    const iris = await floor.personId('iris');
    await db
      .update(table.membership)
      .set({ leftOn: day('2026-11-16') })
      .where(eq(table.membership.personId, iris));
    const west = { workspaceId: workspace, teamId: floor.teamId('West'), personId: iris };
    await db.insert(table.membership).values({ ...west, joinedOn: day('2026-11-16') });
    const row = { startsOn: day('2026-07-01'), amount: money(44_400_000), byId: null, reason: 'plan' };
    await db
      .insert(quota)
      .values({ workspaceId: workspace, personId: iris, at: new Date('2026-07-01T08:00:00Z'), ...row });
    const dana = floor.person('dana');

    await dana.types('/coach quota west');

    expect(dana.modal()).toContain('Iris Moreau');
    expect(dana.modal()).not.toContain('€444,000');
  });

  test('a team of forty is shown and set a page at a time', async () => {
    const ada = floor.person('ada');
    const [team] = await floor.db
      .insert(table.team)
      .values({ workspaceId: floor.workspace, name: 'Long', nameFolded: 'long' })
      .returning();
    const people = await floor.db
      .insert(table.person)
      .values(
        Array.from({ length: 43 }, (_, at) => ({
          workspaceId: floor.workspace,
          name: `Rep ${String(at).padStart(2, '0')}`,
        })),
      )
      .returning();
    await floor.db.insert(table.membership).values(
      people.map(({ id }) => ({
        workspaceId: floor.workspace,
        teamId: team?.id ?? floor.teamId('West'),
        personId: id,
      })),
    );

    await ada.types('/coach quota long');
    await ada.clicks('Next');
    expect(ada.modal()).toContain('21–40 of 43');
    await ada.clicks('Set quotas');
    await ada.fills({ 'Rep 20': '5k', 'Why?': 'Plan' });
    await ada.submits();

    expect(ada.modal()).toContain('Set for Rep 20.');
    expect(ada.modal()).toContain('21–40 of 43');
  });
});
