import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { provideCompletions, wantedFolder } from '../../../server/src/features/completion/provideCompletions.ts';
import { resolveCompletion } from '../../../server/src/features/completion/resolveCompletion.ts';
import { textsOf } from '../../../server/src/features/directiveText.ts';
import type { FeatureOptions } from '../../../server/src/features/featureOptions.ts';
import { fullOptions, plainOptions, snapshotOf, type TestWorkspace } from '../../helpers/editor.ts';
import { marked } from '../../helpers/markers.ts';
import { memoryFileSystem } from '../../helpers/memoryFileSystem.ts';

const english = JSON.parse(
  fs.readFileSync(path.resolve(import.meta.dirname, '../../../texts/directives.en.json'), 'utf8'),
);

type Scene = TestWorkspace & { readonly path?: string; readonly options?: FeatureOptions };

const withSnippets: FeatureOptions = { ...fullOptions, snippets: true, labelDetails: true };

async function list(source: string, scene: Scene = {}) {
  const { text, cursor } = marked(source);
  const snapshot = await snapshotOf(scene.path ?? '/home/me/.ssh/config', text, scene);
  const uri = wantedFolder(snapshot, cursor);
  const disk = memoryFileSystem(scene.files ?? {});
  const names = uri === undefined ? [] : await disk.list(uri);
  const entries = await Promise.all(
    names.map(async (name) => ({ name, isFolder: (await disk.stat(`${uri}/${name}`)).kind === 'directory' })),
  );
  const folder = uri === undefined ? undefined : { uri, entries };
  const texts = textsOf(english, snapshot.dialect);
  const { items, isIncomplete } = provideCompletions(snapshot, cursor, texts, scene.options ?? plainOptions, folder);
  const sorted = items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
  return { text, snapshot, items: sorted, isIncomplete, texts };
}

/** As the editor lists them. */
const labels = async (source: string, scene: Scene = {}) => (await list(source, scene)).items.map(({ label }) => label);

/** The text after the item with this label was chosen. */
async function chosen(source: string, label: string, scene: Scene = {}): Promise<string> {
  const { items, text } = await list(source, scene);
  const item = items.find((each) => each.label === label);
  if (!item?.textEdit || !('range' in item.textEdit)) return `(no ${label})`;
  const edits = [item.textEdit, ...(item.additionalTextEdits ?? [])];
  return TextDocument.applyEdits(TextDocument.create('file:///x', '', 1, text), edits);
}

/** Label and the words beside it. */
const shown = ({ label, detail }: CompletionItem) => (detail === undefined ? label : `${label} — ${detail}`);

async function documentationOf(source: string, label: string, scene: Scene = {}): Promise<string> {
  const { items, snapshot, texts } = await list(source, scene);
  const item = items.find((each) => each.label === label);
  if (!item) return `(no ${label})`;
  const { documentation } = resolveCompletion(snapshot, item, texts, scene.options ?? plainOptions);
  return typeof documentation === 'object' ? documentation.value : (documentation ?? '');
}

const server = { path: '/etc/ssh/sshd_config' };

