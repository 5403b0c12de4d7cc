import fc, { type Arbitrary } from 'fast-check';

/** A configuration to compare with the real program. `@INC@` in a text stands for the directory of the includes. */
export interface GeneratedConfig {
  readonly main: string;
  /** Included files by name. */
  readonly includes: Readonly<Record<string, string>>;
  readonly host: string;
  readonly options: readonly string[];
  readonly user?: string;
  readonly port?: number;
  readonly command?: string;
}

const pick = <Item>(...items: readonly Item[]): Arbitrary<Item> => fc.constantFrom(...items);
const many = (item: Arbitrary<string>, maxLength = 3): Arbitrary<string> =>
  fc.array(item, { minLength: 1, maxLength }).map((words) => words.join(' '));

const yesNo = pick('yes', 'no', 'true', 'false', 'YES', 'No');
const time = pick('0', '5', '30', '1m', '1h30m', '10m5', '5S', 'none', '2w', '007', '"1h 30m"', '+5', '5s5s', '24855d');
const count = pick('0', '1', '3', '10', '2147483647', '" 3"', '+7');
const word = pick('a', 'b-c', 'x.y', '"two words"', "'single quoted'", 'a#b', 'a\\\\b', 'é', 'a"b"c', '"#x"', '\\"q');
const path = pick(
  '/tmp/x',
  '~/x',
  '~/.ssh/%h',
  '/run/%u/%r@%h:%p',
  '"/a b"',
  '${HOME}/y',
  '/tmp/%C',
  '/x/%%y',
  '~',
  'rel',
  '/%n/%k/%i/%l/%L/%d',
);
const forwardListen = pick(
  '8080',
  'localhost:8081',
  '[::1]:8082',
  '*:8083',
  '/tmp/s.sock',
  '/tmp/%h.sock',
  ':8084',
  'http',
);
const forwardTarget = pick('db:5432', '[::1]:80', 'h:22', '/tmp/t.sock', '10.0.0.1:http', 'socks:1');
const ciphers = pick(
  'aes128-ctr',
  'aes256-ctr,aes128-ctr',
  '+3des-cbc',
  '-aes*',
  '^aes256-ctr',
  '-chacha*,!aes*',
  '+aes128-ctr',
);
const keyTypes = pick(
  'ssh-ed25519',
  'ssh-*',
  '+ssh-rsa',
  '-ssh-*',
  '^rsa-sha2-256',
  'ecdsa-*,ssh-ed25519',
  '-*cert*',
  'rsa-sha2-*',
);

