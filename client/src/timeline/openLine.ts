import * as vscode from 'vscode';

/** Shows a line of a file beside a panel; where the file is on view already, there. */
export async function openLine(uri: string, line: number, panelColumn: vscode.ViewColumn | undefined): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  const open = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const end = document.lineAt(Math.min(line, document.lineCount - 1)).range;
  await vscode.window.showTextDocument(document, {
    viewColumn: open?.viewColumn ?? columnBeside(panelColumn),
    selection: end,
  });
}

/** A column in which the panel does not stand. */
export function columnBeside(panelColumn: vscode.ViewColumn | undefined): vscode.ViewColumn {
  return panelColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
}
