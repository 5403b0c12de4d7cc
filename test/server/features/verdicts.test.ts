import { describe, expect, it } from 'vitest';
import { provideCodeLenses, resolveCodeLens } from '../../../server/src/features/codeLens.ts';
import { textsOf } from '../../../server/src/features/directiveText.ts';
import { provideHover } from '../../../server/src/features/hover.ts';
import { plainOptions, snapshotOf } from '../../helpers/editor.ts';

/** The questions that people ask, in the editor: the line above the host, and the hover on the line that decides. */

interface Scene {
  readonly client: string;
  /** The paired sshd_config. */
  readonly server?: string;
  readonly openssh?: string;
  readonly path?: number;
}

const clientFile = '/home/me/.ssh/config';

async function open({ client, server, openssh = '9.6', path }: Scene, file: 'client' | 'server' = 'client') {
  const paired = '/etc/ssh/sshd_config';
  const other = file === 'client' ? { [paired]: server ?? '' } : { [clientFile]: client };
  return snapshotOf(file === 'client' ? clientFile : paired, file === 'client' ? client : (server ?? ''), {
    files: server === undefined ? {} : other,
    settings: {
      openssh: { version: openssh },
      servers: server === undefined ? {} : { '*': paired },
      path: path === undefined ? {} : { '*': path },
    },
  });
}

async function lens(scene: Scene, nth = 0): Promise<string | undefined> {
  const snapshot = await open(scene);
  const all = provideCodeLenses(snapshot, plainOptions).map((each) =>
    each.command ? each : resolveCodeLens(snapshot, each),
  );
  return all[nth]?.command?.title;
}

async function hover(scene: Scene, line: number, file: 'client' | 'server' = 'client'): Promise<string> {
  const snapshot = await open(scene, file);
  const text = snapshot.file.lines[line]?.text ?? '';
  const offset = (snapshot.file.lineStarts[line] ?? 0) + text.search(/\S/) + 1;
  return JSON.stringify(
    provideHover(snapshot, offset, plainOptions, textsOf(undefined, snapshot.dialect))?.contents ?? '',
  );
}

const host = (...lines: string[]) => `Host web\n${lines.map((line) => `  ${line}\n`).join('')}`;
const client15 = host('ServerAliveInterval 15', 'ServerAliveCountMax 3');
const server15 = 'ClientAliveInterval 15\nClientAliveCountMax 3\n';

describe('lens and hover say', () => {
  it('15/3 against 15/3: who is first depends on the server’s release', async () => {
    const both = { client: client15, server: server15 };
    expect(await lens({ ...both, openssh: '9.2' })).toBe('dead server noticed in 60 s · idle packet every 15 s');
    expect(await hover({ ...both, openssh: '9.2' }, 1)).toContain('The client closes first, 59 to 60 s after');
    expect(await hover(both, 1)).toContain('Client and server close within the same second');
    expect(await hover({ ...both, openssh: '9.2' }, 0, 'server')).toContain('probes leave every 30 s, not every 15 s');
  });

  it('count 0 closes a healthy session on the client, and never on the server', async () => {
    const zero = { client: host('ServerAliveInterval 900', 'ServerAliveCountMax 0') };
    expect(await lens(zero)).toContain('closes even a healthy session after 15 min of silence');
    expect(await hover(zero, 2)).toContain('does not mean “never”');
    const never = { client: host(), server: 'ClientAliveInterval 300\nClientAliveCountMax 0\n' };
    expect(await hover(never, 1, 'server')).toContain('it probes and never closes');
  });

  it('ClientAliveInterval 300 on 9.2 loses the connection behind a NAT of 350 s; the client’s 300 keeps it', async () => {
    const lost = { client: host(), server: 'ClientAliveInterval 300\n', openssh: '9.2', path: 350 };
    expect(await lens(lost)).toContain('350 s NAT forgets it while idle');
    const kept = { ...lost, client: host('ServerAliveInterval 300') };
    expect(await lens(kept)).toContain('idle is safe behind 350 s NAT');
    expect(await hover(kept, 1)).toContain('the path keeps it');
  });

  it('ChannelTimeout session=5m matches nothing, session:*=5m closes', async () => {
    const wrong = { client: host(), server: 'ChannelTimeout session=5m\n' };
    expect(await lens(wrong)).not.toContain('closes idle');
    expect(await hover(wrong, 0, 'server')).toContain('Write session:');
    expect(await lens({ client: host(), server: 'ChannelTimeout session:*=5m\n' })).toContain(
      'server closes idle sessions after 300 s',
    );
  });

  it('a tunnel without a session is closed by UnusedConnectionTimeout', async () => {
    const tunnel = {
      client: host('SessionType none', 'RemoteForward 8080 localhost:80', 'ServerAliveInterval 30'),
      server: 'UnusedConnectionTimeout 5m\n',
    };
    expect(await lens(tunnel)).toBe(
      'dead server noticed in 120 s · idle packet every 30 s · connections without a channel closed after 300 s',
    );
    expect(await hover(tunnel, 3)).toContain('The server closes a connection without a channel after 300 to 301 s');
  });

  it('600/3 is no idle logout', async () => {
    const textbook = { client: host(), server: 'ClientAliveInterval 600\nClientAliveCountMax 3\n' };
    const text = await hover(textbook, 0, 'server');
    expect(text).toContain('this is no idle logout');
    expect(await lens(textbook)).toContain('server may drop first at 25 min to 28 min');
    expect(await lens(textbook)).not.toContain('closes idle');
  });

  it('a jump host’s own keepalive watches the way to it, and the target’s the whole way', async () => {
    const target = 'Host bastion\n  Port 22\nHost inner\n  ProxyJump bastion\n  ServerAliveInterval 30\n';
    expect(await lens({ client: target }, 1)).toBe('dead server noticed in 120 s · idle packet every 30 s');
    const jump = 'Host bastion\n  ServerAliveInterval 10\nHost inner\n  ProxyJump bastion\n';
    expect(await lens({ client: jump }, 1)).toContain('dead way to bastion noticed in 40 s');
    expect(await hover({ client: jump }, 3)).toContain('bastion');
  });
});
