import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FindingsOptions, findingsIn } from '../helpers/findings.ts';

/** The settings, without their comments, that systems install; each names the build that reads them. */
const defaults: Readonly<Record<string, { readonly text: string; readonly options: FindingsOptions }>> = {
  "Debian's ssh_config": {
    text: 'Include /etc/ssh/ssh_config.d/*.conf\n\nHost *\n    SendEnv LANG LC_*\n    HashKnownHosts yes\n    GSSAPIAuthentication yes\n',
    options: { path: '/etc/ssh/ssh_config', ssh: 'OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19' },
  },
  "Debian's sshd_config": {
    text: 'Include /etc/ssh/sshd_config.d/*.conf\n#LoginGraceTime 2m\n#ClientAliveInterval 0\nKbdInteractiveAuthentication no\nUsePAM yes\nX11Forwarding yes\nPrintMotd no\nAcceptEnv LANG LC_*\nSubsystem\tsftp\t/usr/lib/openssh/sftp-server\n',
    options: { path: '/etc/ssh/sshd_config', ssh: 'OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19' },
  },
  "a cloud image's drop-in on Ubuntu": {
    text: 'PasswordAuthentication no\n',
    options: {
      path: '/etc/ssh/sshd_config.d/60-cloudimg-settings.conf',
      files: { '/etc/ssh/sshd_config': 'Include /etc/ssh/sshd_config.d/*.conf\nUsePAM yes\n' },
      ssh: 'OpenSSH_9.6p1 Ubuntu-3ubuntu13, OpenSSL 3.0.13',
    },
  },
  "Red Hat's ssh_config": {
    text: 'Include /etc/ssh/ssh_config.d/*.conf\n',
    options: {
      path: '/etc/ssh/ssh_config',
      files: {
        '/etc/ssh/ssh_config.d/50-redhat.conf':
          'Match final all\n    Include /etc/crypto-policies/back-ends/openssh.config\n    GSSAPIAuthentication yes\n    ForwardX11Trusted yes\n',
        '/etc/crypto-policies/back-ends/openssh.config': 'GSSAPIKexAlgorithms gss-group14-sha256-\n',
      },
      ssh: 'OpenSSH_9.9p1, OpenSSL 3.2.2 4 Jun 2024',
    },
  },
  "Red Hat's drop-in for sshd": {
    text: 'Include /etc/crypto-policies/back-ends/opensshserver.config\nSyslogFacility AUTHPRIV\nKbdInteractiveAuthentication no\nGSSAPIAuthentication yes\nGSSAPICleanupCredentials no\nUsePAM yes\nX11Forwarding yes\nPrintMotd no\n',
    options: {
      path: '/etc/ssh/sshd_config.d/50-redhat.conf',
      files: {
        '/etc/ssh/sshd_config': 'Include /etc/ssh/sshd_config.d/*.conf\nAuthorizedKeysFile .ssh/authorized_keys\n',
        '/etc/crypto-policies/back-ends/opensshserver.config': 'GSSAPIKeyExchange no\n',
      },
      ssh: 'OpenSSH_9.9p1, OpenSSL 3.2.2 4 Jun 2024',
    },
  },
  "Google's guests": {
    text: 'PasswordAuthentication no\nPermitRootLogin no\nPermitTunnel no\nAllowTcpForwarding yes\nX11Forwarding no\nClientAliveInterval 420\n',
    options: { path: '/etc/ssh/sshd_config', ssh: 'OpenSSH_9.6p1, OpenSSL 3.0.13' },
  },
  "a Mac's config as git hosts advise": {
    text: 'Host github.com\n  AddKeysToAgent yes\n  UseKeychain yes\n  IdentityFile ~/.ssh/id_ed25519\n',
    options: { path: '/home/me/.ssh/config', ssh: 'OpenSSH_9.8p1, LibreSSL 3.3.6' },
  },
};

const auto = { settings: { openssh: { version: 'auto' } } };
const serious = async (text: string, options: FindingsOptions) =>
  (await findingsIn(text, { ...options, ...auto, all: true }))
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ rule, message }) => `${rule}: ${message}`);

describe('what systems install', () => {
  it.each(Object.entries(defaults))('gives no error and no warning: %s', async (_name, { text, options }) => {
    expect(await serious(text, options)).toEqual([]);
  });

  const installed = ['/usr/share/openssh/sshd_config', '/etc/ssh/ssh_config'].filter((file) => fs.existsSync(file));
  it.each(installed)('gives none for the file that is installed here: %s', async (file) => {
    const text = fs.readFileSync(file, 'utf8');
    const path = file.includes('sshd') ? '/etc/ssh/sshd_config' : '/etc/ssh/ssh_config';
    expect(await serious(text, { path, ssh: 'OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19' })).toEqual([]);
  });
});
