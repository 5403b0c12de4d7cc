import * as vscode from 'vscode';
import { type TimelineChanges, type TimelineQuestion, timelineChangesRequest } from '../../../server/src/protocol.ts';
import type { LanguageServer } from '../client.ts';
import { columnBeside } from './openLine.ts';

/** Of texts that are shown beside the ones they would replace. */
export const proposalScheme = 'sshtimeouts-proposal';

/** Ours alone: a `TimelineQuestion` and the column of the panel that asks. */
export const applyWhatIfCommand = 'sshTimeouts.applyWhatIf';

export interface ChangeReview extends vscode.Disposable {
  /** Shows what would be written; answers whether the user let it be written. Nothing is saved. */
  apply(question: TimelineQuestion, panelColumn: vscode.ViewColumn | undefined): Promise<boolean>;
}

/** Shows proposed changes as a diff, and makes them as one edit that can be undone. */
export function createChangeReview(server: LanguageServer): ChangeReview {
  const proposals = new Map<string, string>();
  let count = 0;
  const provider = vscode.workspace.registerTextDocumentContentProvider(proposalScheme, {
    provideTextDocumentContent: (uri) => proposals.get(uri.toString()) ?? '',
  });

  async function review(changes: TimelineChanges, panelColumn: vscode.ViewColumn | undefined): Promise<boolean> {
    count += 1;
    const rows = changes.files.map((file) => {
      const original = vscode.Uri.parse(file.uri, true);
      const proposal = original.with({ scheme: proposalScheme, authority: '', query: String(count), fragment: '' });
      proposals.set(proposal.toString(), file.after);
      return { file, original, proposal };
    });
    try {
      await showDiff(rows, panelColumn);
      const write = vscode.l10n.t('Apply');
      const answer = await vscode.window.showInformationMessage(
        vscode.l10n.t('Write this? It can be undone, and is not saved. {0}', changes.notes.join(' · ')),
        write,
        vscode.l10n.t('Leave It'),
      );
      return answer === write && (await edit(changes));
    } finally {
      await closeDiff();
      for (const { proposal } of rows) proposals.delete(proposal.toString());
    }
  }

  return {
    dispose: () => provider.dispose(),
    async apply(question, panelColumn) {
      const changes = await server.sendRequest<TimelineChanges | null>(timelineChangesRequest, question);
      if (changes === null || changes.files.length === 0) {
        const notes = changes?.notes.join(' ') || vscode.l10n.t('There is nothing to write.');
        void vscode.window.showInformationMessage(notes);
        return false;
      }
      return review(changes, panelColumn);
    },
  };
}

interface Row {
  readonly original: vscode.Uri;
  readonly proposal: vscode.Uri;
}

async function showDiff(rows: readonly Row[], panelColumn: vscode.ViewColumn | undefined): Promise<void> {
  const [row] = rows;
  if (row === undefined) return;
  const options = { viewColumn: columnBeside(panelColumn), preview: true };
  if (rows.length === 1) {
    const title = vscode.l10n.t('{0}: as it is ↔ as proposed', row.original.path.split('/').at(-1) ?? '');
    await vscode.commands.executeCommand('vscode.diff', row.original, row.proposal, title, options);
    return;
  }
  const resources = rows.map(({ original, proposal }) => [original, original, proposal]);
  await vscode.commands.executeCommand('vscode.changes', manyFilesTitle(), resources);
}

/** The proposal has done its work. */
async function closeDiff(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(showsProposal);
  await vscode.window.tabGroups.close(tabs);
}

function showsProposal({ input, label }: vscode.Tab): boolean {
  if (input instanceof vscode.TabInputTextDiff) return input.modified.scheme === proposalScheme;
  // A diff of several files has no type of its own in the oldest release that this extension runs in.
  return !(input instanceof vscode.TabInputText) && label.startsWith(manyFilesTitle());
}

function manyFilesTitle(): string {
  return vscode.l10n.t('As proposed');
}

/** All files in one edit; none of them is saved. Documents that have changed since are not touched. */
async function edit(changes: TimelineChanges): Promise<boolean> {
  const whole = new vscode.WorkspaceEdit();
  const documents: vscode.TextDocument[] = [];
  for (const { uri, before, edits } of changes.files) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
    if (document.getText() !== before) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('The file has changed in the meantime. Nothing was written.'),
      );
      return false;
    }
    documents.push(document);
    for (const { range, newText } of edits) {
      const { start, end } = range;
      whole.replace(document.uri, new vscode.Range(start.line, start.character, end.line, end.character), newText);
    }
  }
  const done = await vscode.workspace.applyEdit(whole);
  // On view, so that it can be looked at, undone and saved.
  const [first] = documents;
  if (done && first && !vscode.window.visibleTextEditors.some(({ document }) => document === first)) {
    await vscode.window.showTextDocument(first, { preserveFocus: true, viewColumn: vscode.ViewColumn.One });
  }
  return done;
}
