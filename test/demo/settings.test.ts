import { expect, test } from 'vitest';
import { readDemoConfig } from '../../src/config.ts';

test('the demo goes by no database or folder that the machine is set to', () => {
  const read = readDemoConfig({
    DATABASE_URL: 'postgres://production/sales',
    SIDELINE_DATA: '/var/sideline',
    PORT: '4000',
  });

  expect(read).toEqual({
    is: 'read',
    config: { database: { is: 'embedded', folder: './data' }, port: 4000, logLevel: 'warn' },
  });
});

test('a database’s address that is none does not keep the demo from starting, a port that is none does', () => {
  expect(readDemoConfig({ DATABASE_URL: 'mysql://' }).is).toBe('read');
  expect(readDemoConfig({ PORT: 'many' })).toEqual({
    is: 'wrong',
    problems: [expect.objectContaining({ setting: 'PORT' })],
  });
});
