import { describe, expect, test } from 'vitest';
import { hasBlocks, typed } from '../../src/views/form.ts';

describe('a submitted form', () => {
  const state = { values: { company: { company: { value: ' Acme ' } } } };

  test('an input that stayed empty may be left out of the state, as long as the form was drawn with it', () => {
    const view = { private_metadata: '', state, blocks: [{ block_id: 'company' }, { block_id: 'title' }] };

    expect(hasBlocks(view, ['company', 'title'])).toBe(true);
    expect(typed(view, 'title')).toBe('');
    expect(typed(view, 'company')).toBe('Acme');
  });

  test('a form that was drawn without it is from another version', () => {
    expect(hasBlocks({ private_metadata: '', state, blocks: [{ block_id: 'company' }] }, ['company', 'title'])).toBe(
      false,
    );
    expect(hasBlocks({ private_metadata: '', state }, ['company', 'title'])).toBe(false);
  });
});
