import * as vscode from 'vscode';
import { State } from 'vscode-languageclient';
import { dialectRequest } from '../../server/src/protocol.ts';
import { documentLanguages, type LanguageServer } from './client.ts';

/** Languages that stand for "no language known": only such documents are looked into. */
const neutral: ReadonlySet<string> = new Set(['plaintext', 'ini', 'properties']);
/** That much of a text tells what it is. */
const enoughText = 20_000;

/**
 * Gives documents that are a configuration by their content the language for it: once each, so that whoever changes it
 * back has the last word. The server is not started for that.
 */
export function registerRecognition(server: LanguageServer): vscode.Disposable {
  const asked = new Set<string>();
  const recognise = async (document: vscode.TextDocument) => {
    const key = document.uri.toString();
    if (server.state() !== State.Running || !neutral.has(document.languageId)) return;
    // Our own pages look like a configuration and are none.
    if (document.uri.scheme.startsWith('sshtimeouts-')) return;
    if (asked.has(key) || document.getText() === '') return;
    asked.add(key);
    const [client, sshd] = documentLanguages;
    const question = { uri: key, languageId: document.languageId, text: document.getText().slice(0, enoughText) };
    const dialect = await server.sendRequest<string | null>(dialectRequest, question).catch(() => null);
    if (dialect === null || document.isClosed || !neutral.has(document.languageId)) return;
    await vscode.languages.setTextDocumentLanguage(document, dialect === 'server' ? sshd : client);
  };
  const all = () => {
    for (const document of vscode.workspace.textDocuments) void recognise(document);
  };
  all();
  return vscode.Disposable.from(vscode.workspace.onDidOpenTextDocument(recognise), server.onDidChangeState(all));
}
