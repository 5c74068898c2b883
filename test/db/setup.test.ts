import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Db } from '../../src/db/connect.ts';
import { openDeal } from '../../src/db/deals.ts';
import { linkPerson } from '../../src/db/link-person.ts';
import { quota, ramp } from '../../src/db/number-schema.ts';
import { type Chosen, knownPerson, settingsOf } from '../../src/db/people.ts';
import { addMembers, changeMember } from '../../src/db/save-members.ts';
import { saveAdmins, saveSettings } from '../../src/db/save-setup.ts';
import { changeTeam, makeTeam } from '../../src/db/save-team.ts';
import * as table from '../../src/db/schema.ts';
import { adminsOf, setupSeen } from '../../src/db/setup.ts';
import { memberFile, setupOverview, teamFile, unlinkedPeople, unlinkedPerson } from '../../src/db/setup-pages.ts';
import type { PersonId, SlackUserId, TeamId, WorkspaceId } from '../../src/domain/brand.ts';
import { opened } from '../../src/domain/opening.ts';
import { firstSettings } from '../../src/domain/settings.ts';
import type { Gesture, Speaker } from '../../src/domain/speaker.ts';
import { aDeal, day, money, NOW, TODAY, ZONE } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';

const ALL_ALONG = { joinedOn: null, leftOn: null };

function user(name: string): Chosen {
  return { user: `U0${name.toUpperCase()}` as SlackUserId, name, zone: ZONE };
}

/** A workspace of its own for each test. */
function office(db: Db) {
  const workspace = `T${randomUUID()}` as WorkspaceId;
  const speaker = async (name: string, isSlackAdmin = false): Promise<Speaker> => {
    const { person, isAdmin } = await knownPerson(db, { workspace, ...user(name) });
    return { workspace, person, isAdmin, isSlackAdmin, ...user(name) };
  };
  const gesture = async (by: Speaker, key: string = randomUUID()): Promise<Gesture> => {
    return { by, at: NOW, key, seen: await setupSeen(db, workspace) };
  };
  const history = () => db.select().from(table.setupEvent).where(eq(table.setupEvent.workspaceId, workspace));
  const byName = async (name: string): Promise<PersonId> => {
    const values = { workspaceId: workspace, name, crmName: name.toLowerCase() };
    const [row] = await db.insert(table.person).values(values).returning({ id: table.person.id });
    if (!row) throw new Error('Not stored');
    return row.id;
  };
  const team = async (by: Speaker, name: string, people: readonly Chosen[] = []): Promise<TeamId> => {
    const facts = { name, manager: null, discountLimit: null, people, span: ALL_ALONG };
    const made = await makeTeam(db, await gesture(by), facts);
    return (made.is === 'done' ? made.events.find(({ what }) => what === 'team-made')?.after.team : '') as TeamId;
  };
  return { workspace, speaker, gesture, history, byName, team };
}

const SETTINGS = firstSettings(ZONE);

