import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { outboxMessage } from '../../src/db/delivery-schema.ts';
import { digestRun, digestSchedule } from '../../src/db/schedule-schema.ts';
import * as table from '../../src/db/schema.ts';
import { composing } from '../../src/digests/compose.ts';
import { day } from '../support/builders.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

/** It is Monday 16 November 2026, 17:00 in Berlin and 08:00 with Dana, week 47. */
describe('/coach digest', () => {
  let floor: Floor;
  beforeEach(async () => {
    floor = await salesFloor();
  });
  afterEach(() => floor.stop());

  const stored = () => floor.db.select().from(digestSchedule);
  const only = async () => {
    const [row, ...others] = await stored();
    if (row === undefined || others.length > 0) throw new Error('Not one schedule is stored.');
    return row;
  };
  const history = async () => {
    const rows = await floor.db.select().from(table.setupEvent).orderBy(table.setupEvent.id);
    return rows.map(({ what }) => what);
  };
  const messages = () => floor.db.select().from(outboxMessage);

  /** West's weekly digest in #sales-west, on its page. */
  const westHasOne = async (handle = 'dana') => {
    const person = floor.person(handle);
    await person.types('/coach digest west');
    await person.clicks('Add a weekly digest');
    await person.fills({ Channel: 'sales-west' });
    await person.submits();
    return person;
  };
  const ran = async (values: Partial<typeof digestRun.$inferInsert>) => {
    const { id, workspaceId } = await only();
    const at = new Date('2026-11-16T08:00:00Z');
    const [run] = await floor.db
      .insert(digestRun)
      .values({
        ...{ scheduleId: id, workspaceId, slot: day('2026-11-16'), period: '2026-W47', dueAt: at },
        ...{ outcome: 'planned', plannedBy: 'test', plannedAt: at, ...values },
      })
      .returning();
    if (run === undefined) throw new Error('The run was not stored.');
    return run;
  };
  const wasSentOff = async (run: string, values: Partial<typeof outboxMessage.$inferInsert>) => {
    const at = new Date('2026-11-16T08:00:02Z');
    const [message] = await floor.db
      .insert(outboxMessage)
      .values({
        ...{ dedupeKey: `test:${run}:${values.part ?? ''}`, workspaceId: floor.workspace, channelId: 'C0SALESWEST' },
        ...{ kind: 'digest', runId: run, part: 'attainment', about: { run, section: 'attainment', part: 'head' } },
        ...{ dueAt: at, notBefore: at, createdAt: at, dispatchedAt: at, finishedAt: at },
        ...{ expiresAt: new Date('2026-11-19T00:00:00Z'), ...values },
      })
      .returning();
    if (message === undefined) throw new Error('The message was not stored.');
    return message.id;
  };

  describe('adding one', () => {
    test('a manager says what goes where, and sees when it comes and who can read it; sent twice it is one', async () => {
      const dana = floor.person('dana');
      await dana.types('/coach digest');
      expect(dana.modal()).toContain('Nothing is posted on a schedule yet.');
      await dana.clicks('Add a weekly digest');
      expect(dana.modal()).toContain('Team: West');
      expect(dana.modal()).toContain('Who reads the channel?: The team: without names');
      await dana.fills({ Channel: 'sales-west', Day: 'Tuesday', Time: '08:30' });
      await dana.submits({ times: 2 });

      expect(dana.modal()).toContain('Tuesdays at 08:30, Europe/Berlin · read by the team, without names');
      expect(dana.modal()).toContain('Not sent yet · next today at 23:30 for you');
      expect(dana.modal()).toContain('#sales-west is public: everybody in the workspace can read it.');
      expect(dana.modal()).toContain('#sales-west has guests in it: they read it as well.');
      expect(await only()).toMatchObject({
        ...{ teamId: floor.teamId('West'), channelId: 'C0SALESWEST', channelName: 'sales-west', kind: 'weekly' },
        ...{ weekday: 2, localTime: '08:30', zone: 'Europe/Berlin', readers: 'team' },
        ...{ sections: ['attainment', 'spread', 'discipline'], nextSlot: '2026-11-17' },
        createdById: await floor.personId('dana'),
      });
      expect(await history()).toEqual(['digest-added']);
    });

    test('one whose time today has passed begins a week later, and a private channel of managers warns of nothing', async () => {
      const dana = floor.person('dana');
      await dana.types('/coach digest');
      await dana.clicks('Add a weekly digest');
      await dana.fills({ Channel: 'sales-managers', 'Who reads the channel?': 'Managers: with names' });
      await dana.submits();

      expect(dana.modal()).not.toContain('is public');
      expect(dana.modal()).not.toContain('guests');
      expect(await only()).toMatchObject({ nextSlot: '2026-11-23', readers: 'managers' });
    });

    test('a quarter review comes on the first working day of the next quarter', async () => {
      const dana = floor.person('dana');
      await dana.types('/coach digest');
      await dana.clicks('Add a quarter review');
      await dana.fills({ Channel: 'sales-managers' });
      await dana.submits();

      expect(dana.modal()).toContain('First working day of a quarter at 09:00, Europe/Berlin');
      expect(await only()).toMatchObject({ sections: ['review'], rhythm: 'quarter-start', nextSlot: '2027-01-01' });
    });

    test('what is wrong is said in its field, what was typed stays, and nothing is stored', async () => {
      const dana = floor.person('dana');
      await dana.types('/coach digest');
      await dana.clicks('Add a weekly digest');
      await dana.fills({ 'What it says': ['Rep spread: the lowest against the highest, and why'], Time: '07:10' });
      await dana.fills({ 'Time zone': 'europe/berlin' });
      await dana.submits();
      expect(dana.modal()).toContain('! Did you mean Europe/Berlin?');
      expect(dana.modal()).toContain('! Where? Only the questions for 1:1s need no channel');
      expect(dana.modal()).toContain('Time: 07:10');
      expect(dana.modal()).toContain('europe/berlin');
      expect(await stored()).toEqual([]);
      expect(await history()).toEqual([]);
    });

    test.each([
      ['random', 'Sideline is not in that channel. Type /invite @sideline there'],
      ['sales-2025', 'That channel is archived'],
      ['sales-east', 'That channel is shared with another company'],
    ])('#%s will not do, and the field says why', async (channel, why) => {
      const dana = floor.person('dana');
      await dana.types('/coach digest');
      await dana.clicks('Add a weekly digest');
      await dana.fills({ Channel: channel });

      await dana.submits();

      expect(dana.modal()).toContain(`! ${why}`);
      expect(await stored()).toEqual([]);
    });

    test('questions alone need no channel, and have none', async () => {
      const dana = floor.person('dana');
      await dana.types('/coach digest');
      await dana.clicks('Add a weekly digest');
      await dana.fills({ 'What it says': ['Questions for 1:1s: to the manager alone, by direct message'] });
      await dana.submits();

      expect(dana.modal()).toContain('Questions for 1:1s to the manager alone, by direct message');
      expect(await only()).toMatchObject({ channelId: null, sections: ['questions'] });
    });

    test('a team has one of a kind in a channel', async () => {
      const dana = await westHasOne();
      await dana.clicks('All digests');
      await dana.clicks('Add a weekly digest');
      await dana.fills({ Channel: 'sales-west' });
      await dana.submits();

      expect(dana.modal()).toContain('! It has one in that channel already');
      await only();
    });

    test('a team with nobody on it has nothing to say', async () => {
      const ada = floor.person('ada');
      await floor.db.insert(table.team).values({ workspaceId: floor.workspace, name: 'North', nameFolded: 'north' });
      await ada.types('/coach digest');
      await ada.clicks('Add a weekly digest');
      await ada.fills({ Team: 'North', Channel: 'general' });
      await ada.submits();

      expect(ada.modal()).toContain('! Nobody is on it yet. An admin adds people in /coach setup');
      expect(await stored()).toEqual([]);
    });

    test('an admin has one for all teams, which a manager does not see', async () => {
      const ada = floor.person('ada');
      await ada.types('/coach digest');
      await ada.clicks('Add a weekly digest');
      await ada.fills({ Team: 'All teams', Channel: 'general' });
      await ada.submits();
      expect(ada.modal()).toContain('*All teams · weekly digest*');

      const dana = floor.person('dana');
      await dana.types('/coach digest');

      expect(await only()).toMatchObject({ teamId: null });
      expect(dana.modal()).toContain('Nothing is posted on a schedule yet.');
    });
  });

  describe('changing one', () => {
    test('moved to another day after this week’s was posted, it comes next week', async () => {
      const dana = await westHasOne();
      await ran({});
      await dana.clicks('Change');
      expect(dana.modal()).toContain('*West*');
      await dana.fills({ Day: 'Friday', Time: '16:00', 'Time zone': 'America/New_York' });
      await dana.submits();

      expect(dana.modal()).toContain('Fridays, at 16:00, America/New_York; was Mondays, at 09:00, Europe/Berlin.');
      expect(await only()).toMatchObject({ weekday: 5, localTime: '16:00', nextSlot: '2026-11-27', version: 2 });
      expect(await history()).toEqual(['digest-added', 'digest-changed']);
    });

    test('saved as it stood, nothing is changed', async () => {
      const dana = await westHasOne();
      await dana.clicks('Change');
      await dana.submits();

      expect(dana.modal()).toContain('Nothing was changed: it stands as it stood.');
      expect(await only()).toMatchObject({ version: 1 });
    });

    test('another channel ends a rest that the old one was to blame for, and what was meant for the old one stays unsent', async () => {
      const dana = await westHasOne();
      const run = await ran({});
      await wasSentOff(run.id, { state: 'pending', dispatchedAt: null, finishedAt: null });
      await floor.db
        .update(digestSchedule)
        .set({ pause: 'channel-unusable', pausedAt: new Date('2026-11-16T09:00:00Z') });
      await dana.types('/coach digest');
      expect(dana.modal()).toContain('Paused: Sideline cannot post in #sales-west any more.');
      await dana.clicks('Open');
      await dana.clicks('Change');
      await dana.fills({ Channel: 'sales-managers' });
      await dana.submits();

      expect(await only()).toMatchObject({ channelId: 'C0SALESMANAGERS', pause: null, nextSlot: '2026-11-23' });
      expect(await messages()).toMatchObject([{ state: 'cancelled' }]);
      expect(await history()).toEqual(['digest-added', 'digest-changed', 'digest-resumed']);
    });

    test('of two who change the same the second is told, and keeps what they typed', async () => {
      const dana = await westHasOne();
      const ada = floor.person('ada');
      await ada.types('/coach digest');
      await ada.clicks('Open');
      await ada.clicks('Change');
      await ada.fills({ Day: 'Friday' });
      await dana.clicks('Change');
      await dana.fills({ Time: '07:45' });
      await dana.submits();

      await ada.submits();

      expect(ada.modal()).toContain('This was changed while you had it open.');
      expect(ada.modal()).toContain('Dana Whitlock, 11:00: West, weekly digest: at 07:45; was at 09:00.');
      await ada.closes();
      expect(ada.modal()).toContain('Day: Friday');
      expect(await only()).toMatchObject({ weekday: 1, localTime: '07:45' });
    });

    test('a page from before somebody else’s change does nothing, and says so', async () => {
      const dana = await westHasOne();
      const ada = floor.person('ada');
      await ada.types('/coach digest');
      await ada.clicks('Open');
      await dana.clicks('Pause');

      await ada.clicks('Delete');

      expect(ada.modal()).toContain('Dana Whitlock, 11:00: West, weekly digest: paused.');
      expect(ada.modal()).toContain('Nothing of yours was done.');
      expect(await only()).toMatchObject({ pause: 'by-person', deletedAt: null });
    });
  });

  describe('resting and deleting', () => {
    test('a rest is over with the next one to come: none that it passed over is caught up on', async () => {
      const dana = await westHasOne();
      await dana.clicks('Pause');
      expect(dana.modal()).toContain(
        'Paused: somebody paused it. Resume it, and it goes on with the next one: none is posted late.',
      );
      await floor.db
        .update(digestSchedule)
        .set({ nextSlot: day('2026-11-02'), nextDueAt: new Date('2026-11-02T08:00:00Z') });
      await dana.clicks('Resume');

      expect(dana.modal()).toContain('West, weekly digest: goes on.');
      expect(await only()).toMatchObject({ pause: null, nextSlot: '2026-11-23' });
      expect(await history()).toEqual(['digest-added', 'digest-paused', 'digest-resumed']);
    });

    test('one whose channel was archived does not go on before that is mended', async () => {
      const dana = await westHasOne();
      await floor.db
        .update(digestSchedule)
        .set({ pause: 'channel-unusable', channelId: 'C0SALES2025', channelName: 'sales-2025' });
      await dana.types('/coach digest');
      await dana.clicks('Open');
      await dana.clicks('Resume');

      expect(dana.modal()).toContain('It still rests');
      expect(dana.modal()).toContain('#sales-2025: That channel is archived. Choose another one.');
      expect(await only()).toMatchObject({ pause: 'channel-unusable' });
    });

    test('deleted and made again it is the old one, and this week’s is not posted twice', async () => {
      const dana = await westHasOne();
      const before = await only();
      await ran({});
      await dana.clicks('Delete');
      expect(dana.modal()).toContain('West, weekly digest: deleted, was in #sales-west.');
      expect(dana.modal()).toContain('Nothing is posted on a schedule yet.');
      await dana.clicks('Add a weekly digest');
      await dana.fills({ Channel: 'sales-west', Day: 'Thursday' });
      await dana.submits();

      expect(await only()).toMatchObject({ id: before.id, deletedAt: null, weekday: 4, nextSlot: '2026-11-26' });
    });
  });

  describe('once it is done', () => {
    test('it is told as done though Slack will not say how the channel stands', async () => {
      const dana = await westHasOne();
      floor.slack.faults.next('conversations.info', { is: 'rate-limited', retryAfter: 30 });
      await dana.clicks('Post now');

      expect(dana.modal()).toContain('It is on its way.');
      expect(dana.modal()).toContain('Slack does not say how #sales-west stands now.');
      expect(await messages()).toHaveLength(6);
    });

    test('nobody hears that nothing was saved because the page could not be shown', async () => {
      const dana = await westHasOne();
      floor.slack.faults.next('views.update', { is: 'error', error: 'fatal_error' });
      await dana.clicks('Pause');

      expect(dana.modal()).toContain('That is done, but how it stands now could not be shown.');
      expect(dana.modal()).not.toContain('nothing was');
      expect(await history()).toEqual(['digest-added', 'digest-paused']);
    });
  });

  describe('posting now and previews', () => {
    test('it is posted at once and the schedule stays; a second time is asked about first', async () => {
      const dana = await westHasOne();
      const before = await only();
      await dana.clicks('Post now');
      expect(dana.modal()).toContain('It is on its way. The schedule stays as it is.');
      expect(await messages()).toHaveLength(6);
      await dana.clicks('Post now');
      expect(dana.modal()).toContain('This week’s stands already in #sales-west, or is on its way. Post it again?');
      expect(await messages()).toHaveLength(6);
      await dana.clicks('Post it again');

      expect(await messages()).toHaveLength(12);
      expect(await only()).toEqual(before);
      expect(dana.modal()).toContain('posted now by Dana Whitlock, on its way');
      expect(await history()).toEqual(['digest-added', 'digest-posted', 'digest-posted']);
    });

    test('a press that Slack delivers twice posts once', async () => {
      const dana = await westHasOne();
      await dana.clicks('Post now');

      await dana.replays();

      expect(await messages()).toHaveLength(6);
    });

    test('this week’s that stands is said with the time at which it was sent', async () => {
      const dana = await westHasOne();
      const run = await ran({});
      await wasSentOff(run.id, { state: 'sent', slackTs: '1.1', slackChannel: 'C0SALESWEST' });
      await dana.clicks('Post now');

      expect(dana.modal()).toContain('stands already in #sales-west since today at 00:00. Post it again?');
      await dana.clicks('Leave it');
      expect(dana.modal()).toContain('Last sent today at 00:00 · next 23 Nov, 00:00 for you');
    });

    test('a preview goes to the asker alone, and changes nothing', async () => {
      const dana = await westHasOne();
      await dana.clicks('Preview for me');

      expect(dana.modal()).toContain('Sent to your direct messages, for you alone.');
      const sent = await messages();
      expect(new Set(sent.map(({ channelId, kind }) => `${kind} ${channelId}`))).toEqual(
        new Set([`digest_preview ${dana.id}`]),
      );
      expect(sent.map(({ part }) => part).sort()).toEqual(
        ['attainment', 'discipline', 'spread'].flatMap((part) => [part, `${part}-detail`]),
      );
      const heads = sent.filter(({ afterId }) => afterId === null);
      const drawn = await Promise.all(heads.map((head) => composing(floor.db)(head, floor.slack.clock.now(), null)));
      for (const drawing of drawn)
        expect(drawing.is === 'drawn' ? drawing.payload.text : drawing).toContain('Preview, for you alone');
      expect(await floor.db.select().from(digestRun)).toEqual([]);
      expect(await only()).toMatchObject({ version: 1 });
    });
  });

  describe('what became of each', () => {
    test('says what was sent, late, missed, skipped and left out, and why', async () => {
      const dana = await westHasOne();
      const week = (slot: string, period: string) => {
        const at = new Date(`${slot}T08:00:00Z`);
        return { slot: day(slot), period, dueAt: at, plannedAt: at };
      };
      const late = await ran(week('2026-11-09', '2026-W46'));
      await wasSentOff(late.id, { state: 'sent', slackTs: '1.1', finishedAt: new Date('2026-11-10T11:47:00Z') });
      await ran({ ...week('2026-11-02', '2026-W45'), outcome: 'missed' });
      await ran({ ...week('2026-10-26', '2026-W44'), outcome: 'skipped', reason: 'no rep has a quota' });
      await ran({ ...week('2026-10-19', '2026-W43'), outcome: 'superseded' });
      const failed = await ran(week('2026-10-12', '2026-W42'));
      await wasSentOff(failed.id, { state: 'failed', lastError: 'is_archived' });
      await dana.types('/coach digest');
      expect(dana.modal()).toContain('Last sent 10 Nov, 03:47');
      expect(dana.modal()).toContain('Missed on 2 Nov: Sideline was down until after the second working day');
      expect(dana.modal()).not.toContain('Left out on');
      await dana.clicks('Open');

      expect(dana.modal()).toContain('9 Nov: late, due at 00:00, sent 10 Nov, at 03:47');
      expect(dana.modal()).toContain('Skipped on 26 Oct: no rep has a quota');
      expect(dana.modal()).toContain('Left out on 19 Oct: a later one was due as well');
      expect(dana.modal()).toContain('Not posted on 12 Oct: the channel is archived');
    });

    test('a long past is shown ten at a time', async () => {
      const dana = await westHasOne();
      for (let week = 1; week <= 12; week += 1) {
        const at = new Date(Date.UTC(2026, 7, 3 + week * 7, 7));
        await ran({
          slot: day(at.toISOString().slice(0, 10)),
          period: `2026-W${week}`,
          dueAt: at,
          plannedAt: at,
          outcome: 'missed',
        });
      }
      await dana.types('/coach digest');
      await dana.clicks('Open');
      expect(dana.modal()).toContain('1–10 of 12');
      await dana.clicks('Next');

      expect(dana.modal()).toContain('11–12 of 12');
      expect(dana.modal()).toContain('Missed on 10 Aug');
    });

    test('D17: of one that may not have arrived a person says so, and it goes out again once', async () => {
      const dana = await westHasOne();
      const run = await ran({});
      await wasSentOff(run.id, { state: 'unconfirmed' });
      await dana.types('/coach digest');
      expect(dana.modal()).toContain('Monday’s digest (quota attainment) may not have arrived.');
      await dana.clicks('Send again');
      await dana.replays();

      expect(dana.modal()).toContain('It goes out again.');
      expect(dana.modal()).not.toContain('may not have arrived');
      expect(await messages()).toMatchObject([{ state: 'pending', slackTs: null, confirmedBy: null }]);
    });

    test('D17: of two who say that it arrived the second is told that it is settled', async () => {
      const dana = await westHasOne();
      const run = await ran({});
      await wasSentOff(run.id, { state: 'unconfirmed' });
      const ada = floor.person('ada');
      for (const person of [dana, ada]) await person.types('/coach digest');
      await dana.clicks('It arrived');

      await ada.clicks('Send again');

      expect(ada.modal()).toContain('Somebody has settled that already.');
      expect(await messages()).toMatchObject([{ state: 'sent', confirmedBy: await floor.personId('dana') }]);
    });
  });

  describe('who may', () => {
    test('a rep is told whose it is', async () => {
      const ben = floor.person('ben');
      await ben.types('/coach digest');

      expect(ben.hasModal()).toBe(false);
      expect(ben.sees()).toContain('Digests are scheduled by managers for their teams, and by admins.');
    });

    test('another team’s manager neither sees it nor is offered the team', async () => {
      await westHasOne();
      const mori = floor.person('mori');
      await mori.types('/coach digest west');
      expect(mori.modal()).toContain('You lead no team called “west”.');
      expect(mori.modal()).not.toContain('sales-west');
      await mori.clicks('Add a weekly digest');

      expect(mori.modal()).toContain('Team: East');
      await expect(mori.fills({ Team: 'West' })).rejects.toThrow('has no option “West”');
    });

    test('who is no longer the manager is refused with the form still open', async () => {
      const dana = await westHasOne();
      await dana.clicks('Change');
      await dana.fills({ Day: 'Friday' });
      await floor.db.update(table.team).set({ managerId: null }).where(eq(table.team.name, 'West'));
      await dana.submits();

      expect(dana.modal()).toContain('scheduled by the team’s manager and by admins, and you are neither now');
      expect(await only()).toMatchObject({ weekday: 1 });
    });
  });
});
