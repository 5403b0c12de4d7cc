import * as l10n from '@vscode/l10n';

/** How well a text fits: it comes from nothing else, or from this among others. */
export interface DropCauseData {
  readonly id: string;
  /** Id of the timer behind it; absent for what is no timer. */
  readonly timer?: string;
  readonly closedBy: 'client' | 'server' | 'path' | 'outside';
  /** Words that nothing else writes, on either side. */
  readonly says?: readonly RegExp[];
  /** Words that it shares with others. */
  readonly maySay?: readonly RegExp[];
  /** It may end a connection without a word on the client's side. */
  readonly silent?: true;
  /** Only before the login is done. */
  readonly beforeLogin?: true;
}

const brokenPipe = /Broken pipe/i;
const closedByRemote = /Connection to \S+ closed by remote host/i;
const reset = /Connection reset by/i;
const closedEarly = /Connection closed by (?!remote host)\S+( port \d+)?/i;
const refusedAtOnce = /kex_exchange_identification: (?:read: )?Connection (?:closed|reset)|Not allowed at this time/i;

/**
 * What ends connections, with the words that ssh and sshd then write. "Broken pipe" only says that ssh found the
 * connection gone when it wanted to write: it fits many causes and proves none.
 */
export const dropCauses: readonly DropCauseData[] = [
  {
    id: 'client-keepalive',
    timer: 'ServerAliveInterval',
    closedBy: 'client',
    says: [/Timeout, server .*not responding/i],
  },
  {
    id: 'client-login-stall',
    timer: 'ServerAliveInterval',
    closedBy: 'client',
    says: [/^(?!.*banner exchange).*Connection to \S+ port \d+ timed out/is],
    beforeLogin: true,
  },
  {
    id: 'banner',
    timer: 'ConnectTimeout',
    closedBy: 'client',
    says: [/timed out during banner exchange/i],
    beforeLogin: true,
  },
  {
    id: 'connect',
    timer: 'ConnectTimeout',
    closedBy: 'client',
    maySay: [/connect to host .*(?:Connection|Operation) timed out/i],
    beforeLogin: true,
  },
  {
    id: 'system-connect',
    timer: 'tcpConnect',
    closedBy: 'client',
    maySay: [/connect to host .*(?:Connection|Operation) timed out/i],
    beforeLogin: true,
  },
  {
    id: 'server-keepalive',
    timer: 'ClientAliveInterval',
    closedBy: 'server',
    says: [/Timeout, client not responding/i],
    maySay: [closedByRemote, brokenPipe],
  },
  {
    id: 'unused',
    timer: 'UnusedConnectionTimeout',
    closedBy: 'server',
    says: [/terminating inactive connection/i],
    maySay: [closedByRemote, brokenPipe],
  },
  {
    id: 'channel-server',
    timer: 'ChannelTimeout',
    closedBy: 'server',
    says: [/channel \d+: closing after \d+ seconds of inactivity/i],
    maySay: [/Connection to \S+ closed\.(?!\S)/i],
    silent: true,
  },
  {
    id: 'channel-client',
    timer: 'ChannelTimeout',
    closedBy: 'client',
    maySay: [/Connection to \S+ closed\.(?!\S)/i, /channel \d+: closing after \d+ seconds of inactivity/i],
    silent: true,
  },
  {
    id: 'login-grace',
    timer: 'LoginGraceTime',
    closedBy: 'server',
    says: [/Timeout before authentication/i],
    maySay: [closedEarly],
    beforeLogin: true,
  },
  {
    id: 'max-startups',
    timer: 'MaxStartups',
    closedBy: 'server',
    says: [/past Max[Ss]tartups|Exceeded MaxStartups|MaxStartups throttling/i],
    maySay: [refusedAtOnce],
    beforeLogin: true,
  },
  {
    id: 'penalty',
    timer: 'PerSourcePenalties',
    closedBy: 'server',
    says: [/penalty: /i],
    maySay: [refusedAtOnce],
    beforeLogin: true,
  },
  {
    id: 'path',
    timer: 'path',
    closedBy: 'path',
    maySay: [brokenPipe, reset, /Read (?:error )?from remote host .*(?:timed out|reset|No route)/i],
    silent: true,
  },
  {
    id: 'system-client',
    timer: 'tcpRetransmission',
    closedBy: 'client',
    maySay: [brokenPipe, /Read from remote host .*timed out/i],
  },
  {
    id: 'system-keepalive',
    timer: 'tcpKeepAlive',
    closedBy: 'client',
    maySay: [brokenPipe, /Read from remote host .*timed out/i],
  },
  {
    id: 'shared',
    timer: 'ControlPersist',
    closedBy: 'client',
    silent: true,
  },
  {
    id: 'master',
    closedBy: 'outside',
    says: [/Shared connection to \S+ closed/i],
  },
  {
    id: 'server-process',
    closedBy: 'outside',
    maySay: [closedByRemote, brokenPipe, reset, closedEarly],
  },
  {
    id: 'logout',
    closedBy: 'outside',
    maySay: [/Connection to \S+ closed\.(?!\S)/i],
  },
  {
    id: 'sleep',
    closedBy: 'outside',
    maySay: [brokenPipe, reset],
  },
];

