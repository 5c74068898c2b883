import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Told } from '../../src/digests/digest-scene.ts';
import { tellAttainment } from '../../src/digests/tell-attainment.ts';
import { tellSpread } from '../../src/digests/tell-spread.ts';
import type { Readers } from '../../src/domain/digest.ts';
import { complaintsAboutMessage, textLength } from '../../src/playground/limits.ts';
import type { Spoken } from '../../src/views/blocks.ts';
import { LIMITS } from '../../src/views/limits.ts';
import { aDigestScene, type SceneRep } from '../support/digest-scenes.ts';
import { name } from './hostile.ts';

const RUNS = { numRuns: 40, seed: 20261116 } as const;
const amount = fc.integer({ min: -9_000_000, max: 90_000_000_000 });
const quarter = fc.record({ won: fc.nat(30), lost: fc.nat(30), size: fc.integer({ min: 1, max: 900_000_000 }) });
const rep: fc.Arbitrary<SceneRep> = fc.record({
  ...{ name, won: amount, quota: fc.option(fc.integer({ min: 1, max: 90_000_000_000 }), { freq: 6 }) },
  past: fc.array(quarter, { maxLength: 4 }),
});
const size = fc.constantFrom(1, 2, 3, 4, 6, 20, 21, 120);
const teams = size.chain((count) => fc.array(rep, { minLength: count, maxLength: count }));
const readers = fc.constantFrom<Readers>('managers', 'team', 'team-named');
const currency = fc.constantFrom('EUR', 'JPY', 'KWD');

function messagesOf(told: Told): readonly Spoken[] {
  if (told.is === 'nothing') return [];
  return told.detail === null ? [told.head] : [told.head, told.detail];
}

function holds({ text, blocks }: Spoken): void {
  expect(complaintsAboutMessage([...blocks])).toEqual([]);
  expect(blocks.length).toBeLessThanOrEqual(LIMITS.messageBlocks);
  expect(textLength(blocks)).toBeLessThanOrEqual(LIMITS.messageBlocksText);
  expect(text.length).toBeLessThanOrEqual(LIMITS.messageText);
  expect(text.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[<>&]|\p{Cs}/u);
}

/** Words that a channel shows or reads out: all but the bars of a chart, which have no names. */
function wordsOf(told: Told): string {
  return messagesOf(told)
    .map(({ text, blocks }) => `${text}\n${JSON.stringify(blocks.filter(({ type }) => type !== 'data_visualization'))}`)
    .join('\n');
}

function rowsIn(spoken: Spoken): number {
  const table = (spoken.blocks as KnownBlock[]).find((block) => block.type === 'table');
  return table?.type === 'table' ? table.rows.length - 1 : 0;
}

function toldOf(told: Told): Extract<Told, { is: 'told' }> {
  if (told.is === 'nothing') throw new Error(`Nothing was told: ${told.why}`);
  return told;
}

const TELLINGS = [
  ['attainment', tellAttainment],
  ['spread', tellSpread],
] as const;

describe.each(TELLINGS)('the digest of %s', (_, telling) => {
  test('is within what Slack takes, whoever is on the team and however they are called', async () => {
    await fc.assert(
      fc.asyncProperty(teams, readers, currency, name, async (reps, who, money, teamName) => {
        const told = await telling(aDigestScene(reps, { readers: who, currency: money, teamName }));

        for (const message of messagesOf(told)) holds(message);
      }),
      RUNS,
    );
  });

  test('X4 in a channel of the team is the same whoever of them has which figures, and names nobody', async () => {
    await fc.assert(
      fc.asyncProperty(teams, fc.infiniteStream(fc.nat()), async (some, order) => {
        const reps = some.map((each, index) => ({ ...each, name: `Rep${String(index).padStart(3, '0')}x` }));
        const keys = reps.map(() => order.next().value ?? 0);
        const names = reps.map((each) => each.name);
        const swapped = [...names].sort((a, b) => (keys[names.indexOf(a)] ?? 0) - (keys[names.indexOf(b)] ?? 0));
        const others = reps.map((each, index) => ({ ...each, name: swapped[index] ?? '' }));

        const told = await telling(aDigestScene(reps, { readers: 'team' }));
        const toldOfOthers = await telling(aDigestScene(others, { readers: 'team' }));

        expect(messagesOf(told)).toEqual(messagesOf(toldOfOthers));
        expect(JSON.stringify(told)).not.toMatch(/Rep\d{3}x/);
      }),
      RUNS,
    );
  });
});

