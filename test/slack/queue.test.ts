import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createQueue } from '../../src/slack/queue.ts';

/** Works that end when they are told to, and the names of those that have begun. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => ends.set(name, resolve));
  };
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await turn();
  };
  return { begun, work, end };
}

test('work begins in its order, as much at once as there is room for', async () => {
  const { begun, work, end } = works();
  const queue = createQueue({ width: 2, isComputing: () => false });

  for (const name of ['a', 'b', 'c', 'd']) queue.run(work(name));
  expect(begun).toEqual(['a', 'b']);
  await end('b');

  expect(begun).toEqual(['a', 'b', 'c']);
});

test('while the process computes less is begun, and more again once it waits', async () => {
  const { begun, work, end } = works();
  let isComputing = true;
  const queue = createQueue({ width: 3, narrow: 1, isComputing: () => isComputing });

  for (const name of ['a', 'b', 'c', 'd']) queue.run(work(name));
  expect(begun).toEqual(['a']);
  isComputing = false;
  await end('a');

  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});

test('what finds too much waiting is not taken, and the rest goes on', async () => {
  const { begun, work, end } = works();
  const queue = createQueue({ width: 1, most: 1, isComputing: () => false });

  const taken = ['a', 'b', 'c'].map((name) => queue.run(work(name)));
  await end('a');
  await end('b');
  await queue.idle();

  expect(taken).toEqual([true, true, false]);
  expect(begun).toEqual(['a', 'b']);
});
