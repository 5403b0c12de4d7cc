import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scratchDirectory } from '../helpers/cli.ts';

const root = path.join(import.meta.dirname, '../..');
const cli = path.join(root, 'dist/cli.js');
const { dir, write } = scratchDirectory();

function run(args: readonly string[], options: { input?: string; env?: Record<string, string> } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: dir,
    input: options.input ?? '',
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', GITHUB_WORKSPACE: '', ...options.env },
  });
  return { status, stdout, stderr };
}

describe('the built check command', () => {
  it('tells by its exit code what it found', () => {
    write('good/sshd_config', 'ClientAliveInterval 60');
    write('bad/sshd_config', 'Bad yes');
    expect(run(['check', 'good', '--openssh', '9.9']).status).toBe(0);
    expect(run(['check', 'bad']).status).toBe(1);
    expect(run(['check', 'missing'])).toMatchObject({
      status: 2,
      stderr: 'ssh-timeouts check: missing: no such file\n',
    });
    expect(run(['check', '--profile', 'acme']).status).toBe(2);
  });

  it('reads standard input and what a shell puts in a FIFO', () => {
    expect(run(['check', '--kind', 'server', '-'], { input: 'Bad yes\n' }).stdout).toContain('-:1:1: error:');
    const script = `"$0" "$1" check --kind server <(echo 'Bad yes') --format json`;
    const { stdout, status } = spawnSync('bash', ['-c', script, process.execPath, cli], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(JSON.parse(stdout).findings).toMatchObject([{ line: 1, rule: 'unknown-directive' }]);
  });

  it('ends on standard input that does not, and checks the files beside it', () => {
    write('beside/sshd_config', 'Bad yes');
    const zeros = fs.openSync('/dev/zero', 'r');
    const args = [cli, 'check', '--kind', 'server', '-', 'beside/sshd_config'];
    const stdio = [zeros, 'pipe', 'pipe'] as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: dir,
      encoding: 'utf8',
      stdio: [...stdio],
    });
    fs.closeSync(zeros);
    expect(stderr).toMatch(/^ssh-timeouts check: -: more than 33554432 bytes$/m);
    expect(stdout).toContain('beside/sshd_config:1:1: error:');
    expect(status).toBe(2);
  });

  it('speaks Simplified Chinese where asked, also in the help of SARIF', () => {
    write('zh/sshd_config', 'Bad yes');
    expect(run(['--lang', 'zh-cn', 'check', 'zh']).stdout).toContain('1 个文件');
    expect(run(['check', 'zh'], { env: { LC_ALL: 'zh_CN.UTF-8' } }).stdout).toContain('错误');
    expect(run(['check', 'zh'], { env: { LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN.UTF-8' } }).stdout).toContain(
      '错误',
    );
    expect(run(['check', 'zh', '--lang', 'fr'])).toMatchObject({
      status: 2,
      stderr: 'ssh-timeouts: --lang takes en, zh-cn, not fr\n',
    });
    expect(run(['check', 'zh', '--lang']).status).toBe(2);
    const sarif = JSON.parse(run(['--lang', 'zh-cn', 'check', 'zh', '--format', 'sarif']).stdout);
    expect(sarif.runs[0].tool.driver.rules[0].help.markdown).toMatch(/\p{Script=Han}/u);
  });
});

describe('a call that went wrong', () => {
  const explained = ['explain', 'web', '-F', 'none'];

  it.each([
    [['check', ''], 'ssh-timeouts check: an empty name is not a file'],
    [['check', '--path', '0'], 'there is no path 0'],
    [[...explained, '--svg', 'no/such/folder.svg'], '--svg no/such/folder.svg: ENOENT: no such file or directory\n'],
    [['explain', 'missing.py'], 'ssh-timeouts explain: missing.py: ENOENT: no such file or directory\n'],
  ])('%j ends with 2 and one clear line', (args, message) => {
    const { status, stderr } = run(args);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(2);
  });

  it('does not look like findings where the disk is full, nor fails where nobody reads', () => {
    write('full/sshd_config', 'Bad yes');
    const shell = (script: string) => spawnSync('bash', ['-c', script, process.execPath, cli], { cwd: dir }).status;
    if (fs.existsSync('/dev/full')) expect(shell('"$0" "$1" check full > /dev/full')).toBe(2);
    expect(shell('set -o pipefail; "$0" "$1" resolve server -f /dev/null --openssh 9.9 | head -1')).toBe(0);
    expect(shell('"$0" "$1" check full 2>&1 >/dev/null | true; exit "${PIPESTATUS[0]}"')).toBe(1);
  });
});

interface Step {
  readonly name: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

describe('the GitHub Action', () => {
  const action = parse(fs.readFileSync(path.join(root, 'action.yml'), 'utf8')) as {
    inputs: Record<string, { default: string }>;
    runs: { using: string; steps: readonly Step[] };
  };

  /** Runs the steps as GitHub does: inputs through the environment, `bash -eo pipefail`. */
  function runAction(inputs: Record<string, string>) {
    const value = (text: string) =>
      text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name) => inputs[name] ?? action.inputs[name]?.default ?? '?');
    let result = { status: 0 as number | null, stdout: '', stderr: '' };
    for (const step of action.runs.steps) {
      const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, value(text)]));
      result = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
        cwd: dir,
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C', GITHUB_ACTION_PATH: root, GITHUB_WORKSPACE: dir, ...env },
      });
      if (result.status !== 0) break;
    }
    return result;
  }

  it('annotates the right lines and fails', () => {
    write('repo/etc/ssh/sshd_config', 'Port 22', '', 'ClientAliveInterval 5min');
    const { status, stdout } = runAction({ files: 'repo/etc\nrepo/etc/ssh/sshd_config', openssh: '9.9' });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=repo\/etc\/ssh\/sshd_config,line=3,endLine=3,col=21,endColumn=25,title=/);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  it('passes profiles on, writes SARIF, and takes no input for code', () => {
    write('one/sshd_config', 'ClientAliveInterval 301');
    const hostile = '$(touch owned)`touch owned`; touch owned';
    write(`${hostile}/sshd_config`, 'ClientAliveInterval 60');
    const { status } = runAction({ files: `one\n${hostile}`, profile: 'lynis,dev-sec', 'sarif-file': 'out.sarif' });
    expect(status).toBe(1);
    const sarif = JSON.parse(fs.readFileSync(path.join(dir, 'out.sarif'), 'utf8'));
    expect(sarif.runs[0].results.length).toBeGreaterThan(2);
    expect(fs.existsSync(path.join(dir, 'owned'))).toBe(false);
  });

  it('fails with 2 where its inputs are wrong', () => {
    expect(runAction({ files: '.', 'fail-on': 'never' }).status).toBe(2);
  });
});

