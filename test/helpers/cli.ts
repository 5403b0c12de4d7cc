import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, vi } from 'vitest';
import type { CliIo } from '../../server/src/cli/io.ts';

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The version that the bundle gets from the build. */
export function stubVersion(): void {
  vi.stubGlobal('VERSION', '0.0.0');
}

/** Runs a command in this process, without a terminal, in a directory of its own. */
export async function runCommand(
  command: (args: string[], io: CliIo) => Promise<number>,
  args: readonly string[],
  outside: { readonly cwd: string; readonly input?: string; readonly env?: CliIo['env']; readonly color?: boolean },
): Promise<CliRun> {
  const written = { out: '', err: '' };
  const code = await command([...args], {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    readInput: async () => outside.input ?? '',
    isTty: false,
    color: outside.color ?? false,
    cwd: outside.cwd,
    env: { HOME: outside.cwd, ...outside.env },
  });
  return { code, ...written };
}

/** A directory for the tests of a file; `write` makes files in it, with their folders. */
export function scratchDirectory(): { readonly dir: string; write(name: string, ...lines: string[]): string } {
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-cli-')));
  afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));
  return {
    dir,
    write(name, ...lines) {
      const file = path.join(dir, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
      return file;
    },
  };
}
