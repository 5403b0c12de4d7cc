import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const archive = path.join(root, 'dist', 'ssh-timeouts.tgz');

/** The command line as `npm install` leaves it, with a home and files of its own. */
export interface Installed {
  /** Folder of the `ssh-timeouts` command. */
  readonly bin: string;
  /** The package as it lies in node_modules. */
  readonly folder: string;
  readonly home: string;
  readonly scratch: string;
  readonly env: NodeJS.ProcessEnv;
  /** Writes a file into `scratch`; answers its path. */
  write(name: string, text: string): string;
  remove(): void;
}

/** Installs the tarball into a fresh folder, without network: it has no dependencies. */
export function installTarball(): Installed {
  if (!fs.existsSync(archive)) throw new Error('dist/ssh-timeouts.tgz is not there: run `npm run package` first');
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-timeouts-editors-'));
  fs.writeFileSync(path.join(scratch, 'package.json'), '{"private": true}');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', archive], {
    cwd: scratch,
    env: { ...process.env, npm_config_cache: path.join(scratch, 'npm-cache') },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const home = path.join(scratch, 'home');
  fs.mkdirSync(path.join(home, '.ssh', 'conf.d'), { recursive: true, mode: 0o700 });
  const bin = path.join(scratch, 'node_modules', '.bin');
  const env = {
    PATH: [bin, path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
    HOME: home,
    LANG: 'C.UTF-8',
    XDG_RUNTIME_DIR: scratch,
  };
  return {
    bin,
    folder: path.join(scratch, 'node_modules', 'ssh-timeouts'),
    home,
    scratch,
    env,
    write(name, text) {
      const file = path.join(scratch, name);
      fs.writeFileSync(file, text);
      return file;
    },
    remove: () => fs.rmSync(scratch, { recursive: true, force: true }),
  };
}

/** The first code block of a language under a heading of server/README.md: what users copy is what is tested. */
export function readmeBlock(heading: string, language: string): string {
  const readme = fs.readFileSync(path.join(root, 'server', 'README.md'), 'utf8');
  const [, section] = readme.split(new RegExp(`^#+ ${escapeForRegExp(heading)}$`, 'm'));
  const block = section && new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(section)?.[1];
  if (!block) throw new Error(`server/README.md has no ${language} block under "${heading}"`);
  return block;
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Version line of a program, undefined where it cannot be run. */
export function versionOf(program: string): string | undefined {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout.split('\n', 1)[0] : undefined;
}

/** The user's configuration in the editors: a value that the fragment `10-x` sets before it, and a mistake of its own. */
const config = 'Include conf.d/*\nHost web\n  ServerAliveInterval 30\n  ServerAliveCountMax 0\n';
const fragment = 'Host web\n  ServerAliveInterval 10\n';

/**
 * What a script of an editor found out about that configuration, which it writes as JSON to the file `$ANSWER`. An
 * editor that writes nothing answers its complaint as `problem`.
 */
export function askEditor(installed: Installed, program: string, args: readonly string[]): Record<string, unknown> {
  const ssh = path.join(installed.home, '.ssh');
  fs.writeFileSync(path.join(ssh, 'config'), config, { mode: 0o600 });
  fs.writeFileSync(path.join(ssh, 'conf.d', '10-x'), fragment, { mode: 0o600 });
  const file = path.join(installed.scratch, 'answer.json');
  const { stderr } = spawnSync(program, args, {
    env: { ...installed.env, ANSWER: file },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { problem: stderr };
}
