import * as l10n from '@vscode/l10n';
import type { Observation } from './observe.ts';
import { methodsIn, type VerdictCode } from './verdict.ts';

type LoginCode = Extract<
  VerdictCode,
  | 'hostkey-unknown'
  | 'hostkey-changed'
  | 'hostkey-revoked'
  | 'auth-password'
  | 'auth-passphrase'
  | 'auth-second-factor'
  | 'auth-no-key'
  | 'auth'
  | 'too-many-keys'
>;

/** What went wrong between the two ends' first words and the session: host keys and proofs of identity. */
export function loginAdvice(code: LoginCode, detail: string, observation: Observation): readonly [string, string] {
  switch (code) {
    case 'hostkey-unknown':
      return [
        l10n.t('The server’s key is not known on this machine yet.'),
        l10n.t('Connect once with ssh in a terminal, compare the fingerprint, and accept it there.'),
      ];
    case 'hostkey-changed':
      return [
        l10n.t(
          'The server shows another key than the one on record: it was reinstalled, or someone stands in between.',
        ),
        observation.offendingKey
          ? l10n.t(
              'Ask whoever runs the server; if the change is genuine, remove line {0} of {1} and connect once in a terminal.',
              observation.offendingKey.line,
              observation.offendingKey.file,
            )
          : l10n.t('Ask whoever runs the server; if the change is genuine, remove the old key from known_hosts.'),
      ];
    case 'hostkey-revoked':
      return [l10n.t('The server’s key is marked as revoked.'), l10n.t('Do not connect; ask whoever runs the server.')];
    case 'auth-password':
      return [
        l10n.t('The server wants a password or a code; the test cannot type one.'),
        l10n.t('Install a key with ssh-copy-id for this host, then run the test again.'),
      ];
    case 'auth-passphrase':
      return [
        l10n.t('The server accepts your key, but the key could not be used without a passphrase or a touch.'),
        l10n.t('Load the key into the agent with ssh-add, then run the test again.'),
      ];
    case 'auth-second-factor':
      return [
        l10n.t('The server accepts the key and wants a password or a code as well; the test cannot type one.'),
        l10n.t('Test with an account that needs only a key; AuthenticationMethods on the server asks for more.'),
      ];
    case 'auth-no-key':
      return [
        l10n.t('The server refused the login, and ssh had no key to offer.'),
        l10n.t(
          'Check that IdentityFile for this host names an existing key; load a key with a passphrase into the agent with ssh-add.',
        ),
      ];
    case 'auth':
      return [
        l10n.t('The server refused the login; it would accept: {0}.', methodsIn(detail)),
        l10n.t('Check User and IdentityFile for this host, and that the public key is installed on the server.'),
      ];
    case 'too-many-keys':
      return [
        l10n.t('The server ended the login after too many keys were offered.'),
        l10n.t('Set IdentityFile and IdentitiesOnly yes for this host, so that only the right key is offered.'),
      ];
  }
}
