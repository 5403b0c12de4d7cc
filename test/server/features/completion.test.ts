import { describe, expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver';
import { chosen, documentationOf, labels, list, type Scene, shown, withSnippets } from '../../helpers/completion.ts';
import { fullOptions } from '../../helpers/editor.ts';

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