/** Arguments that mostly are right, by keyword. */
const values: Readonly<Record<string, Arbitrary<string>>> = {
  AddKeysToAgent: pick('yes', 'no', 'ask', 'confirm', '5m', 'confirm 1h', '0', 'confirm 0'),
  AddressFamily: pick('any', 'inet', 'INET6'),
  BatchMode: yesNo,
  BindAddress: word,
  BindInterface: word,
  CanonicalizeFallbackLocal: pick('yes', 'true'),
  CanonicalizeMaxDots: count,
  CanonicalizePermittedCNAMEs: pick('none', 'NONE'),
  CASignatureAlgorithms: pick('ssh-ed25519', '+ssh-rsa', '-ecdsa*', 'rsa-sha2-256,ssh-ed25519'),
  CertificateFile: path,
  ChallengeResponseAuthentication: yesNo,
  CheckHostIP: yesNo,
  Ciphers: ciphers,
  ClearAllForwardings: pick('yes', 'no', 'no', 'no'),
  Compression: pick('yes', 'no', 'YES'),
  ConnectionAttempts: pick('1', '3', '10'),
  ConnectTimeout: time,
  ControlMaster: pick('yes', 'no', 'auto', 'ask', 'autoask', 'AUTO'),
  ControlPath: fc.oneof(path, pick('none', 'None')),
  ControlPersist: pick('yes', 'no', 'true', 'false', '0', '10m', '5', '1h30m'),
  DynamicForward: pick('1080', 'localhost:1081', '[::1]:1082', '*:1083', '/tmp/d.sock'),
  EnableEscapeCommandline: yesNo,
  EnableSSHKeysign: yesNo,
  EscapeChar: pick('~', 'none', '^a', '^[', '%', '\\\\', '"#"', '" "'),
  ExitOnForwardFailure: yesNo,
  FingerprintHash: pick('md5', 'SHA256', 'sha512', 'sha1'),
  ForwardAgent: fc.oneof(yesNo, pick('$HOME', '$SSH_X')),
  ForwardX11: yesNo,
  ForwardX11Timeout: time,
  ForwardX11Trusted: yesNo,
  GatewayPorts: yesNo,
  GlobalKnownHostsFile: fc.oneof(many(path), pick('none')),
  GSSAPIAuthentication: yesNo,
  HashKnownHosts: yesNo,
  HostbasedAuthentication: yesNo,
  HostbasedAcceptedAlgorithms: keyTypes,
  HostbasedKeyTypes: keyTypes,
  HostKeyAlgorithms: keyTypes,
  HostKeyAlias: word,
  HostName: pick('real', '%h.example', 'REAL.Example', '10.0.0.1', '::1', '127.1', 'x%%y', '%h'),
  IdentitiesOnly: yesNo,
  IdentityAgent: fc.oneof(path, pick('none', 'SSH_AUTH_SOCK', '$SSH_AUTH_SOCK')),
  IdentityFile: path,
  IgnoreUnknown: pick('Unknown*', 'foo,bar', '*', 'unknownthing'),
  IPQoS: pick('none', 'lowdelay', 'ef cs1', 'af21', '0x10', '16 8', '77', 'LOWDELAY throughput', '0'),
  KbdInteractiveAuthentication: yesNo,
  KbdInteractiveDevices: word,
  KexAlgorithms: pick('curve25519-sha256', '+diffie-hellman-group14-sha1', '-ecdh*', '^ecdh-sha2-nistp256'),
  KnownHostsCommand: pick('/bin/true %H', 'none', '/bin/x "a b"'),
  LocalCommand: pick('echo "a b"', 'none', 'echo %h # no comment', '= x'),
  LocalForward: fc.tuple(forwardListen, forwardTarget).map((ends) => ends.join(' ')),
  LogLevel: pick('INFO', 'debug', 'DEBUG1', 'quiet', 'ERROR', 'VERBOSE'),
  LogVerbose: many(pick('a', 'kex.c:*', '*')),
  MACs: pick('hmac-sha2-256', '+hmac-md5', '-*etm*', '^umac-64@openssh.com', 'hmac-sha1,hmac-sha1'),
  NoHostAuthenticationForLocalhost: yesNo,
  NumberOfPasswordPrompts: count,
  PasswordAuthentication: yesNo,
  PermitLocalCommand: yesNo,
  PermitRemoteOpen: pick('any', 'none', 'a:80', 'a:80 b:*', '[::1]:443'),
  PKCS11Provider: fc.oneof(path, pick('none')),
  Port: pick('22', '2222', '65535', 'http', 'ssh', '" 80"'),
  PreferredAuthentications: word,
  ProxyCommand: pick('nc %h %p', 'none', 'a "b c" # d', '-', 'NONE'),
  ProxyJump: pick(
    'j',
    'u@j:2222',
    'a,b',
    'none',
    'j # c',
    'a b',
    'ssh://u@j:22',
    '[::1]:22',
    'a,u@10.0.0.1',
    '10.0.0.1',
    'a,b # c,d',
    'None',
  ),
  ProxyUseFdpass: yesNo,
  PubkeyAcceptedAlgorithms: keyTypes,
  PubkeyAuthentication: pick('yes', 'no', 'unbound', 'host-bound', 'TRUE'),
  RekeyLimit: pick('default', '1G', '512M 1h', 'default none', '1.5G 30m', '0', '16', '1K 0', '2E none'),
  RemoteCommand: pick('none', 'uptime', 'echo %h %u', 'a  b "c"'),
  RemoteForward: fc.oneof(
    fc.tuple(forwardListen, forwardTarget).map((ends) => ends.join(' ')),
    pick('1080', '0', '*:1081'),
  ),
  RequestTTY: pick('yes', 'no', 'force', 'auto'),
  RequiredRSASize: count,
  RevokedHostKeys: fc.oneof(path, pick('none')),
  SecurityKeyProvider: pick('internal', '/x', 'none', '$X'),
  SendEnv: many(pick('LANG', 'LC_*', 'A', '-A', '-L*', '-LC_*')),
  ServerAliveCountMax: count,
  ServerAliveInterval: time,
  SessionType: pick('none', 'subsystem', 'default'),
  SetEnv: many(pick('A=1', 'B=%h', '"C=a b"', 'A=2', 'D=', 'E==x')),
  SetupTimeOut: time,
  ProtocolKeepAlives: time,
  StdinNull: yesNo,
  StreamLocalBindMask: pick('0111', '0177', '7', '0', '077x'),
  StreamLocalBindUnlink: yesNo,
  StrictHostKeyChecking: pick('yes', 'no', 'ask', 'off', 'accept-new', 'TRUE'),
  SyslogFacility: pick('USER', 'local3', 'AUTH', 'AUTHPRIV'),
  TCPKeepAlive: yesNo,
  KeepAlive: yesNo,
  Tunnel: pick('yes', 'no', 'ethernet', 'point-to-point'),
  TunnelDevice: pick('any', '0:1', '3', 'any:2', 'ANY:any'),
  UpdateHostKeys: pick('yes', 'no', 'ask'),
  User: word,
  UserKnownHostsFile: fc.oneof(many(path), pick('none', '~/.ssh/known_hosts')),
  VerifyHostKeyDNS: pick('yes', 'no', 'ask'),
  VisualHostKey: yesNo,
  XAuthLocation: path,
  Cipher: pick('3des', 'x y'),
  UseRoaming: yesNo,
  RSAAuthentication: yesNo,
};

