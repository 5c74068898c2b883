import { defineConfig } from 'vitest/config';
import { SayWhatWasSkipped } from './test/support/say-what-was-skipped.ts';

/** These start processes, watch their own or its clock, or open a browser: each file has a process to itself. */
const APART = [
  'test/*.test.ts',
  'test/cli/import.test.ts',
  'test/db/{connect,data-folder,embedded}.test.ts',
  'test/digests/{crash,ticker}.test.ts',
  'test/journeys/demo.test.ts',
  'test/playground/{page,page-*}.test.ts',
  'test/slack/{asked,lost-database,socket}.test.ts',
];

const common = {
  // Test files start processes of their own, which worker threads would share signals and a directory with.
  pool: 'forks',
  // No test is timed; these only end one that hangs, on a machine that others use too.
  testTimeout: 60_000,
  hookTimeout: 60_000,
} as const;

export default defineConfig({
  test: {
    globalSetup: 'test/support/global-setup.ts',
    // vitest would leave one core to itself, which is half of a machine with two.
    maxWorkers: '100%',
    projects: [
      { test: { ...common, name: 'apart', include: APART } },
      // The app's modules and a database cost a short file more than its tests do: these share them, file after file.
      { test: { ...common, name: 'together', include: ['test/**/*.test.ts'], exclude: APART, isolate: false } },
    ],
    reporters: ['default', ['json', { outputFile: 'node_modules/.vitest/report.json' }], new SayWhatWasSkipped()],
  },
});
