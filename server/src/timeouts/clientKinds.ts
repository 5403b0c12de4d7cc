import type { Because, SituationId } from './timer.ts';

/** A limit that a client has by itself, whatever the server and OpenSSH do. */
export interface OwnLimit {
  /** Its parameter's or constant's name. */
  readonly id: string;
  readonly seconds: number | 'never' | 'unknown';
  /** What it ends; nothing where it bounds a call and leaves the connection alone. */
  readonly ends: readonly SituationId[];
  readonly startsAt?: string;
  readonly note?: string;
  /** What the program gets to see when it fires. */
  readonly says?: string;
  readonly because?: readonly Because[];
}

/**
 * A client as far as time is concerned, in OpenSSH's terms. What a kind does not say is off or unknown for it.
 */
export interface ClientKind {
  readonly id: string;
  readonly name: string;
  /** Keywords of ssh_config, in lower case, that it takes over; `all`: it is OpenSSH's own program. */
  readonly honours: 'all' | readonly string[];
  /** Its own values by keyword: defaults, or where `honours` is `all` what it passes on the command line. */
  readonly values: Readonly<Record<string, string>>;
  /** Its probes ask for no answer: they keep a path alive and never find a dead server. */
  readonly neverNotices?: true;
  /** Where a value comes from, by keyword, if not from `source`. */
  readonly reasons?: Readonly<Record<string, Because>>;
  /** Its limits are those of a program that was read, rather than the library's own. */
  readonly asProgrammed?: true;
  readonly limits: readonly OwnLimit[];
  readonly note: string;
  readonly source: string;
}

const connecting = ['connect-no-answer', 'connect-no-banner', 'connect-stalls-kex', 'connect-stalls-auth'] as const;
const afterTcp = ['connect-no-banner', 'connect-stalls-kex', 'connect-stalls-auth'] as const;
const aliveKeywords = ['serveraliveinterval', 'serveralivecountmax'] as const;

