import fc from 'fast-check';

/** A configuration with the connection it is asked about. Includes name files in `directory`. */
export interface GeneratedServer {
  /** By file name; the first is the root. */
  readonly files: Readonly<Record<string, string>>;
  readonly peer: {
    readonly user?: string;
    readonly host?: string;
    readonly address?: string;
    readonly localAddress?: string;
    readonly localPort: number;
    readonly rdomain?: string;
  };
}

/** Stands in Include lines for the directory that the files are written to. */
export const directoryMark = '@DIR@';

const flags = ['yes', 'no', 'YES', 'No', '"yes"', "'no'"];
const times = ['0', '5', '5m', '1h30m', '90S', '1w', '2147483647', '"5"', '1m1m', '010', '5s5s', '"1h 30m"', '+5'];
const integers = ['0', '1', '3', '10', '2147483647', '+4', '" 7"', '007'];
const paths = ['/etc/x', 'none', 'None', 'relative', '~/in-home', '~', '"/a b"', '/a#b', '/x//y/../z', "'/q'", '/\\"z'];
const patterns = ['root', 'a*', '?b', '!x', 'user@10.0.0.0/8', '*@host', 'a,b', '"two words"'];
const commands = ['/bin/true', '/bin/x "a b" c', 'none', 'NONE', '/bin/y # not a comment', "/bin/z 'q'", '"/bin/q" r'];
const algorithmLists = (names: readonly string[]) => [
  ...names,
  `${names[0]},${names[1]}`,
  `+${names[0]}`,
  `^${names[1]},${names[0]}`,
  `-${names[0]}`,
  `-*`,
  `${names[0]},${names[0]}`,
  `+${names[2]},${names[3]}`,
];
const keyTypes = ['ssh-rsa', 'ssh-ed25519', 'rsa-sha2-256', 'ecdsa-sha2-nistp256', 'ssh-dss', 'ssh-*', '*'];

/** Values that sshd takes (or nearly), by directive. Most of them in odd spellings. */
const globalOnly: Readonly<Record<string, readonly string[]>> = {
  Port: ['22', '2222', 'ssh', 'http', '+23', '65535'],
  AddressFamily: ['any', 'inet', 'INET6', 'inet6'],
  ListenAddress: [
    '127.0.0.1',
    '127.0.0.1:2022',
    '[::1]:44',
    '::1',
    '::',
    '0.0.0.0',
    '127.1',
    '[127.0.0.1]',
    '10.0.0.1/33',
    'fe80::1',
    '::ffff:1.2.3.4',
    '2001:DB8:0:0:1::1',
  ],
  UsePAM: flags,
  LoginGraceTime: times,
  UseDNS: flags,
  PrintMotd: flags,
  PrintLastLog: flags,
  StrictModes: flags,
  TCPKeepAlive: flags,
  KeepAlive: flags,
  Compression: ['yes', 'no', 'delayed', 'DELAYED'],
  IgnoreUserKnownHosts: flags,
  HostKey: ['/tmp/none-such', 'none', 'rel', '~/k'],
  HostCertificate: ['/tmp/none-such', 'rel'],
  HostKeyAgent: ['SSH_AUTH_SOCK', '/sock', 'none', 'ssh_auth_sock'],
  PidFile: paths,
  ModuliFile: paths,
  XAuthLocation: paths,
  Ciphers: algorithmLists(['aes128-ctr', 'aes256-gcm@openssh.com', 'aes128-cbc', '3des-cbc']),
  MACs: algorithmLists(['hmac-sha1', 'umac-64@openssh.com', 'hmac-md5', 'hmac-sha2-256']),
  KexAlgorithms: algorithmLists([
    'curve25519-sha256',
    'ecdh-sha2-nistp256',
    'diffie-hellman-group1-sha1',
    'sntrup761x25519-sha512',
  ]),
  HostKeyAlgorithms: algorithmLists(keyTypes),
  Subsystem: ['sftp /usr/lib/sftp-server', 'sftp internal-sftp -f AUTH', 'other "/a b" "c d"', 'x /y'],
  MaxStartups: ['10', '10:30:100', '5:100:5', '3:50:9x', '7', '20:20:40', '" 4:1:9"'],
  PerSourceMaxStartups: ['none', '5', '0', '2147483647'],
  PerSourceNetBlockSize: ['24', '32:128', '0:0', '24:56x', '16:64'],
  PermitUserEnvironment: ['yes', 'no', 'LANG,LC_*', 'Yes', 'NO', '"a b"'],
  VersionAddendum: ['none', 'NONE', 'hello world', '"quoted" # kept', 'x'],
  FingerprintHash: ['md5', 'sha256', 'SHA256', 'MD5'],
  SyslogFacility: ['AUTH', 'daemon', 'LOCAL7', 'AuthPriv'],
  SecurityKeyProvider: ['internal', 'INTERNAL', '/lib/x', 'none', 'rel'],
  GSSAPICleanupCredentials: flags,
  GSSAPIStrictAcceptorCheck: flags,
  GSSAPIKeyExchange: flags,
  GSSAPIStoreCredentialsOnRekey: flags,
  KerberosOrLocalPasswd: flags,
  KerberosTicketCleanup: flags,
  DebianBanner: flags,
  Protocol: ['2', '1,2 x'],
  UseLogin: ['yes', 'any thing'],
  KeyRegenerationInterval: ['3600'],
  RhostsAuthentication: ['no'],
};

