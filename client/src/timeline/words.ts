import * as vscode from 'vscode';
import type { TimelineWords } from './messages.ts';

/** The page has no strings of its own. */
export function timelineWords(): TimelineWords {
  return {
    situation: vscode.l10n.t('What happens?'),
    asTable: vscode.l10n.t('The same as a table'),
    time: vscode.l10n.t('When'),
    side: vscode.l10n.t('Who'),
    event: vscode.l10n.t('What happens then'),
    why: vscode.l10n.t('Because of'),
    whatIf: vscode.l10n.t('What if …'),
    trying: vscode.l10n.t('what if'),
    was: vscode.l10n.t('in effect: {0}', '{0}'),
    takeBack: vscode.l10n.t('Take back {0}', '{0}'),
    client: vscode.l10n.t('Client'),
    path: vscode.l10n.t('Path'),
    server: vscode.l10n.t('Server'),
    presets: vscode.l10n.t('Known paths'),
    noPreset: vscode.l10n.t('none of these'),
    apply: vscode.l10n.t('Apply to File…'),
    keepPath: vscode.l10n.t('Keep as Setting'),
    reset: vscode.l10n.t('Reset'),
    copySvg: vscode.l10n.t('Copy as SVG'),
    copyMarkdown: vscode.l10n.t('Copy as Markdown'),
    copied: vscode.l10n.t('Copied.'),
    advice: vscode.l10n.t('What would help'),
    tryIt: vscode.l10n.t('Try {0}', '{0}'),
    assumptions: vscode.l10n.t('What this takes for granted'),
    gone: vscode.l10n.t('This connection is no longer in the file. Open its timeline from another line.'),
    opens: vscode.l10n.t('opens the line'),
    legend: vscode.l10n.t('Marks'),
    legendProbe: vscode.l10n.t('probe that nobody answers'),
    legendAnswered: vscode.l10n.t('answered probe'),
    legendEnds: vscode.l10n.t('gives up and closes'),
    legendForgets: vscode.l10n.t('the path forgets'),
    legendMeasured: vscode.l10n.t('measured'),
    marks: vscode.l10n.t('Marks on the timeline; the arrow keys lead from one to the next'),
  };
}
