import * as l10n from '@vscode/l10n';
import { channelTimeoutsOf, ownChannelLimit } from './channelTimeout.ts';
import { isOtherClient } from './clientKinds.ts';
import { type Context, hopEnd, readClient, throughUnknownProxy } from './context.ts';
import { exactWhen } from './format.ts';
import { clientWrites, serverLogs } from './messages.ts';
import { isRange } from './range.ts';
import type { Situation } from './timer.ts';

// What the people at both ends get to see.

type Ended = Pick<Situation, 'endedBy' | 'closedBy' | 'after' | 'hop'>;

/** The name that ssh puts into its messages. */
export function hostOf(context: Context): string {
  const host = readClient(context.client, 'Hostname').value;
  return host === 'none' || host === '' ? 'HOST' : host;
}

/** As the ssh to a jump host has it, where that is the one that ends. */
function endOf(context: Context, host: string | undefined): Context {
  const hop = context.hops.find((each) => each.host === host);
  return hop ? { ...context, client: hopEnd(context, hop) } : context;
}

/** What the client writes once it finds out, and when. */
export function clientSees(context: Context, ending: Ended): string {
  if (!isRange(ending.after)) {
    if (ending.after === 'never') return l10n.t('nothing: it hangs');
    return throughUnknownProxy(context)
      ? l10n.t('nothing until the proxy gives up')
      : l10n.t('nothing until its system gives up');
  }
  const { kind } = context.client;
  const message = isOtherClient(kind)
    ? l10n.t('an error of {0}', kind.name)
    : ending.endedBy === 'ServerAliveInterval'
      ? clientWrites.serverAlive(hostOf(endOf(context, ending.hop)))
      : clientWrites.systemGaveUp(hostOf(endOf(context, ending.hop)), context.client.version, context.client.platform);
  return l10n.t('{0} (after {1})', message, exactWhen(ending.after));
}

/** What the server logs once it finds out, and when. */
export function serverSees(context: Context, ending: Ended): string {
  if (!isRange(ending.after)) return l10n.t('nothing: the session stays');
  const message =
    ending.endedBy === 'ClientAliveInterval'
      ? serverLogs.clientAlive(context.server.version)
      : serverSystemError(context);
  return l10n.t('{0} (after {1})', message, exactWhen(ending.after));
}

export function serverSystemError({ server }: Context): string {
  return server.platform === 'windows'
    ? l10n.t('an error of the TCP connection')
    : serverLogs.systemGaveUp(server.platform);
}

/** Both ends hear each other: one side's message and what the other makes of it. */
export function healthySeen(
  context: Context,
  ending: Ended,
  noticed: (context: Context) => { readonly client: string; readonly server: string },
): readonly [string, string] {
  const host = hostOf(context);
  const { closedBy } = ending;
  switch (ending.endedBy) {
    case 'ServerAliveInterval':
      return [clientWrites.serverAlive(host), serverLogs.connectionClosed()];
    case 'ClientAliveInterval':
      return [clientWrites.closedByRemote(host), serverLogs.clientAlive(context.server.version)];
    case 'ChannelTimeout': {
      if (channelTimeoutsOf(context.server).fatal && closedBy === 'server') {
        return [clientWrites.closedBeforeLogin(), serverLogs.badChannelTimeout()];
      }
      return [
        clientWrites.sessionClosed(host),
        closedBy === 'server' ? serverLogs.channelTimeout(ownChannelLimit(context)) : serverLogs.disconnectedByUser(),
      ];
    }
    case 'UnusedConnectionTimeout':
      return [clientWrites.closedByRemote(host), serverLogs.unusedConnection()];
    case 'ControlPersist':
      return [l10n.t('nothing: the shared connection ran in the background'), serverLogs.disconnectedByUser()];
    case 'path': {
      const { client, server } = noticed(context);
      return [client, server];
    }
    default:
      return [l10n.t('nothing: the session stays'), l10n.t('nothing')];
  }
}
