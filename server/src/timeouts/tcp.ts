import type { Platform } from './context.ts';
import { exactly } from './range.ts';
import type { Fires } from './timer.ts';

/** What an operating system does by itself; OpenSSH only switches TCP keepalive on and sets none of its times. */
export interface TcpLimits {
  readonly name: string;
  /** Seconds of silence before the first keepalive packet. */
  readonly keepaliveIdle: number;
  /** Until an idle connection to a dead peer is given up. */
  readonly keepaliveFires: Fires;
  /** Until data that nobody acknowledges is given up. */
  readonly retransmission: Fires;
  /** Until an unanswered connection request is given up. */
  readonly connect: Fires;
  readonly source: string;
}

/**
 * Defaults that can be changed system-wide. `unknown` where no source was found: Windows sends its keepalive packets
 * one second apart, but their number is not documented there.
 */
const limits: Readonly<Record<Platform, TcpLimits>> = {
  linux: {
    name: 'Linux',
    keepaliveIdle: 7200,
    keepaliveFires: exactly(7200 + 9 * 75),
    // tcp_retries2 = 15: 924.6 s is the kernel's lower bound; it gives up at the first retransmission after it, and
    // these are at most 120 s apart.
    retransmission: { earliest: 924, latest: 1045 },
    // tcp_syn_retries = 6: 1 + 2 + 4 + ... + 64 s.
    connect: exactly(127),
    source: 'Linux kernel, Documentation/networking/ip-sysctl.rst',
  },
  macos: {
    name: 'macOS',
    keepaliveIdle: 7200,
    keepaliveFires: exactly(7200 + 8 * 75),
    retransmission: 'unknown',
    connect: 'unknown',
    source: 'sysctl net.inet.tcp of macOS',
  },
  freebsd: {
    name: 'FreeBSD',
    keepaliveIdle: 7200,
    keepaliveFires: exactly(7200 + 8 * 75),
    retransmission: 'unknown',
    connect: 'unknown',
    source: 'sysctl net.inet.tcp of FreeBSD',
  },
  windows: {
    name: 'Windows',
    keepaliveIdle: 7200,
    keepaliveFires: 'unknown',
    retransmission: 'unknown',
    connect: 'unknown',
    source: 'learn.microsoft.com, KeepAliveTime and KeepAliveInterval',
  },
};

export function tcpLimits(platform: Platform): TcpLimits {
  return limits[platform];
}

export function tcpConnectSeconds(platform: Platform): Fires {
  return limits[platform].connect;
}
