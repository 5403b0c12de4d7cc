import * as vscode from 'vscode';
import type { KeepaliveReport } from '../../../server/src/keepalive/report.ts';
import { reportMarkdown } from '../../../server/src/keepalive/reportText.ts';

const scheme = 'sshtimeouts-keepalive';
/** Reports of this window that can still be looked at. */
const kept = 20;

export interface ReportView extends vscode.Disposable {
  show(report: KeepaliveReport): Promise<void>;
}

/** Shows reports as read-only Markdown previews. */
export function createReportView(): ReportView {
  const texts = new Map<string, string>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) =>
      texts.get(uri.path) ?? vscode.l10n.t('This report belonged to an earlier window. Run the test again.'),
  });
  let count = 0;
  return {
    dispose: () => provider.dispose(),
    async show(report) {
      count++;
      // The path is the tab's title.
      const path = `/${report.host.replaceAll('/', '∕')} ${report.mode} ${count}.md`;
      texts.set(path, reportMarkdown(report));
      for (const old of [...texts.keys()].slice(0, -kept)) texts.delete(old);
      const uri = vscode.Uri.from({ scheme, path });
      try {
        await vscode.commands.executeCommand('vscode.openWith', uri, 'vscode.markdown.preview.editor', {
          viewColumn: vscode.ViewColumn.Beside,
        });
      } catch {
        // The Markdown extension may be switched off.
        await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true });
      }
    },
  };
}
