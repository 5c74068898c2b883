import type { KnownBlock, PlainTextElement, StaticSelect } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { stateOf } from '../../src/playground/page/form-state.ts';
import { instantOf, wallClock } from '../../src/playground/page/time.ts';

describe('what a form holds', () => {
  test('each field starts as its initial value says, in the shape that Slack sends', () => {
    const state = stateOf(
      [
        input('amount', { type: 'plain_text_input', action_id: 'v', initial_value: '45k' }),
        input('note', { type: 'plain_text_input', action_id: 'v' }),
        input('closes', { type: 'datepicker', action_id: 'v', initial_date: '2026-12-18' }),
        input('owner', { type: 'users_select', action_id: 'v' }),
        input('where', { type: 'conversations_select', action_id: 'v', default_to_current_conversation: true }),
        input('proofs', { type: 'checkboxes', action_id: 'v', options: [] }),
      ],
      {},
      'C1',
    );

    expect(state).toEqual({
      amount: { v: { type: 'plain_text_input', value: '45k' } },
      note: { v: { type: 'plain_text_input', value: null } },
      closes: { v: { type: 'datepicker', selected_date: '2026-12-18' } },
      owner: { v: { type: 'users_select', selected_user: null } },
      where: { v: { type: 'conversations_select', selected_conversation: 'C1' } },
      proofs: { v: { type: 'checkboxes', selected_options: [] } },
    });
  });

  test('what was typed stays when the view comes anew with the same ids, whatever initial value it brings', () => {
    const kept = { amount: { v: { type: 'plain_text_input', value: '50k' } } };

    const state = stateOf(
      [input('amount', { type: 'plain_text_input', action_id: 'v', initial_value: '1' })],
      kept,
      'C1',
    );

    expect(state).toEqual(kept);
  });

  test('a changed block_id starts afresh, and the old one is forgotten', () => {
    const kept = { amount: { v: { type: 'plain_text_input', value: '50k' } } };

    const state = stateOf([input('amount2', { type: 'plain_text_input', action_id: 'v' })], kept, 'C1');

    expect(state).toEqual({ amount2: { v: { type: 'plain_text_input', value: null } } });
  });

  test('selects beside a section and among buttons are in it too, buttons are not', () => {
    const select: Omit<StaticSelect, 'action_id'> = { type: 'static_select', options: [] };
    const text: PlainTextElement = { type: 'plain_text', text: 'Sort' };

    const state = stateOf(
      [
        { type: 'section', block_id: 's', text, accessory: { ...select, action_id: 'sort' } },
        {
          type: 'actions',
          block_id: 'a',
          elements: [
            { type: 'button', action_id: 'go', text },
            { ...select, action_id: 'by' },
          ],
        },
      ],
      {},
      'C1',
    );

    expect(state).toEqual({
      s: { sort: { type: 'static_select', selected_option: null } },
      a: { by: { type: 'static_select', selected_option: null } },
    });
  });
});

test.each([
  ['2026-11-16T09:30', 'Europe/Berlin', '2026-11-16T08:30:00.000Z'],
  ['2026-07-01T09:30', 'America/Los_Angeles', '2026-07-01T16:30:00.000Z'],
  ['2026-11-01T03:00', 'America/New_York', '2026-11-01T08:00:00.000Z'],
])('the clock moved to %s in %s is %s, and shows so', (wall, zone, instant) => {
  expect(instantOf(wall, zone)).toBe(instant);
  expect(wallClock(instant, zone)).toBe(wall);
});

function input(blockId: string, element: Extract<KnownBlock, { type: 'input' }>['element']): KnownBlock {
  return { type: 'input', block_id: blockId, label: { type: 'plain_text', text: blockId }, element };
}
