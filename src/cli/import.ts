import { importCommand } from './import-command.ts';

const { stdout, stderr } = process;

/** One line that is written over, on a terminal only: in a file it would be noise. */
function showProgress(text: string): void {
  stderr.write(`\r\u001B[K${text}`);
}

process.exitCode = await importCommand(process.argv.slice(2), {
  now: () => new Date(),
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  progress: stderr.isTTY ? showProgress : null,
});