describe('the pre-commit hooks', () => {
  const hooks = parse(fs.readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly {
    id: string;
    entry: string;
    language: string;
    files: string;
  }[];

  it('start what package.json installs', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    expect(manifest.bin).toEqual({ 'ssh-timeouts': 'dist/cli.js' });
    for (const { entry, language } of hooks) {
      expect(language).toBe('node');
      expect(entry).toMatch(/^ssh-timeouts check\b/);
    }
  });

  it.each([
    ['sshd_config', true],
    ['roles/ssh/files/sshd_config', true],
    ['etc/ssh/sshd_config.d/10-hardening.conf', true],
    ['etc/ssh/ssh_config.d/x.conf', true],
    ['home/.ssh/config', true],
    ['dot_ssh/config', true],
    ['private_dot_ssh/private_config', true],
    ['.ssh/config.d/work', true],
    ['hosts/web.sshd_config', true],
    ['templates/sshd_config.j2', false],
    ['.ssh/known_hosts', false],
    ['git/config', false],
  ])('takes %s: %s', (name, taken) => {
    // Python's verbose form, without its blanks and flag.
    const pattern = new RegExp((hooks[0]?.files ?? '').replace('(?x)', '').replace(/\s+/g, ''));
    expect(pattern.test(name)).toBe(taken);
  });
});
