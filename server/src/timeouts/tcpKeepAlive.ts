import * as l10n from '@vscode/l10n';
import { type Context, dependsOn, type End, readClient, readServer, type Setting } from './context.ts';
import { duration } from './format.ts';
import { tcpLimits } from './tcp.ts';
import type { Fires, Timer } from './timer.ts';

/** TCPKeepAlive: the operating system probes an idle connection after hours. */
export function tcpKeepAlive(context: Context, side: 'client' | 'server'): Timer {
  const setting = settingOf(context[side]);
  const fires = tcpKeepAliveFires(context, side);
  const limits = tcpLimits(context[side].platform);
  return {
    id: 'tcpKeepAlive',
    side: 'tcp',
    fires,
    probeEvery: fires === 'never' || setting.value === 'unknown' ? null : limits.keepaliveIdle,
    closedBy: side,
    startsAt: l10n.t('the last packet in either direction'),
    because: [setting.because, { kind: 'profile', id: `tcp-${context[side].platform}`, source: limits.source }],
    note: note(context, side, setting),
    ...dependsOn(setting),
  };
}

/** For the first leg to a jump host, whose ssh has a TCP connection of its own. */
export function hopTcpKeepAlive(host: string, end: End): Timer {
  const setting = settingOf(end);
  const on = setting.value === 'yes';
  const limits = tcpLimits(end.platform);
  return {
    id: 'tcpKeepAlive',
    side: 'tcp',
    fires: on ? limits.keepaliveFires : 'never',
    probeEvery: on ? limits.keepaliveIdle : null,
    closedBy: 'client',
    startsAt: l10n.t('the last packet in either direction'),
    because: [setting.because, { kind: 'profile', id: `tcp-${end.platform}`, source: limits.source }],
    note: l10n.t('Watches the TCP connection to jump host {0} only.', host),
    hop: host,
    ...dependsOn(setting),
  };
}

export function tcpKeepAliveFires(context: Context, side: 'client' | 'server'): Fires {
  if (side === 'client' && context.proxied) return 'never';
  const { value } = settingOf(context[side]);
  if (value === 'unknown') return 'unknown';
  return value === 'yes' ? tcpLimits(context[side].platform).keepaliveFires : 'never';
}

/** Seconds between TCP keepalive packets of a healthy connection, whoever sends them; null where nobody does. */
export function tcpProbePeriod(context: Context): number | null {
  const periods = (['client', 'server'] as const)
    .filter((side) => settingOf(context[side]).value === 'yes' && !(side === 'client' && context.proxied))
    .map((side) => tcpLimits(context[side].platform).keepaliveIdle);
  return periods.length === 0 ? null : Math.min(...periods);
}

function settingOf(end: End): Setting {
  return end.dialect === 'client' ? readClient(end, 'TCPKeepAlive') : readServer(end, 'TCPKeepAlive');
}

function note(context: Context, side: 'client' | 'server', setting: Setting): string {
  if (side === 'client' && context.proxied) {
    return l10n.t('Without effect: this ssh talks to a proxy, and the TCP connection is the proxy’s.');
  }
  if (setting.value === 'unknown') return l10n.t('Whether this client switches it on is not known.');
  if (setting.value !== 'yes')
    return l10n.t('TCPKeepAlive no: the operating system never asks whether the other end is there.');
  const limits = tcpLimits(context[side].platform);
  return l10n.t(
    '{0} sends the first packet after {1} of silence; ssh cannot change that. It does not run while sent data waits for an answer.',
    limits.name,
    duration(limits.keepaliveIdle),
  );
}
