import { atLeast, type OpenSshVersion } from '../values/openSshVersion.ts';

/**
 * The key files that ssh tries where no IdentityFile line names one, in its order (readconf.c,
 * fill_default_options). Upstream's builds have no DSA from 9.8 on. Undefined for builds that have not been read.
 */
export function defaultIdentityFiles(version: OpenSshVersion): readonly string[] | undefined {
  const debian12 = version.vendor === 'debian' && version.major === 9 && version.minor === 2;
  if (!atLeast(version, '8.4') || (version.vendor === 'debian' && !debian12)) return undefined;
  const kinds = ['rsa', 'ecdsa', 'ecdsa_sk', 'ed25519', 'ed25519_sk'];
  if (!atLeast(version, '10.1')) kinds.push('xmss');
  if (atLeast(version, '10.5')) kinds.push('mldsa44_ed25519');
  if (!atLeast(version, '8.9')) kinds.splice(1, 0, 'dsa');
  else if (!atLeast(version, '9.8')) kinds.push('dsa');
  return kinds.map((kind) => `~/.ssh/id_${kind}`);
}

/** The keys that sshd loads where no HostKey line names one (servconf.c, fill_default_server_options). */
export function defaultHostKeys(version: OpenSshVersion): readonly string[] {
  const kinds = ['rsa', 'ecdsa', 'ed25519', ...(atLeast(version, '10.4') ? ['mldsa44_ed25519'] : [])];
  return kinds.map((kind) => `/etc/ssh/ssh_host_${kind}_key`);
}
