import * as vscode from 'vscode';
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient';

const mostCrashes = 4;
const withinMilliseconds = 3 * 60 * 1000;

/** Restarts a server that ended by itself, quietly; one that keeps ending stays down, with a message and a way back. */
export function restartOnCrash(output: vscode.LogOutputChannel, restart: () => Promise<void>): ErrorHandler {
  let crashes: readonly number[] = [];
  return {
    // Whatever is written to a server that was killed fails first, more than once; only then is its end noticed. To
    // shut down for that would look like an end that was wanted, and nothing would be started again.
    error: (error) => {
      output.warn(`Connection to the language server: ${error.message}`);
      return { action: ErrorAction.Continue, handled: true };
    },
    closed: () => {
      const now = Date.now();
      crashes = [...crashes.filter((time) => now - time < withinMilliseconds), now];
      if (crashes.length <= mostCrashes) {
        output.warn('The language server ended unexpectedly and is started again.');
        return { action: CloseAction.Restart, handled: true };
      }
      void offerRestart(output, restart);
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

async function offerRestart(output: vscode.LogOutputChannel, restart: () => Promise<void>): Promise<void> {
  const message = vscode.l10n.t(
    'The language server of SSH Timeouts keeps ending unexpectedly and was stopped. Your files are not affected.',
  );
  const again = vscode.l10n.t('Restart Server');
  const show = vscode.l10n.t('Show Output');
  const choice = await vscode.window.showErrorMessage(message, again, show);
  if (choice === again) await restart();
  else if (choice === show) output.show();
}
