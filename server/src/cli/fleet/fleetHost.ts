import * as l10n from '@vscode/l10n';
import { dialectOfDump } from '../../resolve/dump.ts';
import type { Dialect } from '../../syntax/configFile.ts';
import { type OpenSshVersion, parseVersion, versionFromBanner } from '../../values/openSshVersion.ts';

/** What one line of the input tells about a machine. */
export interface FleetHost {
  readonly host: string;
  /** Undefined where the line does not say. */
  readonly version: OpenSshVersion | undefined;
  /** The lines of `sshd -T` and `ssh -G` that have to do with time, in their order. */
  readonly server: string;
  readonly client: string | undefined;
  readonly tcp: TcpSettings | undefined;
}

/** The kernel's own keepalive, as `sysctl` tells it; members that are absent are not known. */
export interface TcpSettings {
  readonly idle?: number;
  readonly interval?: number;
  readonly probes?: number;
}

/** A line that says nothing: the reason is for the user. */
export interface Malformed {
  readonly problem: string;
}

/** Reads `{"host": ..., "openssh": ..., "sshd_T": ..., "ssh_G"?: ..., "sysctl"?: ...}`. */
export function readFleetHost(text: string): FleetHost | Malformed {
  const line = parse(text);
  if (line === undefined) return { problem: l10n.t('no JSON') };
  if (typeof line !== 'object' || line === null || Array.isArray(line)) return { problem: l10n.t('no JSON object') };
  const { host, openssh, sshd_T, ssh_G, sysctl } = line as Readonly<Record<string, unknown>>;
  if (typeof host !== 'string' || host.trim() === '') return { problem: l10n.t('{0} is missing', 'host') };
  const server = dumpLines(sshd_T, 'server');
  if (server === undefined) return { problem: l10n.t('{0} of {1} is not what {2} prints', 'sshd_T', host, 'sshd -T') };
  const client = isGiven(ssh_G) ? dumpLines(ssh_G, 'client') : undefined;
  if (isGiven(ssh_G) && client === undefined) {
    return { problem: l10n.t('{0} of {1} is not what {2} prints', 'ssh_G', host, 'ssh -G') };
  }
  const version = isGiven(openssh) ? readVersion(openssh) : undefined;
  if (isGiven(openssh) && version === undefined) {
    return { problem: l10n.t('{0} of {1} names no OpenSSH release', 'openssh', host) };
  }
  return { host, version, server, client, tcp: isGiven(sysctl) ? readSysctl(sysctl) : undefined };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Collectors write an empty text where they found nothing. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** `9.2p1`, or what `ssh -V` and `sshd -V` print. */
function readVersion(value: unknown): OpenSshVersion | undefined {
  if (typeof value === 'number') return parseVersion(value.toFixed(1));
  return typeof value === 'string' ? (parseVersion(value) ?? versionFromBanner(value)) : undefined;
}

/** The directives that have a part in who ends a connection, and when. */
const aboutTime: Readonly<Record<Dialect, ReadonlySet<string>>> = {
  server: new Set([
    'allowtcpforwarding',
    'channeltimeout',
    'clientalivecountmax',
    'clientaliveinterval',
    'disableforwarding',
    'logingracetime',
    'maxauthtries',
    'maxsessions',
    'maxstartups',
    'persourcemaxstartups',
    'persourcepenalties',
    'rekeylimit',
    'tcpkeepalive',
    'unusedconnectiontimeout',
  ]),
  client: new Set([
    'addkeystoagent',
    'channeltimeout',
    'connectionattempts',
    'connecttimeout',
    'controlmaster',
    'controlpersist',
    'forwardx11',
    'forwardx11timeout',
    'proxycommand',
    'proxyjump',
    'rekeylimit',
    'serveralivecountmax',
    'serveraliveinterval',
    'sessiontype',
    'tcpkeepalive',
  ]),
};

/** A dump's lines about time, keywords in lower case; undefined where it is no dump. */
function dumpLines(value: unknown, dialect: Dialect): string | undefined {
  const text = Array.isArray(value) ? value.join('\n') : value;
  if (typeof text !== 'string' || dialectOfDump(text) !== dialect) return undefined;
  const wanted = aboutTime[dialect];
  let kept = '';
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const space = text.indexOf(' ', start);
    const keywordEnd = space < 0 || space > end ? end : space;
    const keyword = text.slice(start, keywordEnd).toLowerCase();
    if (wanted.has(keyword)) kept += `${keyword}${text.slice(keywordEnd, end).trimEnd()}\n`;
    start = end + 1;
  }
  return kept;
}

/** An object, or the text of `sysctl net.ipv4.tcp_keepalive_time ...`. */
function readSysctl(value: unknown): TcpSettings {
  const entries: Record<string, unknown> = {};
  if (typeof value === 'string') {
    for (const [, key, number] of value.matchAll(/^\s*([\w.]+)\s*[=:]\s*(\d+)\s*$/gm))
      entries[key ?? ''] = Number(number);
  } else if (typeof value === 'object' && value !== null) {
    Object.assign(entries, value);
  }
  const read = (name: string): number | undefined => {
    const number = Number(entries[`net.ipv4.${name}`] ?? entries[name] ?? Number.NaN);
    return Number.isInteger(number) && number > 0 ? number : undefined;
  };
  const [idle, interval, probes] = [
    read('tcp_keepalive_time'),
    read('tcp_keepalive_intvl'),
    read('tcp_keepalive_probes'),
  ];
  return {
    ...(idle === undefined ? {} : { idle }),
    ...(interval === undefined ? {} : { interval }),
    ...(probes === undefined ? {} : { probes }),
  };
}
