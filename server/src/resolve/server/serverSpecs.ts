import { readLogFacility, readLogLevel } from '../../values/logLevel.ts';
import { atLeast, type OpenSshVersion } from '../../values/openSshVersion.ts';
import { penaltyTimes } from '../../values/perSourcePenalty.ts';
import { algorithms } from './algorithms.ts';
import type { LineReader } from './lineReading.ts';
import { oneArgument, refused } from './lineReading.ts';
import * as list from './listReaders.ts';
import * as read from './readers.ts';
import type { Repeat, ServerSpec, Slots, SpecName } from './serverSpec.ts';

const first = (): Repeat => 'first';
const last = (): Repeat => 'last';
const append = (): Repeat => 'append';
const whole = (): Repeat => 'whole';
/** The last value won until `release`, the first one since. */
const firstSince =
  (release: string, since: Repeat = 'first') =>
  (version: OpenSshVersion): Repeat =>
    atLeast(version, release) ? since : 'last';

function spec(name: SpecName, reader: LineReader, more: Partial<ServerSpec> = {}): ServerSpec {
  return { name, read: reader, repeat: first, ...more };
}

const none = { word: 'none', printed: 'none' } as const;
const emptiedByNone = { emptiedBy: () => none };
const tcpForwarding = read.word({ yes: 'yes', all: 'yes', no: 'no', remote: 'remote', local: 'local' });
const fixed = (...lines: string[]) => ({ defaultLines: () => lines });
const hash = oneArgument((text) => {
  const name = text.toUpperCase();
  return ['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512'].includes(name)
    ? { ok: true, value: name }
    : { ok: false, code: 'invalid-hash' };
});

const permitRootLogin: LineReader = (input) => {
  const noPassword = atLeast(input.version, '10.1') ? 'prohibit-password' : 'without-password';
  return read.word({
    yes: 'yes',
    no: 'no',
    'forced-commands-only': 'forced-commands-only',
    'prohibit-password': noPassword,
    'without-password': noPassword,
  })(input);
};

const permitTunnel = oneArgument((text) =>
  ['no', 'point-to-point', 'ethernet', 'yes'].includes(text)
    ? { ok: true, value: text }
    : { ok: false, code: 'unsupported-option' },
);

const logLevel: LineReader = (input) =>
  input.args.length === 0
    ? refused('missing-argument', 'keyword')
    : oneArgument((text, { version }) => readLogLevel(text, version.vendor), 'invalid-log-level')(input);
const logFacility = oneArgument((text) => readLogFacility(text), 'invalid-log-facility');

const rdomain: LineReader = ({ args }) => refused('rdomain-unsupported', 'keyword', { argument: args[0]?.value ?? '' });

function printMaxStartups(slots: Slots): string {
  return [slots.get('begin') ?? '10', slots.get('rate') ?? '30', slots.get('full') ?? '100'].join(':');
}

/** Defaults in seconds by sub-key; `grace-exceeded` was 20 in 9.8. */
const penaltyDefaults: Readonly<Record<string, string>> = {
  crash: '90',
  authfail: '5',
  noauth: '1',
  invaliduser: '5',
  'grace-exceeded': '10',
  refuseconnection: '10',
  max: '600',
  min: '15',
};

function printPenalties(slots: Slots, version: OpenSshVersion): string {
  if (slots.get('enabled') === 'no') return 'no';
  const times = penaltyTimes
    .filter(([, since]) => atLeast(version, since))
    .map(([key]) => {
      const byDefault = key === 'grace-exceeded' && !atLeast(version, '9.9') ? '20' : penaltyDefaults[key];
      const seconds = slots.get(key) ?? byDefault ?? '0';
      return `${key}:${atLeast(version, '10.3') ? Number(seconds).toFixed(6) : seconds}`;
    });
  const counts = ['max-sources4', 'max-sources6'].map((key) => `${key}:${slots.get(key) ?? '65536'}`);
  const overflow = slots.get('overflow') ?? 'permissive';
  return [...times, ...counts, `overflow:${overflow}`, `overflow6:${slots.get('overflow6') ?? overflow}`].join(' ');
}

const confusesCommands = (version: OpenSshVersion): boolean => atLeast(version, '8.7') && !atLeast(version, '9.4');

