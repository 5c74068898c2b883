import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SmallDisk = {
  readonly folder: string;
  /** Takes all the space there is, but for so many bytes. */
  readonly fill: (but: number) => void;
  readonly empty: () => void;
  readonly unmount: () => Promise<void>;
};

/** A disk in memory that can be filled without harm, or null where none may be mounted: that takes root on Linux. */
export async function smallDisk(megabytes: number): Promise<SmallDisk | null> {
  const folder = await mkdtemp(join(tmpdir(), 'sideline-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
  const filler = join(folder, 'filler');
  const fill = (but: number): void => {
    const file = openSync(filler, 'w');
    const block = Buffer.alloc(4096);
    let size = 0;
    try {
      for (;;) size += writeSync(file, block);
    } catch {
      ftruncateSync(file, Math.max(0, size - but));
    }
    closeSync(file);
  };
  return {
    folder,
    fill,
    empty: () => rmSync(filler),
    unmount: async () => {
      execFileSync('umount', ['-l', folder]);
      await rm(folder, { recursive: true });
    },
  };
}
