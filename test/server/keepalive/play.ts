import { type Observation, observe, startObservation } from '../../../server/src/keepalive/observe.ts';
import type { KeepaliveMode } from '../../../server/src/keepalive/plan.ts';
import type { RunEvent } from '../../../server/src/keepalive/runEvent.ts';

/**
 * Plays a drawn run: each line is `MS log TEXT`, `MS err TEXT`, `MS stop REASON`, `MS exit CODE`, `MS gap MS`, `MS launch CLOCK`,
 * `MS cut AGE_FROM_SERVER AGE_TO_SERVER`, `MS server-closed`.
 * A `+` in place of the time means "in the same read as the line above".
 */
export function play(run: string, mode: KeepaliveMode = 'quick', logTo: 'fifo' | 'stderr' = 'fifo'): Observation {
  return events(run).reduce(observe, startObservation(mode, logTo));
}

export function events(run: string): readonly RunEvent[] {
  let at = 0;
  let read = 0;
  return run
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, time = '', kind, rest = ''] = /^\s*(\S+) (\S+) ?(.*)$/.exec(line) ?? [];
      if (time !== '+') {
        at = Number(time);
        read++;
      }
      switch (kind) {
        case 'log':
          return { kind: 'line', at, read, source: 'log', text: rest };
        case 'err':
          return { kind: 'line', at, read, source: 'stderr', text: rest };
        case 'stop':
          return { kind: 'stop', at, reason: rest as 'done' };
        case 'exit':
          return { kind: 'exit', at, code: Number(rest), signal: null };
        case 'gap':
          return { kind: 'gap', at, milliseconds: Number(rest) };
        case 'launch':
          return { kind: 'launch', at, clock: Number(rest) };
        case 'cut': {
          const [fromServer = 0, toServer = 0] = rest.split(' ').map(Number);
          return { kind: 'cut', at, fromServer, toServer };
        }
        case 'server-closed':
          return { kind: 'server-closed', at };
        default:
          throw new Error(`not a line of a run: ${line}`);
      }
    });
}

/** A client of some release up to the live connection. Texts differ by release as OpenSSH's do. */
export function toLive(client: string, server = 'OpenSSH_9.6'): string {
  const [major = 0, minor = 0] = client.split('.').map(Number);
  const since = (a: number, b: number) => major > a || (major === a && minor >= b);
  return `
    1 log debug1: Reading configuration data /home/ann/.ssh/config
    3 log debug1: Connecting to box.example [192.0.2.7] port 22.
    5 log debug1: Connection established.
    6 log debug1: identity file /home/ann/.ssh/id_ed25519 type 3
    7 log debug1: Local version string SSH-2.0-OpenSSH_${client}
    30 log debug1: Remote protocol version 2.0, remote software version ${server}
    31 log debug3: send packet: type 20
    + log debug1: SSH2_MSG_KEXINIT sent
    35 log debug3: receive packet: type 20
    + log debug1: SSH2_MSG_KEXINIT received
    50 log debug1: Server host key: ssh-ed25519 SHA256:AAAA
    60 log debug1: SSH2_MSG_NEWKEYS received
    65 log debug1: Authentications that can continue: publickey,password
    66 log debug1: Offering public key: /home/ann/.ssh/id_ed25519 ED25519 SHA256:BBBB
    70 log debug1: Server accepts key: /home/ann/.ssh/id_ed25519 ED25519 SHA256:BBBB
    80 log debug3: receive packet: type 52
    ${since(8, 9) ? '' : '80.5 log debug1: Authentication succeeded (publickey).'}
    81 log Authenticated to box.example ([192.0.2.7]:22)${since(8, 9) ? ' using "publickey"' : ''}.
    82 log debug1: Requesting no-more-sessions@openssh.com
    + log debug3: send packet: type 80
    83 log debug1: Entering interactive session.
  `;
}
