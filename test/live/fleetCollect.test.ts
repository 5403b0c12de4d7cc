import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runFleet } from '../../server/src/cli/fleet.ts';
import { runCommand, scratchDirectory, stubVersion } from '../helpers/cli.ts';
import { skippedFor } from '../helpers/skipped.ts';
import { hasSshd, type Sshd, startSshd } from '../helpers/sshd.ts';

stubVersion();
const integrations = path.join(import.meta.dirname, '../../integrations');
const { dir, write } = scratchDirectory();
const started: Sshd[] = [];
afterAll(() => Promise.all(started.map((sshd) => sshd.stop())));

const isRoot = process.getuid?.() === 0;
const hasAnsible = spawnSync('ansible-playbook', ['--version']).status === 0;

async function start(...config: string[]): Promise<Sshd> {
  const sshd = await startSshd({ config });
  started.push(sshd);
  return sshd;
}

async function report(lines: string) {
  const { out, err, code } = await runCommand(runFleet, ['--format', 'json'], { cwd: dir, input: lines });
  expect({ err, code }).toEqual({ err: '', code: 0 });
  const { worst } = JSON.parse(out) as { worst: { host: string; verdict: string; openssh: string }[] };
  return Object.fromEntries(worst.map(({ host, verdict }) => [host, verdict]));
}

const noShell = skippedFor(process.platform === 'win32' && 'Windows has no sh');
const noServers = skippedFor(!hasSshd() && 'OpenSSH is not installed', !isRoot && 'it takes root');
const noPlaybook = noServers || skippedFor(!hasAnsible && 'Ansible is not installed');

describe.skipIf(noShell !== '')(`collect.sh${noShell}`, () => {
  const script = path.join(integrations, 'shell/collect.sh');

  it('prints JSON whatever the programs say', async () => {
    const server = fs.readFileSync(path.join(import.meta.dirname, '../server/cli/dumps/server-9.2.txt'), 'utf8');
    const odd = server.replace('banner none', 'banner /a\\b"c\td');
    write('bin/dump', ...odd.trimEnd().split('\n'));
    write('bin/sshd', '#!/bin/sh', `cat "${dir}/bin/dump"`);
    write('bin/ssh', '#!/bin/sh', 'echo "OpenSSH_9.6p1 \\"x\\", OpenSSL 3" >&2');
    for (const name of ['sshd', 'ssh']) fs.chmodSync(path.join(dir, 'bin', name), 0o755);
    const out = execFileSync('sh', [script], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${dir}/bin:${process.env['PATH']}` },
    });
    expect(out.split('\n')).toHaveLength(2);
    const line = JSON.parse(out) as { openssh: string; sshd_T: string };
    expect(line.openssh).toBe('OpenSSH_9.6p1 "x", OpenSSL 3');
    expect(line.sshd_T).toContain('banner /a\\b"cd\n');
    expect(Object.values(await report(out))).toEqual(['tcp-only']);
  });

  it('says why there is nothing where sshd is missing', () => {
    write('none/uname', '#!/bin/sh', 'echo box');
    fs.chmodSync(path.join(dir, 'none/uname'), 0o755);
    const shell = fs.realpathSync('/bin/sh');
    const text = fs.readFileSync(script, 'utf8').replace(/^PATH=.*$/m, '');
    const { status, stderr } = spawnSync(shell, ['-c', text], { encoding: 'utf8', env: { PATH: `${dir}/none` } });
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'collect.sh: there is no sshd on box\n' });
  });

  it.skipIf(noServers !== '')(`asks the real programs${noServers}`, async () => {
    const sshd = await start('ClientAliveInterval 30', 'ClientAliveCountMax 2');
    const out = execFileSync('sh', [script, '-f', path.join(sshd.dir, 'sshd_config')], { encoding: 'utf8' });
    expect(Object.values(await report(out))).toEqual(['noticed']);
  });
});

describe.skipIf(noPlaybook !== '')(`the playbook${noPlaybook}`, () => {
  it('collects the lines of several machines over ssh', async () => {
    const machines = {
      'box-1': await start('ClientAliveInterval 60'),
      'box-2': await start('ClientAliveInterval 0', 'TCPKeepAlive no'),
      'box 3': await start('ClientAliveInterval 600', 'ClientAliveCountMax 5'),
    };
    const hosts = Object.entries(machines).map(([name, sshd]) => [
      name,
      {
        ansible_host: '127.0.0.1',
        ansible_port: sshd.port,
        ansible_user: sshd.user,
        ansible_ssh_private_key_file: sshd.identityFile,
        ansible_ssh_common_args: `-F /dev/null -o UserKnownHostsFile=${sshd.knownHostsFile} -o ControlMaster=no`,
        ansible_python_interpreter: '/usr/bin/python3',
        sshd_arguments: ['-f', path.join(sshd.dir, 'sshd_config')],
      },
    ]);
    const inventory = write('inventory.json', JSON.stringify({ all: { hosts: Object.fromEntries(hosts) } }));
    const file = path.join(dir, 'fleet.jsonl');
    const args = ['-i', inventory, path.join(integrations, 'ansible/collect.yml'), '-e', `fleet_file=${file}`];
    execFileSync('ansible-playbook', [...args, '-e', 'ssh_host=example.org'], {
      stdio: 'pipe',
      env: { ...process.env, ANSIBLE_LOCAL_TEMP: path.join(dir, 'tmp'), ANSIBLE_HOST_KEY_CHECKING: 'True' },
    });
    const lines = fs.readFileSync(file, 'utf8');
    expect(await report(lines)).toEqual({ 'box-1': 'noticed', 'box-2': 'never', 'box 3': 'slow' });
    expect(JSON.parse(lines.split('\n')[0] ?? '')).toMatchObject({
      ssh_G: expect.stringContaining('hostname example.org'),
      sysctl: expect.stringContaining('tcp_keepalive_time'),
    });
  }, 120_000);
});

describe('the osquery pack', () => {
  it('is JSON whose queries only read', () => {
    const pack = JSON.parse(fs.readFileSync(path.join(integrations, 'osquery/ssh_timeouts.conf'), 'utf8'));
    for (const { query, interval } of Object.values(pack.queries) as { query: string; interval: number }[]) {
      expect(query).toMatch(/^SELECT [^;]+;$/);
      expect(interval).toBeGreaterThan(0);
    }
  });
});