/** Parameters are those of the libraries' current releases; none of them is read from a program's code here. */
export const clientKinds = [
  { id: 'openssh', name: 'OpenSSH', honours: 'all', values: {}, limits: [], note: '', source: '' },
  {
    id: 'remote-ssh',
    name: 'VS Code Remote-SSH',
    honours: 'all',
    values: { connecttimeout: '15' },
    limits: [],
    note: 'Runs ssh with ConnectTimeout from its setting remote.SSH.connectTimeout, which beats the file.',
    source: 'microsoft/vscode-remote-release#1668',
  },
  {
    id: 'ansible',
    name: 'Ansible',
    honours: 'all',
    values: { connecttimeout: '10', controlmaster: 'auto', controlpersist: '60', controlpath: '~/.ansible/cp/…' },
    limits: [],
    note: 'Runs ssh with its own ConnectTimeout and shared connections; setting ssh_args replaces them.',
    source: 'ansible/ansible, lib/ansible/plugins/connection/ssh.py',
  },
  {
    id: 'paramiko',
    name: 'paramiko',
    honours: [],
    // It never sets SO_KEEPALIVE.
    values: { tcpkeepalive: 'no' },
    neverNotices: true,
    limits: [
      { id: 'banner_timeout', seconds: 15, ends: ['connect-no-banner'] },
      { id: 'handshake_timeout', seconds: 15, ends: ['connect-stalls-kex'] },
      { id: 'auth_timeout', seconds: 30, ends: ['connect-stalls-auth'] },
    ],
    note: 'set_keepalive sends requests without asking for an answer: a dead server is never noticed by it. Values of ssh_config are not applied.',
    source: 'paramiko, transport.py and client.py; measured with 2.12, 4.0 and 5.1',
  },
  {
    id: 'fabric',
    name: 'Fabric',
    honours: ['connecttimeout'],
    values: { tcpkeepalive: 'no' },
    neverNotices: true,
    limits: [
      { id: 'banner_timeout', seconds: 15, ends: ['connect-no-banner'] },
      { id: 'handshake_timeout', seconds: 15, ends: ['connect-stalls-kex'] },
      { id: 'auth_timeout', seconds: 30, ends: ['connect-stalls-auth'] },
    ],
    note: 'Takes ConnectTimeout from ssh_config, as a plain number only, and ignores ServerAlive.',
    source: 'fabric, connection.py',
  },
  {
    id: 'asyncssh',
    name: 'AsyncSSH',
    honours: [...aliveKeywords, 'connecttimeout', 'tcpkeepalive'],
    values: { serveraliveinterval: '0', serveralivecountmax: '3', tcpkeepalive: 'yes' },
    limits: [{ id: 'login_timeout', seconds: 120, ends: afterTcp }],
    note: 'Reads ServerAlive from ssh_config as plain numbers only.',
    source: 'asyncssh, connection.py',
  },
  {
    id: 'ssh2',
    name: 'ssh2 for Node.js',
    honours: [],
    values: { serveraliveinterval: '0', serveralivecountmax: '3' },
    limits: [{ id: 'readyTimeout', seconds: 20, ends: connecting }],
    note: 'keepaliveInterval and readyTimeout are milliseconds; ssh_config is not read.',
    source: 'mscdex/ssh2, lib/client.js; measured with 1.17',
  },
  {
    id: 'go',
    name: 'golang.org/x/crypto/ssh',
    honours: [],
    values: {},
    limits: [],
    note: 'ClientConfig.Timeout bounds the TCP connection only; there is no keepalive.',
    source: 'golang.org/x/crypto/ssh, client.go',
  },
  {
    id: 'jsch',
    name: 'JSch',
    honours: aliveKeywords,
    values: { serveraliveinterval: '0', serveralivecountmax: '1' },
    limits: [],
    note: 'setServerAliveInterval takes milliseconds; from ssh_config it reads plain numbers only.',
    source: 'mwiede/jsch, Session.java',
  },
  {
    id: 'sshj',
    name: 'sshj',
    honours: [],
    values: { serveraliveinterval: '0' },
    neverNotices: true,
    limits: [{ id: 'transportTimeout', seconds: 30, ends: ['connect-stalls-kex'] }],
    note: 'Its default heartbeat is ignored by the server and never notices a dead one; KEEP_ALIVE does.',
    source: 'hierynomus/sshj, KeepAliveProvider.java',
  },
  {
    id: 'mina',
    name: 'Apache MINA SSHD',
    honours: [],
    values: { serveraliveinterval: '0' },
    neverNotices: true,
    limits: [
      { id: 'IO_CONNECT_TIMEOUT', seconds: 60, ends: ['connect-no-answer'] },
      { id: 'AUTH_TIMEOUT', seconds: 120, ends: afterTcp },
      { id: 'IDLE_TIMEOUT', seconds: 600, ends: ['healthy-idle', 'no-session'] },
    ],
    note: 'Closes a session by itself after ten idle minutes.',
    source: 'apache/mina-sshd, CoreModuleProperties.java',
  },
  {
    id: 'net-ssh',
    name: 'Net::SSH for Ruby',
    honours: ['serveraliveinterval'],
    values: { serveraliveinterval: '0', serveralivecountmax: '3' },
    limits: [],
    note: 'Reads the leading number of ServerAliveInterval only: 5m becomes 5 seconds.',
    source: 'net-ssh/net-ssh, lib/net/ssh/config.rb',
  },
  {
    id: 'dropbear',
    name: 'Dropbear (dbclient)',
    honours: [],
    // It closes after three intervals; in OpenSSH's terms that is a count of two.
    values: { serveraliveinterval: '0', serveralivecountmax: '2' },
    limits: [],
    note: '-K seconds switches keepalive on: a dead server is noticed after three times that. -I is a real idle limit.',
    source: 'mkj/dropbear, default_options.h; measured with 2022.83',
  },
] as const satisfies readonly ClientKind[];

export type ClientKindId = (typeof clientKinds)[number]['id'];

export function findClientKind(id: string): ClientKind | undefined {
  return clientKinds.find((kind) => kind.id === id);
}

/** Whether a client is a library or program of its own, rather than OpenSSH's ssh or something that runs it. */
export function isOtherClient(kind: ClientKind | undefined): kind is ClientKind {
  return kind !== undefined && kind.honours !== 'all';
}
