import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PersonId, SlackUserId, WorkspaceId } from '../../src/domain/brand.ts';
import { asked } from '../../src/slack/asked.ts';
import type { Deps } from '../../src/slack/deps.ts';
import { NOW, someSettings, ZONE } from '../support/builders.ts';
import { quiet } from '../support/log.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function gestureOf(client: unknown) {
  const ids = { workspace: 'T1' as WorkspaceId, person: 'p' as PersonId, user: 'U1' as SlackUserId };
  const by = { ...ids, name: 'Ben', zone: ZONE, isAdmin: false, isSlackAdmin: false };
  const known = { by, settings: someSettings(), isSetUp: true };
  const origin = { triggerId: '1.2', respond: null, view: null };
  const deps = { log: quiet, now: () => NOW } as unknown as Deps;
  return asked(deps, client as WebClient, { known, origin, key: 'k', gesture: '/advance' });
}

test('a view that could not be drawn after a while leaves nobody waiting, and the error goes on', async () => {
  const shown: string[] = [];
  const note = async ({ view }: { view: ModalView }) => {
    shown.push(JSON.stringify(view.blocks));
    return { ok: true, view: { id: 'V1' } };
  };
  const { show } = gestureOf({ views: { open: note, update: note } });
  const draw = () =>
    new Promise<ModalView>((_, reject) => setTimeout(reject, 5_000, new Error('The database is away.')));

  const told = expect(show(draw)).rejects.toThrow('The database is away.');
  await vi.advanceTimersByTimeAsync(6_000);
  await told;

  expect(shown).toHaveLength(2);
  expect(shown[0]).toContain('One moment …');
  expect(shown[1]).toContain('That took too long, and nothing was changed.');
});
