import { atLeast, type OpenSshVersion } from '../values/openSshVersion.ts';
import type { Platform } from './context.ts';

/**
 * What the programs themselves write when a connection ends, by version. ssh's and sshd's messages are not translated,
 * so neither are these. HOST, ADDRESS, PORT, USER stand for what is not known before the connection exists; every
 * client message goes with exit status 255.
 */
export const clientWrites = {
  serverAlive: (host: string) => `Timeout, server ${host} not responding.`,
  stalledBeforeLogin: () => 'Connection to ADDRESS port PORT timed out',
  tcpConnect: (host: string) => `ssh: connect to host ${host} port PORT: Connection timed out`,
  banner: (proxied: boolean) =>
    `Connection timed out during banner exchange; Connection to ${proxied ? 'UNKNOWN port 65535' : 'ADDRESS port PORT'} timed out`,
  closedByRemote: (host: string) => `Connection to ${host} closed by remote host.`,
  closedBeforeLogin: () => 'Connection closed by ADDRESS port PORT',
  sessionClosed: (host: string) => `Connection to ${host} closed. (with a terminal; nothing without)`,
  brokenPipe: () => 'client_loop: send disconnect: Broken pipe',
  /** Up to 9.7 the first of the two lines was composed and never written. */
  systemGaveUp: (host: string, version: OpenSshVersion, platform: Platform) =>
    atLeast(version, '9.8') && platform !== 'windows'
      ? `Read from remote host ${host}: ${timedOut(platform)}; client_loop: send disconnect: Broken pipe`
      : 'client_loop: send disconnect: Broken pipe',
} as const;

/** What the C library calls ETIMEDOUT. */
function timedOut(platform: Platform): string {
  return platform === 'linux' ? 'Connection timed out' : 'Operation timed out';
}

export const serverLogs = {
  clientAlive: (version: OpenSshVersion) =>
    atLeast(version, '7.7')
      ? 'Timeout, client not responding from user USER ADDRESS port PORT'
      : 'Timeout, client not responding.',
  connectionClosed: () => 'Connection closed by ADDRESS port PORT',
  systemGaveUp: (platform: Platform) => `Read error from remote host ADDRESS port PORT: ${timedOut(platform)}`,
  /** Debian 12's build of 9.2 lost the line with a security fix. */
  loginGrace: (version: OpenSshVersion) => {
    if (atLeast(version, '9.8'))
      return 'Timeout before authentication for connection from ADDRESS to ADDRESS, pid = PID';
    if (version.vendor === 'debian' && version.major === 9 && version.minor === 2) return '';
    return 'fatal: Timeout before authentication for ADDRESS port PORT';
  },
  /** Of the session's own limit, even where that for all channels together is the one that fired. */
  channelTimeout: (ownSeconds: number) =>
    `channel 0: closing after ${ownSeconds} seconds of inactivity (at LogLevel VERBOSE)`,
  unusedConnection: () => 'terminating inactive connection from user USER ADDRESS port PORT',
  disconnectedByUser: () => 'Received disconnect from ADDRESS port PORT:11: disconnected by user',
  badChannelTimeout: () => 'internal error: bad timeout none',
} as const;
