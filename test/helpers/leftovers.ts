import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { processes, waitFor } from './sshd.ts';

/** A temporary directory of one test's own, by which everything that it starts can be told from the rest. */
export interface Ground {
  readonly dir: string;
  /** Does this with the directory as the place for temporary files of what it starts. */
  within<Result>(action: () => Result): Result;
  /** Processes that name the directory in their arguments. */
  processes(): ReturnType<typeof processes>;
  /** Resolves once no process and no file is left; rejects with what is. */
  clean(milliseconds?: number): Promise<void>;
  remove(): void;
}

export function openGround(): Ground {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-ground-'));
  const there = () => processes().filter(({ command }) => command.includes(dir));
  return {
    dir,
    within: (action) => {
      const before = process.env['TMPDIR'];
      process.env['TMPDIR'] = dir;
      try {
        return action();
      } finally {
        if (before === undefined) delete process.env['TMPDIR'];
        else process.env['TMPDIR'] = before;
      }
    },
    processes: there,
    clean: async (milliseconds = 5_000) => {
      const left = () => [
        ...there().map(({ command }) => command),
        ...fs.readdirSync(dir, { recursive: true, encoding: 'utf8' }),
      ];
      try {
        await waitFor(() => (left().length === 0 ? true : undefined), milliseconds);
      } catch {
        throw new Error(`left behind:\n${left().join('\n')}`);
      }
    },
    remove: () => fs.rmSync(dir, { recursive: true, force: true }),
  };
}
