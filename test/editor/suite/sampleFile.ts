import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { until } from './until.ts';

/** A file of the sample workspace, which every run opens. */
export function sampleUri(...parts: readonly string[]): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.file(path.join(folder.uri.fsPath, ...parts));
}

export const clientFile = ['.ssh', 'config'] as const;
export const serverFile = ['servers', 'web', 'sshd_config'] as const;

export async function showSample(parts: readonly string[]): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(sampleUri(...parts));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Position in the middle of the first `word` at or after the first `anchor`. */
export function positionOf(document: vscode.TextDocument, anchor: string, word = anchor): vscode.Position {
  const text = document.getText();
  const start = text.indexOf(anchor);
  assert.ok(start >= 0, `the file holds ${anchor}`);
  const offset = text.indexOf(word, start);
  assert.ok(offset >= 0, `the file holds ${word} after ${anchor}`);
  return document.positionAt(offset + Math.floor(word.length / 2));
}

/** The text of the hovers at a position, once there are some. */
export async function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await until(`a hover at line ${position.line + 1}`, () =>
    vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** The resolved code lenses of a document, once there are some. */
export async function codeLenses(document: vscode.TextDocument): Promise<readonly vscode.CodeLens[]> {
  return until(`code lenses in ${document.fileName}`, () =>
    vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100),
  );
}

/** Titles of the lenses above the line that holds `text`. */
export async function lensTitles(document: vscode.TextDocument, text: string): Promise<readonly string[]> {
  const { line } = positionOf(document, text);
  const lenses = await codeLenses(document);
  return lenses.filter(({ range }) => range.start.line === line).map(({ command }) => command?.title ?? '');
}