const HUNDRED_AND_TWENTY = Array.from({ length: 120 }, (_, nth): SceneRep => {
  const past = Array.from({ length: 4 }, () => ({ won: 2 + (nth % 9), lost: 5, size: 1_000_000 }));
  return { name: `Rep ${nth}`, quota: 20_000_000, won: nth * 150_000, past };
});

describe('a long team', () => {
  test('D25 has one head with 23 of 120 rows, and all that fit in its thread', async () => {
    const told = toldOf(await tellAttainment(aDigestScene(HUNDRED_AND_TWENTY)));

    expect(rowsIn(told.head)).toBe(23);
    expect(wordsOf({ ...told, detail: null })).toContain('and 97 more');
    expect(told.head.blocks.length).toBeLessThanOrEqual(LIMITS.messageBlocks);
    expect(told.detail === null ? 0 : rowsIn(told.detail)).toBe(99);
    expect(JSON.stringify(told.detail)).toContain('and 21 more');
  });

  test('charts those with the lowest attainment, and says that there are others', async () => {
    const told = toldOf(await tellAttainment(aDigestScene(HUNDRED_AND_TWENTY)));

    expect(told.head.blocks).toContainEqual(
      expect.objectContaining({ type: 'data_visualization', title: 'Attainment: the lowest 20 of 120' }),
    );
  });
});

describe('a team of three', () => {
  const three = [10, 20, 30].map((won) => ({ name: `Rep${won}`, quota: 4_000_000, won: won * 100_037 }));

  test('reads totals alone in its channel: no chart, no counts, and nobody’s amount', async () => {
    const told = toldOf(await tellAttainment(aDigestScene(three, { readers: 'team' })));

    expect(told.head.blocks[0]).toMatchObject({ text: { text: '50 % of the quota is won so far' } });
    expect(told.head.blocks.map(({ type }) => type)).not.toContain('data_visualization');
    expect(wordsOf(told)).not.toMatch(/of 3 |reps|€10,003|€20,007|€30,011/);
    expect(wordsOf(told)).toContain('West: €60,022 of €120,000, 50 %');
  });

  test('has no spread in its channel, which would point at two of them', async () => {
    const past = [0, 1, 2, 3].map(() => ({ won: 2, lost: 3, size: 1_000 }));

    const told = await tellSpread(
      aDigestScene(
        three.map((one) => ({ ...one, past })),
        { readers: 'team' },
      ),
    );

    expect(told).toEqual({ is: 'nothing', why: 'with under four reps it would point at people' });
  });
});

describe('where just one person has a quota', () => {
  const one = [
    { name: 'Dov', quota: 1_000_000, won: 500_000 },
    { name: 'Ada', quota: null, won: 120_000 },
  ];

  test('the team is told nothing, as its totals are that person’s own', async () => {
    const told = await tellAttainment(aDigestScene(one, { readers: 'team' }));

    expect(told).toEqual({ is: 'nothing', why: 'only one person has a quota' });
  });

  test.each(['managers', 'team-named'] as const)('%s read it, as they read names', async (who) => {
    const told = toldOf(await tellAttainment(aDigestScene(one, { readers: who })));

    expect(wordsOf(told)).toContain('West: €5,000 of €10,000, 50 %');
  });
});

test('two reps of one name are told apart by the same numbers in chart, table and text', async () => {
  const twins = [1, 2, 3, 4].map((won) => ({ name: 'Ana', quota: 1_000_000, won: won * 100_000 }));

  const told = toldOf(await tellAttainment(aDigestScene(twins)));

  expect(wordsOf(told)).toMatch(/Ana: €1,000[\s\S]*Ana \(2\): €2,000[\s\S]*Ana \(4\): €4,000/);
});

test('a rep without a quota stands last, with the reason in the thread, and what they won beside the team’s', async () => {
  const reps = [
    { name: 'Dov', quota: 1_000_000, won: 500_000 },
    { name: 'Ada', quota: null, won: 120_000 },
  ];

  const told = toldOf(await tellAttainment(aDigestScene(reps)));

  expect(wordsOf(told)).toContain(
    'West: €5,000 of €10,000, 50 %, pace 1.03; beside it €1,200 by people without a quota',
  );
  expect(JSON.stringify(told.detail)).toContain('Quota: no quota (Ada)');
});

test.each([
  ['nobody is on the team', [], 'there are no reps'],
  ['nobody has a quota or a win', [{ name: 'Ana', quota: null, won: 0 }], 'nobody has a quota, and nothing was won'],
])('there is nothing to tell where %s', async (_, reps, why) => {
  expect(await tellAttainment(aDigestScene(reps))).toEqual({ is: 'nothing', why });
});