const anywhere: Readonly<Record<string, readonly string[]>> = {
  ClientAliveInterval: times,
  ClientAliveCountMax: integers,
  RekeyLimit: [
    'default',
    '1G',
    '1G 1h',
    '512M none',
    'default 30m',
    '0',
    '16',
    '1.5K 5',
    '2g 0',
    '"1G" "1h"',
    'default none',
  ],
  ChannelTimeout: ['session:*=5m', 'none', '*=0 x=1h', 'session:shell=1h "a b=5"', 'None', 'a=1 a=2'],
  UnusedConnectionTimeout: [...times, 'none', 'NONE'],
  MaxSessions: integers,
  MaxAuthTries: integers,
  X11Forwarding: flags,
  X11DisplayOffset: integers,
  X11UseLocalhost: flags,
  PermitTTY: flags,
  PermitUserRC: flags,
  AllowTcpForwarding: ['yes', 'no', 'all', 'ALL', 'local', 'Remote'],
  AllowStreamLocalForwarding: ['yes', 'no', 'all', 'local', 'remote'],
  AllowAgentForwarding: flags,
  DisableForwarding: flags,
  GatewayPorts: ['yes', 'no', 'clientspecified', 'ClientSpecified'],
  StreamLocalBindMask: ['0177', '0111', '777', '0', '00', '017x', '" 7"'],
  StreamLocalBindUnlink: flags,
  PermitRootLogin: ['yes', 'no', 'without-password', 'prohibit-password', 'forced-commands-only', 'YES'],
  PasswordAuthentication: flags,
  KbdInteractiveAuthentication: flags,
  ChallengeResponseAuthentication: flags,
  SkeyAuthentication: flags,
  PubkeyAuthentication: flags,
  PubkeyAuthOptions: ['none', 'touch-required', 'verify-required touch-required', 'none Touch-Required'],
  PermitEmptyPasswords: flags,
  HostbasedAuthentication: flags,
  HostbasedUsesNameFromPacketOnly: flags,
  KerberosAuthentication: flags,
  GSSAPIAuthentication: flags,
  IgnoreRhosts: ['yes', 'no', 'shosts-only', 'SHOSTS-ONLY'],
  ExposeAuthInfo: flags,
  RequiredRSASize: integers,
  LogLevel: ['INFO', 'verbose', 'DEBUG', 'debug1', 'DEBUG3', 'quiet', 'SILENT'],
  LogVerbose: ['*', 'a.c:f():1 b', 'none', '"x y" z'],
  Banner: paths,
  ForceCommand: ['echo "hi" # c', 'none', 'None', '"a" b', 'internal-sftp', '=x'],
  ChrootDirectory: ['/srv/%u', 'none', 'NONE', 'rel', '"/a b"'],
  TrustedUserCAKeys: paths,
  RevokedKeys: paths,
  AuthorizedKeysFile: ['.ssh/authorized_keys', '/k/%u ~/x', 'none', '"a b" c', '.ssh/a .ssh/b .ssh/c'],
  AuthorizedKeysCommand: commands,
  AuthorizedKeysCommandUser: ['nobody', '"a b"', 'none'],
  AuthorizedPrincipalsFile: ['none', 'None', '~/p', '/p/%u'],
  AuthorizedPrincipalsCommand: commands,
  AuthorizedPrincipalsCommandUser: ['nobody', 'none'],
  AuthenticationMethods: [
    'any',
    'publickey',
    'publickey,password password',
    'password publickey,keyboard-interactive:pam',
    'none',
  ],
  AllowUsers: patterns,
  DenyUsers: ['bad', 'a b "c d"', '*@1.2.3.4', 'x@fe80::/10'],
  AllowGroups: ['wheel', 'a b', '!c'],
  DenyGroups: ['wheel', 'g*'],
  AcceptEnv: ['LANG', 'LC_* X', '"A B"', '# nothing'],
  SetEnv: ['A=1', 'A=1 B=2 A=3', '"C=x y"', 'D='],
  PermitOpen: ['any', 'none', 'host:80', '[::1]:22 *:*', 'a:ssh b:1', 'h/22'],
  PermitListen: ['any', 'none', '8080', 'localhost:80 *', '[::]:1', '*:*'],
  PermitTunnel: ['yes', 'no', 'point-to-point', 'ethernet'],
  IPQoS: ['af21', 'lowdelay throughput', 'none', '0x10', '7 255', 'AF11 cs1', 'le', '010'],
  PubkeyAcceptedAlgorithms: algorithmLists(keyTypes),
  PubkeyAcceptedKeyTypes: algorithmLists(keyTypes),
  HostbasedAcceptedAlgorithms: algorithmLists(keyTypes),
  CASignatureAlgorithms: algorithmLists(keyTypes),
  RSAAuthentication: ['yes'],
};

