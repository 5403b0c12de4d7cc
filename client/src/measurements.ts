import * as vscode from 'vscode';
import { afterReport } from '../../server/src/keepalive/measurement.ts';
import type { KeepaliveReport } from '../../server/src/keepalive/report.ts';
import { type InitializationOptions, measurementsNotification } from '../../server/src/protocol.ts';
import type { LanguageServer } from './client.ts';

type Measurements = NonNullable<InitializationOptions['measurements']>;

const storageKey = 'sshTimeouts.measurements';
/** More hosts than anybody tests; the oldest go first. */
const mostHosts = 500;

/** What live tests have learnt, by host. On this machine alone: it is never synchronised. */
export function readMeasurements({ globalState }: Pick<vscode.ExtensionContext, 'globalState'>): Measurements {
  return globalState.get<Measurements>(storageKey, {});
}

/** Adds a report to what is known of its host, and lets the server know. */
export async function recordReport(
  context: vscode.ExtensionContext,
  server: LanguageServer,
  report: KeepaliveReport,
): Promise<void> {
  const before = readMeasurements(context);
  const own = Object.hasOwn(before, report.host) ? before[report.host] : undefined;
  const after = afterReport(own, report);
  if (after === undefined || after === own) return;
  const entries = Object.entries({ ...before, [report.host]: after });
  const newest = entries.toSorted(([, a], [, b]) => b.at.localeCompare(a.at)).slice(0, mostHosts);
  await keep(context, server, Object.fromEntries(newest));
}

async function keep(
  context: Pick<vscode.ExtensionContext, 'globalState'>,
  server: LanguageServer,
  measurements: Measurements,
): Promise<void> {
  await context.globalState.update(storageKey, measurements);
  await server.sendNotification(measurementsNotification, { measurements });
}

/** The command "Clear Measurements": forgets those of one host, or all. */
export function registerMeasurements(context: vscode.ExtensionContext, server: LanguageServer): vscode.Disposable {
  return vscode.commands.registerCommand('sshTimeouts.clearMeasurements', async () => {
    const known = readMeasurements(context);
    const hosts = Object.keys(known).sort();
    if (hosts.length === 0) {
      await vscode.window.showInformationMessage(vscode.l10n.t('No host has been measured.'));
      return;
    }
    const all = { label: vscode.l10n.t('All Hosts'), description: String(hosts.length) };
    const picked = await vscode.window.showQuickPick(
      [all, ...hosts.map((label) => ({ label, description: known[label]?.at.slice(0, 10) ?? '' }))],
      { title: vscode.l10n.t('Forget the measurements of which host?') },
    );
    if (!picked) return;
    const { [picked.label]: _, ...others } = known;
    await keep(context, server, picked === all ? {} : others);
  });
}
