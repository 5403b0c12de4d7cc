/** Why a connection did not come about or did not last, as far as one line of ssh's log tells. */
export type FailureCode =
  | 'client-keepalive-timeout'
  | 'banner-timeout'
  | 'kex-or-auth-timeout'
  | 'hostkey-changed'
  | 'hostkey-revoked'
  | 'hostkey-unknown'
  | 'too-many-keys'
  | 'auth'
  | 'negotiation'
  | 'dns'
  | 'tcp-refused'
  | 'tcp-timeout'
  | 'tcp-unreachable'
  | 'tcp-other'
  | 'config'
  | 'alias'
  | 'penalty'
  | 'max-startups'
  | 'server-disconnect'
  | 'server-closed'
  | 'closed-before-banner'
  | 'reset'
  | 'broken-pipe'
  | 'closed';

/** What one line of ssh's debug log says; lines that say nothing of interest have no fact. */
export type LogFact =
  | { readonly kind: 'connecting'; readonly host: string; readonly address: string; readonly port: number }
  | { readonly kind: 'proxy'; readonly way: 'proxy-command' | 'jump' }
  | { readonly kind: 'tcp-up' }
  | { readonly kind: 'local-version'; readonly software: string }
  | { readonly kind: 'before-banner'; readonly text: string }
  | { readonly kind: 'remote-version'; readonly software: string }
  | { readonly kind: 'kex' }
  | { readonly kind: 'host-key'; readonly type: string; readonly fingerprint: string }
  | { readonly kind: 'kex-done' }
  | { readonly kind: 'methods'; readonly methods: readonly string[] }
  | { readonly kind: 'offered-key'; readonly key: string }
  | { readonly kind: 'accepted-key'; readonly key: string }
  | { readonly kind: 'authenticated'; readonly method?: string }
  /** One of several proofs that the server asks for has been accepted. */
  | { readonly kind: 'partly-authenticated' }
  | { readonly kind: 'live' }
  | { readonly kind: 'packet'; readonly direction: 'send' | 'receive'; readonly type: number }
  | { readonly kind: 'server-probe'; readonly form: 'global' | 'channel'; readonly name: string }
  | { readonly kind: 'offending-key'; readonly file: string; readonly line: number }
  | { readonly kind: 'failure'; readonly code: FailureCode; readonly detail: string };

// `LogVerbose` puts the place in the source in front: `packet.c:ssh_packet_send2_wrapped():1095 (pid=7): `.
const place = String.raw`(?:[\w.-]+\.c:\w+\(\):\d+(?: \([^)]{0,80}\))?: )?`;
const debugLine = new RegExp(`^debug[123]: ${place}`);
const plainPlace = new RegExp(`^${place}`);

type Row = readonly [RegExp, (match: RegExpExecArray) => LogFact];

const text = (match: RegExpExecArray, group: number) => match[group] ?? '';

/** Lines with a debug prefix: how far the connection has come. Texts of OpenSSH 8.0 to 10.5. */
const progress: readonly Row[] = [
  [
    /^(send|receive) packet: type (\d+)$/,
    (m) => ({ kind: 'packet', direction: m[1] === 'send' ? 'send' : 'receive', type: Number(m[2]) }),
  ],
  [
    /^client_input_global_request: rtype (\S*keep-?alive\S*) want_reply [01]$/,
    (m) => ({ kind: 'server-probe', form: 'global', name: text(m, 1) }),
  ],
  [
    /^client_input_channel_req: channel \d+ rtype (\S*keep-?alive\S*) reply [01]$/,
    (m) => ({ kind: 'server-probe', form: 'channel', name: text(m, 1) }),
  ],
  [
    /^Connecting to (.+) \[(.+)\] port (\d+)\.$/,
    (m) => ({ kind: 'connecting', host: text(m, 1), address: text(m, 2), port: Number(m[3]) }),
  ],
  [/^Setting implicit ProxyCommand from ProxyJump: /, () => ({ kind: 'proxy', way: 'jump' })],
  [/^Executing proxy (?:dialer )?command: /, () => ({ kind: 'proxy', way: 'proxy-command' })],
  [/^Connection established\.$/, () => ({ kind: 'tcp-up' })],
  [/^Local version string (?:SSH-2\.0-)?(.*)$/, (m) => ({ kind: 'local-version', software: text(m, 1) })],
  [
    // Before 8.0 without the number of the line; since then a line without one is about ssh's own writing.
    /^(?:kex_exchange_identification: banner line \d+|ssh_exchange_identification): (.*)$/,
    (m) => ({ kind: 'before-banner', text: text(m, 1) }),
  ],
  [
    /^Remote protocol version [\d.]+, remote software version (.*)$/,
    (m) => ({ kind: 'remote-version', software: text(m, 1) }),
  ],
  [/^SSH2_MSG_KEXINIT (?:sent|received)$/, () => ({ kind: 'kex' })],
  [/^Server host key: (\S+) (\S+)/, (m) => ({ kind: 'host-key', type: text(m, 1), fingerprint: text(m, 2) })],
  [/^SSH2_MSG_NEWKEYS received$/, () => ({ kind: 'kex-done' })],
  [/^Authentications that can continue: (.*)$/, (m) => ({ kind: 'methods', methods: listOf(text(m, 1)) })],
  [/^Offering (?:\S+ )?public key: (.*)$/, (m) => ({ kind: 'offered-key', key: text(m, 1) })],
  [/^Server accepts key: (.*)$/, (m) => ({ kind: 'accepted-key', key: text(m, 1) })],
  // 8.0 to 8.x name the method here; the line without prefix that follows has it from 8.9 on.
  [/^Authentication succeeded \((.+)\)\.$/, (m) => ({ kind: 'authenticated', method: text(m, 1) })],
  [/^Entering interactive session\.$/, () => ({ kind: 'live' })],
];

