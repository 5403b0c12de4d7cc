import { atLeast, type OpenSshVersion } from '../values/openSshVersion.ts';

/** A name with the first release that knows it and the first that does not any more. */
type Lifetime = readonly [name: string, since?: string | undefined, until?: string];

export type AlgorithmKind = 'cipher' | 'mac' | 'kex' | 'key';

const ciphers: readonly Lifetime[] = [
  ['3des-cbc'],
  ['aes128-cbc'],
  ['aes192-cbc'],
  ['aes256-cbc'],
  ['rijndael-cbc@lysator.liu.se', undefined, '8.5'],
  ['aes128-ctr'],
  ['aes192-ctr'],
  ['aes256-ctr'],
  ['aes128-gcm@openssh.com'],
  ['aes256-gcm@openssh.com'],
  ['chacha20-poly1305@openssh.com'],
];

const macs: readonly Lifetime[] = [
  ['hmac-sha1'],
  ['hmac-sha1-96'],
  ['hmac-sha2-256'],
  ['hmac-sha2-512'],
  ['hmac-md5'],
  ['hmac-md5-96'],
  ['umac-64@openssh.com'],
  ['umac-128@openssh.com'],
  ['hmac-sha1-etm@openssh.com'],
  ['hmac-sha1-96-etm@openssh.com'],
  ['hmac-sha2-256-etm@openssh.com'],
  ['hmac-sha2-512-etm@openssh.com'],
  ['hmac-md5-etm@openssh.com'],
  ['hmac-md5-96-etm@openssh.com'],
  ['umac-64-etm@openssh.com'],
  ['umac-128-etm@openssh.com'],
];

const exchanges: readonly Lifetime[] = [
  ['diffie-hellman-group1-sha1'],
  ['diffie-hellman-group14-sha1'],
  ['diffie-hellman-group14-sha256'],
  ['diffie-hellman-group16-sha512'],
  ['diffie-hellman-group18-sha512'],
  ['diffie-hellman-group-exchange-sha1'],
  ['diffie-hellman-group-exchange-sha256'],
  ['ecdh-sha2-nistp256'],
  ['ecdh-sha2-nistp384'],
  ['ecdh-sha2-nistp521'],
  ['mlkem768nistp256-sha256', '10.5'],
  ['curve25519-sha256'],
  ['curve25519-sha256@libssh.org'],
  ['sntrup4591761x25519-sha512@tinyssh.org', '8.0', '8.5'],
  ['sntrup761x25519-sha512', '9.9'],
  ['sntrup761x25519-sha512@openssh.com', '8.5'],
  ['mlkem768x25519-sha256', '9.9'],
];

/** In the order of 9.2 and later. */
const keys: readonly Lifetime[] = [
  ['ssh-ed25519'],
  ['ssh-ed25519-cert-v01@openssh.com'],
  ['sk-ssh-ed25519@openssh.com', '8.2'],
  ['sk-ssh-ed25519-cert-v01@openssh.com', '8.2'],
  ['ssh-mldsa44-ed25519@openssh.com', '10.4'],
  ['ssh-mldsa44-ed25519-cert-v01@openssh.com', '10.4'],
  ['ecdsa-sha2-nistp256'],
  ['ecdsa-sha2-nistp256-cert-v01@openssh.com'],
  ['ecdsa-sha2-nistp384'],
  ['ecdsa-sha2-nistp384-cert-v01@openssh.com'],
  ['ecdsa-sha2-nistp521'],
  ['ecdsa-sha2-nistp521-cert-v01@openssh.com'],
  ['sk-ecdsa-sha2-nistp256@openssh.com', '8.2'],
  ['sk-ecdsa-sha2-nistp256-cert-v01@openssh.com', '8.2'],
  ['webauthn-sk-ecdsa-sha2-nistp256@openssh.com', '8.4'],
  ['webauthn-sk-ecdsa-sha2-nistp256-cert-v01@openssh.com', '10.3'],
  ['ssh-dss', undefined, '10.1'],
  ['ssh-dss-cert-v01@openssh.com', undefined, '10.1'],
  ['ssh-rsa'],
  ['ssh-rsa-cert-v01@openssh.com'],
  ['rsa-sha2-256'],
  ['rsa-sha2-256-cert-v01@openssh.com'],
  ['rsa-sha2-512'],
  ['rsa-sha2-512-cert-v01@openssh.com'],
];

const tables: Readonly<Record<AlgorithmKind, readonly Lifetime[]>> = {
  cipher: ciphers,
  mac: macs,
  kex: exchanges,
  key: keys,
};

/** Backported by Debian 12: the final name of an exchange that 9.9 brought. */
const debianNames: readonly string[] = ['sntrup761x25519-sha512'];

/** Where the types stood before 9.2: DSA and RSA before the curves, and their certificates last. */
function rankBefore92(name: string): number {
  if (name.includes('ed25519')) return 0;
  const certificate = name.includes('-cert-') ? 10 : 0;
  if (name.startsWith('ssh-rsa')) return certificate + 1;
  if (name.startsWith('rsa-')) return certificate + 2;
  return certificate + (name.startsWith('ssh-dss') ? 3 : 4);
}

/** All names of a kind that a usual build (with OpenSSL) of that version supports, in the order OpenSSH lists them. */
export function supportedAlgorithms(kind: AlgorithmKind, version: OpenSshVersion): readonly string[] {
  const names = tables[kind]
    .filter(([name, since, until]) => {
      if (version.vendor === 'debian' && atLeast(version, '9.2') && debianNames.includes(name)) return true;
      // Builds from 9.8 on leave DSA out unless they are asked for it.
      if (name.startsWith('ssh-dss') && version.vendor === 'upstream' && atLeast(version, '9.8')) return false;
      return (since === undefined || atLeast(version, since)) && (until === undefined || !atLeast(version, until));
    })
    .map(([name]) => name);
  // Shows only where patterns are filled in.
  return kind === 'key' && !atLeast(version, '9.2')
    ? names.toSorted((a, b) => rankBefore92(a) - rankBefore92(b))
    : names;
}
