import { describe, expect, it } from 'vitest';
import { provideCompletions } from '../../../server/src/features/completion/provideCompletions.ts';
import { chosen, documentationOf, labels, list, type Scene, shown } from '../../helpers/completion.ts';
import { plainOptions } from '../../helpers/editor.ts';

const server = { path: '/etc/ssh/sshd_config' };

describe('completion of values', () => {
  const rows = async (source: string, scene: Scene = {}) => (await list(source, scene)).items.map(shown);

  it('offers the words of the version, and says which one is the default', async () => {
    expect(await rows('StrictHostKeyChecking <|>\n')).toMatchInlineSnapshot(`
      [
        "yes",
        "no",
        "ask — default",
        "off",
        "accept-new",
      ]
    `);
    expect(await labels('StrictHostKeyChecking <|>\n', { ssh: 'OpenSSH_7.4p1' })).not.toContain('accept-new');
    expect(await rows('PermitRootLogin <|>\n', server)).toMatchInlineSnapshot(`
      [
        "prohibit-password — default",
        "without-password",
        "forced-commands-only",
        "yes",
        "no",
      ]
    `);
    expect(await labels('Port 22 <|>\n')).toEqual([]);
  });

  it('offers sensible times and what they come to', async () => {
    expect(await rows('ControlPersist <|>\n')).toMatchInlineSnapshot(`
      [
        "10m — 600 s",
        "1h — 3600 s",
        "4h — 14400 s",
        "0 — the master stays until it is told to leave",
        "yes",
        "no — default",
      ]
    `);
    expect(await rows('ServerAliveInterval <|>\n')).toMatchInlineSnapshot(`
      [
        "15",
        "30",
        "60",
        "120",
        "0 — default, no probes",
        "none",
      ]
    `);
  });

  it('tells of each time what it would mean here', async () => {
    const text = 'Host web\n  ServerAliveInterval <|>\n  ServerAliveCountMax 3\n';
    expect(await documentationOf(text, '15')).toMatchInlineSnapshot(`
      "**Fires:** 59 to 60 s after the last data from the server; typing does not reset it

      15 × (3 + 1): it closes when one more answer than ServerAliveCountMax is missing. A healthy server answers, however idle the session. During key exchange and login the limit is 15 × 3 = 45 s for each wait.

      **Who drops first:** If the other end goes away: The client closes first, 59 to 60 s after the server’s last data: 15 × (3 + 1). A healthy idle session is ended by neither side; what lies between is not known."
    `);
    expect(await documentationOf(text, '0')).toMatchInlineSnapshot(`
      "Off: ServerAliveCountMax has no effect without ServerAliveInterval.

      **Who drops first:** If the other end goes away: Neither ssh nor sshd notices; only TCP keepalive does, after 2 h 11 min 15 s. A healthy idle session is ended by neither side; what lies between is not known."
    `);
  });

  it('offers algorithms of the version behind each comma, by what the sign before them does', async () => {
    expect((await labels('Ciphers <|>\n')).slice(0, 3)).toEqual(['+', '-', '^']);
    expect(await labels('Ciphers <|>\n', { ssh: 'OpenSSH_7.4p1' })).not.toContain('^');
    // Which the default list is, is known of the versions that it was read from.
    const debian = { ssh: 'OpenSSH_9.2p1 Debian-2+deb12u7' };
    const added = await labels('Ciphers +<|>\n', debian);
    expect(added).toContain('aes128-cbc');
    expect(added).not.toContain('aes128-ctr');
    const removed = await labels('Ciphers -aes128-ctr,<|>\n', debian);
    expect(removed).not.toContain('aes128-cbc');
    expect(removed).not.toContain('aes128-ctr');
    expect(removed).toContain('aes256-ctr');
    expect(await chosen('Ciphers ^aes2<|>,aes128-ctr\n', 'aes256-ctr')).toBe('Ciphers ^aes256-ctr,aes128-ctr\n');
    expect(await labels('KexAlgorithms <|>\n', { ssh: 'OpenSSH_8.4p1' })).not.toContain('mlkem768x25519-sha256');
    expect(await labels('KexAlgorithms <|>\n')).toContain('mlkem768x25519-sha256');
  });

  it('offers hosts of the configuration behind a chain of jumps', async () => {
    const files = { '/home/me/.ssh/conf.d/1': 'Host gate *.x\n' };
    const text = 'Include conf.d/*\nHost web\n  ProxyJump bob@g<|>\n';
    expect(await labels(text, { files })).toEqual(['gate', 'web']);
    expect(await chosen(text, 'gate', { files })).toContain('ProxyJump bob@gate\n');
    expect(await chosen('Host a b\n  ProxyJump a,<|>\n', 'b')).toContain('ProxyJump a,b\n');
    expect(await labels('Host a b\n  ProxyJump a,<|>\n')).toEqual(['b']);
    expect(await chosen('Host gate web\n  ProxyJump x@g<|>:22,web\n', 'gate')).toContain('ProxyJump x@gate:22,web\n');
    expect(await labels('Host gate\n  ProxyJump gate:<|>\n')).toEqual([]);
    expect(await labels('Host gate\n  ProxyJump <|>\n')).toEqual(['gate', 'none']);
    // No host is reached through itself.
    expect(await labels('Host web\n  ProxyJump <|>\nHost gate\n')).toEqual(['gate', 'web', 'none']);
  });

  it('asks again where the configuration names more hosts than a list can show', async () => {
    const many = Array.from({ length: 400 }, (_, index) => `Host h${index}\n`).join('');
    const first = await list(`${many}ProxyJump <|>\n`);
    expect([first.items.length, first.isIncomplete]).toEqual([250, true]);
    expect(await labels(`${many}ProxyJump h39<|>\n`)).toContain('h399');
  });

  it('offers users, groups and tags that are named elsewhere', async () => {
    expect(await labels('Host a\n  User bob\nMatch user eve,ann*\nHost b\n  User <|>\n')).toEqual(['eve', 'bob', 'me']);
    expect(await labels('Match Group staff\nAllowGroups <|>\n', server)).toEqual(['staff']);
    expect(await labels('Match tagged slow\nHost a\n  Tag <|>\n')).toEqual(['slow']);
  });

  it('offers channel types under the names that they have at run time, and then times', async () => {
    expect(await labels('ChannelTimeout <|>\n', server)).toContain('session:*=');
    expect(await labels('ChannelTimeout <|>\n', server)).not.toContain('session=');
    expect(await labels('ChannelTimeout session:*=5m <|>\n', server)).not.toContain('session:*=');
    expect(await labels('ChannelTimeout <|>\n')).toContain('session*=');
    expect(await chosen('ChannelTimeout session:*=<|>\n', '15m', server)).toBe('ChannelTimeout session:*=15m\n');
  });

  it('offers penalties with what holds without them', async () => {
    expect((await rows('PerSourcePenalties <|>\n', server)).slice(0, 2)).toMatchInlineSnapshot(`
      [
        "crash: — default 90.000000",
        "authfail: — default 5.000000",
      ]
    `);
    expect(await chosen('PerSourcePenalties authfail:<|>\n', '30s', server)).toBe('PerSourcePenalties authfail:30s\n');
    expect(await labels('PerSourcePenalties crash:1 <|>\n', server)).not.toContain('crash:');
  });

  it('offers tokens behind a percent sign, and says what they stand for', async () => {
    expect(await chosen('ControlPath ~/.ssh/cm-%<|>\n', '%C')).toBe('ControlPath ~/.ssh/cm-%C\n');
    const files = { '/home/me/.ssh/config.d/1': '' };
    expect(await chosen('ControlPath ~/.ssh/%<|>\n', '%C', { files })).toBe('ControlPath ~/.ssh/%C\n');
    expect(await chosen('ControlPath ~/.ssh/cm-%h-%<|>\n', '%p')).toBe('ControlPath ~/.ssh/cm-%h-%p\n');
    expect(await rows('Hostname %<|>\n')).toMatchInlineSnapshot(`
      [
        "%h — the host to connect to",
        "%% — a percent sign",
      ]
    `);
    expect(await labels('ControlPath 100%%<|>\n')).not.toContain('%C');
    expect(await labels('User %<|>\n', { ssh: 'OpenSSH_9.2p1' })).toEqual(['me']);
    expect(await labels('LocalCommand echo "%<|>"\n')).toContain('%T');
  });

  it('offers environment variables where they are read, and does not show what they hold', async () => {
    const { text, snapshot, texts } = await list('IdentityFile ${H<|>}\n');
    const [graph] = snapshot.graphs;
    const variables = { HOME: '/home/me', SECRET: 'x', 'not a name': '' };
    const known = { ...snapshot, graphs: [{ ...graph, environment: { ...graph.environment, variables } }] as const };
    const { items } = provideCompletions(known, text.indexOf('}'), texts, plainOptions);
    expect(items.map(({ label }) => label)).toEqual(['${HOME}', '${SECRET}']);
    expect(JSON.stringify(items)).not.toContain('/home/me');
    expect(await labels('ProxyCommand ${<|>\n')).not.toContain('${HOME}');
  });

  it('offers criteria that are not there yet, and what they are compared with', async () => {
    expect(await labels('Match <|>\n')).toContain('originalhost');
    expect(await chosen('Match !ho<|>\n', 'host')).toBe('Match !host \n');
    expect(await labels('Match user bob <|>\n')).toContain('exec');
    expect(await labels('Match user bob <|>\n')).not.toContain('user');
    expect(await labels('Match all <|>\n')).toEqual([]);
    expect(await labels('Match user bob exec x <|>\n')).not.toContain('all');
    expect(await labels('Match <|>\n', server)).toContain('LocalPort');
    expect(await labels('Host web db\nMatch host <|>\n')).toEqual(['web', 'db']);
    expect(await chosen('Host web db\nMatch host web,!d<|>\n', 'db')).toContain('Match host web,!db\n');
    expect(await labels('Host web db\nMatch host=web,<|>\n')).toEqual(['db']);
    expect(await labels('Match sessiontype <|>\n')).toEqual(['shell', 'exec', 'subsystem', 'none']);
    expect(await labels('AllowUsers ann\nMatch User <|>\n', server)).toEqual(['ann', 'me', 'root']);
  });

  it('offers methods and keywords of lists', async () => {
    expect(await chosen('AuthenticationMethods publickey,<|>\n', 'password', server)).toBe(
      'AuthenticationMethods publickey,password\n',
    );
    expect(await labels('PreferredAuthentications publickey,<|>\n')).not.toContain('publickey');
    expect(await labels('Colour red\nIgnoreUnknown <|>\n')).toContain('Colour');
  });

  it('offers rules to silence in a comment, and nothing in other comments', async () => {
    expect(await labels('# ssh-timeouts: ignore bad-<|>\n')).toContain('bad-time');
    expect(await labels('# see <|>\n')).toEqual([]);
    expect(await labels('Port 22 # <|>\n')).toEqual([]);
  });
});
