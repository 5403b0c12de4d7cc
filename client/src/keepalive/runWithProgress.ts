import * as vscode from 'vscode';
import { phaseName } from '../../../server/src/keepalive/advice.ts';
import { visible } from '../../../server/src/keepalive/escape.ts';
import type { Observation } from '../../../server/src/keepalive/observe.ts';
import type { RunnerEvent, RunnerRequest } from '../../../server/src/keepalive/runnerProtocol.ts';
import { type RunningTest, startRunner } from '../../../server/src/keepalive/startRunner.ts';

/** Runs a test under a notification with the phase, a countdown and a way to cancel. */
export function runWithProgress(
  runner: string,
  request: RunnerRequest,
  onStart: (test: RunningTest) => void,
): Thenable<Observation> {
  const { plan } = request;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Testing {0}', visible(plan.host)),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    let last: Update | undefined;
    let shown = 0;
    const started = Date.now();
    const test = startRunner(runner, request, (update) => {
      last = update;
      draw();
    });
    const draw = () => {
      const seconds = (Date.now() - started) / 1_000;
      const part = last?.liveAt == null ? 0 : (100 * (seconds - last.liveAt / 1_000)) / plan.seconds;
      const increment = Math.max(0, Math.min(100, part) - shown);
      shown += increment;
      progress.report({ message: progressText(last, seconds), increment });
    };
    const progressText = (update: Update | undefined, seconds: number): string => {
      if (update?.liveAt == null) return `${phaseName(update?.phase ?? 'start')} …`;
      const left = Math.max(0, Math.ceil(plan.seconds - (seconds - update.liveAt / 1_000)));
      if (plan.mode === 'observe') {
        return vscode.l10n.t('{0} probes from the server, {1} s to go', update.serverProbes, left);
      }
      const time = update.lastRoundTrip === null ? '' : ` (${update.lastRoundTrip.toFixed(1)} ms)`;
      return vscode.l10n.t('{0} of {1} probes answered{2}, {3} s to go', update.answered, update.sent, time, left);
    };
    onStart(test);
    token.onCancellationRequested(() => test.cancel());
    const clock = setInterval(draw, 1_000);
    try {
      return await test.observation;
    } finally {
      clearInterval(clock);
    }
  });
}

type Update = Extract<RunnerEvent, { type: 'update' }>;
