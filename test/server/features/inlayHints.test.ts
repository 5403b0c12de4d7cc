import { describe, expect, it } from 'vitest';
import { provideInlayHints } from '../../../server/src/features/inlayHints.ts';
import { plainOptions, snapshotOf, type TestWorkspace } from '../../helpers/editor.ts';

/** The text with each hint where the editor would show it. */
async function hinted(path: string, text: string, scene: TestWorkspace = {}): Promise<string> {
  const snapshot = await snapshotOf(path, text, scene);
  const lines = text.split('\n');
  for (const { position, label } of provideInlayHints(
    snapshot,
    { start: 0, end: text.length },
    plainOptions,
  ).reverse()) {
    const line = lines[position.line] ?? '';
    const shown = typeof label === 'string' ? label : label.map(({ value }) => value).join('');
    lines[position.line] = `${line.slice(0, position.character)}‹${shown}›${line.slice(position.character)}`;
  }
  return lines.join('\n');
}

describe('inlay hints', () => {
  it('translate times with units and leave plain seconds alone', async () => {
    const text =
      'Host web\n  ServerAliveInterval 1h30m # x\n  ConnectTimeout 15\n  ControlPersist 2d\n  RekeyLimit 1G 1h\n';
    expect(await hinted('/home/me/.ssh/config', text)).toMatchInlineSnapshot(`
      "Host web
        ServerAliveInterval 1h30m‹5400 s› # x
        ConnectTimeout 15
        ControlPersist 2d‹172800 s›
        RekeyLimit 1G 1h‹3600 s›
      "
    `);
  });

  it('say when a count drops the connection, on the line that decides', async () => {
    const text = 'Host web\n  ServerAliveInterval 15\n  ServerAliveCountMax 3\n  ServerAliveCountMax 9\n';
    expect(await hinted('/home/me/.ssh/config', text)).toMatchInlineSnapshot(`
      "Host web
        ServerAliveInterval 15
        ServerAliveCountMax 3‹drops after 60 s›
        ServerAliveCountMax 9‹overruled: 3 by line 3›
      "
    `);
  });

  it('know that 0 is the opposite on the two sides', async () => {
    expect(
      await hinted('/home/me/.ssh/config', 'ServerAliveInterval 60\nServerAliveCountMax 0\n'),
    ).toMatchInlineSnapshot(`
      "ServerAliveInterval 60
      ServerAliveCountMax 0‹drops after 60 s›
      "
    `);
    expect(
      await hinted('/etc/ssh/sshd_config', 'ClientAliveInterval 60\nClientAliveCountMax 0\n'),
    ).toMatchInlineSnapshot(`
      "ClientAliveInterval 60
      ClientAliveCountMax 0‹never drops›
      "
    `);
  });

  it('know that sshd 9.2 takes twice as long', async () => {
    const text = 'ClientAliveInterval 60\nClientAliveCountMax 1\nChannelTimeout session:*=5m x11=1h\n';
    expect(await hinted('/etc/ssh/sshd_config', text, { ssh: 'OpenSSH_9.2p1 Debian-2' })).toMatchInlineSnapshot(`
      "ClientAliveInterval 60
      ClientAliveCountMax 1‹drops after 119 s to 240 s›
      ChannelTimeout session:*=5m‹300 s› x11=1h‹3600 s›
      "
    `);
  });

  it('are not there when switched off, nor for an empty file', async () => {
    expect(await hinted('/home/me/.ssh/config', 'ControlPersist 2d\n', { settings: { inlayHints: false } })).toBe(
      'ControlPersist 2d\n',
    );
    expect(await hinted('/home/me/.ssh/config', '')).toBe('');
  });

  it('name the line that wins over one, and lead to it', async () => {
    const files = { '/home/me/.ssh/first': 'Host web\n  User root\n' };
    const text = 'Include first\nHost web\n  User bob\n  Port 22\nHost *\n  Port 2222\n';
    expect(await hinted('/home/me/.ssh/config', text, { files })).toMatchInlineSnapshot(`
      "Include first
      Host web
        User bob‹overruled: root by line 2 of first›
        Port 22
      Host *
        Port 2222
      "
    `);
    const snapshot = await snapshotOf('/home/me/.ssh/config', text, { files });
    const [hint] = provideInlayHints(snapshot, { start: 0, end: text.length }, plainOptions);
    expect(hint).toMatchObject({
      label: [{}, { location: { uri: 'file:///home/me/.ssh/first', range: { start: { line: 1, character: 2 } } } }],
      tooltip: 'For web another line wins: the first value counts.',
    });
  });

  it('name no winner where the line still counts for somebody, or says the same', async () => {
    const text = 'Host a\n  User x\nHost a b\n  User y\nHost c\n  User z\nHost c\n  User z\n';
    expect(await hinted('/home/me/.ssh/config', text)).toBe(text);
  });

  it('name no winner where only a run can tell', async () => {
    const text = 'Match exec true\n  User x\nHost a\n  User y\n';
    expect(await hinted('/home/me/.ssh/config', text)).toBe(text);
  });
});
