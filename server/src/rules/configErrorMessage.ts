import * as l10n from '@vscode/l10n';
import { type ConfigErrorCode, configErrorCodes } from '../resolve/configErrorCode.ts';
import type { ConfigError } from '../resolve/effectiveConfig.ts';

type Data = Readonly<Record<string, string>>;

const messages: Readonly<Record<ConfigErrorCode, (data: Data) => string>> = {
  'unknown-keyword': (data) =>
    data['nearest'] === undefined
      ? l10n.t('{0} is not a directive of this file.', keyword(data))
      : l10n.t('{0} is not a directive of this file. Did you mean {1}?', keyword(data), data['nearest']),
  'missing-argument': (data) => l10n.t('{0} needs a value.', keyword(data)),
  'empty-argument': (data) => l10n.t('{0} does not take an empty value.', keyword(data)),
  'extra-arguments': (data) => l10n.t('{0} takes fewer values: "{1}" is one too many.', keyword(data), argument(data)),
  'invalid-quotes': () => l10n.t('A quotation mark is never closed.'),
  'unsupported-directive': (data) => l10n.t('This OpenSSH does not support {0}: the line does nothing.', keyword(data)),
  'deprecated-directive': (data) => l10n.t('{0} no longer has any effect.', keyword(data)),
  'none-not-alone': (data) => l10n.t('"{1}" must be the only value of {0}.', keyword(data), argument(data, 'none')),
  'too-many-entries': (data) => l10n.t('{0} takes at most {1} values.', keyword(data), data['limit'] ?? '?'),
  'unsupported-option': (data) => notAValue(data),
  'invalid-argument': (data) => notAValue(data),
  'missing-time': (data) => l10n.t('{0} needs a time, such as 30 or 5m.', keyword(data)),
  'invalid-time': (data) =>
    l10n.t('"{1}" is not a valid time for {0}: write seconds, or 5m, 2h, 1d.', keyword(data), argument(data)),
  'integer-missing': (data) => l10n.t('{0} needs a whole number.', keyword(data)),
  'integer-invalid': (data) => l10n.t('{0} needs a whole number, not "{1}".', keyword(data), argument(data)),
  'integer-too-small': (data) =>
    l10n.t('{1} is too small for {0}: the least is {2}.', keyword(data), argument(data), data['least'] ?? '0'),
  'integer-too-large': (data) =>
    l10n.t('{1} is too large for {0}: the most is {2}.', keyword(data), argument(data), data['most'] ?? '2147483647'),
  'value-out-of-range': (data) => l10n.t('{1} is out of range for {0}.', keyword(data), argument(data)),
  'invalid-number': (data) => l10n.t('{0} needs a number, not "{1}".', keyword(data), argument(data)),
  'number-out-of-range': (data) => l10n.t('{1} is out of range for {0}.', keyword(data), argument(data)),
  'rekey-limit-too-small': (data) => l10n.t('{0} needs at least 16 bytes, not {1}.', keyword(data), argument(data)),
  'invalid-channel-timeout': (data) =>
    l10n.t('"{1}" is not a valid limit for {0}: write TYPE=TIME.', keyword(data), argument(data)),
  'invalid-control-persist': (data) => l10n.t('{0} takes yes, no or a time, not "{1}".', keyword(data), argument(data)),
  'invalid-mask': (data) => l10n.t('{0} takes an octal mask such as 0177, not "{1}".', keyword(data), argument(data)),
  'invalid-port': (data) => l10n.t('"{0}" is not a valid port.', argument(data)),
  'invalid-ciphers': (data) => l10n.t('This OpenSSH does not know all ciphers in "{0}".', argument(data)),
  'invalid-macs': (data) => l10n.t('This OpenSSH does not know all MACs in "{0}".', argument(data)),
  'invalid-kex-algorithms': (data) =>
    l10n.t('This OpenSSH does not know all key exchange methods in "{0}".', argument(data)),
  'invalid-key-types': (data) => l10n.t('This OpenSSH does not know all key types in "{0}".', argument(data)),
  'invalid-hash': (data) => l10n.t('"{0}" is not a hash that {1} knows.', argument(data), keyword(data)),
  'invalid-log-level': (data) => l10n.t('"{0}" is not a valid log level.', argument(data)),
  'invalid-log-facility': (data) => l10n.t('"{0}" is not a valid syslog facility.', argument(data)),
  'invalid-qos': (data) => l10n.t('"{0}" is not a valid type of service.', argument(data)),
  'invalid-escape-char': (data) => l10n.t('{0} takes one character, ^X or none.', keyword(data)),
  'invalid-tunnel-device': (data) => l10n.t('"{0}" is not a valid tunnel device.', argument(data)),
  'invalid-forward': (data) => l10n.t('"{0}" is not a valid forwarding for {1}.', argument(data), keyword(data)),
  'missing-forward-target': (data) => l10n.t('{0} needs a second value: where to connect to.', keyword(data)),
  'invalid-permit-open': (data) => l10n.t('"{0}" is not a valid HOST:PORT for {1}.', argument(data), keyword(data)),
  'invalid-jump': (data) => l10n.t('"{0}" is not a valid jump host: write [USER@]HOST[:PORT].', argument(data)),
  'invalid-cname-rule': (data) => l10n.t('"{0}" is not a valid rule: write SOURCES:TARGETS.', argument(data)),
  'invalid-environment-name': (data) =>
    l10n.t('"{0}" is not a valid name for an environment variable.', argument(data)),
  'invalid-set-env': (data) => l10n.t('"{0}" is not a valid setting: write NAME=VALUE.', argument(data)),
  'invalid-environment-expansion': (data) => l10n.t('The variable in "{0}" cannot be expanded.', argument(data)),
  'invalid-token': (data) =>
    l10n.t(
      '{0} does not stand for anything here, and ssh ends: write %% for a plain percent sign.',
      data['name'] ?? argument(data),
    ),
  'refuse-connection': (data) => l10n.t('Connections to this host are refused on purpose: {0}', argument(data)),
  'host-not-an-option': () => l10n.t('Host cannot be given on the command line.'),
  'match-not-an-option': () => l10n.t('Match cannot be given on the command line.'),
  'include-not-an-option': () => l10n.t('Include cannot be given on the command line.'),
  'match-without-criteria': () => l10n.t('Match needs a criterion, such as "all".'),
  'match-unsupported-criterion': (data) =>
    l10n.t('This OpenSSH does not know the Match criterion "{0}".', argument(data)),
  'match-missing-argument': (data) =>
    l10n.t('The criterion {0} needs a value.', data['criterion'] ?? argument(data, 'Match')),
  'match-all-not-alone': () => l10n.t('"all" cannot be combined with these criteria.'),
  'match-invalid-network': (data) => l10n.t('"{0}" is not a valid list of addresses and networks.', argument(data)),
  'include-invalid-path': (data) => l10n.t('ssh refuses the path "{0}" here.', argument(data)),
  'include-too-deep': () => l10n.t('More than 16 files include each other.'),
  'include-bad-permissions': (data) =>
    l10n.t('ssh refuses {0}: it belongs to somebody else, or others may write it.', data['path'] ?? argument(data)),
  'include-unreadable': (data) =>
    l10n.t('{0} cannot be read: {1}', data['path'] ?? argument(data), data['reason'] ?? '?'),
  'connection-attempts-zero': () => l10n.t('ssh refuses to start with 0 connection attempts.'),
  'fork-without-command': () => l10n.t('ssh cannot go to the background without a command to run.'),
  'jump-to-itself': (data) => l10n.t('The host would jump through itself: "{0}".', argument(data)),
  'invalid-host-name': (data) => l10n.t('"{0}" is not a host name that ssh accepts.', argument(data)),
  'not-allowed-in-match': (data) =>
    l10n.t('{0} applies to the whole server and is not allowed under Match.', keyword(data)),
  'match-invalid-port': (data) => l10n.t('LocalPort takes a single port, not "{0}".', argument(data)),
  'command-not-absolute': (data) => l10n.t('{0} needs an absolute path, not "{1}".', keyword(data), argument(data)),
  'invalid-user-pattern': (data) => l10n.t('"{0}" is not a valid user pattern.', argument(data)),
  'unknown-authentication-method': (data) => l10n.t('"{0}" is not a valid list of login methods.', argument(data)),
  'any-not-alone': (data) => l10n.t('"any" must be the only value of {0}.', keyword(data)),
  'yes-no-not-alone': (data) => l10n.t('"{1}" must be the only value of {0}.', keyword(data), argument(data)),
  'permit-word-not-alone': (data) => l10n.t('"{1}" must be the only value of {0}.', keyword(data), argument(data)),
  'invalid-permit-spec': (data) => l10n.t('"{0}" is not a valid HOST:PORT for {1}.', argument(data), keyword(data)),
  'invalid-listen-address': (data) => l10n.t('"{0}" is not a valid address to listen on.', argument(data)),
  'invalid-address-list': (data) => l10n.t('"{0}" is not a valid list of addresses and networks.', argument(data)),
  'invalid-max-startups': (data) =>
    l10n.t('MaxStartups takes a number or START:RATE:FULL with START not above FULL, not "{0}".', argument(data)),
  'invalid-netblock-size': (data) => l10n.t('"{0}" is not a valid network size: write 32, or 32:128.', argument(data)),
  'unknown-penalty': (data) => l10n.t('"{0}" is not a penalty that this OpenSSH knows.', argument(data)),
  'rdomain-unsupported': () => l10n.t('This system has no routing domains.'),
  'subsystem-repeated': (data) => l10n.t('The subsystem "{0}" is defined a second time.', argument(data)),
  'listen-address-family': (data) =>
    l10n.t(
      'The address {0} is not of the family {1} that AddressFamily asks for.',
      argument(data),
      data['family'] ?? '?',
    ),
  'fdpass-without-command': () => l10n.t('ProxyUseFdpass needs a ProxyCommand.'),
  'subsystem-without-name': () => l10n.t('SessionType subsystem needs the name of a subsystem.'),
  'two-remote-commands': () => l10n.t('RemoteCommand and a command on the command line exclude each other.'),
  'command-without-user': (data) => l10n.t('{0} needs {1} beside it.', keyword(data), data['missing'] ?? '?'),
  'subsystems-of-match-crash': () =>
    l10n.t(
      'sshd 9.5 to 10.2 crashes at each login that this block applies to: it defines more subsystems than the global part. Define the subsystem there, too.',
    ),
  'authentication-methods-unsatisfiable': (data) =>
    l10n.t('No login can satisfy "{0}": one of its methods is turned off.', argument(data)),
  'invalid-user-name': (data) => l10n.t('"{0}" is not a user name that ssh accepts.', argument(data)),
};

/** What OpenSSH holds against a line, in one sentence of the user's language. */
export function configErrorMessage(error: Pick<ConfigError, 'code' | 'data'>): string {
  return isKnown(error.code)
    ? messages[error.code](error.data)
    : l10n.t('OpenSSH does not accept this line ({0}).', error.code);
}

function isKnown(code: string): code is ConfigErrorCode {
  return (configErrorCodes as readonly string[]).includes(code);
}

function keyword(data: Data): string {
  return data['keyword'] ?? '?';
}

function argument(data: Data, otherwise = ''): string {
  return data['argument'] ?? otherwise;
}

function notAValue(data: Data): string {
  return l10n.t('{0} does not take "{1}".', keyword(data), argument(data));
}
