import { describe, expect, test } from 'vitest';
import type { Told } from '../../src/digests/digest-scene.ts';
import { tellSpread } from '../../src/digests/tell-spread.ts';
import { aDigestScene, MONDAY, type SceneRep } from '../support/digest-scenes.ts';

const thousand = (count: number) => Math.round(count * 100_000);
const quarter = (won: number, lost: number, size: number) => ({ won, lost, size: thousand(size) });

/** Of the screens: Tom with 3 of 17 in two full quarters, Ana with 22 of 48 in four. */
const WEST: readonly SceneRep[] = [
  { name: 'Tom', quota: thousand(200), won: thousand(26), past: [quarter(1, 7, 32.3), quarter(2, 7, 32.3)] },
  { name: 'Eva', quota: thousand(250), won: thousand(79), past: [2, 3, 3, 3].map((won) => quarter(won, 7, 30)) },
  { name: 'Dov', quota: thousand(200), won: thousand(84), past: [4, 4, 3, 4].map((won) => quarter(won, 7, 30)) },
  {
    ...{ name: 'Ana', quota: thousand(250), won: thousand(171) },
    past: [5, 6, 5, 6].map((won) => quarter(won, 12 - won, 40)),
  },
];
const RAJ: SceneRep = { name: 'Raj', quota: thousand(250), won: thousand(90), past: [quarter(1, 1, 40)] };

function toldOf(told: Told): Extract<Told, { is: 'told' }> {
  if (told.is === 'nothing') throw new Error(`Nothing was told: ${told.why}`);
  return told;
}

function tableIn(told: Told): readonly (readonly string[])[] {
  const block = toldOf(told).head.blocks.find(({ type }) => type === 'table') as unknown as {
    rows: { text: string }[][];
  };
  return block.rows.map((row) => row.map(({ text }) => text));
}

describe('the digest of the spread', () => {
  test('says how far the lowest is behind the highest, and which factor explains how much of it', async () => {
    const told = toldOf(await tellSpread(aDigestScene([...WEST, RAJ])));

    expect(told.head.text.split('\n').slice(0, 4)).toEqual([
      'The lowest rep brings in 22 % of the highest, below the 25 % line. West · last four quarters, 4 reps.',
      'Tom €48.5k a quarter against Ana €220k.',
      'By attainment: Tom 24 % against Ana 88 %, 27 %.',
      'This quarter so far: 15 %.',
    ]);
    expect(tableIn(told)).toEqual([
      ['What explains it', 'Of the gap', 'Tom', 'Ana'],
      ['closing ratio', '63 %', '3 of 17 (17 %)', '22 of 48 (45 %)'],
      ['closed deals a quarter', '23 %', '8.5', '12'],
      ['deal size', '14 %', '€32.3k', '€40k'],
    ]);
    expect(told.head.text).toContain('Apart, with fewer than two full quarters: Raj.');
  });

  test('charts what each brings in a quarter beside a quarter of the best, the lowest first', async () => {
    const told = toldOf(await tellSpread(aDigestScene([...WEST, RAJ])));

    const chart = told.head.blocks.find(({ type }) => type === 'data_visualization') as unknown as {
      chart: { series: { name: string; data: { label: string; value: number }[] }[] };
    };
    expect(
      chart.chart.series.map(({ name, data }) => [name, ...data.map(({ label, value }) => `${label} ${value}`)]),
    ).toEqual([
      ['Won a quarter', 'Tom 48450', 'Eva 82500', 'Dov 112500', 'Ana 220000'],
      ['25 % of the best', 'Tom 55000', 'Eva 55000', 'Dov 55000', 'Ana 55000'],
    ]);
  });

  test('the team reads shares and percentages, and nobody’s own amounts or deals', async () => {
    const told = toldOf(await tellSpread(aDigestScene([...WEST, RAJ], { readers: 'team' })));

    expect(told.detail).toBeNull();
    expect(told.head.text).toContain('closing ratio: 63 % of the gap.');
    expect(told.head.text).toContain('By attainment: 27 %.\nThis quarter so far: 15 %.');
    expect(told.head.text).toContain('1 of 4 reps bring in less than 25 % of the highest.');
    expect(JSON.stringify(told.head)).not.toMatch(/Tom|Ana|Raj|€|of 17|24 %|88 %/);
  });

  test('a factor in which the lowest is ahead is said as such', async () => {
    const ahead = {
      ...WEST[0],
      name: 'Tom',
      quota: thousand(200),
      won: 0,
      past: [quarter(1, 0, 40), quarter(1, 0, 40)],
    };

    const told = await tellSpread(aDigestScene([...WEST.slice(1), ahead]));

    expect(tableIn(told)).toContainEqual(['closing ratio', 'the lowest is ahead', '2 of 2 (100 %)', '22 of 48 (45 %)']);
  });

  test('a gap that is not split says why', async () => {
    const none = { name: 'Tom', quota: thousand(200), won: 0, past: [quarter(0, 7, 1), quarter(0, 7, 1)] };

    const told = toldOf(await tellSpread(aDigestScene([...WEST.slice(1), none])));

    expect(told.head.text).toContain('The lowest rep brings in 0 % of the highest, below the 25 % line');
    expect(told.head.text).toContain('Not split by what explains it, as the lowest brought in nothing.');
  });

  test('tells what has moved since it was last said', async () => {
    const last = { at: new Date(MONDAY.getTime() - 7 * 86_400_000), figures: { v: 1, percent: 22, toDate: 12 } };

    const told = toldOf(await tellSpread({ ...aDigestScene(WEST), last }));
    const fromAnother = toldOf(await tellSpread({ ...aDigestScene(WEST), last: { ...last, figures: { v: 2 } } }));

    expect(told.head.text).toContain('Since last Monday: unchanged; this quarter so far from 12 % to 15 %.');
    expect(fromAnother.head.text).not.toContain('Since');
  });

  test.each([
    [
      'fewer than three reps can be compared',
      [...WEST.slice(0, 2), RAJ],
      'fewer than three reps have two full quarters',
    ],
    [
      'nobody won anything',
      WEST.map((rep) => ({ ...rep, past: [quarter(0, 3, 1), quarter(0, 3, 1)] })),
      'nobody brought in more than 0',
    ],
  ])('is not posted where %s', async (_, reps, why) => {
    expect(await tellSpread(aDigestScene(reps))).toEqual({ is: 'nothing', why });
  });
});
