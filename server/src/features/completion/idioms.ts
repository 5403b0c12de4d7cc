import type { ClientDirectiveName, ServerDirectiveName } from '../../knowledge/directives.ts';

// Values that people sensibly write, beside the words that a directive takes. The first is the usual choice.

const client = {
  AddKeysToAgent: ['1h', '8h'],
  CanonicalizeMaxDots: ['0', '1', '2'],
  ChannelTimeout: ['none'],
  ConnectionAttempts: ['1', '2', '3'],
  ConnectTimeout: ['10', '5', '15', '30', '60'],
  ControlPath: ['~/.ssh/cm-%C', 'none'],
  ControlPersist: ['10m', '1h', '4h', '0'],
  EscapeChar: ['~', 'none'],
  ForwardAgent: ['$SSH_AUTH_SOCK'],
  ForwardX11Timeout: ['20m', '1h', '0'],
  GlobalKnownHostsFile: ['none'],
  IdentityAgent: ['SSH_AUTH_SOCK', 'none'],
  IdentityFile: ['none'],
  IPQoS: ['none'],
  KbdInteractiveDevices: ['pam', 'bsdauth'],
  NumberOfPasswordPrompts: ['1', '3'],
  ObscureKeystrokeTiming: ['interval:20', 'interval:80'],
  PermitRemoteOpen: ['any', 'none'],
  Port: ['22', '2222', '443'],
  ProxyCommand: ['none', 'ssh -W [%h]:%p '],
  RekeyLimit: ['default', '1G', '512M'],
  RemoteCommand: ['none'],
  RequiredRSASize: ['2048', '3072'],
  SendEnv: ['LANG', 'LC_*', 'COLORTERM'],
  ServerAliveCountMax: ['3', '2', '5'],
  ServerAliveInterval: ['15', '30', '60', '120', '0'],
  SetEnv: ['TERM=xterm-256color'],
  StreamLocalBindMask: ['0177', '0117'],
  TunnelDevice: ['any', 'any:any', '0:0'],
  UserKnownHostsFile: ['none'],
} as const satisfies Partial<Record<ClientDirectiveName, readonly string[]>>;

const server = {
  AcceptEnv: ['LANG', 'LC_*', 'COLORTERM'],
  AuthorizedKeysFile: ['.ssh/authorized_keys', 'none'],
  Banner: ['none', '/etc/issue.net'],
  ChrootDirectory: ['none', '%h', '/srv/sftp/%u'],
  ClientAliveCountMax: ['3', '2', '0'],
  ClientAliveInterval: ['15', '30', '60', '300', '0'],
  ForceCommand: ['none', 'internal-sftp'],
  IPQoS: ['none'],
  ListenAddress: ['0.0.0.0', '::', '127.0.0.1'],
  LoginGraceTime: ['30', '1m', '2m'],
  MaxAuthTries: ['3', '6'],
  MaxSessions: ['10', '1', '0'],
  MaxStartups: ['10:30:100', '100'],
  PerSourceMaxStartups: ['none', '10'],
  PerSourceNetBlockSize: ['32:128', '24:64'],
  PermitListen: ['any', 'none'],
  PermitOpen: ['any', 'none'],
  Port: ['22', '2222', '443'],
  RekeyLimit: ['default', '1G', '512M'],
  RequiredRSASize: ['2048', '3072'],
  StreamLocalBindMask: ['0177', '0117'],
  Subsystem: ['sftp'],
  UnusedConnectionTimeout: ['none', '5m', '30m'],
} as const satisfies Partial<Record<ServerDirectiveName, readonly string[]>>;

const tables: Readonly<Record<'client' | 'server', Readonly<Record<string, readonly string[]>>>> = { client, server };

/** Values worth offering for the first argument of a directive. */
export function idiomsFor(dialect: 'client' | 'server', name: string): readonly string[] {
  return tables[dialect][name] ?? [];
}

/** The same for later arguments of one line. */
export function idiomsBehind(name: string, before: readonly string[]): readonly string[] {
  if (name === 'RekeyLimit') return before.length === 1 ? ['none', '1h', '4h'] : [];
  if (name === 'AddKeysToAgent') return before[0]?.toLowerCase() === 'confirm' ? ['1h', '8h'] : [];
  if (name === 'Subsystem') return before.length === 1 ? ['internal-sftp', '/usr/lib/openssh/sftp-server'] : [];
  if (name === 'SendEnv' || name === 'AcceptEnv') return ['LANG', 'LC_*', 'COLORTERM'];
  return [];
}