/** Arguments that mostly are wrong. */
const oddValue = pick(
  '',
  '""',
  '"',
  "'x",
  'a b c',
  '-1',
  'none',
  'abc',
  'yes no',
  '99999999999',
  '= 5',
  '%z',
  '${NOT_SET}',
  '5 # comment',
  '5 #comment "',
  'a=b',
  '/x/%',
  '1:2:3:4:5',
  ',',
  '!x',
  '+',
  '*',
);

/** Pieces of the line grammar thrown together. */
const soup = fc
  .array(
    pick(
      'a',
      '5',
      'yes',
      '"',
      '"',
      "'",
      '\\',
      '#',
      '=',
      ' ',
      ' ',
      '\t',
      '*',
      '!',
      ',',
      '%h',
      '${HOME}',
      'é',
      '\r',
      ':',
      '/',
      '-',
    ),
    {
      minLength: 1,
      maxLength: 8,
      size: 'max',
    },
  )
  .map((pieces) => pieces.join(''));

const casing = pick<(text: string) => string>(
  (text) => text,
  (text) => text.toLowerCase(),
  (text) => text.toUpperCase(),
  (text) => `"${text}"`,
);
const separator = pick(' ', ' ', ' ', '=', ' = ', '\t', '  ', '= ');
const lineEnd = pick('\n', '\n', '\n', '\r\n', ' \n', '\t\n', '\f\n');
const indent = pick('', '', '  ', '\t', '\r');

function keywordOf(names: readonly string[]): Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...names), fc.nat(5), casing)
    .map(([name, roll, change]) => (roll === 0 ? change(name) : name));
}

function setting(mischief: number, names: readonly string[]): Arbitrary<string> {
  return fc
    .tuple(keywordOf(names), fc.nat(99), separator, oddValue, fc.nat(19), fc.infiniteStream(fc.nat()))
    .chain(([keyword, roll, between, odd, decoration]) => {
      const name = keyword.replaceAll('"', '');
      const known = Object.keys(values).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
      const usual = values[known] ?? word;
      const value = roll < mischief ? (roll % 2 === 0 ? fc.constant(odd) : soup) : usual;
      return value.map((text) => {
        const comment = decoration === 0 ? ' # a comment' : '';
        return `${keyword}${between}${text}${comment}`;
      });
    });
}

const hostPattern = pick(
  'web',
  'web1',
  'db',
  '*',
  'w*',
  '?eb',
  '!web',
  '!db*',
  '*.example',
  'web,db',
  'WEB',
  '"web"',
  'real*',
);
const criterion = fc.oneof(
  fc
    .tuple(
      pick('host', 'originalhost', '!host', '!originalhost', 'HOST'),
      pick('web', 'WEB', 'w*,db', '!web,*', 'real', 'real*', '*'),
    )
    .map((parts) => parts.join(' ')),
  fc
    .tuple(pick('user', 'localuser', '!user'), pick('root', 'bob', 'r*', '!root', 'a,b-c'))
    .map((parts) => parts.join(' ')),
  pick('final', 'canonical', '!final', '!canonical', 'host=web', 'user=root', 'host = web', '"host" "w*"'),
);
const oddCriterion = pick(
  '',
  'all all',
  'tagged x',
  'host',
  'foo bar',
  'host web all user root all',
  '# x',
  'host ""',
  'user',
  'all host x',
  '!all',
  'version *',
  "host ''",
  'host #web',
  'HOST',
);

