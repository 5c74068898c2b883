import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as table from '../../src/db/schema.ts';
import type { Obj } from '../../src/playground/json.ts';
import { signature } from '../../src/playground/signed.ts';
import { ids } from '../../src/views/ids.ts';
import { keptLog } from '../support/log.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

/** What stands in for Slack elsewhere may leave out what Slack itself always sends. */
const { log, lines } = keptLog();
let floor: Floor;
beforeAll(async () => {
  floor = await salesFloor({ way: 'http', log });
});
afterAll(() => floor.stop());

async function send(payload: Obj): Promise<string> {
  const user = { id: floor.slack.person('ben').id, team_id: floor.workspace };
  const body = String(new URLSearchParams({ payload: JSON.stringify({ team: null, user, ...payload }) }));
  const headers = {
    ...signature(body, floor.slack.signingSecret),
    'content-type': 'application/x-www-form-urlencoded',
  };
  const response = await fetch(`${floor.url}/slack/events`, { method: 'POST', body, headers });
  const text = await response.text();
  await floor.idle();
  return text;
}

const newDeal = (company: string) => {
  const field = (id: string, value: Obj) => ({ [id]: { [id]: value } });
  const values = {
    ...field(ids.company, { value: company }),
    ...field(ids.title, { value: null }),
    ...field(ids.contact, { value: null }),
    ...field(ids.contactRole, { value: null }),
    ...field(ids.expectedClose, { selected_date: null }),
  };
  const view = { id: 'V1', type: 'modal', callback_id: ids.dealForm, private_metadata: '', state: { values } };
  return { type: 'view_submission', view };
};
const companies = async () => {
  const rows = await floor.db.select().from(table.deal).where(eq(table.deal.workspaceId, floor.workspace));
  return rows.map(({ company }) => company).sort();
};

test('a view without a hash is sent once, and another form in the same view is another', async () => {
  await send(newDeal('Lean One'));
  await send(newDeal('Lean One'));
  await send(newDeal('Lean Two'));

  expect(await companies()).toEqual(['Lean One', 'Lean Two']);
});

test('a form without its state is from another version, and nothing breaks', async () => {
  const { view } = newDeal('Nothing');
  const { state: _, ...bare } = view;

  const answer = await send({ type: 'view_submission', view: bare });

  expect(answer).toContain('This is from an earlier version of Sideline');
  expect(lines.filter((line) => line.includes('"error"'))).toEqual([]);
});

test('a button without its moment, its value and an answer’s address is answered in a view', async () => {
  const trigger = floor.slack.triggers.issue({ user: floor.slack.person('ben').id, viewId: null });

  await send({
    ...{ type: 'block_actions', trigger_id: trigger },
    actions: [{ type: 'button', action_id: ids.openDeal, block_id: 'b' }],
  });

  expect(floor.person('ben').modal()).toContain('This is from an earlier version of Sideline');
});

test('a payload that names no workspace is nobody’s', async () => {
  const user = { id: floor.slack.person('ben').id };

  const answer = await send({ ...newDeal('Nowhere'), user });

  expect(answer).toContain('Sideline is set up for another workspace');
  expect(await companies()).not.toContain('Nowhere');
});
