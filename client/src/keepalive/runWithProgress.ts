import * as vscode from 'vscode';
import { visible } from '../../../server/src/keepalive/escape.ts';
import type { Observation } from '../../../server/src/keepalive/observe.ts';
import { progressOf, shareDone } from '../../../server/src/keepalive/progress.ts';
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
      const increment = Math.max(0, 100 * shareDone(last, plan, seconds) - shown);
      shown += increment;
      progress.report({ message: progressOf(last, plan, seconds), increment });
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
