import * as vscode from 'vscode';
import { rulePageRequest, rulePageScheme } from '../../server/src/protocol.ts';
import type { LanguageServer } from './client.ts';

/**
 * Serves `sshtimeouts-rule:/ID.md`, the address in a diagnostic's code. The manifest's editor association opens it as
 * a Markdown preview.
 */
export function registerRulePages(server: LanguageServer): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(rulePageScheme, {
    async provideTextDocumentContent(uri, token) {
      const id = ruleIdOf(uri.path);
      const page = id === undefined ? null : await server.sendRequest<string | null>(rulePageRequest, { id }, token);
      return page ?? vscode.l10n.t('There is no rule of this name: {0}', uri.path.slice(1));
    },
  });
}

/** The rule a page's path names; undefined where it names none. */
export function ruleIdOf(path: string): string | undefined {
  return /^\/([a-z0-9-]+)\.md$/.exec(path)?.[1];
}
