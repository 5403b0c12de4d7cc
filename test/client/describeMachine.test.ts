import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { askVersion, findSshd } from '../../client/src/askVersion.ts';
import { describeMachine } from '../../client/src/describeMachine.ts';
import { initializationOptions } from '../../client/src/initializationOptions.ts';
import { readBanner } from '../../client/src/readBanner.ts';

let directory: string;
beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'client-machine-'));
});
afterEach(() => fs.rmSync(directory, { recursive: true }));

/** A program that leaves a file behind when it is run. */
function program(script: string): { readonly file: string; readonly wasRun: () => boolean } {
  const file = path.join(directory, 'ssh');
  const trace = path.join(directory, 'ran');
  fs.writeFileSync(file, `#!/bin/sh\ntouch '${trace}'\n${script}\n`, { mode: 0o755 });
  return { file, wasRun: () => fs.existsSync(trace) };
}

it('No program is started in a window that is not trusted', async () => {
  const { file, wasRun } = program('echo OpenSSH_9.9p2 >&2');
  const facts = await describeMachine(file, false);
  expect(wasRun()).toBe(false);
  expect(facts).toEqual({ environment: facts.environment, keepaliveTest: false });
});
it('In a trusted window the version of the given ssh is asked', async () => {
  const { file, wasRun } = program('echo "OpenSSH_9.9p2 Debian-1, OpenSSL 3.5.0" >&2');
  const facts = await describeMachine(file, true);
  expect(wasRun()).toBe(true);
  expect(facts).toMatchObject({ keepaliveTest: true, sshVersion: 'OpenSSH_9.9p2 Debian-1, OpenSSL 3.5.0' });
});
it('An sshd that knows no -V tells its version above the usage message, and fails', async () => {
  const { file } = program('printf "unknown option -- V\\nOpenSSH_8.4p1, OpenSSL 1.1.1n\\nusage: sshd\\n" >&2; exit 1');
  expect(await askVersion(file)).toBe('OpenSSH_8.4p1, OpenSSL 1.1.1n');
});
it('A program that is missing or says something else leaves the version unknown', async () => {
  expect(await askVersion(path.join(directory, 'none'))).toBeUndefined();
  expect(await askVersion(program('echo dropbear').file)).toBeUndefined();
});
it('sshd is looked for where it is usually installed', () => {
  expect(findSshd(() => false)).toBeUndefined();
  expect(findSshd((file) => file.endsWith('sshd'))).toBe(process.platform === 'win32' ? undefined : '/usr/sbin/sshd');
});
it('The machine is described by home, system directory, user and host name', async () => {
  const { environment } = await describeMachine('', false);
  expect(environment).toMatchObject({ userName: os.userInfo().username, hostName: os.hostname() });
  expect(environment?.homeUri).toMatch(/^file:\/\/\//);
  expect(environment?.systemDirectoryUri).toMatch(/ssh$/);
});
it('The options of a browser say nothing of a machine', () => {
  expect(initializationOptions({ keepaliveTest: false, texts: { a: 1 } }, undefined)).toEqual({
    fileSystem: 'client',
    commands: true,
    keepaliveTest: false,
    texts: { a: 1 },
  });
});
it('A banner is shown without its libraries and control characters', () => {
  expect(readBanner('OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 ')).toBe('OpenSSH 9.2p1 Debian-2+deb12u10');
  expect(readBanner('OpenSSH_9.2p1\u001b[31m red')).toBe('OpenSSH 9.2p1 [31m red');
});