/** What sshd refuses, by and large. */
const oddValues = [
  '',
  '""',
  'bogus',
  '-1',
  '5min',
  'true',
  'x y z',
  '"open',
  "'open",
  '1:2',
  '#',
  '= x',
  'none none',
  'a=',
  '0x10',
  '99999999999',
  'é',
  '*',
  '!',
  '\\',
  'yes no',
];
const oddKeywords = [
  'Foo',
  'ServerAliveInterval',
  'Host',
  'IgnoreUnknown',
  '"Port"',
  'RDomain',
  'PerSourcePenalties',
  'RefuseConnection',
  '=Port',
  'Port=',
  '[section]',
  'ClientAliveInterval:',
];

const separators = [' ', '  ', '\t', '=', ' = ', ' =', '= ', ' \t '];
const ends = ['', '', '', '', ' ', '\t', '\r', '\f', ' # comment', ' #x'];
const indents = ['', '', '  ', '\t'];

function pick<T>(...values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

function cased(text: string): fc.Arbitrary<string> {
  return pick(text, text, text, text.toLowerCase(), text.toUpperCase());
}

function setting(table: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<string> {
  return pick(...Object.entries(table)).chain(([name, values]) =>
    fc
      .tuple(pick(...indents), cased(name), pick(...separators), pick(...values), pick(...ends))
      .map(([indent, keyword, separator, value, end]) => `${indent}${keyword}${separator}${value}${end}`),
  );
}

const oddLine = fc.oneof(
  fc
    .tuple(pick(...Object.keys({ ...globalOnly, ...anywhere })), pick(...separators), pick(...oddValues))
    .map(([keyword, separator, value]) => `${keyword}${separator}${value}`),
  fc.tuple(pick(...oddKeywords), pick(...separators), pick('x', '1', 'yes')).map((parts) => parts.join('')),
  fc.tuple(setting(anywhere), pick(' extra', ' "two words"', '"', " '")).map((parts) => parts.join('')),
);

const quiet = pick('', '# comment', '   ', '\t# x', '#', '\r');

const addressLists = [
  '10.0.0.0/8',
  '10.1.2.3',
  '*',
  '!10.1.2.3,*',
  '192.168.*',
  '::1',
  'fe80::/10,10.0.0.0/8',
  '10.1.2.?',
  '2001:db8::/32',
  '!::1',
];
const criteria: Readonly<Record<string, readonly string[]>> = {
  User: ['root', 'nobody', 'ghost', 'r*', '!root', '!x,*', 'root,nobody', '"root"', 'Root', '?oot'],
  Group: ['root', 'nogroup', '*', '!root,*', 'wheel', 'daemon,root'],
  Host: ['h.example', '*.example', 'H.EXAMPLE', '!h.example,*', '10.1.2.3'],
  Address: addressLists,
  LocalAddress: addressLists,
  LocalPort: ['22', '2222', 'ssh', '0'],
  RDomain: ['x', '*', '!x'],
};
const oddCriteria = [
  'bogus x',
  'User',
  'Address 10.1.2.3/8',
  'LocalPort abc',
  'exec true',
  'Invalid-User',
  'Version *',
  'User=',
  '!User x',
  'all User x',
  '""',
  'User "a b',
  'Address ,',
  'LocalPort 22,23',
  'Address 10.0.0.0/40',
  'Group ""',
  "User 'root'",
  'User root ""',
  'User root # c',
];

const criterion = pick(...Object.entries(criteria)).chain(([name, values]) =>
  fc.tuple(cased(name), pick(' ', ' ', '=', ' = '), pick(...values)).map((parts) => parts.join('')),
);
const matchLine = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.array(criterion, { minLength: 1, maxLength: 3 }).map((list) => `Match ${list.join(' ')}`),
  },
  { weight: 4, arbitrary: pick('Match all', 'match ALL', 'Match all # c', 'Match\tall', 'Match=all') },
  { weight: 1, arbitrary: pick(...oddCriteria).map((text) => `Match ${text}`) },
);

