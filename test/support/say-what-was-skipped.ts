import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run in so many words: what was skipped, and why. */
export class SayWhatWasSkipped implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const reasons = new Map<string, number>();
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const result = test.result();
        const why =
          (result.state === 'skipped' ? result.note : undefined) ?? 'left out by a filter or a mark in the file';
        reasons.set(why, (reasons.get(why) ?? 0) + 1);
      }
    }
    const said = [...reasons].map(([why, count]) => `Skipped ${count} ${count === 1 ? 'test' : 'tests'}: ${why}.`);
    process.stdout.write(`\n${said.length === 0 ? 'No test was skipped.' : said.join('\n')}\n`);
  }
}
