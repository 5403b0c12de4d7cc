import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import type { KeepaliveDescription } from '../../../server/src/keepalive/describe.ts';
import { visible } from '../../../server/src/keepalive/escape.ts';
import { consentText, type Execution } from '../../../server/src/keepalive/executes.ts';
import { idleBounds } from '../../../server/src/keepalive/idle.ts';
import type { KeepalivePlan } from '../../../server/src/keepalive/plan.ts';
import { commandText, withJump } from '../../../server/src/keepalive/relayCommand.ts';

const storageKey = 'sshTimeouts.keepalive.consent';

/** Longest list in a dialog: what does not fit would be consented to unseen, so then there is no "always". */
const longestList = 12;

/**
 * Asks once for each host, showing the exact command and everything that the configuration executes. "Always" holds
 * until one of these lines changes.
 */
export async function hasConsent(
  memory: vscode.Memento,
  program: string,
  description: KeepaliveDescription,
): Promise<boolean> {
  const { plan, executes } = description;
  const print = fingerprint(program, description);
  const remembered = memory.get<Record<string, string>>(storageKey, {});
  const key = `${plan.host} ${plan.mode}`;
  if (remembered[key] === print) return true;
  const run = vscode.l10n.t('Run Test');
  const always = vscode.l10n.t('Always for This Host');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Test the connection to {0} with your own ssh?', visible(plan.host)),
    { modal: true, detail: consentDetail(program, description) },
    ...(executes.length > longestList ? [run] : [run, always]),
  );
  if (answer === always) await memory.update(storageKey, { ...remembered, [key]: print });
  return answer === run || answer === always;
}

export function consentDetail(program: string, { plan, executes }: KeepaliveDescription): string {
  const parts = [whatHappens(plan)];
  const running = executes.filter(({ runs }) => runs !== 'no');
  if (running.length === 0) parts.push(vscode.l10n.t('Your configuration makes ssh run no other program.'));
  else {
    const shown = running.slice(0, longestList).map(executionText);
    if (running.length > longestList) shown.push(vscode.l10n.t('… and {0} more', running.length - longestList));
    parts.push(`${vscode.l10n.t('Your configuration also makes ssh run:')}\n${shown.join('\n')}`);
  }
  const held = executes.filter(({ runs }) => runs === 'no');
  if (held.length > 0) {
    parts.push(`${vscode.l10n.t('Kept from running:')}\n${held.map(executionText).join('\n')}`);
  }
  // Last, as it is long and says little to most; the dialog scrolls.
  parts.push(visible(commandText(program, startedArgv(program, plan)), 2_000));
  return parts.join('\n\n');
}

function whatHappens(plan: KeepalivePlan): string {
  if (plan.mode === 'idle') {
    const { logins, seconds } = idleBounds(plan.seconds);
    return vscode.l10n.t(
      'It logs in to the server up to {0} times, opens no session, and ends after {1} s at the latest.',
      logins,
      seconds,
    );
  }
  return vscode.l10n.t('It logs in to the server, opens no session, and ends after {0} s.', plan.seconds);
}

function executionText(execution: Execution): string {
  const where = execution.uri === undefined ? '' : ` (${placeText(execution.uri, execution.lineIndex ?? 0)})`;
  const hop = execution.hop === undefined ? '' : ` [${visible(execution.hop)}]`;
  const perhaps = execution.runs === 'maybe' ? ` – ${vscode.l10n.t('perhaps')}` : '';
  return `• ${execution.directive}${hop}: ${visible(execution.command, 300)}${where}${perhaps}`;
}

function placeText(uri: string, lineIndex: number): string {
  let file = uri;
  try {
    file = fileURLToPath(uri);
  } catch {
    // Not a local file: its address says where it is.
  }
  return `${visible(file)}:${lineIndex + 1}`;
}

function fingerprint(program: string, { plan, executes }: KeepaliveDescription): string {
  return createHash('sha256')
    .update(consentText(plan.host, [program, ...startedArgv(program, plan)], executes))
    .digest('hex');
}

/** As the runner will start it on this system. */
function startedArgv(program: string, plan: KeepalivePlan): readonly string[] {
  return process.platform === 'win32' ? plan.argv : withJump(plan, program);
}