describe.each(eachDatabase())('setup on $name', ({ open }) => {
  const db = open();

  test('whoever sets up first becomes admin, and history says who, what and from what to what', async () => {
    const { workspace, speaker, gesture, history } = office(db());
    const ada = await speaker('Ada', true);

    const outcome = await saveSettings(db(), await gesture(ada), { ...SETTINGS, capacity: 15 });

    expect(outcome).toMatchObject({ is: 'done', isRepeat: false });
    expect((await adminsOf(db(), workspace)).map(({ name }) => name)).toEqual(['Ada']);
    expect((await settingsOf(db(), workspace)).capacity).toBe(15);
    expect((await history()).map(({ what, before, after, byId }) => ({ what, before, after, byId }))).toEqual([
      { what: 'settings', before: { capacity: 20 }, after: { capacity: 15 }, byId: ada.person },
      { what: 'admin-named', before: {}, after: { person: ada.person, name: 'Ada' }, byId: ada.person },
      { what: 'confirmed', before: {}, after: {}, byId: ada.person },
    ]);
  });

  test('the defaults saved as they are count as set up', async () => {
    const { workspace, speaker, gesture } = office(db());
    const ada = await speaker('Ada', true);

    await saveSettings(db(), await gesture(ada), SETTINGS);
    const again = await saveSettings(db(), await gesture(ada), SETTINGS);

    const [row] = await db().select().from(table.workspace).where(eq(table.workspace.id, workspace));
    expect(row?.setUpAt).toEqual(NOW);
    expect(again).toEqual({ is: 'same' });
  });

  test('before an admin is named only Slack’s admins set up; afterwards only admins, as they are at that moment', async () => {
    const { speaker, gesture, history } = office(db());
    const [ada, ben, zoe] = [await speaker('Ada', true), await speaker('Ben'), await speaker('Zoe', true)];

    const early = await saveSettings(db(), await gesture(ben), { ...SETTINGS, capacity: 5 });
    await saveSettings(db(), await gesture(ada), SETTINGS);
    const slackAdmin = await saveSettings(db(), await gesture(zoe), { ...SETTINGS, capacity: 5 });
    await saveAdmins(db(), await gesture(ada), [user('Ada'), user('Ben')]);
    await saveAdmins(db(), await gesture(ada), [user('Ben')]);
    const removed = await saveSettings(db(), await gesture({ ...ada, isAdmin: true }), { ...SETTINGS, capacity: 5 });

    expect(early).toEqual({ is: 'refused', why: 'not-admin', admins: [] });
    expect(slackAdmin).toEqual({ is: 'refused', why: 'not-admin', admins: ['Ada'] });
    expect(removed).toEqual({ is: 'refused', why: 'not-admin', admins: ['Ben'] });
    expect((await history()).filter(({ after }) => after.capacity === 5)).toEqual([]);
  });

  test('the last admin cannot be removed', async () => {
    const { workspace, speaker, gesture } = office(db());
    const ada = await speaker('Ada', true);
    await saveSettings(db(), await gesture(ada), SETTINGS);

    const outcome = await saveAdmins(db(), await gesture(ada), []);

    expect(outcome).toMatchObject({ is: 'refused', why: 'field', field: 'admins', problem: 'none' });
    expect(await adminsOf(db(), workspace)).toHaveLength(1);
  });

  test('the same modal sent twice at once is one write, and the same answer', async () => {
    const { speaker, gesture, history } = office(db());
    const ada = await speaker('Ada', true);
    const twice = await gesture(ada, `view:${randomUUID()}`);
    const facts = { name: 'West', manager: user('Dana'), discountLimit: null, people: [user('Ben')], span: ALL_ALONG };

    const [one, two] = await Promise.all([makeTeam(db(), twice, facts), makeTeam(db(), twice, facts)]);

    if (one?.is !== 'done' || two?.is !== 'done') throw new Error('Refused');
    expect([one.isRepeat, two.isRepeat].sort()).toEqual([false, true]);
    expect(one.events).toMatchObject(two.events.map(({ what, before, after }) => ({ what, before, after })));
    expect((await history()).filter(({ what }) => what === 'team-made')).toHaveLength(1);
  });

  test('of two admins at once the second is told what changed, and overwrites nothing', async () => {
    const { workspace, speaker, gesture } = office(db());
    const ada = await speaker('Ada', true);
    await saveAdmins(db(), await gesture(ada), [user('Ada'), user('Ben')]);
    const ben = await speaker('Ben');
    const [first, second, third] = [await gesture(ada), await gesture(ben), await gesture(ben)];

    await saveSettings(db(), first, { ...SETTINGS, capacity: 15 });
    const refused = await saveSettings(db(), second, { ...SETTINGS, capacity: 25 });
    const elsewhere = await saveAdmins(db(), third, [user('Ada'), user('Ben'), user('Chi')]);

    expect(refused).toMatchObject({
      is: 'refused',
      why: 'changed',
      since: [{ by: ada.person, after: { capacity: 15 } }],
    });
    expect((await settingsOf(db(), workspace)).capacity).toBe(15);
    expect(elsewhere.is).toBe('done');
  });

  test('another currency is refused once amounts are on record in other units, and otherwise renames them', async () => {
    const { workspace, speaker, gesture } = office(db());
    const ada = await speaker('Ada', true);
    const early = await saveSettings(db(), await gesture(ada), { ...SETTINGS, currency: 'JPY' });
    await saveSettings(db(), await gesture(ada), { ...SETTINGS, currency: 'EUR' });
    const deal = aDeal({ owner: ada.person, amount: money(4_500_000) });
    await openDeal(db(), await gesture(ada), { deal, events: opened(deal.id, { ...deal, contact: null }, NOW).events });

    const refused = await saveSettings(db(), await gesture(ada), { ...SETTINGS, currency: 'JPY' });
    const renamed = await saveSettings(db(), await gesture(ada), { ...SETTINGS, currency: 'CHF' });

    const [row] = await db().select().from(table.deal).where(eq(table.deal.workspaceId, workspace));
    expect([early.is, renamed.is]).toEqual(['done', 'done']);
    expect(refused).toMatchObject({ why: 'field', field: 'currency', problem: 'other-units' });
    expect(row).toMatchObject({ currency: 'CHF', amount: 4_500_000 });
  });

  test('a team has a name of its own, a manager and a limit, and each change of them is history', async () => {
    const { workspace, speaker, gesture, history, team } = office(db());
    const ada = await speaker('Ada', true);
    await team(ada, 'West');
    const east = await team(ada, 'East');

    const taken = await changeTeam(db(), await gesture(ada), east, {
      name: ' WEST',
      manager: null,
      discountLimit: null,
    });
    await changeTeam(db(), await gesture(ada), east, { name: 'East', manager: user('Mori'), discountLimit: 500 });
    const same = await changeTeam(db(), await gesture(ada), east, {
      name: 'East',
      manager: 'as-is',
      discountLimit: 500,
    });

    expect(taken).toMatchObject({ why: 'field', field: 'name', problem: 'taken' });
    expect(same.is).toBe('same');
    expect((await history()).at(-1)?.after).toMatchObject({ team: east, managerName: 'Mori', discountLimit: 500 });
    const { teams } = await setupOverview(db(), { workspace, today: TODAY, page: 9 });
    expect(teams).toMatchObject({ number: 0, all: 2, rows: [{ name: 'East', managerName: 'Mori', people: 0 }, {}] });
  });

  test('people join and leave a team by day, and nobody is on it twice at a time', async () => {
    const { workspace, speaker, gesture, team } = office(db());
    const ada = await speaker('Ada', true);
    const west = await team(ada, 'West', [user('Ben')]);
    const span = { joinedOn: day('2026-02-01'), leftOn: null };

    const there = await addMembers(db(), await gesture(ada), west, { people: [user('Chi'), user('Ben')], span });
    await addMembers(db(), await gesture(ada), west, { people: [user('Chi')], span });
    const [ben] = (await teamFile(db(), west, { workspace, today: TODAY, page: 0 }))?.members.rows ?? [];
    const member = { team: west, membership: ben?.membership ?? '' };
    const left = await changeMember(db(), await gesture(ada), member, { joinedOn: null, leftOn: day('2026-02-01') });
    const back = await addMembers(db(), await gesture(ada), west, { people: [user('Ben')], span });
    const both = await changeMember(db(), await gesture(ada), member, { joinedOn: null, leftOn: day('2026-02-02') });
    const order = { joinedOn: TODAY, leftOn: TODAY };
    const wrong = await changeMember(db(), await gesture(ada), member, order);

    expect(there).toMatchObject({ field: 'people', problem: 'on-team', name: 'Ben' });
    expect([left.is, back.is]).toEqual(['done', 'done']);
    expect(both).toMatchObject({ field: 'joinedOn', problem: 'coincides' });
    expect(wrong).toMatchObject({ field: 'leftOn', problem: 'before-joined' });
    const file = await teamFile(db(), west, { workspace, today: TODAY, page: 0 });
    expect(file?.members.rows.map(({ name, joinedOn, leftOn }) => [name, joinedOn, leftOn])).toEqual([
      ['Ben', '2026-02-01', null],
      ['Chi', '2026-02-01', null],
      ['Ben', null, '2026-02-01'],
    ]);
  });

  test('whoever was put on a team by mistake is taken off it', async () => {
    const { workspace, speaker, gesture, history, team } = office(db());
    const ada = await speaker('Ada', true);
    const west = await team(ada, 'West', [user('Ben')]);
    const [ben] = (await teamFile(db(), west, { workspace, today: TODAY, page: 0 }))?.members.rows ?? [];
    const member = { team: west, membership: ben?.membership ?? '' };

    await changeMember(db(), await gesture(ada), member, 'never-on-it');
    const gone = await changeMember(db(), await gesture(ada), member, 'never-on-it');

    expect(await memberFile(db(), workspace, member.membership)).toBeNull();
    expect(gone.is).toBe('gone');
    expect((await history()).at(-1)).toMatchObject({ what: 'member-removed', before: { name: 'Ben' } });
  });

  test('a refused change leaves nobody behind', async () => {
    const { workspace, speaker, gesture, team } = office(db());
    const ada = await speaker('Ada', true);
    const west = await team(ada, 'West', [user('Ben')]);

    await addMembers(db(), await gesture(ada), west, { people: [user('Ben'), user('New')], span: ALL_ALONG });

    const rows = await db().select().from(table.person).where(eq(table.person.workspaceId, workspace));
    expect(rows.map(({ name }) => name).sort()).toEqual(['Ada', 'Ben']);
  });

  test('a person from a file becomes the Slack user with all that is theirs, and later imports find them', async () => {
    const { workspace, speaker, gesture, byName, team } = office(db());
    const ada = await speaker('Ada', true);
    const imported = await byName('Ben O.');
    const west = await team(ada, 'West', [user('Ben')]);
    await db().update(table.team).set({ managerId: imported }).where(eq(table.team.id, west));
    const span = { joinedOn: day('2026-01-01'), leftOn: day('2026-02-01') };
    await db()
      .insert(table.membership)
      .values({ workspaceId: workspace, teamId: west, personId: imported, ...span });
    const deal = aDeal({ owner: imported });
    await openDeal(db(), await gesture(ada), { deal, events: opened(deal.id, { ...deal, contact: null }, NOW).events });
    const credit = { workspaceId: workspace, dealId: deal.id, personId: imported, teamId: west, amount: money(5) };
    await db()
      .insert(table.credit)
      .values({ ...credit, creditedOn: TODAY, at: NOW });

    const share = { startsOn: TODAY, endsOn: TODAY, share: 5_000 };
    await db()
      .insert(ramp)
      .values({ workspaceId: workspace, personId: imported, ...share });
    const goal = { startsOn: TODAY, amount: money(100), at: NOW, reason: '' };
    await db()
      .insert(quota)
      .values({ workspaceId: workspace, personId: imported, ...goal });

    const outcome = await linkPerson(db(), await gesture(ada), imported, user('Ben'));

    const { person: ben } = await knownPerson(db(), { workspace, ...user('Ben') });
    expect(outcome).toMatchObject({ is: 'done', events: [{ what: 'linked', before: { name: 'Ben O.' } }] });
    const [[owned], [owner], [credited], [led], spans, [row]] = await Promise.all([
      db().select().from(table.deal).where(eq(table.deal.id, deal.id)),
      db().select().from(table.dealOwner).where(eq(table.dealOwner.dealId, deal.id)),
      db().select().from(table.credit).where(eq(table.credit.dealId, deal.id)),
      db().select().from(table.team).where(eq(table.team.id, west)),
      db().select().from(table.membership).where(eq(table.membership.teamId, west)),
      db().select().from(table.person).where(eq(table.person.id, ben)),
    ]);
    expect([owned?.ownerId, owner?.personId, credited?.personId, led?.managerId]).toEqual([ben, ben, ben, ben]);
    expect(spans).toMatchObject([{ personId: ben, joinedOn: null, leftOn: null }]);
    expect(row?.crmName).toBe('ben o.');
    expect(await db().select().from(quota).where(eq(quota.personId, ben))).toHaveLength(1);
    expect(await db().select().from(ramp).where(eq(ramp.personId, ben))).toHaveLength(1);
    expect(await unlinkedPerson(db(), workspace, imported)).toBeNull();
  });

  test('a Slack user stands for one imported name, and whoever never used Sideline can be chosen', async () => {
    const { workspace, speaker, gesture, byName } = office(db());
    const ada = await speaker('Ada', true);
    const [first, second] = [await byName('Chi N.'), await byName('C. Nguyen')];

    const linked = await linkPerson(db(), await gesture(ada), first, user('Chi'));
    const refused = await linkPerson(db(), await gesture(ada), second, user('Chi'));
    const gone = await linkPerson(db(), await gesture(ada), first, user('Dov'));

    expect([linked.is, gone.is]).toEqual(['done', 'gone']);
    expect(refused).toMatchObject({ field: 'slackUser', problem: 'stands-for-another', name: 'chi n.' });
    const { rows, all } = await unlinkedPeople(db(), { workspace, page: 0 });
    expect([rows, all]).toMatchObject([[{ name: 'C. Nguyen', teams: [] }], 1]);
  });

  test('another workspace’s team, member or person is not there', async () => {
    const here = office(db());
    const there = office(db());
    const west = await there.team(await there.speaker('Ada', true), 'West', [user('Ben')]);
    const imported = await there.byName('Ben O.');
    const eve = await here.speaker('Eve', true);
    const file = await teamFile(db(), west, { workspace: there.workspace, today: TODAY, page: 0 });
    const member = { team: west, membership: file?.members.rows[0]?.membership ?? '' };

    const outcomes = [
      await changeTeam(db(), await here.gesture(eve), west, { name: 'Mine', manager: null, discountLimit: null }),
      await addMembers(db(), await here.gesture(eve), west, { people: [user('Eve')], span: ALL_ALONG }),
      await changeMember(db(), await here.gesture(eve), member, 'never-on-it'),
      await linkPerson(db(), await here.gesture(eve), imported, user('Eve')),
    ];

    expect(outcomes.map(({ is }) => is)).toEqual(['gone', 'gone', 'gone', 'gone']);
    expect(await teamFile(db(), west, { workspace: here.workspace, today: TODAY, page: 0 })).toBeNull();
    expect(await adminsOf(db(), here.workspace)).toEqual([]);
  });

  test('every column that refers to a person goes with them', async () => {
    const { rows } = await db().execute(sql`
      select c.relname || '.' || a.attname as name from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
      where k.contype = 'f' and k.confrelid = 'person'::regclass and a.attname <> 'workspace_id' order by 1`);

    expect(rows.map(({ name }) => name)).toEqual([
      'credit.person_id',
      'deal.owner_id',
      'deal_owner.person_id',
      'digest_run.asked_by_id',
      'digest_schedule.created_by_id',
      'membership.person_id',
      'quota.person_id',
      'ramp.person_id',
      'team.manager_id',
    ]);
  });
});