describe('completion of keywords', () => {
  it('starts with what a block that names a host is still without, then what is about time', async () => {
    const sorted = await labels('Host web\n  <|>\n');
    expect(sorted.slice(0, 5)).toEqual(['HostName', 'IdentityFile', 'Port', 'ProxyJump', 'User']);
    expect(sorted.indexOf('ServerAliveInterval')).toBeLessThan(sorted.indexOf('ForwardAgent'));
  });

  it('starts with times where the block is about them', async () => {
    expect((await labels('Host *\n  <|>\n'))[0]).toBe('AddKeysToAgent');
    const sorted = await labels('Host web\n  ConnectTimeout 5\n  <|>\n');
    expect(sorted.indexOf('ServerAliveInterval')).toBeLessThan(sorted.indexOf('HostName'));
    expect(await labels('<|>\n', server)).toContain('LoginGraceTime');
  });

  it('starts with the other half of a pair', async () => {
    expect((await labels('Host web\n  ServerAliveInterval 15\n  <|>\n'))[0]).toBe('ServerAliveCountMax');
    expect((await labels('ClientAliveInterval 15\n<|>\n', server))[0]).toBe('ClientAliveCountMax');
  });

  it('leaves out what the block sets already, under whatever name, and offers again what adds up', async () => {
    const found = await labels('Host web\n  hostname a\n  KeepAlive yes\n  IdentityFile x\n  <|>\nHost b\n  User c\n');
    expect(found).not.toContain('HostName');
    expect(found).not.toContain('TCPKeepAlive');
    expect(found).toContain('IdentityFile');
    expect(found).toContain('User');
  });

  it('offers the keyword that stands there, to be replaced', async () => {
    expect(await chosen('Host web\n  Us<|>er bob\n', 'User')).toBe('Host web\n  User bob\n');
    expect(await chosen('Ho<|>st web\n', 'Host')).toBe('Host web\n');
  });

  it('replaces the word under the cursor and keeps the value', async () => {
    expect(await chosen('Host web\n  Server<|>Alive 30\n', 'ServerAliveInterval')).toBe(
      'Host web\n  ServerAliveInterval 30\n',
    );
  });

  it('goes on to the value, with what parts it from the keyword in this file', async () => {
    expect(await chosen('ser<|>', 'ServerAliveInterval')).toBe('ServerAliveInterval ');
    expect(await chosen('Port=22\nser<|>', 'ServerAliveInterval')).toBe('Port=22\nServerAliveInterval=');
    const { items } = await list('ser<|>', { options: fullOptions });
    expect(items[0]?.command?.command).toBe('editor.action.triggerSuggest');
    expect((await list('ser<|>')).items[0]?.command).toBeUndefined();
  });

  it('writes keywords as the file does', async () => {
    expect(await labels('host web\n  port 22\n  <|>\n')).toContain('serveraliveinterval');
    expect(await labels('host web\n  port 22\n  S<|>\n')).toContain('ServerAliveInterval');
    expect(await labels('Host web\n  Port 22\n  ser<|>\n')).toContain('ServerAliveInterval');
    expect(await labels('Host web\n  SER<|>\n')).toContain('SERVERALIVEINTERVAL');
  });

  it('spells HostName as the file does', async () => {
    expect(await labels('Host a\n  Hostname b\nHost b\n  <|>\n')).toContain('Hostname');
    expect(await labels('Host b\n  <|>\n')).toContain('HostName');
  });

  it('knows the version, and strikes out what it ignores', async () => {
    expect(await labels('<|>', { ssh: 'OpenSSH_8.4p1' })).not.toContain('ChannelTimeout');
    expect(await labels('<|>')).toContain('ChannelTimeout');
    const { items } = await list('<|>');
    expect(items.find(({ label }) => label === 'UseRoaming')?.tags).toEqual([1]);
    expect(items.at(-1)?.tags).toEqual([1]);
  });

  it('puts Host and Match at the margin, and last where a block goes on', async () => {
    expect((await labels('Host web\n  User a\n\n<|>\n')).slice(0, 2)).toEqual(['Host', 'Match']);
    expect(await chosen('Host web\n  User a\n  ho<|>\n', 'Host')).toBe('Host web\n  User a\nHost \n');
    const sorted = await labels('Host web\n  <|>\n');
    expect(sorted.indexOf('Host')).toBeGreaterThan(sorted.indexOf('ForwardAgent'));
  });

  it('offers in a Match block of a server only what may stand there', async () => {
    const inMatch = await labels('Match User bob\n  <|>\n', server);
    expect(inMatch).not.toContain('LoginGraceTime');
    expect(inMatch).toContain('ClientAliveInterval');
    expect(inMatch).toContain('Match');
    expect(await labels('Match User bob\n  <|>\n', { ...server, ssh: 'OpenSSH_7.3p1' })).not.toContain(
      'ClientAliveInterval',
    );
  });

  it('shows the default, and says more when an item is looked at', async () => {
    const { items } = await list('Host web\n  <|>\nHost *\n  ConnectTimeout 5\n', { options: withSnippets });
    const item = items.find(({ label }) => label === 'ServerAliveCountMax');
    expect(item).toMatchObject({ detail: 'default 3', labelDetails: { description: 'default 3' } });
    expect(item?.documentation).toBeUndefined();
    const text = await documentationOf('Host web\n  <|>\nHost *\n  ConnectTimeout 5\n', 'ConnectTimeout');
    expect(text).toContain('In effect for `web`');
    expect(text).toMatch(/`5`, by \[line 4\]/);
    expect(text).toContain('Default');
  });
});

