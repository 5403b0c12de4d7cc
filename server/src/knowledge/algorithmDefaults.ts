import type { Dialect } from '../syntax/configFile.ts';
import { atLeast, type OpenSshVersion } from '../values/openSshVersion.ts';

/** A name with the first release whose defaults hold it and the first that do not any more. */
type Lifetime = readonly [name: string, since?: string | undefined, until?: string];

/** In the order of the defaults; a name that has moved stands twice. From myproposal.h of each release. */
const exchanges: readonly Lifetime[] = [
  ['mlkem768x25519-sha256', '10.0'],
  ['sntrup761x25519-sha512', '9.9'],
  ['sntrup761x25519-sha512@openssh.com', '9.0'],
  ['mlkem768x25519-sha256', '9.9', '10.0'],
  ['curve25519-sha256'],
  ['curve25519-sha256@libssh.org'],
  ['ecdh-sha2-nistp256'],
  ['ecdh-sha2-nistp384'],
  ['ecdh-sha2-nistp521'],
  ['sntrup761x25519-sha512@openssh.com', '8.9', '9.0'],
];
/** From 10.0 on servers do not offer these by themselves. */
const finiteFields = [
  'diffie-hellman-group-exchange-sha256',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group18-sha512',
  'diffie-hellman-group14-sha256',
];

const counterMode = 'aes128-ctr,aes192-ctr,aes256-ctr';
const galoisMode = 'aes128-gcm@openssh.com,aes256-gcm@openssh.com';
const firstCipher = 'chacha20-poly1305@openssh.com';

const macs = ['umac-64', 'umac-128', 'hmac-sha2-256', 'hmac-sha2-512', 'hmac-sha1'];

const curves: readonly Lifetime[] = [['ecdsa-sha2-nistp256'], ['ecdsa-sha2-nistp384'], ['ecdsa-sha2-nistp521']];
const keys: readonly Lifetime[] = [
  ['ssh-ed25519', '8.5'],
  ...curves,
  ['sk-ecdsa-sha2-nistp256@openssh.com', undefined, '8.5'],
  ['ssh-ed25519', undefined, '8.5'],
  ['sk-ssh-ed25519@openssh.com'],
  ['sk-ecdsa-sha2-nistp256@openssh.com', '8.5'],
  ['webauthn-sk-ecdsa-sha2-nistp256@openssh.com', '10.3'],
  ['rsa-sha2-512'],
  ['rsa-sha2-256'],
  ['ssh-rsa', undefined, '8.8'],
];

/**
 * The algorithms that an upstream release, or Debian 12's, uses where no line says otherwise, by the directive's name;
 * undefined for other directives and for builds that have not been read.
 */
export function defaultAlgorithms(
  directive: string,
  dialect: Dialect,
  version: OpenSshVersion,
): readonly string[] | undefined {
  const debian12 = version.vendor === 'debian' && version.major === 9 && version.minor === 2;
  if (!atLeast(version, '8.4') || (version.vendor === 'debian' && !debian12)) return undefined;
  switch (directive.toLowerCase()) {
    case 'kexalgorithms': {
      const offered = namesIn(exchanges, version);
      // Debian 12 has taken over the final name that 9.9 gave it.
      if (debian12) offered.unshift('sntrup761x25519-sha512');
      return dialect === 'server' && atLeast(version, '10.0') ? offered : [...offered, ...finiteFields];
    }
    case 'ciphers':
      return [firstCipher, ...(atLeast(version, '10.0') ? [galoisMode, counterMode] : [counterMode, galoisMode])]
        .join(',')
        .split(',');
    case 'macs':
      return [...macs.map((name) => macName(name, '-etm')), ...macs.map((name) => macName(name, ''))];
    case 'casignaturealgorithms':
      return namesIn(keys, version).filter((name) => name !== 'ssh-rsa');
    case 'hostkeyalgorithms':
    case 'hostbasedacceptedalgorithms':
    case 'pubkeyacceptedalgorithms': {
      const plain = namesIn(keys, version);
      return [...plain.map(certificateOf), ...plain];
    }
    default:
      return undefined;
  }
}

function namesIn(table: readonly Lifetime[], version: OpenSshVersion): string[] {
  return table
    .filter(
      ([, since, until]) =>
        (since === undefined || atLeast(version, since)) && (until === undefined || !atLeast(version, until)),
    )
    .map(([name]) => name);
}

/** `umac-64@openssh.com`, `hmac-sha1-etm@openssh.com`, `hmac-sha1`. */
function macName(name: string, etm: '-etm' | ''): string {
  return `${name}${etm}${etm !== '' || name.startsWith('umac') ? '@openssh.com' : ''}`;
}

/** The type of a certificate for a key: `ssh-rsa-cert-v01@openssh.com`. */
function certificateOf(name: string): string {
  return `${name.replace('@openssh.com', '')}-cert-v01@openssh.com`;
}
