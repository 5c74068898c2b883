import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as table from '../../src/db/schema.ts';
import { aDeal } from '../support/builders.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

describe('a workspace that nobody has set up', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor({ isSetUp: false });
  });
  afterAll(() => floor.stop());

  test('a rep is told whom to ask, and nothing opens', async () => {
    const ben = floor.person('ben');

    await ben.types('/coach setup');

    expect(ben.hasModal()).toBe(false);
    expect(ben.sees()).toContain('nobody is admin yet');
  });

  test('where Slack does not say who is its admin, nobody sets up', async () => {
    const ada = floor.person('ada');
    floor.slack.faults.next('users.info', { is: 'error', error: 'missing_scope' });

    await ada.types('/coach setup');

    expect(ada.hasModal()).toBe(false);
    expect(ada.sees()).toContain('Slack did not tell who you are, so nothing was done.');
  });

  test('one of Slack’s admins sets up, is told what was wrong in the field, and becomes admin', async () => {
    const ada = floor.person('ada');

    await ada.types('/coach setup');
    expect(ada.modal()).toContain('Whoever saves something first becomes admin');
    await ada.clicks('Change', { near: 'Settings' });
    await ada.fills({ Currency: 'euro', 'Time zone': 'europe/berlin', 'Discount limit in %': '100.5' });
    await ada.submits();
    expect(ada.modal()).toContain('! Did you mean EUR?');
    expect(ada.modal()).toContain('! Did you mean Europe/Berlin?');
    expect(ada.modal()).toContain('! From 0 to 100, with two decimals at most');
    await ada.fills({ Currency: 'eur', 'Time zone': 'Mars/Olympus', 'Discount limit in %': '12.5' });
    await ada.submits();
    expect(ada.modal()).toContain('! No such zone. Write it as in Europe/Berlin');
    await ada.fills({ 'Time zone': 'Europe/Berlin ', 'The fiscal year starts in': 'April' });
    await ada.submits({ times: 2 });

    expect(ada.modal()).toMatch(/^ada.* is admin\.$/im);
    expect(ada.modal()).toContain('Amounts in EUR, written 1,234.56');
    expect(ada.modal()).toContain('Fiscal year from April · zone Europe/Berlin');
    const [row] = await floor.db.select().from(table.workspace);
    expect(row).toMatchObject({ currency: 'EUR', zone: 'Europe/Berlin', discountLimit: 1_250, fiscalYearStart: 4 });
    expect(row?.setUpAt).not.toBeNull();
    const rows = await floor.db.select().from(table.setupEvent);
    expect(rows.map(({ what }) => what)).toEqual(['settings', 'admin-named', 'confirmed']);
  });

  test('from then on Slack’s other admins are told who is admin', async () => {
    const mori = floor.person('mori');

    await mori.types('/coach setup');

    expect(mori.sees()).toMatch(/Ask ada.*\./i);
  });
});

