import { clientDirectives, serverDirectives } from '../../server/src/knowledge/directives.ts';
import type { Chooser } from './chooser.ts';

const keywords = [...clientDirectives, ...serverDirectives].map(({ name }) => name);

const values = [
  ...[
    'yes',
    'no',
    'none',
    '0',
    '1',
    '15',
    '600',
    '1h30m',
    '10x',
    '-1',
    '99999999999999999999',
    'ask',
    'any',
    '%h',
    '%%',
  ],
  ...[
    '*',
    '!*',
    'web',
    'db',
    'web db !x',
    'a,b,!c',
    '*.internal',
    '::1',
    '10.0.0.0/8',
    '[::1]:22',
    '~/.ssh/id',
    '"a b"',
  ],
  ...[
    'session=5m',
    'session:*=5m agent-connection=1h',
    'aes256-ctr',
    '+ssh-rsa',
    '-*sha1',
    'conf.d/*',
    '~/x',
    '/etc/ssh/*',
  ],
  ...[
    'user@host:2222,other',
    '${HOME}/x',
    '${NOT',
    "'x",
    '"unclosed',
    '\\',
    '# comment',
    'local=1',
    '8080 localhost:80',
  ],
] as const;

const criteria = [
  'all',
  'host web',
  'user root',
  'exec "true"',
  'final',
  'canonical',
  'address 10.0.0.0/8',
  'group x',
] as const;

/** One line of a configuration, mostly meaningful. */
export function directiveLine(choose: Chooser): string {
  const dice = choose.fraction();
  const indent = choose.of(['', '  ', '\t']);
  if (dice < 0.12) return `Host ${choose.of(values)}`;
  if (dice < 0.2) return `Match ${choose.of(criteria)} ${choose.chance(0.2) ? choose.of(criteria) : ''}`;
  if (dice < 0.25)
    return `${indent}Include ${choose.of(['conf.d/*', '10-a', '~/.ssh/config', '*', '/no/such', values[0]])}`;
  if (dice < 0.3)
    return `${indent}# ${choose.of(['note', 'ssh-timeouts: ignore bad-time reason', 'ssh-timeouts: ignore'])}`;
  const separator = choose.of([' ', ' ', ' ', '=', ' = ', '\t', '']);
  return `${indent}${choose.of(keywords)}${separator}${choose.of(values)}${choose.chance(0.1) ? ` ${choose.of(values)}` : ''}`;
}

export function configText(choose: Chooser): string {
  const end = choose.of(['\n', '\n', '\n', '\r\n', '\r']);
  const start = choose.chance(0.03) ? '\ufeff' : '';
  return start + Array.from({ length: choose.integer(0, 30) }, () => directiveLine(choose)).join(end);
}

/** Text that no configuration holds. */
export function hostileText(choose: Chooser): string {
  const parts = [
    ...['\0', '\ud800', '\udfff', '\u202e', '\u2028', '\x1b[31m', '\x07', '\f', '\v', '\u00a0', '\ufeff', '💥'],
    ...[
      '__proto__ x',
      'constructor y',
      'toString',
      '[x](command:evil)',
      '<script>',
      '`',
      '${',
      '%'.repeat(50),
      '"'.repeat(31),
    ],
    ...['Host '.repeat(200), 'a'.repeat(5000), '\n'.repeat(300), '\\'.repeat(99), '* '.repeat(500), '!'.repeat(20)],
  ];
  return Array.from({ length: choose.integer(1, 8) }, () => choose.of(parts)).join(choose.of(['', ' ', '\n']));
}

export function pythonText(choose: Chooser): string {
  const lines = [
    'import paramiko',
    'from paramiko import SSHClient as C',
    'import fabric, asyncssh',
    'c = paramiko.SSHClient()',
    'TIMEOUT = 5',
    'c.connect("web", timeout=TIMEOUT, banner_timeout=1.5)',
    'c.get_transport().set_keepalive(30)',
    'with C() as c:',
    '    c.connect(host, **options)',
    'def f(t=10):',
    '    return c.exec_command("x", timeout=t)',
    'fabric.Connection("db", connect_timeout=3)',
    "x = '''unclosed",
    'c.connect(',
    '# ssh-timeouts: ignore x',
    'if True: pass',
    hostileText(choose).slice(0, 80),
  ];
  return Array.from({ length: choose.integer(0, 25) }, () => choose.of(lines)).join('\n');
}

export function settingsValue(choose: Chooser): unknown {
  return choose.of([
    null,
    {},
    { path: { '*': choose.of(['aws-nlb-tcp', 240, 'no-such', -1]) } },
    { servers: { '*': choose.of(['etc/sshd_config', '/no/such', '~/etc/sshd_config', '']) } },
    { openssh: { version: choose.of(['9.2', '8.4', '6.6', '10.0', 'x', 'auto', '9.6-debian']) } },
    { fileRoots: { '/etc/ssh': choose.of(['etc', '/no', '']) } },
    { rules: { 'bad-time': 'off', 'no-such': 'error', 'never-effective': 'wrong' } },
    { compliance: ['cis-debian12', 'no-such', 5] },
    { codeLens: choose.chance(0.8), inlayHints: 'x' },
    'nonsense',
    [1, 2],
  ]);
}
