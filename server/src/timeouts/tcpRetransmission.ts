import * as l10n from '@vscode/l10n';
import type { Context } from './context.ts';
import { tcpLimits } from './tcp.ts';
import type { Fires, Timer } from './timer.ts';

/** The operating system gives up data that nobody acknowledges; what ends a connection on which one side keeps sending. */
export function tcpRetransmission(context: Context, side: 'client' | 'server'): Timer {
  const limits = tcpLimits(context[side].platform);
  return {
    id: 'tcpRetransmission',
    side: 'tcp',
    fires: tcpRetransmissionFires(context, side),
    probeEvery: null,
    closedBy: side,
    startsAt: l10n.t('the first data that the other end does not acknowledge'),
    because: [{ kind: 'profile', id: `tcp-${context[side].platform}`, source: limits.source }],
    note:
      side === 'client' && context.proxied
        ? l10n.t('The proxy’s TCP connection has this limit, and only for the way to the proxy’s peer.')
        : limits.retransmission === 'unknown'
          ? l10n.t('{0} gives up sooner or later; no figure with a source is known.', limits.name)
          : l10n.t(
              '{0} with default settings. It starts with the first unanswered probe or key press, not with the silence.',
              limits.name,
            ),
  };
}

/** From the first unacknowledged data. Not known behind a proxy: the dead stretch may lie beyond the proxy's peer. */
export function tcpRetransmissionFires(context: Context, side: 'client' | 'server'): Fires {
  if (side === 'client' && context.proxied) return 'unknown';
  return tcpLimits(context[side].platform).retransmission;
}

/** The operating system's limit on an unanswered TCP connection request. */
export function tcpConnect(context: Context): Timer {
  const limits = tcpLimits(context.client.platform);
  return {
    id: 'tcpConnect',
    side: 'tcp',
    fires: context.proxied ? 'never' : limits.connect,
    probeEvery: null,
    closedBy: 'client',
    startsAt: l10n.t('the first connection request, for each address and attempt'),
    because: [{ kind: 'profile', id: `tcp-${context.client.platform}`, source: limits.source }],
    note: context.proxied
      ? l10n.t('The proxy connects, not this ssh.')
      : limits.connect === 'unknown'
        ? l10n.t('{0} has a limit of its own; no figure with a source is known.', limits.name)
        : l10n.t('{0} with default settings; a shorter ConnectTimeout comes first.', limits.name),
  };
}