describe('a workspace that is set up', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());

  test('/coach says what is here, and what an unknown word may have meant', async () => {
    const ben = floor.person('ben');

    await ben.types('/coach');
    expect(ben.sees()).toContain('Your scorecard is not here yet.');
    await ben.types('/coach help');
    expect(ben.sees()).toContain('/coach setup – ');
    await ben.types('/coach mute');
    expect(ben.sees()).toContain('/coach mute is not here yet.');
    await ben.types('/coach steup');
    expect(ben.sees()).toContain('Did you mean /coach setup?');
    await ben.types('/coach *dance* <!channel>');
    expect(ben.sees()).toContain('I don’t know “*dance*”.');
  });

  test('an admin makes a team with its people, and only members of the company can be on it', async () => {
    const ada = floor.person('ada');

    await ada.types('/coach setup');
    await ada.clicks('New team');
    await ada.fills({ Name: 'north', Manager: 'gus', People: ['ana', 'standup', 'pia'] });
    await ada.submits();
    expect(ada.modal()).toContain('is a guest here. Choose a full member');
    expect(ada.modal()).toContain('is an app. Choose a person');
    expect(ada.modal()).toContain('is deactivated');
    await ada.fills({ Name: ' WEST ', Manager: 'mori', People: ['ana'], 'On the team since': '2026-11-01' });
    await ada.submits();
    expect(ada.modal()).toContain('! There is a team of that name. Choose another');
    await ada.fills({ Name: 'North' });
    await ada.submits();

    expect(ada.modal()).toContain('North is a team, managed by Mori Tanaka.');
    expect(ada.modal()).toContain('Ana Silva is on North, since 1 Nov.');
    expect(ada.modal()).toContain('Managed by Mori Tanaka · 1 person');
  });

  test('people join and leave by day, and a mistake is taken back', async () => {
    const ada = floor.person('ada');

    await ada.types('/coach setup');
    await ada.clicks('Open', { near: 'East' });
    await ada.clicks('Add people');
    await ada.fills({ People: ['ben', 'dov'] });
    await ada.submits();
    expect(ada.modal()).toContain('! Dov Katz is on the team at that time already');
    await ada.fills({ People: ['ben'], 'On the team since': '2026-10-01' });
    await ada.submits();
    expect(ada.modal()).toContain('*Ben Okafor* · since 1 Oct');
    await ada.clicks('Change', { near: '*Ben Okafor* ·' });
    await ada.fills({ 'Left on': '2026-09-01' });
    await ada.submits();
    expect(ada.modal()).toContain('! A day after the one on which they joined');
    await ada.fills({ 'Left on': '2026-11-02' });
    await ada.submits();
    expect(ada.modal()).toContain('Ben Okafor on East: from 1 Oct, left 2 Nov.');
    await ada.clicks('Change', { near: 'from 1 Oct, left 2 Nov' });
    await ada.fills({ 'Put on it by mistake?': ['Take them off, as if never on it'] });
    await ada.submits();
    expect(ada.modal()).toContain('Ben Okafor is off East, as if never on it.');
    await ada.clicks('Change', { near: 'Managed by Mori' });
    await ada.fills({ 'Discount limit in %': '5' });
    await ada.submits();
    expect(ada.modal()).toContain('East: discount limit 5 %.');
    await ada.clicks('Back to setup');
    expect(ada.modal()).toContain('Managed by Mori Tanaka · 3 people · discounts up to 5 %');
  });

  test('of two admins at once the second is told what changed, and keeps what they typed', async () => {
    const [ada, dana] = [floor.person('ada'), floor.person('dana')];
    await ada.types('/coach setup');
    await ada.clicks('Change', { near: 'Admins' });
    await ada.fills({ 'Admins of Sideline': ['ada', 'dana'] });
    await ada.submits();
    expect(ada.modal()).toContain('Dana Whitlock is admin.');

    await dana.types('/coach setup');
    await dana.clicks('Change', { near: 'Settings' });
    await dana.fills({ 'Live deals a rep can work': '25' });
    await ada.clicks('Change', { near: 'Settings' });
    await ada.fills({ 'Live deals a rep can work': '15' });
    await ada.submits();
    await dana.submits();

    expect(dana.modal()).toContain('Ada Petrov, 08:00: Places a rep 15, was 20.');
    await dana.closes();
    expect(dana.modal()).toContain('Live deals a rep can work: 25');
    await dana.submits();
    await dana.clicks('How it stands now');
    expect(dana.modal()).toContain('15 live deals a rep');
    await dana.closes({ all: true });
  });

  test('whoever is no longer admin is refused with the form still open, and the last admin stays', async () => {
    const [ada, dana] = [floor.person('ada'), floor.person('dana')];
    await dana.types('/coach setup');
    await dana.clicks('New team');
    await dana.fills({ Name: 'Mine' });
    await ada.types('/coach setup');
    await ada.clicks('Change', { near: 'Admins' });
    await ada.fills({ 'Admins of Sideline': ['ada'] });
    await ada.submits();

    await dana.submits();

    expect(dana.modal()).toContain('Sideline is set up by its admins. Ask Ada Petrov.');
    expect(await floor.db.select().from(table.team).where(eq(table.team.name, 'Mine'))).toEqual([]);
    await dana.closes();
    await dana.closes();
  });

  test('an admin who hands over sees what was done, and no more', async () => {
    const ada = floor.person('ada');
    await ada.types('/coach setup');
    await ada.clicks('Change', { near: 'Admins' });
    await ada.fills({ 'Admins of Sideline': ['chi'] });
    await ada.submits();

    expect(ada.modal()).toContain('Ada Petrov is no longer admin.');
    expect(ada.modal()).not.toContain('Teams');
    const chi = floor.person('chi');
    await chi.types('/coach setup');
    await chi.clicks('Change', { near: 'Admins' });
    await chi.fills({ 'Admins of Sideline': ['ada'] });
    await chi.submits();
    expect(chi.modal()).toContain('Chi Nguyen is no longer admin.');
  });

  test('a person from an import becomes the Slack user, and the deals are theirs', async () => {
    const ada = floor.person('ada');
    const names = Array.from({ length: 22 }, (_, index) => `Person ${String(index).padStart(2, '0')}`);
    const people = [...names, 'E. Lindgren <!here>'].map((name) => ({
      ...{ workspaceId: floor.workspace, name, crmName: name.toLowerCase() },
    }));
    const made = await floor.db.insert(table.person).values(people).returning();
    const eva = made.at(-1)?.id;
    const deal = aDeal({ company: 'Osprey' });
    await floor.has('ben', deal);
    await floor.db
      .update(table.deal)
      .set({ ownerId: eva ?? deal.owner })
      .where(eq(table.deal.id, deal.id));

    await ada.types('/coach setup');
    expect(ada.modal()).toContain('23 people are known by name only');
    await ada.clicks('Link people');
    expect(ada.modal()).toContain('1–20 of 23');
    await ada.clicks('Next');
    expect(ada.modal()).toContain('21–23 of 23');
    await ada.clicks('Previous');
    await ada.clicks('Link', { near: 'E. Lindgren <!here>' });
    await ada.fills({ 'In Slack': 'sam' });
    await ada.submits();
    expect(ada.modal()).toContain('is from another company. Choose a full member');
    await ada.fills({ 'In Slack': 'eva' });
    await ada.submits({ times: 2 });

    expect(ada.modal()).toContain('E. Lindgren <!here> is Eva Lindgren in Slack');
    expect((await floor.deal('Osprey')).ownerId).toBe(await floor.personId('eva'));
    await ada.clicks('Link', { near: 'Person 00' });
    await ada.fills({ 'In Slack': 'eva' });
    await ada.submits();
    expect(ada.modal()).toContain('! They already stand for “e. lindgren <!here>” of the import');
  });
});
