import * as vscode from 'vscode';

/** Pages of this window that can still be looked at. */
const kept = 20;

export interface MarkdownPages extends vscode.Disposable {
  /** `title` is the tab's. */
  show(title: string, text: string): Promise<void>;
}

/** Shows texts as read-only Markdown previews under a scheme of their own. */
export function createMarkdownPages(scheme: string): MarkdownPages {
  const texts = new Map<string, string>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) =>
      texts.get(uri.path) ?? vscode.l10n.t('This page belonged to an earlier window. Ask again.'),
  });
  let count = 0;
  return {
    dispose: () => provider.dispose(),
    async show(title, text) {
      count++;
      const path = `/${title.replaceAll('/', '∕')} ${count}.md`;
      texts.set(path, text);
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