/** In the order of `sshd -T`. Those that it never prints come last. */
export const serverSpecs: readonly ServerSpec[] = [
  spec('Port', read.port, { repeat: append }),
  spec('AddressFamily', read.word({ inet: 'inet', inet6: 'inet6', any: 'any' })),
  spec('ListenAddress', list.listenAddress, { repeat: append }),
  spec('UsePAM', read.flag),
  spec('PAMServiceName', read.text, { takenFromMatch: (version) => !atLeast(version, '10.4') }),
  spec('LoginGraceTime', read.timeSpan),
  spec('X11DisplayOffset', read.integer),
  spec('MaxAuthTries', read.integer),
  spec('MaxSessions', read.integer),
  spec('ClientAliveInterval', read.timeSpan),
  spec('ClientAliveCountMax', read.integer),
  spec('RequiredRSASize', read.integer),
  spec('StreamLocalBindMask', read.streamLocalBindMask, { repeat: last }),
  spec('UnusedConnectionTimeout', read.unusedConnectionTimeout),
  spec('PermitRootLogin', permitRootLogin, {
    defaultLines: (version) => [atLeast(version, '10.1') ? 'prohibit-password' : 'without-password'],
  }),
  spec('IgnoreRhosts', read.word({ yes: 'yes', no: 'no', 'shosts-only': 'shosts-only' })),
  spec('IgnoreUserKnownHosts', read.flag),
  spec('HostbasedAuthentication', read.flag),
  spec('HostbasedUsesNameFromPacketOnly', read.flag),
  spec('PubkeyAuthentication', read.flag),
  spec('KerberosAuthentication', read.flag),
  spec('KerberosOrLocalPasswd', read.flag),
  spec('KerberosTicketCleanup', read.flag),
  spec('KerberosGetAFSToken', read.flag),
  spec('GSSAPIAuthentication', read.flag),
  spec('GSSAPICleanupCredentials', read.flag),
  spec('GSSAPIKeyExchange', read.flag),
  spec('GSSAPIDelegateCredentials', read.flag),
  spec('GSSAPIStrictAcceptorCheck', read.flag),
  spec('GSSAPIStoreCredentialsOnRekey', read.flag),
  spec('GSSAPIKexAlgorithms', read.text),
  spec('PasswordAuthentication', read.flag),
  spec('KbdInteractiveAuthentication', read.flag, {
    defaultLines: (version) => [atLeast(version, '8.7') ? 'yes' : 'no'],
  }),
  spec('ChallengeResponseAuthentication', read.flag, {
    takenFromMatch: () => false,
    defaultLines: (version) => (atLeast(version, '8.7') ? [] : ['yes']),
  }),
  spec('PrintMotd', read.flag),
  spec('PrintLastLog', read.flag),
  spec('X11Forwarding', read.flag),
  spec('X11UseLocalhost', read.flag),
  spec('PermitTTY', read.flag),
  spec('PermitUserRC', read.flag),
  spec('StrictModes', read.flag),
  spec('TCPKeepAlive', read.flag),
  spec('PermitEmptyPasswords', read.flag),
  spec('Compression', read.word({ yes: 'yes', delayed: 'yes', no: 'no' })),
  spec('GatewayPorts', read.word({ clientspecified: 'clientspecified', yes: 'yes', no: 'no' })),
  spec('UseDNS', read.flag),
  spec('AllowTcpForwarding', tcpForwarding),
  spec('AllowAgentForwarding', read.flag),
  spec('DisableForwarding', read.flag),
  spec('AllowStreamLocalForwarding', tcpForwarding),
  spec('StreamLocalBindUnlink', read.flag),
  spec('FingerprintHash', hash, { repeat: last }),
  spec('ExposeAuthInfo', read.flag),
  spec('RefuseConnection', read.flag),
  spec('PidFile', read.path, emptiedByNone),
  spec('ModuliFile', read.path),
  spec('XAuthLocation', read.path, emptiedByNone),
  spec('Ciphers', algorithms('cipher'), { algorithms: 'cipher' }),
  spec('MACs', algorithms('mac'), { algorithms: 'mac' }),
  spec('Banner', read.path, emptiedByNone),
  spec('ForceCommand', read.wholeRest, { ...emptiedByNone, emptiedInMatch: true }),
  spec('ChrootDirectory', read.text, { ...emptiedByNone, emptiedInMatch: true }),
  spec('TrustedUserCAKeys', read.path, emptiedByNone),
  spec(
    'SecurityKeyProvider',
    read.pathOr((text) => text.toLowerCase() === 'internal'),
    emptiedByNone,
  ),
  spec('AuthorizedPrincipalsFile', read.tildePath, emptiedByNone),
  spec('VersionAddendum', read.versionAddendum),
  spec('AuthorizedKeysCommand', read.commandLine),
  spec('AuthorizedKeysCommandUser', read.text),
  // From 8.7 to 9.3 this one looked at the other command to see whether it was set.
  spec('AuthorizedPrincipalsCommand', read.commandLine, {
    repeat: (version) => (confusesCommands(version) ? 'last' : 'first'),
    blockedBy: (version) => (confusesCommands(version) ? 'AuthorizedKeysCommand' : undefined),
  }),
  spec('AuthorizedPrincipalsCommandUser', read.text),
  spec(
    'HostKeyAgent',
    read.pathOr((text) => text === 'SSH_AUTH_SOCK'),
    emptiedByNone,
  ),
  spec('KexAlgorithms', algorithms('kex'), { algorithms: 'kex' }),
  spec('CASignatureAlgorithms', algorithms('ca'), { algorithms: 'ca' }),
  spec('HostbasedAcceptedAlgorithms', algorithms('key'), { algorithms: 'key' }),
  spec('HostKeyAlgorithms', algorithms('key'), { algorithms: 'key' }),
  spec('PubkeyAcceptedAlgorithms', algorithms('key'), { algorithms: 'key' }),
  spec('SshdSessionPath', read.path),
  spec('SshdAuthPath', read.path),
  spec('PerSourcePenaltyExemptList', list.penaltyExemptList, emptiedByNone),
  spec('LogLevel', logLevel),
  spec('SyslogFacility', logFacility),
  spec('AuthorizedKeysFile', list.authorizedKeysFile, {
    emptiedBy: (version) => (atLeast(version, '10.3') ? { word: 'none', printed: undefined } : undefined),
  }),
  spec('RevokedKeys', list.revokedKeys, {
    emptiedBy: (version) => (atLeast(version, '10.3') ? { word: 'none', printed: undefined } : none),
  }),
  spec('HostKey', read.path, { repeat: append, ...emptiedBy('(null)') }),
  spec('HostCertificate', read.path, { repeat: append, ...emptiedBy('(null)') }),
  spec('AllowUsers', list.userPatterns, { repeat: append, replacedByMatch: true }),
  spec('DenyUsers', list.userPatterns, { repeat: append, replacedByMatch: true }),
  spec('AllowGroups', list.groupPatterns, { repeat: append, replacedByMatch: true }),
  spec('DenyGroups', list.groupPatterns, { repeat: append, replacedByMatch: true }),
  spec('AcceptEnv', list.acceptEnv, { repeat: append, replacedByMatch: true }),
  spec('SetEnv', list.setEnv, {
    repeat: whole,
    replacedByMatch: true,
    takenFromMatch: (version) => atLeast(version, '8.5'),
  }),
  spec('AuthenticationMethods', list.authenticationMethods, { emptiedBy: () => ({ word: 'any', printed: 'any' }) }),
  spec('LogVerbose', list.logVerbose),
  spec('ChannelTimeout', list.channelTimeout, {
    emptiedBy: (version) => ({ word: 'none', printed: atLeast(version, '9.3') ? 'none' : undefined }),
  }),
  spec('Subsystem', list.subsystem, { replacedByMatch: true }),
  spec('MaxStartups', list.maxStartups, {
    repeat: firstSince('10.1', 'whole'),
    print: printMaxStartups,
    ...fixed('10:30:100'),
  }),
  spec('PerSourceMaxStartups', read.integerOrNone, { repeat: firstSince('9.5') }),
  spec('PerSourceNetBlockSize', list.netblockSize, { repeat: firstSince('10.1') }),
  spec('PermitTunnel', permitTunnel),
  spec('IPQoS', read.ipQos, { repeat: firstSince('10.3') }),
  spec('RekeyLimit', read.rekeyLimit, {
    print: (slots) => `${slots.get('bytes') ?? '0'} ${slots.get('seconds') ?? '0'}`,
    ...fixed('0 0'),
  }),
  spec('PermitOpen', list.permit('PermitOpen')),
  spec('PermitListen', list.permit('PermitListen')),
  // `yes` and `no` in lower case only; anything else is a list of patterns for names of variables.
  spec('PermitUserEnvironment', read.text, {
    // Only under `Match all` can it stand at all; its patterns, but not yes and no, were taken over until 10.3.
    takenFromMatch: (version, value) => !atLeast(version, '10.4') && value !== 'yes' && value !== 'no',
  }),
  spec('PubkeyAuthOptions', list.pubkeyAuthOptions),
  spec('PerSourcePenalties', list.perSourcePenalties, {
    print: printPenalties,
    defaultLines: (version) => [printPenalties(new Map(), version)],
  }),
  // Never printed on the systems that were measured.
  spec('RDomain', rdomain),
  spec('DebianBanner', read.flag),
  spec('GSSAPICleanupCreds', read.flag),
];

function emptiedBy(printed: string): Pick<ServerSpec, 'emptiedBy'> {
  return { emptiedBy: () => ({ word: 'none', printed }) };
}
