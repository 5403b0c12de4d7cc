import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runCheck } from '../../../server/src/cli/check.ts';
import { UsageError } from '../../../server/src/cli/io.ts';
import { runCommand, scratchDirectory, stubVersion } from '../../helpers/cli.ts';

stubVersion();
const { dir, write } = scratchDirectory();
const check = (args: readonly string[], input = '') =>
  runCommand(runCheck, ['--openssh', '9.9', ...args], { cwd: dir, input });

interface Json {
  version: number;
  openssh: string;
  files: { file: string; kind: string; openssh: string }[];
  findings: {
    file: string;
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
    rule: string;
    severity: string;
    message: string;
    fixable: boolean;
  }[];
}

/** Hints and information left out: they are matters of taste, and of the rules' own tests. */
async function json(args: readonly string[], input = ''): Promise<Json & { code: number }> {
  const { out, code } = await check([...args, '--format', 'json'], input);
  const report = JSON.parse(out) as Json;
  const findings = report.findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  return { ...report, findings, code };
}

beforeEach(() => {
  for (const name of fs.readdirSync(dir)) fs.rmSync(path.join(dir, name), { recursive: true });
});

describe('check', () => {
  it('draws a code frame for each finding and counts them', async () => {
    write('sshd_config', 'Port 22', '  ClientAliveInterval 5min', 'MaxSessions 3');
    const { out, code } = await check(['sshd_config']);
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "sshd_config:2:23: error: "5min" is not a valid time for ClientAliveInterval: write seconds, or 5m, 2h, 1d. [bad-time]
        2 |   ClientAliveInterval 5min
          |                       ^^^^
        fix: Change to 5m

      1 file, OpenSSH 9.9: 1 error
      "
    `);
  });

  it('answers in the contract’s JSON, with lines and columns from 1', async () => {
    write('sshd_config', 'Port 22', 'ClientAliveInterval 60', 'ClientAliveCountMax 0');
    const answer = await json(['sshd_config']);
    expect(answer).toMatchObject({
      code: 1,
      version: 1,
      openssh: '9.9',
      files: [{ file: 'sshd_config', kind: 'server', openssh: '9.9' }],
    });
    expect(answer.findings).toEqual([
      {
        file: 'sshd_config',
        line: 3,
        column: 1,
        endLine: 3,
        endColumn: 22,
        rule: 'server-countmax-zero',
        severity: 'warning',
        message: expect.stringContaining('never disconnects one'),
        fixable: true,
      },
    ]);
  });

  it('fails from the severity on that --fail-on names', async () => {
    write('sshd_config', 'ClientAliveInterval 60', 'ClientAliveCountMax 0');
    expect((await check(['sshd_config'])).code).toBe(1);
    expect((await check(['sshd_config', '--fail-on', 'error'])).code).toBe(0);
    write('.ssh-timeouts.json', '{"rules": {"server-countmax-zero": "info"}}');
    expect((await check(['sshd_config'])).code).toBe(0);
    expect((await check(['sshd_config', '--fail-on', 'info'])).code).toBe(1);
  });

  it('says nothing bad of good files', async () => {
    write('sshd_config', 'Port 22');
    const { out, code } = await check(['sshd_config']);
    expect({ out, code }).toEqual({ out: '1 file, OpenSSH 9.9: no findings\n', code: 0 });
  });

  it('shows control characters instead of sending them', async () => {
    write('sshd_config', 'Port 22 \u001b[31m\u202ered');
    for (const format of ['text', 'github', 'sarif']) {
      const { out } = await check(['sshd_config', '--format', format]);
      expect(out).not.toContain('\u001b');
      expect(out).not.toContain('\u202e');
    }
  });

  it.each([
    [['--format', 'xml', 'f'], 'text, json, sarif, github'],
    [['--fail-on', 'hint', 'f'], 'error, warning, info'],
    [['--kind', 'perl', 'f'], 'client, server, python'],
    [['--path', 'moon', 'f'], 'aws-nlb-tcp'],
    [['--profile', 'acme', 'f'], 'cis-debian12'],
    [['--openssh', 'new', 'f'], 'not an OpenSSH version'],
    [['--no-such-option'], 'no-such-option'],
  ])('calls %j wrong usage and says what there is', async (args, said) => {
    const run = check(args);
    await expect(run).rejects.toBeInstanceOf(UsageError);
    await expect(run).rejects.toThrow(said);
  });
});

describe('what check reads', () => {
  it('takes many files, each once, and reports in the order of the call', async () => {
    write('b/sshd_config', 'Bad yes');
    write('a/ssh_config', 'Bad yes');
    const { findings, files } = await json(['b/sshd_config', 'a/ssh_config', './b/sshd_config']);
    expect(findings.map(({ file }) => file)).toEqual(['b/sshd_config', 'a/ssh_config']);
    expect(files).toHaveLength(2);
  });

  it('finds the configuration files of directories, by name or content, sorted', async () => {
    write('repo/roles/ssh/files/sshd_config', 'Bad yes');
    write('repo/dotfiles/.ssh/config', 'Host a', '  User b');
    write('repo/etc/ssh/sshd_config.d/10-x.conf', 'MaxSessions 2');
    write('repo/misc/gate', 'ClientAliveInterval 10', 'MaxSessions 3', 'X11Forwarding no');
    write('repo/misc/nginx.conf', 'user nginx;', 'worker_processes 1;', 'events {', '}');
    write('repo/misc/list', 'User ann', 'a b', 'c d');
    write('repo/templates/sshd_config.j2', 'Port {{ port }}');
    write('repo/man/sshd_config.5', '.Dd today');
    write('repo/node_modules/x/sshd_config', 'Bad yes');
    write('repo/.git/sshd_config', 'Bad yes');
    fs.symlinkSync('files/sshd_config', path.join(dir, 'repo/roles/ssh/same'));
    fs.symlinkSync('..', path.join(dir, 'repo/roles/up'));
    const { files } = await json(['repo']);
    expect(files.map(({ file, kind }) => `${file} ${kind}`)).toEqual([
      'repo/dotfiles/.ssh/config client',
      'repo/etc/ssh/sshd_config.d/10-x.conf server',
      'repo/misc/gate server',
      'repo/roles/ssh/files/sshd_config server',
    ]);
  });

  it('reads standard input', async () => {
    const { findings, code } = await json(['-', '--kind', 'server'], 'MaxSessions 2\nBad yes\n');
    expect(findings).toMatchObject([{ file: '-', line: 2, rule: 'unknown-directive' }]);
    expect(code).toBe(1);
  });

  it('reads a FIFO that the command line names', async () => {
    const fifo = path.join(dir, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const answer = json([fifo, '--kind', 'server']);
    const writer = await fs.promises.open(fifo, 'w');
    await writer.write('Bad yes\n');
    await writer.close();
    expect((await answer).findings).toMatchObject([{ file: fifo, line: 1 }]);
  });

  it('reads the user’s own files where none is named', async () => {
    write('.ssh/config', 'ServerAliveInterval 5min');
    fs.chmodSync(path.join(dir, '.ssh/config'), 0o600);
    const { findings } = await json([]);
    expect(findings.filter(({ file }) => file.startsWith(dir))).toMatchObject([{ rule: 'bad-time', line: 1 }]);
  });

  it('exits with 2 for what it cannot read, and checks the rest', async () => {
    write('sshd_config', 'Bad yes');
    write('notes', 'buy milk');
    write('empty/readme', 'nothing');
    const { code, out, err } = await check(['missing', 'notes', 'empty', 'sshd_config', '--format', 'github']);
    expect(code).toBe(2);
    expect(out).toContain('file=sshd_config,line=1');
    expect(err.split('\n')).toEqual([
      'ssh-timeouts check: empty: no ssh_config or sshd_config in this directory',
      'ssh-timeouts check: missing: no such file',
      'ssh-timeouts check: notes: neither name nor content tells what it is; use --kind',
      '',
    ]);
  });

  it('judges files in the configuration that includes them', async () => {
    write('etc/ssh/sshd_config', 'Include sshd_config.d/*.conf', 'ClientAliveInterval 60');
    write('etc/ssh/sshd_config.d/a.conf', 'ClientAliveCountMax 0');
    write('.ssh-timeouts.json', '{"fileRoots": {"/etc/ssh": "etc/ssh"}}');
    const { findings } = await json(['etc/ssh']);
    expect(findings.map(({ file, rule }) => `${file}: ${rule}`)).toEqual([
      'etc/ssh/sshd_config.d/a.conf: server-countmax-zero',
    ]);
  });
});

describe('check of nothing', () => {
  it('says that nothing was checked, and never passes for a clean run', async () => {
    fs.mkdirSync(path.join(dir, 'empty'));
    for (const name of ['missing', 'empty']) {
      const { code, out, err } = await check([name]);
      expect({ code, out }).toEqual({ code: 2, out: 'Nothing was checked.\n' });
      expect(err).toContain(`ssh-timeouts check: ${name}: `);
    }
  });
});

describe('a tree of many configurations', () => {
  it('is judged file by file, each with what it includes and is included by', async () => {
    for (let i = 0; i < 60; i++) {
      write(`hosts/h${i}/main.sshd_config`, `Include ${dir}/hosts/h${i}/parts/*`, 'ClientAliveInterval 60');
      write(`hosts/h${i}/parts/a.sshd_config`, i % 2 === 0 ? 'ClientAliveCountMax 0' : 'ClientAliveCountMax 3');
    }
    const { findings, files } = await json(['hosts']);
    expect(files).toHaveLength(120);
    const zero = findings.filter(({ rule }) => rule === 'server-countmax-zero');
    expect(zero.map(({ file }) => file)).toHaveLength(30);
    expect(zero.every(({ file }) => file.endsWith('parts/a.sshd_config'))).toBe(true);
  });
});

describe('settings of check', () => {
  it('come from the nearest .ssh-timeouts.json upwards, and others mean nothing to it', async () => {
    write('.ssh-timeouts.json', '{"rules": {"unknown-directive": "off"}}');
    write('sub/deep/sshd_config', 'Bad yes');
    expect((await json(['sub/deep/sshd_config'])).findings).toEqual([]);
    write('sub/.ssh-timeouts.json', '{}');
    expect((await json(['sub/deep/sshd_config'])).findings).toHaveLength(1);
  });

  it('come from --config instead, where it is given', async () => {
    write('.ssh-timeouts.json', '{"rules": {"unknown-directive": "off"}}');
    write('ci/strict.json', '{"rules": {"server-countmax-zero": "error"}}');
    write('sshd_config', 'Bad yes', 'ClientAliveInterval 9', 'ClientAliveCountMax 0');
    const { findings } = await json(['sshd_config', '--config', 'ci/strict.json', '--fail-on', 'error']);
    expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'unknown-directive error',
      'server-countmax-zero error',
    ]);
  });

  it('give way to the command line', async () => {
    write('.ssh-timeouts.json', '{"path": {"w*": 3600}, "openssh": {"version": "8.0"}, "compliance": ["lynis"]}');
    write('ssh_config', 'Host web', '  ServerAliveInterval 400');
    const { findings, openssh } = await json(['ssh_config', '--path', '350']);
    expect(findings.map(({ rule }) => rule)).toContain('interval-exceeds-path');
    expect(openssh).toBe('9.9');
  });

  it.each([
    ['{', /JSON|Expected/],
    ['[]', /one JSON object/],
    ['{"compliance": ["acme"]}', /no compliance profile acme/],
    ['{"path": {"*": "moon"}}', /no path moon/],
  ])('are wrong usage where they are %j', async (text, said) => {
    write('.ssh-timeouts.json', text);
    write('sshd_config', 'Port 22');
    await expect(check(['sshd_config'])).rejects.toThrow(said);
    await expect(check(['sshd_config'])).rejects.toBeInstanceOf(UsageError);
  });

  it('are noted where a key has no meaning', async () => {
    write('.ssh-timeouts.json', '{"complience": [], "rules": {"no-such-rule": "off", "bad-time": "fatal"}}');
    write('sshd_config', 'Port 22');
    const { err } = await check(['sshd_config']);
    expect(err).toContain('complience has no meaning here');
    expect(err).toContain('rules.no-such-rule has no meaning here');
    expect(err).toContain('rules.bad-time: "fatal" has no meaning here');
  });
});

describe('check --fix and --diff', () => {
  const bad = [
    '# my file',
    'ClientAliveInterval 300',
    'Port 22',
    'LoginGraceTime 5min',
    'Match User ann',
    '  X11Forwarding no',
  ];

  it('writes the safe fixes and reports what stays, where it stands then', async () => {
    write('sshd_config', ...bad, 'Bad yes');
    const { findings, code } = await json(['sshd_config', '--fix']);
    expect(fs.readFileSync(path.join(dir, 'sshd_config'), 'utf8')).toContain('LoginGraceTime 5m\n');
    expect(findings.map(({ rule, line }) => `${rule} ${line}`)).toEqual(['unknown-directive 7']);
    expect(code).toBe(1);
  });

  it('shows with --diff what --fix would write, and writes nothing', async () => {
    const file = write('sshd_config', ...bad);
    const { out, code } = await check(['sshd_config', '--fix', '--diff']);
    expect(out).toMatchInlineSnapshot(`
      "--- sshd_config
      +++ sshd_config
      @@ -1,6 +1,6 @@
       # my file
       ClientAliveInterval 300
       Port 22
      -LoginGraceTime 5min
      +LoginGraceTime 5m
       Match User ann
         X11Forwarding no
      "
    `);
    expect(code).toBe(1);
    expect(fs.readFileSync(file, 'utf8')).toContain('5min');
  });

  it('keeps bytes, line ends and the mode of the file', async () => {
    const file = path.join(dir, 'sshd_config');
    fs.writeFileSync(file, Buffer.from('# \xe9\r\nLoginGraceTime 5min\r\n', 'latin1'), { mode: 0o600 });
    await check(['sshd_config', '--fix']);
    expect(fs.readFileSync(file, 'latin1')).toBe('# \xe9\r\nLoginGraceTime 5m\r\n');
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  });

  it('cannot write to standard input, and says so', async () => {
    const { code, err } = await check(['-', '--kind', 'server', '--fix'], 'LoginGraceTime 5min\n');
    expect(code).toBe(2);
    expect(err).toContain('--diff');
    const shown = await check(['-', '--kind', 'server', '--diff'], 'LoginGraceTime 5min\n');
    expect(shown.out).toContain('+LoginGraceTime 5m');
  });
});

describe('check of dumps', () => {
  const dump = (dialect: 'client' | 'server', edit: (line: string) => string = (line) => line) => {
    const text = fs.readFileSync(path.join(import.meta.dirname, 'dumps', `${dialect}-9.2.txt`), 'utf8');
    return text.split('\n').map(edit);
  };

  it('finds nothing in the defaults of ssh and sshd', async () => {
    write('server.txt', ...dump('server').slice(0, -1));
    write('client.txt', ...dump('client').slice(0, -1));
    const { files, findings } = await json(['server.txt', 'client.txt']);
    expect(files.map(({ kind }) => kind)).toEqual(['server', 'client']);
    expect(findings).toEqual([]);
  });

  it('points at the lines of a dump, and offers no fix', async () => {
    const lines = dump('server', (line) =>
      line.replace('clientaliveinterval 0', 'clientaliveinterval 300').replace('countmax 3', 'countmax 0'),
    );
    const { findings } = await json(['-', '--profile', 'cis-rhel9'], lines.join('\n'));
    const at = lines.indexOf('clientalivecountmax 0') + 1;
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'server-countmax-zero', line: at, fixable: false }),
    );
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'profile-value', line: at, fixable: false }));
  });
});
