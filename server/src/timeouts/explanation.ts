import * as l10n from '@vscode/l10n';
import { formatVersion } from '../values/openSshVersion.ts';
import { type Context, hopEnd, throughUnknownProxy } from './context.ts';
import { duration, inSeconds, sentences } from './format.ts';
import { clientKeepalive } from './keepalive.ts';
import type { Situation, Timer, Verdict } from './timer.ts';
import { decidingTimers } from './verdict.ts';

/** A paragraph: the verdict, the rules behind the deciding timers, and what was assumed. */
export function explanation(
  verdict: Verdict,
  situation: Situation | undefined,
  timers: readonly Timer[],
  assumptions: readonly string[],
): string {
  const notes = situation ? decidingTimers(situation, timers).map(({ note }) => note) : [];
  return sentences(verdict.text, ...notes, ...assumptions);
}

/** What the prediction takes for granted, one sentence each. */
export function assumptions(context: Context): readonly string[] {
  const { client, server, path } = context;
  const { kind } = client;
  return [
    kind && kind.honours !== 'all'
      ? kind.asProgrammed
        ? l10n.t('Client: {0}, as the program sets it.', kind.name)
        : l10n.t('Client: {0} with its defaults.', kind.name)
      : client.config
        ? l10n.t('Client: OpenSSH {0}.', formatVersion(client.version))
        : l10n.t('Client: the defaults of OpenSSH {0}.', formatVersion(client.version)),
    server.config
      ? l10n.t('Server: OpenSSH {0}.', formatVersion(server.version))
      : server.measured
        ? l10n.t(
            'Server: OpenSSH {0} as measured {1}; what cannot be seen from outside, such as ClientAliveCountMax, is its default.',
            formatVersion(server.version),
            server.measured.date,
          )
        : l10n.t('Server: no sshd_config is paired, so the defaults of OpenSSH {0}.', formatVersion(server.version)),
    ...(kind?.honours === 'all' && kind.note !== '' ? [`${kind.name}: ${kind.note}`] : []),
    ...(context.hops.length === 0
      ? throughUnknownProxy(context)
        ? [l10n.t('Way: through a proxy. When that program gives up by itself is not known.')]
        : []
      : [
          l10n.t(
            'Way: through {0}. Each leg is a connection of its own, and TCP sees its own leg only.',
            context.hops.map(({ host }) => host).join(' → '),
          ),
          ...context.hops.flatMap((hop) => {
            const { wire } = clientKeepalive(hopEnd(context, hop));
            return wire === null
              ? []
              : [l10n.t('The ssh to {0} sends a probe of its own every {1}.', hop.host, duration(wire))];
          }),
        ]),
    ...(context.outputEvery === undefined
      ? []
      : [l10n.t('Session: its program prints every {0}.', inSeconds(context.outputEvery))]),
    path.seconds === undefined
      ? l10n.t('Path: not known.')
      : path.label === duration(path.seconds)
        ? l10n.t('Path: forgets a connection on which nothing moves for {0}.', path.label)
        : l10n.t('Path: {0}, which forgets after {1}.', path.label, duration(path.seconds)),
  ];
}
