import { describe, expect, it } from 'vitest';
import { detectDialect } from '../../server/src/resolve/detectDialect.ts';

describe('the kind of a document', () => {
  it.each([
    ['ssh_config', 'file:///tmp/x', 'client'],
    ['sshd_config', 'file:///tmp/x', 'server'],
    ['sshconfig', 'file:///tmp/x', 'client'],
    ['sshdconfig', 'file:///tmp/x', 'server'],
    ['ssh-config', 'file:///tmp/x', 'client'],
    ['ssh-config', 'file:///etc/ssh/sshd_config', 'server'],
    ['ssh_client_config', 'file:///tmp/x', 'client'],
    ['SSHD Config', 'file:///tmp/x', 'server'],
    ['conf-unix', 'file:///etc/ssh/sshd_config', 'server'],
    ['plaintext', 'file:///etc/ssh/sshd_config', 'server'],
    ['conf', 'file:///etc/ssh/sshd_config.d/10-x.conf', 'server'],
    ['conf', 'file:///home/me/.ssh/config', 'client'],
    ['', 'file:///C%3A/Users/me/.ssh/config', 'client'],
    ['', 'file:///home/me/.ssh/config.d/work', 'client'],
    ['', 'file:///C%3A/ProgramData/ssh/sshd_config', 'server'],
    ['', 'file:///c%3A/Program%20Files/OpenSSH/sshd_config_default', 'server'],
    ['', 'file:///etc/ssh/sshd_config.dpkg-dist', 'server'],
    ['', 'file:///etc/crypto-policies/back-ends/opensshserver.config', 'server'],
    ['', 'file:///etc/crypto-policies/back-ends/openssh.config', 'client'],
    ['', 'file:///private/etc/ssh/crypto/apple.conf', 'client'],
    ['', 'file:///private/etc/ssh/ssh_config.d/100-macos.conf', 'client'],
    ['', 'file:///home/me/.ssh/config.work', 'client'],
    ['', 'file:///home/me/.local/share/chezmoi/private_dot_ssh/config', 'client'],
    ['', 'file:///Users/me/.lima/default/ssh.config', 'client'],
    ['', 'file:///repo/sshd_config.j2', undefined],
    ['', 'file:///repo/.ssh/config.erb', undefined],
    ['plaintext', 'file:///repo/dot_ssh/config.tmpl', undefined],
    ['', 'file:///repo/.git/config', undefined],
    ['', 'file:///home/me/.kube/config', undefined],
    ['python', 'file:///repo/ssh_config.py', undefined],
    ['', 'file:///repo/sshd_config.5', undefined],
    ['markdown', 'file:///repo/notes.md', undefined],
  ])('%s %s is %s', (languageId, uri, dialect) => {
    expect(detectDialect(languageId, uri, '')).toBe(dialect);
  });

  it('is told by keywords that only one side knows', () => {
    expect(detectDialect('plaintext', 'file:///x', 'Host a\n  HostName b\n')).toBe('client');
    expect(detectDialect('', 'file:///x', '# c\nPermitRootLogin no\nClientAliveInterval 5\n')).toBe('server');
  });

  it('stays open for prose, for what both sides know, and for languages of their own', () => {
    expect(detectDialect('plaintext', 'file:///x', 'Host and guest\nwere talking of ssh.\nAnd more\n')).toBeUndefined();
    expect(detectDialect('plaintext', 'file:///x', 'Port 22\n')).toBeUndefined();
    expect(detectDialect('python', 'file:///x', 'Host a\nHostName b\n')).toBeUndefined();
  });

  it('is told by what the first lines say', () => {
    expect(detectDialect('plaintext', 'file:///x', '#\t$OpenBSD: sshd_config,v 1.104 2021/07/02 $\n')).toBe('server');
    expect(detectDialect('ini', 'file:///x', '# vim: ft=sshconfig\n')).toBe('client');
  });

  it('is none of ours where a file only looks alike', () => {
    const git = '[core]\n\trepositoryformatversion = 0\n[user]\n\tname = x\n';
    const kube = 'apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: https://x\n';
    const apache =
      'Listen 80\nUser www\nGroup www\nInclude conf/*.conf\n<Directory />\n  Compression yes\n</Directory>\n';
    const nginx = 'user www;\nlog_level error;\nhttp {\n  compression on;\n}\n';
    for (const text of [git, kube, apache, nginx, 'Host names matter\nUser names do not\n']) {
      for (const language of ['plaintext', 'ini', 'properties']) {
        expect(detectDialect(language, 'file:///x', text), text).toBeUndefined();
      }
    }
  });

  it('is none for a template, and braces in a command make none', () => {
    const uri = 'file:///home/me/.ssh/config';
    for (const text of [
      'Port {{ port }}\n',
      '{% for h in hosts %}\nHost {{ h }}\n{% endfor %}\n',
      'Port <%= port %>\n',
    ]) {
      expect(detectDialect('ssh_config', uri, `Host a\n  HostName b\n${text}`)).toBeUndefined();
    }
    const docker = "Host a\n  ProxyCommand docker inspect -f '{{.Id}}' %h\n# {{ not filled in }}\n";
    expect(detectDialect('ssh_config', uri, docker)).toBe('client');
  });
});
