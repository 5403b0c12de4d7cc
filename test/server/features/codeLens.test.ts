import { describe, expect, it } from 'vitest';
import { provideCodeLenses, resolveCodeLens } from '../../../server/src/features/codeLens.ts';
import type { FeatureOptions } from '../../../server/src/features/featureOptions.ts';
import { drawRanges } from '../../helpers/draw.ts';
import { fullOptions, plainOptions, snapshotOf, type TestWorkspace } from '../../helpers/editor.ts';

async function lenses(path: string, text: string, options: FeatureOptions = plainOptions, scene: TestWorkspace = {}) {
  const snapshot = await snapshotOf(path, text, scene);
  const marks = provideCodeLenses(snapshot, options).map((lens) => {
    const { command } = lens.command ? lens : resolveCodeLens(snapshot, lens);
    const argument = command?.arguments ? ` ${JSON.stringify(command.arguments)}` : '';
    return { range: lens.range, label: `${command?.title}${argument}` };
  });
  return drawRanges(text, marks);
}

const clientFile = '/home/me/.ssh/config';

describe('code lens', () => {
  it('stands on hosts with a name, not on patterns', async () => {
    const text = 'Host *.corp\n  Port 1\nHost !x web *.y\n  ServerAliveInterval 10\nHost *\n  ServerAliveInterval 60\n';
    expect(await lenses(clientFile, text)).toMatchInlineSnapshot(`
      "Host *.corp
        Port 1
      Host !x web *.y
      ~~~~~~~~~~~~~~~ dead server noticed in 40 s · idle packet every 10 s
        ServerAliveInterval 10
      Host *
        ServerAliveInterval 60"
    `);
  });

  it('leaves out the blocks behind the two thousandth, for which an editor would have to make room', async () => {
    const text = Array.from({ length: 2100 }, (_, i) => `Host h${i}\n  Port ${i + 1}\n`).join('');
    const found = provideCodeLenses(await snapshotOf(clientFile, text), plainOptions);
    expect(found.length).toBe(2000);
    expect(found.at(-1)?.range.start.line).toBe(2 * 1999);
  });

  it('stands on a Match line that names its connection', async () => {
    const text = 'Match host web user bob\n  ServerAliveInterval 10\nMatch exec "true"\n  Port 1\nMatch host *.corp\n';
    expect(await lenses(clientFile, text)).toMatchInlineSnapshot(`
      "Match host web user bob
      ~~~~~~~~~~~~~~~~~~~~~~~ dead server noticed in 40 s · idle packet every 10 s
        ServerAliveInterval 10
      Match exec "true"
        Port 1
      Match host *.corp"
    `);
  });

  it('stands on the global part and the literal Match lines of a server file', async () => {
    const text =
      'Port 22\nClientAliveInterval 30\nMatch User bob\n  ClientAliveInterval 5\nMatch User *\n  Banner none\n';
    expect(await lenses('/etc/ssh/sshd_config', text)).toMatchInlineSnapshot(`
      "Port 22
      ~~~~~~~ dead client noticed in 120 s · idle packet every 30 s
      ClientAliveInterval 30
      Match User bob
      ~~~~~~~~~~~~~~ dead client noticed in 20 s · idle packet every 5 s
        ClientAliveInterval 5
      Match User *
        Banner none"
    `);
  });

  it('carries commands for a client that serves them, and the live test where it can run', async () => {
    const text = 'Host web\n  ServerAliveInterval 10\n';
    expect(await lenses(clientFile, text, fullOptions)).toMatchInlineSnapshot(`
      "Host web
      ~~~~~~~~ dead server noticed in 40 s · idle packet every 10 s
      ~~~~~~~~ Timeline [{"uri":"file:///home/me/.ssh/config","host":"web"}]
      ~~~~~~~~ Effective config [{"uri":"file:///home/me/.ssh/config","host":"web"}]
        ServerAliveInterval 10"
    `);
    expect(await lenses(clientFile, text, fullOptions, { keepaliveTest: true })).toContain('Test keepalive');
    expect(await lenses(clientFile, text, plainOptions, { keepaliveTest: true })).not.toContain('Test keepalive');
  });

  it('follows a ProxyCommand that is a plain ssh as it follows ProxyJump', async () => {
    const jump = 'Host jump\n  ServerAliveInterval 10\n';
    const lensOf = (way: string) => lenses(clientFile, `Host inner\n  ${way}\n${jump}`);
    expect(await lensOf('ProxyCommand ssh -W %h:%p jump')).toContain('~~ dead way to jump noticed in 40 s');
    expect(await lensOf('ProxyCommand ssh -o ServerAliveInterval=5 jump nc %h %p')).toContain('jump noticed in 20 s');
    expect(await lensOf('ProxyJump jump')).toContain('~~ dead way to jump noticed in 40 s');
    expect(await lensOf('ProxyCommand nc -x proxy:1080 %h %p')).toContain(
      '~~ dead server noticed by the proxy, if at all',
    );
  });

  it('counts what the settings say of path and server', async () => {
    const text = 'Host web\n  ServerAliveInterval 60\n  User bob\n';
    const scene = {
      files: { '/srv/sshd_config': 'ClientAliveInterval 10\nClientAliveCountMax 1\n' },
      settings: { path: { 'web*': 350 }, servers: { web: '/srv/sshd_config' } },
    };
    expect(await lenses(clientFile, text, plainOptions, scene)).toMatchInlineSnapshot(`
      "Host web
      ~~~~~~~~ dead server noticed in 240 s · idle is safe behind 350 s NAT · server may drop first at 20 s
        ServerAliveInterval 60
        User bob"
    `);
  });

  it('predicts nothing where OpenSSH would not even start', async () => {
    const text = 'Host web\n  ServerAliveInterval 5min\n';
    expect(await lenses(clientFile, text)).toContain('ssh refuses to start: line 2');
    const fragment = { files: { '/home/me/.ssh/x': 'Nonsense 1\n' } };
    expect(await lenses(clientFile, 'Include x\nHost web\n', plainOptions, fragment)).toContain(
      'ssh refuses to start: line 1 of x',
    );
    expect(await lenses('/etc/ssh/sshd_config', 'Port 22\nClientAliveInterval none\n')).toContain(
      'sshd refuses to start: line 2',
    );
  });

  it('predicts nothing where ssh would not even read the file', async () => {
    const text = 'Host web\n  ServerAliveInterval 30\n';
    const shared = await lenses(clientFile, text, plainOptions, { mode: 0o666, uid: 1000 });
    expect(shared).toContain('ssh refuses to read this file: others may write it');
    const foreign = await lenses(clientFile, text, plainOptions, { mode: 0o600, uid: 4711 });
    expect(foreign).toContain('ssh refuses to read this file: it belongs to another user');
    expect(await lenses(clientFile, text, plainOptions, { mode: 0o600, uid: 1000 })).toContain('dead server noticed');
  });

  it('is not there when switched off', async () => {
    const off = { settings: { codeLens: false } };
    expect(await lenses(clientFile, 'Host web\n', plainOptions, off)).toBe('Host web');
  });

  it('stays without a title when its block is gone', async () => {
    const before = await snapshotOf(clientFile, 'Port 1\nHost web\n');
    const [lens] = provideCodeLenses(before, plainOptions);
    if (!lens) throw new Error('no lens');
    const after = await snapshotOf(clientFile, 'Port 1\n');
    expect(resolveCodeLens(after, lens).command).toEqual({ title: '', command: '' });
  });
});
