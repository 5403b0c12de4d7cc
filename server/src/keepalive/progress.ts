import * as l10n from '@vscode/l10n';
import { phaseName } from './advice.ts';
import type { KeepalivePlan } from './plan.ts';
import type { RunnerEvent } from './runnerProtocol.ts';

/**
 * One line on how a test stands. Plain text.
 * @param seconds Since the test was started, by the clock of whoever shows it.
 */
export function progressOf(
  update: Extract<RunnerEvent, { type: 'update' }> | undefined,
  plan: KeepalivePlan,
  seconds: number,
): string {
  if (!update || update.liveAt === null) return `${phaseName(update?.phase ?? 'start')} …`;
  const left = (from: number) => Math.max(0, Math.ceil(plan.seconds - (seconds - from / 1_000)));
  switch (plan.mode) {
    case 'quick': {
      const answers = l10n.t('{0} of {1} probes answered', update.answered, update.sent);
      const toGo = l10n.t('{0} s to go', left(update.liveAt));
      return update.lastRoundTrip === null
        ? l10n.t('{0}, {1}', answers, toGo)
        : l10n.t('{0} ({1} ms), {2}', answers, update.lastRoundTrip.toFixed(1), toGo);
    }
    case 'observe':
      return l10n.t(
        '{0}, {1}',
        l10n.t('probes from the server: {0}', update.serverProbes),
        l10n.t('{0} s to go', left(update.liveAt)),
      );
    case 'idle':
      if (update.narrowing) return l10n.t('narrowing the result down …');
      return l10n.t('idle, {0} s to go', left(update.liveAt));
    case 'cut':
      return update.cutAt === null
        ? l10n.t('live, about to be cut')
        : l10n.t('cut, waiting for either side to notice: {0} s to go', left(update.cutAt));
  }
}

/** How much of the test is done, from 0 to 1; by the same clock. */
export function shareDone(
  update: Extract<RunnerEvent, { type: 'update' }> | undefined,
  plan: KeepalivePlan,
  seconds: number,
): number {
  if (update?.narrowing) return 1;
  const from = plan.mode === 'cut' ? update?.cutAt : update?.liveAt;
  return from == null ? 0 : Math.min(1, Math.max(0, (seconds - from / 1_000) / plan.seconds));
}