const included = ['a.conf', 'b.conf', 'c.conf'];
const includeLine = pick(
  ...included.map((name) => `Include ${directoryMark}/${name}`),
  `Include ${directoryMark}/[ab].conf`,
  `include ${directoryMark}/b.conf ${directoryMark}/a.conf`,
  `Include ${directoryMark}/*.none`,
);

function lines(inBlock: boolean, odd: number, include: number, most: number): fc.Arbitrary<string[]> {
  const body = inBlock ? setting(anywhere) : fc.oneof(setting(anywhere), setting(globalOnly));
  return fc.array(
    fc.oneof(
      { weight: 200, arbitrary: body },
      { weight: 10, arbitrary: quiet },
      { weight: include, arbitrary: includeLine },
      { weight: odd, arbitrary: oddLine },
    ),
    { maxLength: most },
  );
}

/** Under `Match all` stands what is global, too. */
const block = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(matchLine, lines(true, 0, 8, 6)).map(([match, body]) => [match, ...body]) },
  { weight: 1, arbitrary: lines(false, 0, 2, 4).map((body) => ['Match all', ...body]) },
);

function fileText(odd: number, include: number, blocks: number, terminator: string): fc.Arbitrary<string> {
  return fc
    .tuple(lines(false, odd, include, 12), fc.array(block, { maxLength: blocks }))
    .map(([head, tail]) => [...head, ...tail.flat(), ''].join(terminator));
}

/** Files that are brought in from Match blocks must hold what may stand there, or nearly all would be refused. */
const includedText = fc
  .tuple(lines(true, 0, 0, 4), fc.array(block, { maxLength: 1 }))
  .map(([head, tail]) => [...head, ...tail.flat(), ''].join('\n'));

const peer = fc.record(
  {
    user: pick('root', 'nobody', 'ghost', 'daemon'),
    host: pick('h.example', 'other', '10.1.2.3'),
    address: pick('10.1.2.3', '192.168.1.1', '::1', 'fe80::1', '2001:db8::5'),
    localAddress: pick('10.9.9.9', '127.0.0.1', '::1'),
    localPort: pick(22, 2222),
    rdomain: pick('x', 'y'),
  },
  { requiredKeys: ['localPort'] },
);

/** Random configurations, most of which sshd accepts. */
export const generatedServer: fc.Arbitrary<GeneratedServer> = fc
  .tuple(pick(0, 0, 0, 6), pick('\n', '\n', '\n', '\r\n'))
  .chain(([odd, terminator]) =>
    fc.record({
      root: fileText(odd, 4, 3, terminator),
      a: includedText,
      b: includedText,
      c: includedText,
      peer,
    }),
  )
  .map(({ root, a, b, c, peer: connection }) => ({
    files: { sshd_config: root, 'a.conf': a, 'b.conf': b, 'c.conf': c },
    peer: connection as GeneratedServer['peer'],
  }));
