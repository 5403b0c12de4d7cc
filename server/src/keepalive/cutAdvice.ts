import * as l10n from '@vscode/l10n';
import type { Observation } from './observe.ts';
import type { KeepalivePlan } from './plan.ts';
import { givenUp, toldSide } from './verdict.ts';

/** Who gave up on a path that was cut, and what decides it. */
export function cutAdvice(
  code: 'cut-client-first' | 'cut-server-first' | 'cut-nobody',
  observation: Observation,
  plan: KeepalivePlan,
): readonly [string, string] {
  const { client, server } = givenUp(observation);
  const seconds = (milliseconds: number | undefined) => ((milliseconds ?? 0) / 1_000).toFixed(1);
  switch (code) {
    case 'cut-client-first':
      return [
        l10n.t('On a dead path your ssh gives up first, {0} s after it last heard from the server.', seconds(client)),
        l10n.t('To find out sooner or later, change ServerAliveInterval × (ServerAliveCountMax + 1) for this host.'),
      ];
    case 'cut-server-first':
      return [
        l10n.t('On a dead path the server gives up first, {0} s after it last heard from you.', seconds(server)),
        toldSide(observation) === 'client'
          ? l10n.t('Its ClientAliveInterval × (ClientAliveCountMax + 1) decides; your ssh was told at once.')
          : client === undefined
            ? l10n.t(
                'Your ssh did not notice at all within {0} s: set ServerAliveInterval for this host.',
                plan.seconds,
              )
            : l10n.t(
                'Its ClientAliveInterval × (ClientAliveCountMax + 1) decides; your ssh noticed {0} s after its last news.',
                seconds(client),
              ),
      ];
    case 'cut-nobody':
      return [
        l10n.t('On a dead path neither side noticed anything within {0} s.', plan.seconds),
        l10n.t('Set ServerAliveInterval for this host, else a dead connection hangs until TCP gives it up.'),
      ];
  }
}
