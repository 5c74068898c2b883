import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as table from '../../src/db/schema.ts';
import { objAt, objsAt, textAt } from '../../src/playground/json.ts';
import { markupIn, readIn, textsIn } from '../support/as-shown.ts';
import { aDeal, aProof, money } from '../support/builders.ts';
import { type Floor, MONDAY, salesFloor } from '../support/sales-floor.ts';

/** Each is to be read as it stands, and does nothing. */
const NAMES: readonly (readonly [string, string])[] = [
  ['a mention of all', '<!channel> <@U0ANA> <#C0GENERAL> <!here>'],
  ['a link under another name', '<https://evil.example|Safe>'],
  ['entities', '&lt;!here&gt; &amp;amp;'],
  ['marks', '*_~`> x'],
  ['pairs of marks', '*bold* _slanted_ ~gone~ `code` :smile:'],
  ['a fence', '``` fence ```'],
  ['a quote', '> quoted'],
  ['a date', '<!date^1^{date}|never>'],
  ['null', 'null'],
  ['an apostrophe', "O'Brien"],
  ['Greek', 'Ωmega'],
  ['an object’s own words', '__proto__'],
];

describe('a name that Slack or a program could take for something else', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());
  afterEach(async () => {
    await floor.db.update(table.deal).set({ standing: 'withdrawn', parkedUntil: null });
    while (floor.person('ben').hasModal()) await floor.person('ben').closes();
  });

  /** Everything that Ben was shown since. */
  function shown(since: number) {
    const { messages, stacks } = floor.slack.workspace;
    const ben = floor.person('ben');
    const answers = messages.filter(({ seq, onlyFor }) => seq > since && onlyFor === ben.id);
    const views = (stacks.get(ben.id) ?? []).map(({ body }) => body);
    const fallback = answers.map(({ text }) => text);
    return { fallback, texts: [...answers.map(({ blocks }) => blocks), ...views].flatMap(textsIn) };
  }

  test.each(NAMES)('I2 and I3 %s is shown as it stands, wherever it is shown', async (_, name) => {
    const ben = floor.person('ben');
    const texts: ReturnType<typeof shown>['texts'][number][] = [];
    const fallback: string[] = [];
    const since = floor.slack.workspace.messages.at(-1)?.seq ?? 0;
    const look = () => {
      const now = shown(since);
      texts.push(...now.texts);
      fallback.push(...now.fallback);
    };
    await ben.types(`/deal new ${name}`);
    await ben.fills({ 'What they would buy': name, Contact: name, 'Contact’s role': name });
    look();
    await ben.submits();
    look();
    await ben.closes();
    const [stored] = await floor.db.select().from(table.deal).where(eq(table.deal.standing, 'live'));
    expect([stored?.company, stored?.title, stored?.contactName]).toEqual([name, name, name]);
    for (const command of [`/deal ${name}`, '/deal', `/qualify ${name}`, `/advance ${name}`, `/deal no ${name}`]) {
      await ben.types(command);
      look();
      while (ben.hasModal()) await ben.closes();
    }
    await ben.types(`/deal ${name}`);
    await ben.clicks('Edit');
    await ben.fills({ 'What they would buy': `${name} 2` });
    await ben.submits();
    look();
    await ben.clicks('History');
    look();

    expect(texts.flatMap(markupIn)).toEqual([]);
    expect(fallback.flatMap((text) => text.match(/<[^>]*>/g) ?? [])).toEqual([]);
    expect(texts.some((text) => readIn(text).includes(name))).toBe(true);
    expect(fallback.some((text) => readIn({ type: 'mrkdwn', text }).includes(name.replaceAll('*', '')))).toBe(true);
  });

  test('I2 nothing was posted to a channel, and nobody was written to', () => {
    const { messages } = floor.slack.workspace;

    expect(messages.filter(({ onlyFor }) => onlyFor !== floor.person('ben').id)).toEqual([]);
  });

  test('I5 a family at the place of a cut is left whole or left out, in titles, menus and buttons', async () => {
    const ben = floor.person('ben');
    for (let length = 0; length < 12; length += 1) {
      const company = `${'x'.repeat(length)}${'👨‍👩‍👧‍👦🏳️‍🌈'.repeat(8)}`;
      await floor.has('ben', aDeal({ company, title: '👨‍👩‍👧‍👦'.repeat(12), openedAt: MONDAY, proofs: [aProof()] }));
    }

    for (const command of [
      '/deal 👨‍👩‍👧‍👦',
      '/deal no 👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦',
      '/qualify',
      '/deal',
    ]) {
      await ben.types(command);
      const { texts } = shown(0);
      for (const { text } of texts.filter(({ text }) => text.includes('…'))) {
        expect(text).not.toMatch(/\u200d…|\p{Cs}/u);
        expect(text.match(/👨(?!‍👩‍👧‍👦)|🏳(?!️‍🌈)/gu)).toBe(null);
      }
      while (ben.hasModal()) await ben.closes();
    }
    const [first] = await floor.db.select().from(table.deal).where(eq(table.deal.standing, 'live'));
    await ben.types(`/deal ${first?.company}`);
    await ben.clicks('Qualify');
    expect(ben.view().body.title).toMatchObject({ text: expect.stringMatching(/^Qualify [^\p{Cs}]*…$/u) });
  });

  test('I12 of two deals of the same company and title the one that was chosen changes', async () => {
    const ben = floor.person('ben');
    const twin = (amount: number) =>
      aDeal({ company: 'Twin', title: 'Seats', openedAt: MONDAY, answers: [], amount: money(amount) });
    const [first, second] = [twin(100), twin(200)];
    await floor.has('ben', first, second);
    await ben.types('/qualify twin');
    expect(ben.sees()).toContain('2 deals match “twin”. Which one?');

    await choose(second.id);
    await ben.fills({ 'Can we take it that pricing will not be an issue?': 'It will be one' });
    await ben.submits();

    const all = await floor.db.select().from(table.deal).where(eq(table.deal.company, 'Twin'));
    expect(all.map(({ id, version }) => [id, version]).sort()).toEqual(
      [
        [first.id, 1],
        [second.id, 2],
      ].sort(),
    );

    async function choose(value: string): Promise<void> {
      const { ts, channel, blocks } = ben.lastMessage();
      const block = blocks.find(({ type }) => type === 'actions') ?? {};
      const [menu] = objsAt(block, 'elements');
      const option = objsAt(menu ?? {}, 'options').find((one) => one.value === value);
      await floor.slack.perform({
        ...{
          as: ben.id,
          kind: 'action',
          from: { message: ts, channel },
          blockId: textAt(block, 'block_id'),
          state: {},
        },
        action: { action_id: menu?.action_id, selected_option: option },
      });
      await floor.idle();
      expect(objAt(option ?? {}, 'text').text).toContain('Twin · Seats');
    }
  });

  test('I12 reps named null, O’Brien and Ωmega are shown, and told apart by id', async () => {
    const dana = floor.person('dana');
    const names = { ana: 'null', chi: "O'Brien", eva: 'Ωmega' };
    for (const [handle, name] of Object.entries(names)) {
      await floor.db
        .update(table.person)
        .set({ name })
        .where(eq(table.person.id, await floor.personId(handle)));
      await floor.has(handle, aDeal({ company: `Of ${handle}`, title: '', openedAt: MONDAY }));
    }

    await dana.types('/deal list team');

    for (const name of Object.values(names)) expect(dana.sees()).toContain(` · ${name}`);
    await dana.types('/deal of eva');
    expect(dana.sees()).toContain(' · Ωmega · ');
  });
});
