import { reportCommand } from './report-command.ts';

const { stdout, stderr } = process;

process.exitCode = await reportCommand(process.argv.slice(2), {
  now: () => new Date(),
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
});
