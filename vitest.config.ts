import { defineConfig } from 'vitest/config';
import { SayWhatWasSkipped } from './test/support/say-what-was-skipped.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    // Test files start processes of their own, which worker threads would share signals and a directory with.
    pool: 'forks',
    // No test is timed; these only end one that hangs, on a machine that others use too.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'node_modules/.vitest/report.json' }], new SayWhatWasSkipped()],
  },
});
