import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textsIn } from '../support/as-shown.ts';
import { aDeal } from '../support/builders.ts';
import { keptLog } from '../support/log.ts';
import { type Floor, MONDAY, salesFloor } from '../support/sales-floor.ts';

const COMMANDS = ['/deal', '/deal new', '/deal list', '/qualify', '/advance', '/coach'];
const ODD_WORDS: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['one letter', 'q'],
  ['spaces', '     '],
  ['blanks that pass for letters', '\u3164 \u2800 \u200b\u200d'],
  ['an emoji', '🧦'],
  ['a family of them', '👨‍👩‍👧‍👦🏳️‍🌈'],
  ['3,000 characters', 'q'.repeat(3_000)],
  ['40,000 characters', 'q'.repeat(40_000)],
  ['10,000 words', 'ab '.repeat(10_000)],
  ['40,000 characters of broken links', '<http://x '.repeat(4_000)],
  ['NUL and half a character', 'a\u0000b\ud83d'],
  ['the words of an object', '__proto__ constructor toString'],
  ['a line of LIKE', "%_\\' or 1=1; --"],
];

describe('whatever is typed after a command', () => {
  const { log, lines } = keptLog();
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor({ log });
    await floor.has('ben', aDeal({ company: 'R&D <x> Ltd', title: '', openedAt: MONDAY, answers: [] }));
  });
  afterAll(() => floor.stop());
  beforeEach(() => {
    lines.length = 0;
  });
  afterEach(async () => {
    while (floor.person('ben').hasModal()) await floor.person('ben').closes();
  });

  const odd = COMMANDS.flatMap((command) => ODD_WORDS.map(([what, words]) => ({ command, what, words })));
  test.each(odd)('I1 $command with $what is answered, and nothing breaks', async ({ command, words }) => {
    const ben = floor.person('ben');
    const before = floor.slack.workspace.changes;

    await ben.types(`${command} ${words}`);

    expect(floor.slack.workspace.changes).toBeGreaterThan(before);
    const shown = ben.hasModal() ? ben.modal() : ben.sees();
    expect(shown).not.toMatch(/did not go through|did not tell|undefined|\[object|NaN|failed with/);
    expect(lines.filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
  });

  test.each(['R&D <x> Ltd', 'r&d', '<x>'])('I1 %s, which Slack sends with entities, finds its deal', async (words) => {
    const ben = floor.person('ben');

    await ben.types(`/deal ${words}`);

    expect(JSON.stringify(floor.slack.delivered.at(-1)?.parcel.payload.text)).toMatch(/&(amp|lt);/);
    expect(ben.sees()).toContain('R&D <x> Ltd');
    expect(ben.sees()).toContain('[ Advance ]');
  });

  test('I1 the words of a new deal stand in its form as they were typed', async () => {
    const ben = floor.person('ben');

    await ben.types('/deal new Marks & <Spencer> &amp; Söhne');

    expect(ben.modal()).toContain('Company: Marks & <Spencer> &amp; Söhne');
  });

  test('I4 an unknown name is repeated without what turns or hides the text around it', async () => {
    const ben = floor.person('ben');

    await ben.types('/deal evil\u202Egpj\u200b\ufeff\u0007');

    expect(ben.sees()).toContain('No deal matches “evilgpj”');
  });

  test('I9 what stands for anything elsewhere stands for itself in a search', async () => {
    const ben = floor.person('ben');
    await floor.has(
      'ben',
      aDeal({ company: '100% Wool', title: '', openedAt: MONDAY }),
      aDeal({ company: 'Snake_Case', title: '', openedAt: MONDAY }),
      aDeal({ company: 'Back\\slash', title: '', openedAt: MONDAY }),
    );

    for (const [words, company] of [
      ['%', '100% Wool'],
      ['_', 'Snake_Case'],
      ['\\', 'Back\\slash'],
    ] as const) {
      await ben.types(`/deal ${words}`);
      expect(ben.sees(), words).toContain(company);
      expect(ben.sees(), words).not.toContain('deals match');
    }
    await ben.types('/deal %%');
    expect(ben.sees()).toContain('No deal matches “%%”');
  });

  test('I9 a hundred hits stand in one picker, each within its limit', async () => {
    const ben = floor.person('ben');
    const many = Array.from({ length: 110 }, (_, number) =>
      aDeal({ company: `Umbrella ${'👨‍👩‍👧‍👦'.repeat(10)} ${number}`, title: 'x'.repeat(120), openedAt: MONDAY }),
    );
    await floor.has('ben', ...many);

    await ben.types('/deal umbrella');

    expect(ben.sees()).toContain('The first 100 deals that match “umbrella”. Which one?');
    for (const { text } of textsIn(ben.lastMessage().blocks)) expect(isWellFormed(text), text).toBe(true);
  });
});

/** No half of a character stands alone. */
function isWellFormed(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}
