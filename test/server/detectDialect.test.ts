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
    ['', 'file:///repo/sshd_config.j2', 'server'],
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
});