/** What happened, as a heading. */
export function dropTitle(id: string): string {
  const titles: Readonly<Record<string, string>> = {
    'client-keepalive': l10n.t('The client gave up: its probes stayed without an answer'),
    'client-login-stall': l10n.t('The client gave up: the login came to a halt'),
    banner: l10n.t('The client gave up: something accepted the connection and did not speak SSH in time'),
    connect: l10n.t('The client gave up: nobody answered the connection request'),
    'system-connect': l10n.t('The client’s system gave up: nobody answered the connection request'),
    'server-keepalive': l10n.t('The server gave up: its probes stayed without an answer'),
    unused: l10n.t('The server closed a connection on which no channel was open'),
    'channel-server': l10n.t('The server closed an idle session'),
    'channel-client': l10n.t('The client closed an idle session'),
    'login-grace': l10n.t('The server closed: the login took too long'),
    'max-startups': l10n.t('The server turned the connection away: too many logins were under way'),
    penalty: l10n.t('The server turned the address away, because of what it did before'),
    path: l10n.t('Something in between forgot the connection and told nobody'),
    'system-client': l10n.t('The client’s system gave up on data that nobody acknowledged'),
    'system-keepalive': l10n.t('The client’s system noticed by TCP keepalive that nobody is there'),
    shared: l10n.t('The shared connection ended, some time after its last session'),
    master: l10n.t('The ssh that carried the shared connection ended'),
    'server-process': l10n.t('Something on the server ended the connection: a restart, a kill, systemd-logind'),
    logout: l10n.t('The session simply ended: a logout, or the shell’s TMOUT'),
    sleep: l10n.t('A machine slept or changed its network while the other end gave up'),
  };
  return titles[id] ?? id;
}

/** What would tell this cause apart from the others. */
export function dropSign(id: string): string {
  const signs: Readonly<Record<string, string>> = {
    'client-keepalive': l10n.t(
      'The message says it by itself. Whether the server or the path was gone: if the server’s log has “Timeout, client not responding” too, it was the path; if it has “Connection closed by”, the client’s last packet arrived.',
    ),
    'client-login-stall': l10n.t('ssh -v shows the step at which it stopped: key exchange, or login.'),
    banner: l10n.t('A connection to the port with another program, such as nc, shows what answers there.'),
    connect: l10n.t('ssh -v shows “Connecting to” as its last line; the time is that of ConnectTimeout.'),
    'system-connect': l10n.t('ssh -v shows “Connecting to” as its last line; it took about two minutes.'),
    'server-keepalive': l10n.t('The server’s log says “Timeout, client not responding from user”.'),
    unused: l10n.t(
      'The server’s log says “terminating inactive connection from user”; ssh -N and tunnels alone are hit.',
    ),
    'channel-server': l10n.t(
      'The server’s log (LogLevel VERBOSE) says “closing after … seconds of inactivity”; ssh ends with status 255 and no words of its own.',
    ),
    'channel-client': l10n.t('ssh -v says “closing after … seconds of inactivity” on the client.'),
    'login-grace': l10n.t('The server’s log says “Timeout before authentication”; a prompt waited for the user.'),
    'max-startups': l10n.t(
      'The server’s log says “drop connection … past MaxStartups”; ssh -v shows “Exceeded MaxStartups”.',
    ),
    penalty: l10n.t('The server’s log says “drop connection … penalty”; it passes after some minutes.'),
    path: l10n.t(
      'Nothing in either log at that time. The keepalive test in mode “idle” finds after how long the path forgets.',
    ),
    'system-client': l10n.t(
      'The server’s log has nothing of that time, and typing went unanswered for minutes before.',
    ),
    'system-keepalive': l10n.t('It took more than two hours of silence.'),
    shared: l10n.t(
      'ssh -O check answers “No such file or directory” afterwards; the server’s log says “disconnected by user”.',
    ),
    master: l10n.t('The words of that other ssh, in its own terminal, name the cause.'),
    'server-process': l10n.t(
      'The server’s log of that second: “Received signal 15”, a session closed by systemd, a reboot.',
    ),
    logout: l10n.t('ssh’s exit status: that of the last command for a logout, 255 for anything else.'),
    sleep: l10n.t('It happened on waking up, or with a change of network or VPN.'),
  };
  return signs[id] ?? '';
}
