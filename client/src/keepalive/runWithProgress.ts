import * as vscode from 'vscode';
import { visible } from '../../../server/src/keepalive/escape.ts';
import type { KeepalivePlan } from '../../../server/src/keepalive/plan.ts';
import { progressOf, shareDone } from '../../../server/src/keepalive/progress.ts';
import type { RunnerEvent } from '../../../server/src/keepalive/runnerProtocol.ts';

type Update = Extract<RunnerEvent, { type: 'update' }>;

/** A test that was started; `result` never rejects. */
export interface Started<Result> {
  readonly result: Promise<Result>;
  cancel(): void;
}

/** Runs a test under a notification with the phase, a countdown and a way to cancel. */
export function runWithProgress<Result>(
  plan: KeepalivePlan,
  start: (onUpdate: (update: Update) => void) => Started<Result>,
  show: (update: Update | undefined, text: string) => void,
): Thenable<Result> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Testing {0}', visible(plan.host)),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    let last: Update | undefined;
    let shown = 0;
    const started = Date.now();
    const draw = () => {
      const seconds = (Date.now() - started) / 1_000;
      const increment = Math.max(0, 100 * shareDone(last, plan, seconds) - shown);
      shown += increment;
      const message = progressOf(last, plan, seconds);
      progress.report({ message, increment });
      show(last, message);
    };
    const test = start((update) => {
      last = update;
      draw();
    });
    token.onCancellationRequested(() => test.cancel());
    const clock = setInterval(draw, 1_000);
    try {
      return await test.result;
    } finally {
      clearInterval(clock);
    }
  });
}
