import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { skippedFor } from '../helpers/skipped.ts';
import { generatedServer } from './generateServerConfig.ts';
import { sshdPath } from './openSshPrograms.ts';
import { compareServer } from './serverComparison.ts';
import { openSshdOracle } from './sshdOracle.ts';

const oracle = openSshdOracle(sshdPath);
const count = Number(process.env['COUNT'] ?? 500);
const seed = Number(process.env['SEED'] ?? 20260811);

afterAll(() => {
  if (typeof oracle !== 'string') oracle.close();
});

/** Configurations on which the two once disagreed, or which one would not expect to work as they do. */
const cases: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  'Match all holds on start: global directives are allowed and count': 'Match all\nPort 2222\nCiphers aes128-ctr\n',
  'a global value of a Match all block is not taken twice':
    'AllowUsers a\nMatch all\nAllowUsers b\nMatch User root\nAllowUsers c\n',
  'patterns of PermitUserEnvironment under Match all':
    'PermitUserEnvironment yes\nMatch all\nPermitUserEnvironment "a b"\n',
  'a start error that a Match all block heals':
    'AuthorizedPrincipalsCommand /x\nMatch all\nAuthorizedPrincipalsCommand none\n',
  'everything taken from a list means the default': 'Ciphers -*\n',
  'but not in a Match block': 'Match all\nPubkeyAcceptedKeyTypes -*\n',
  'patterns of key types are filled in': 'HostKeyAlgorithms ssh-*\nCASignatureAlgorithms *\n',
  'a certificate type signs no certificate': 'CASignatureAlgorithms ssh-ed25519-cert-v01@openssh.com\n',
  'an empty entry ends the check of a list': 'HostKeyAlgorithms ssh-ed25519,,foo\n',
  'a slash for a colon in PermitOpen': 'PermitOpen h/22\n',
  'a slash in ListenAddress': 'ListenAddress 10.0.0.1/33\n',
  'two double colons in an address': 'ListenAddress 2001:DB8::1::1\n',
  'a mapped address where IPv4 is asked for':
    'AddressFamily inet\nListenAddress ::ffff:1.2.3.4\nListenAddress ::ffff:102:305\n',
  'and where IPv6 is': 'ListenAddress ::ffff:1.2.3.4\nAddressFamily inet6\n',
  'short and mapped addresses': 'ListenAddress 127.1\nListenAddress ::ffff:1.2.3.4\nListenAddress 2001:DB8:0:0:1::1\n',
  'each address on each port': 'Port 1\nPort 2\nListenAddress ::1\nListenAddress 127.0.0.1:9\n',
  'any after methods of the global part':
    'AuthenticationMethods publickey\nMatch User ghost\nAuthenticationMethods any\n',
  'any after methods of a block that applies':
    'Match User root\nAuthenticationMethods publickey\nAuthenticationMethods any\n',
  'methods that are all switched off': 'PasswordAuthentication no\nAuthenticationMethods password\n',
  'one netblock size': 'PerSourceNetBlockSize 24\n',
  'size and time of RekeyLimit from different lines': 'RekeyLimit 1G 2h\nMatch all\nRekeyLimit 2G\n',
  'parts of MaxStartups from different lines': 'MaxStartups 5:50:20\nMaxStartups 10\n',
  'none that stays as it is in a Match block':
    'Match all\nBanner None\nAuthorizedPrincipalsFile None\nChannelTimeout none\n',
  'another hash for fingerprints': 'FingerprintHash sha384\n',
  'HostKey none': 'HostKey none\nHostCertificate none\n',
  'paths without a slash': 'Banner x\nTrustedUserCAKeys ~/y\nPidFile ~\n',
  'a list that is only a comment': 'AcceptEnv # x\nAllowUsers #\n',
  'an empty word in a Match line': 'Match User root ""\nMaxSessions 3\n',
  'a single quote in a Match line': "Match User 'root'\nMaxSessions 3\n",
  // An Include argument is looked up once: while its files are read, those before are all that it stands for.
  'a file that brings itself in finds the files before it, on start': {
    sshd_config: 'Include @DIR@/b.conf\nPermitOpen h/22\n',
    'a.conf': '',
    'b.conf': 'Match User root\nInclude @DIR@/[ab].conf\n',
  },
  'and itself for a connection, for which it is read once more': {
    sshd_config: 'Include @DIR@/b.conf\n',
    'a.conf': 'MaxSessions 3\n',
    'b.conf': 'Include @DIR@/[ab].conf\n',
  },
  'a file that brings itself in alone': {
    sshd_config: 'Include @DIR@/a.conf\nFoo\n',
    'a.conf': 'Include @DIR@/a.conf\n',
  },
  'a file that is brought in twice': {
    sshd_config: 'Include @DIR@/a.conf\nInclude @DIR@/[a].conf\n',
    'a.conf': 'AcceptEnv X\n',
  },
};

const skipped = skippedFor(typeof oracle === 'string' && oracle);

describe('the installed sshd and the resolver agree', () => {
  for (const [title, text] of Object.entries(cases)) {
    test.skipIf(skipped !== '')(`${title}${skipped}`, () => {
      if (typeof oracle === 'string') return;
      const peer = { user: 'root', host: 'h.example', address: '10.1.2.3', localAddress: '10.9.9.9', localPort: 22 };
      const generated = { files: typeof text === 'string' ? { sshd_config: text } : text, peer };
      const { ours, theirs } = compareServer(generated, oracle);
      expect(ours).toEqual(theirs);
    });
  }

  test.skipIf(skipped !== '')(
    `on ${count} generated configurations${skipped}`,
    () => {
      if (typeof oracle === 'string') return;
      fc.assert(
        fc.property(generatedServer(oracle.version), (generated) => {
          const { ours, theirs, namesUnknown } = compareServer(generated, oracle);
          if (!namesUnknown) expect(ours).toEqual(theirs);
        }),
        { numRuns: count, seed },
      );
    },
    60_000 + count * 200,
  );
});