describe('snippets', () => {
  const snippets = async (source: string, scene: Scene = {}) =>
    (await list(source, { options: withSnippets, ...scene })).items.filter(
      ({ insertTextFormat }) => insertTextFormat === 2,
    );

  it('are not sent to an editor that cannot insert them', async () => {
    expect((await list('<|>')).items.filter(({ insertTextFormat }) => insertTextFormat === 2)).toEqual([]);
  });

  it('hold a host, a host behind another one, and what is written together', async () => {
    expect((await snippets('<|>\n')).map(({ label }) => label)).toMatchInlineSnapshot(`
      [
        "Host block",
        "Host behind a jump host",
        "Keepalive pair",
        "Shared connection",
      ]
    `);
    expect(await chosen('<|>\n', 'Host behind a jump host', { options: withSnippets })).toMatchInlineSnapshot(`
      "Host \${1:gate}
        HostName \${2:gate.example.org}

      Host \${3:inner}
        HostName \${4:inner.example.org}
        ProxyJump \${1:gate}
      $0
      "
    `);
    expect(
      await chosen('<|>\n', 'Group that may only transfer files', { ...server, options: withSnippets }),
    ).toMatchInlineSnapshot(`
      "Match Group \${1:sftponly}
          ChrootDirectory \${2:/srv/sftp/%u}
          ForceCommand internal-sftp
          AllowTcpForwarding no
          AllowAgentForwarding no
          PermitTunnel no
          X11Forwarding no
      $0
      "
    `);
  });

  it('hold a keepalive pair that the configured path does not outlast', async () => {
    const scene = { settings: { path: { 'web*': 40 } }, options: withSnippets };
    const [pair] = await snippets('Host web\n  keep<|>\n', scene);
    expect(shown(pair as CompletionItem)).toMatchInlineSnapshot(
      `"Keepalive pair — every 20 s: outlives the path (40 s)"`,
    );
    expect(await chosen('Host web\n  keep<|>\n', 'Keepalive pair', scene)).toMatchInlineSnapshot(`
      "Host web
        ServerAliveInterval 20
        ServerAliveCountMax 3$0
      "
    `);
    const labels = (await snippets('Host web\n  ServerAliveInterval 5\n  <|>\n', scene)).map(({ label }) => label);
    expect(labels).not.toContain('Keepalive pair');
  });
});

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

      15 × (3 + 1): it closes when one more answer than ServerAliveCountMax is missing. A healthy server answers, however idle the session. During key exchange and login the limit is 15 × 3 = 45 s a read.

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

describe('completion of paths', () => {
  const files = {
    '/home/me/.ssh/id_ed25519': '',
    '/home/me/.ssh/id_ed25519.pub': '',
    '/home/me/.ssh/id_ed25519-cert.pub': '',
    '/home/me/.ssh/known_hosts': '',
    '/home/me/.ssh/my keys/work': '',
    '/home/me/.ssh/my keys/work.pub': '',
    '/home/me/.ssh/config.d/10-work': '',
    '/home/me/notes': '',
    '/etc/ssh/ssh_host_ed25519_key': '',
    '/etc/ssh/ssh_host_ed25519_key.pub': '',
    '/etc/ssh/sshd_config.d/50-x.conf': '',
  };

  it('offers keys before anything is typed, and what a folder holds behind its slash', async () => {
    expect(await labels('IdentityFile <|>\n', { files })).toMatchInlineSnapshot(`
      [
        "~/.ssh/id_ed25519",
        "none",
        "~/.ssh/my\\ keys/",
        "~/.ssh/config.d/",
      ]
    `);
    expect(await labels('IdentityFile ~/.ssh/<|>\n', { files })).toMatchInlineSnapshot(`
      [
        "id_ed25519",
        "my\\ keys/",
        "config.d/",
      ]
    `);
    expect(await chosen('IdentityFile ~/.ssh/id<|>\n', 'id_ed25519', { files })).toBe(
      'IdentityFile ~/.ssh/id_ed25519\n',
    );
    expect(await labels('CertificateFile %d/.ssh/<|>\n', { files })).toContain('id_ed25519-cert.pub');
    expect(await labels('HostKey <|>\n', { ...server, files })).toMatchInlineSnapshot(`
      [
        "/etc/ssh/ssh_host_ed25519_key",
        "/etc/ssh/sshd_config.d/",
      ]
    `);
  });

  it('writes names with blanks so that OpenSSH reads one word', async () => {
    expect(await labels('IdentityFile ~/.ssh/m<|>\n', { files })).toContain('my\\ keys/');
    expect(await chosen('IdentityFile "~/.ssh/m<|>"\n', 'my keys/', { files })).toBe(
      'IdentityFile "~/.ssh/my keys/"\n',
    );
    expect(await labels('IdentityFile "~/.ssh/my keys/<|>\n', { files })).toEqual(['work']);
  });

  it('offers fragments to include, from where the path is relative to', async () => {
    expect(await labels('Include <|>\n', { files })).toMatchInlineSnapshot(`
      [
        "config.d/*",
        "my\\ keys/",
        "config.d/",
      ]
    `);
    expect(await labels('Include config.d/<|>\n', { files })).toEqual(['10-work']);
    expect(await labels('Include <|>\n', { ...server, files })).toContain('/etc/ssh/sshd_config.d/*');
    expect(await labels('Include /etc/ssh/sshd_config.d/<|>\n', { ...server, files })).toEqual(['50-x.conf']);
  });

  it('stays silent where the folder cannot be told', async () => {
    expect(await labels('IdentityFile keys/<|>\n', { files })).toEqual(['none']);
    expect(await labels('IdentityFile ~bob/<|>\n', { files })).toEqual(['none']);
    expect(await labels('IdentityFile ~/%h/<|>\n', { files })).toEqual(['none']);
  });
});
