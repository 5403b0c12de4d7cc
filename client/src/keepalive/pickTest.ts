import * as vscode from 'vscode';
import {
  defaultSeconds,
  type KeepaliveMode,
  keepaliveModes,
  type LostDirection,
  lostDirections,
} from '../../../server/src/keepalive/plan.ts';

/** What is tested. */
export interface TestChoice {
  readonly mode: KeepaliveMode;
  /** In `cut`. */
  readonly lost?: LostDirection;
}

/** Asks which test to run; undefined where the user left. */
export async function pickTest(): Promise<TestChoice | undefined> {
  const modes = [
    {
      mode: 'quick',
      label: vscode.l10n.t('Quick'),
      description: vscode.l10n.t('{0} s', defaultSeconds.quick),
      detail: vscode.l10n.t('Sends a probe each second: does the server answer, and how fast?'),
    },
    {
      mode: 'observe',
      label: vscode.l10n.t('Observe'),
      description: vscode.l10n.t('up to {0} s', defaultSeconds.observe),
      detail: vscode.l10n.t('Sends nothing: does the server probe, how often, and does an idle connection live?'),
    },
    {
      mode: 'idle',
      label: vscode.l10n.t('Idle'),
      description: vscode.l10n.t('{0} s', defaultSeconds.idle),
      detail: vscode.l10n.t('Leaves several connections alone: after how long does the path forget one?'),
    },
    {
      mode: 'cut',
      label: vscode.l10n.t('Cut'),
      description: vscode.l10n.t('from {0} s', defaultSeconds.cut),
      detail: vscode.l10n.t('Lets a fresh connection fall silent: which side gives up, and when?'),
    },
  ] as const;
  // The relay that cuts is a ProxyCommand in the words of a POSIX shell.
  const offered = modes.filter(({ mode }) => mode !== 'cut' || process.platform !== 'win32');
  const picked = await vscode.window.showQuickPick(offered, { title: vscode.l10n.t('Which keepalive test?') });
  if (!picked) return undefined;
  if (picked.mode !== 'cut') return { mode: picked.mode };
  const lost = await pickLost();
  return lost && { mode: 'cut', lost };
}

async function pickLost(): Promise<LostDirection | undefined> {
  const directions = [
    {
      lost: 'both',
      label: vscode.l10n.t('Both directions'),
      detail: vscode.l10n.t('As when a cable is pulled: neither side hears the other.'),
    },
    {
      lost: 'to-server',
      label: vscode.l10n.t('Only to the server'),
      detail: vscode.l10n.t('The server hears nothing more; what it says still comes through.'),
    },
    {
      lost: 'from-server',
      label: vscode.l10n.t('Only from the server'),
      detail: vscode.l10n.t('Your ssh hears nothing more; what it says still comes through.'),
    },
  ] as const;
  const picked = await vscode.window.showQuickPick(directions, {
    title: vscode.l10n.t('Which packets should be lost?'),
  });
  return picked?.lost;
}

export function isChoice(value: unknown): value is TestChoice {
  const { mode, lost } = (value ?? {}) as Partial<TestChoice>;
  return keepaliveModes.some((known) => known === mode) && [...lostDirections, undefined].includes(lost);
}