const failure = (code: FailureCode): ((match: RegExpExecArray) => LogFact) => {
  return (match) => ({ kind: 'failure', code, detail: match[1] ?? match[0] });
};

/** Lines without a debug prefix: the login's success, and everything that ends a connection. */
const outcomes: readonly Row[] = [
  [/^Authenticated (?:using "[^"]+" )?with partial success\.$/, () => ({ kind: 'partly-authenticated' })],
  [/^Authenticated to .+ using "([^"]+)"\.$/, (m) => ({ kind: 'authenticated', method: text(m, 1) })],
  [/^Authenticated to .+\.$/, () => ({ kind: 'authenticated' })],
  [/^Timeout, server .* not responding\.$/, failure('client-keepalive-timeout')],
  [/^Connection timed out during banner exchange$/, failure('banner-timeout')],
  [/^Connection to .* port \d+ timed out$/, failure('kex-or-auth-timeout')],
  [/REMOTE HOST IDENTIFICATION HAS CHANGED/, failure('hostkey-changed')],
  [/REVOKED HOST KEY DETECTED/, failure('hostkey-revoked')],
  [/^(Host key \S+ \S+ revoked by file .*)$/, failure('hostkey-revoked')],
  [
    /^Offending (?:\S+ )?key (?:for IP )?in (.+):(\d+)$/,
    (m) => ({ kind: 'offending-key', file: text(m, 1), line: Number(m[2]) }),
  ],
  [/^Host key verification failed\.$/, failure('hostkey-unknown')],
  [/^No .* host key is known for .* and you have requested strict checking\.$/, failure('hostkey-unknown')],
  [/^Received disconnect from .*: Too many authentication failures/, failure('too-many-keys')],
  [/^(.*: Permission denied \([^()]*\)\.)$/, failure('auth')],
  [/^Unable to negotiate with .*?: (.*)$/, failure('negotiation')],
  [/^Protocol major versions differ: (.*)$/, failure('negotiation')],
  [/^ssh: Could not resolve hostname (.*)$/, failure('dns')],
  [/^ssh: connect to .* port \d+: (Connection refused)$/, failure('tcp-refused')],
  [/^ssh: connect to .* port \d+: (.*timed out)$/, failure('tcp-timeout')],
  [
    /^ssh: connect to .* port \d+: ((?:No route to host|Network is unreachable|Host is down).*)$/,
    failure('tcp-unreachable'),
  ],
  [/^ssh: connect to .* port \d+: (Connection reset by peer)$/, failure('reset')],
  [/^ssh: connect to .* port \d+: (.*)$/, failure('tcp-other')],
  [/^(.+: line \d+: Bad configuration option: .*)$/, failure('config')],
  [/^(.+: terminating, \d+ bad configuration options)$/, failure('config')],
  [/^(Bad owner or permissions on .*)$/, failure('config')],
  [/^(Can't open user config file .*)$/, failure('config')],
  [/^(unknown option -- .*|usage: ssh .*)$/, failure('config')],
  [/^((?:\/|[A-Za-z]:[\\/]|command-line)[^:]*:? line \d+: .*)$/, failure('config')],
  [/^((?:hostname|remote username) contains invalid characters)$/, failure('alias')],
  [/^((?:kex|ssh)_exchange_identification: .*)$/, failure('closed-before-banner')],
  // Where the other end has gone before ssh could say its own first words.
  [/^(banner exchange: Connection (?:to|from) .*)$/, failure('closed-before-banner')],
  [/^(Received disconnect from .*)$/, failure('server-disconnect')],
  [/^(Connection to .* closed by remote host\.)$/, failure('server-closed')],
  [
    /^(?:client_loop|packet_write_wait|ssh_packet_write_wait)?:? ?(?:send disconnect: )?(Broken pipe)$/,
    failure('broken-pipe'),
  ],
  [/^((?:Read from remote host .*: )?Connection reset by .*)$/, failure('reset')],
  [/^(Connection closed by .*)$/, failure('closed')],
];

/** Reads one line, without its line end. Never throws; unknown texts answer undefined. */
export function readLogLine(line: string): LogFact | undefined {
  const prefix = debugLine.exec(line);
  const rows = prefix ? progress : outcomes;
  const body = line.slice((prefix ?? plainPlace.exec(line))?.[0].length ?? 0);
  for (const [pattern, fact] of rows) {
    const match = pattern.exec(body);
    if (match) return fact(match);
  }
  return undefined;
}

function listOf(words: string): readonly string[] {
  return words.split(',').filter((word) => word !== '');
}
