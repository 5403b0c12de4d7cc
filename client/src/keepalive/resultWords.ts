import * as vscode from 'vscode';
import type { ResultWords } from './resultMessages.ts';

/** The page has no strings of its own. */
export function resultWords(host: string): ResultWords {
  return {
    heading: vscode.l10n.t('Keepalive test of {0}', host),
    running: vscode.l10n.t('The test is running'),
    roundTrips: vscode.l10n.t('Round trips'),
    milliseconds: vscode.l10n.t('ms'),
    seconds: vscode.l10n.t('seconds on the live connection'),
    phases: vscode.l10n.t('How the connection came about'),
    unfinished: vscode.l10n.t('not finished'),
    results: vscode.l10n.t('What was measured'),
    prediction: vscode.l10n.t('Predicted beside measured'),
    advice: vscode.l10n.t('What would help'),
    apply: vscode.l10n.t('Apply to This Host…'),
    keepPath: vscode.l10n.t('Keep {0} s as This Host’s Path', '{0}'),
    copy: vscode.l10n.t('Copy Report'),
    copied: vscode.l10n.t('Copied.'),
    again: vscode.l10n.t('Run Again'),
    interrupted: vscode.l10n.t('The window was reloaded while this test was running. Run it again.'),
    marks: vscode.l10n.t('Marks on the timeline; the arrow keys lead from one to the next'),
    opens: vscode.l10n.t('opens the line'),
    asTable: vscode.l10n.t('The same as a table'),
    time: vscode.l10n.t('When'),
    side: vscode.l10n.t('Who'),
    event: vscode.l10n.t('What happens then'),
    why: vscode.l10n.t('Because of'),
    summary: vscode.l10n.t('{0} round trips, from {1} to {2} ms', '{0}', '{1}', '{2}'),
  };
}
