import { expect, test } from 'vitest';
import { never } from '../../src/domain/brand.ts';

test('a value that no union knows ends with its name, and not in silence', () => {
  const stranger: unknown = { is: 'moved-sideways' };

  expect(() => never(stranger as never)).toThrow('{"is":"moved-sideways"}');
});
