import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** A Python with a release of paramiko. */
export interface Python {
  readonly program: string;
  /** Such as `2.12`. */
  readonly paramiko: string;
}

const cache = path.resolve(import.meta.dirname, '../../../.cache');

/** The system's own paramiko, and others that are installed into environments of their own below .cache. */
export function findPythons(others: readonly string[]): {
  readonly pythons: readonly Python[];
  readonly missing: string;
} {
  const system = process.env['SSH_TIMEOUTS_TEST_PYTHON'] ?? '/usr/bin/python3';
  const pythons: Python[] = [];
  const missing: string[] = [];
  for (const [name, program] of [['the system’s', system], ...others.map((major) => [major, environment(major)])]) {
    const paramiko = program === undefined ? undefined : versionOf(program);
    if (program === undefined || paramiko === undefined) missing.push(`paramiko ${name} is not there`);
    else pythons.push({ program, paramiko });
  }
  return { pythons, missing: missing.join(', ') };
}

/** Python of an environment with this major release, made where pip reaches its registry; else undefined. */
function environment(major: string): string | undefined {
  const folder = path.join(cache, `paramiko-${major}`);
  const program = path.join(folder, 'bin', 'python');
  if (fs.existsSync(program) && versionOf(program) !== undefined) return program;
  const options = { stdio: 'ignore', timeout: 60_000 } as const;
  try {
    fs.mkdirSync(cache, { recursive: true });
    execFileSync('python3', ['-m', 'venv', folder], options);
    const pip = ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--retries', '1', `paramiko==${major}.*`];
    execFileSync(program, pip, options);
    return program;
  } catch {
    fs.rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}

function versionOf(program: string): string | undefined {
  if (process.platform === 'win32' || !fs.existsSync(program)) return undefined;
  const asked = spawnSync(program, ['-c', 'import paramiko; print(paramiko.__version__)'], { encoding: 'utf8' });
  return asked.status === 0 ? /^\d+\.\d+/.exec(asked.stdout)?.[0] : undefined;
}