function section(mischief: number): Arbitrary<string> {
  return fc.tuple(fc.nat(99), fc.nat(3)).chain(([roll, kind]) => {
    if (kind < 2)
      return many(hostPattern).map((patterns) => (roll < mischief ? `Host "" ${patterns}` : `Host ${patterns}`));
    if (kind === 3 && roll < mischief) return soup.map((text) => `Host ${text}`);
    if (roll < mischief / 2) return soup.map((text) => (kind === 2 ? `Match host ${text}` : `Match ${text}`));
    if (roll < mischief) return oddCriterion.map((text) => `Match ${text}`);
    const ending = kind === 2 ? pick('', '', ' # comment') : pick('');
    return fc.oneof(
      fc.constant('Match all'),
      fc.tuple(many(criterion, 2), ending).map((parts) => `Match ${parts.join('')}`),
      criterion.map((one) => `Match ${one} all`),
    );
  });
}

const includeNames = ['1.conf', '2.conf', '3.conf'];
const include = pick(
  '1.conf',
  '2.conf',
  '3.conf',
  '*.conf',
  'missing',
  '[12].conf',
  '?.conf',
  '3.conf @INC@/1.conf',
  '{1,2}.conf',
).map((name) => `Include @INC@/${name}`);

/** Now and then a file includes itself. */
const nestedInclude = pick('3.conf', '3.conf', '3.conf', 'missing', '?.conf').map((name) => `Include @INC@/${name}`);

const noise = pick('', '# comment', '   # indented', '\t', '   ');
const unknown = pick('UnknownThing x', 'foo bar', 'Bar "a', 'ServerAliveIntervall 5', 'Foo=1', 'unknownOther');

function file(mischief: number, names: readonly string[], mayInclude: boolean): Arbitrary<string> {
  const line = fc.nat(99).chain((roll) => {
    if (roll < 18) return section(mischief);
    if (roll < 24) return mayInclude ? include : roll === 23 ? nestedInclude : noise;
    if (roll < 28) return noise;
    if (roll < 28 + Math.min(mischief, 4)) return unknown;
    return setting(mischief, names);
  });
  const decorated = fc.tuple(indent, line, lineEnd).map((parts) => parts.join(''));
  return fc
    .array(decorated, { minLength: mayInclude ? 8 : 2, maxLength: mayInclude ? 40 : 12, size: 'max' })
    .map((lines) => lines.join(''));
}

/** Keywords that make ssh ask a name server where both kinds meet; they are never given together. */
const canonicalKeywords = ['CanonicalizeHostname'];
const domainKeywords = ['CanonicalDomains'];
const canonicalValues: Readonly<Record<string, Arbitrary<string>>> = {
  CanonicalizeHostname: pick('yes', 'no', 'always', 'TRUE'),
  CanonicalDomains: pick('example.com', 'a.b c.d', 'none', 'Example.COM.'),
};
Object.assign(values, canonicalValues);

/** Configurations of many kinds: about half have nothing wrong, the others have ever more of it. Never Match exec. */
export const generatedConfig: Arbitrary<GeneratedConfig> = fc
  .tuple(pick(0, 0, 0, 2, 6, 20), fc.boolean())
  .chain(([mischief, canonical]) => {
    const usual = Object.keys(values).filter((name) => !(name in canonicalValues));
    const names = [...usual, ...(canonical ? canonicalKeywords : domainKeywords)];
    const includes = fc.tuple(...includeNames.map(() => file(mischief, names, false)));
    const option = setting(mischief, names);
    return fc.record(
      {
        main: file(mischief, names, true),
        includes: includes.map((texts) => Object.fromEntries(texts.map((text, i) => [includeNames[i] ?? '', text]))),
        host: pick(
          'web',
          'web',
          'WEB',
          'db',
          'web1',
          'x.example',
          '10.0.0.1',
          '::1',
          'me@web',
          'ssh://me@db:2200',
          '127.1',
          '::ffff:1.2.3.4',
        ),
        options: fc.array(option, { maxLength: 2 }),
        user: pick('bob', 'root'),
        port: pick(2222, 22),
        command: pick('uptime', 'ls -l'),
      },
      { requiredKeys: ['main', 'includes', 'host', 'options'] },
    );
  });
