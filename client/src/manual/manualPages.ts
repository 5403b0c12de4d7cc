import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { manualSection } from './manualSection.ts';

const scheme = 'sshtimeouts-manual';
const folders = ['/usr/share/man', '/usr/local/share/man', '/opt/homebrew/share/man', '/usr/local/man'];
const pages = ['ssh_config', 'sshd_config'] as const;
type Page = (typeof pages)[number];

export const openManualCommand = 'sshTimeouts.openManualSection';

/** What the manual that is installed on this machine says: the hover offers it, a read-only document shows it. */
export interface Manual {
  /** A link for the hover on `keyword`; undefined where no manual is installed, or it says nothing of the word. */
  link(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.MarkdownString | undefined>;
}

export function registerManual(context: vscode.ExtensionContext): Manual {
  const read = new Map<Page, Promise<InstalledPage | undefined>>();
  const load = (page: Page) => {
    const found = read.get(page) ?? readPage(page);
    read.set(page, found);
    return found;
  };
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      async provideTextDocumentContent(uri) {
        const [page, keyword = ''] = uri.path.split('/').filter((part) => part !== '');
        const found = page === 'ssh_config' || page === 'sshd_config' ? await load(page) : undefined;
        const section = found && manualSection(found.source, keyword);
        if (!found || section === undefined)
          return vscode.l10n.t('The manual has no section of this name: {0}', keyword);
        const head = vscode.l10n.t('{0} in the manual that is installed here, {1}', keyword, found.file);
        return `${head}\n\n${section}\n`;
      },
    }),
    vscode.commands.registerCommand(openManualCommand, async (page: unknown, keyword: unknown) => {
      if (!pages.some((each) => each === page) || typeof keyword !== 'string') return;
      const uri = vscode.Uri.from({ scheme, path: `/${page}/${keyword}` });
      const options = { preview: true, viewColumn: vscode.ViewColumn.Beside };
      const editor = await vscode.window.showTextDocument(uri, options);
      await vscode.languages.setTextDocumentLanguage(editor.document, 'plaintext');
    }),
  );
  return {
    async link(document, position) {
      const page = pages.find((each) => each === document.languageId);
      if (page === undefined || document.uri.scheme !== 'file') return undefined;
      const [, before = '', keyword = ''] = /^(\s*)(\w+)/.exec(document.lineAt(position.line).text) ?? [];
      if (position.character < before.length || position.character > before.length + keyword.length) return undefined;
      const found = await load(page);
      if (found === undefined || manualSection(found.source, keyword) === undefined) return undefined;
      const args = encodeURIComponent(JSON.stringify([page, keyword]));
      const link = new vscode.MarkdownString(
        `[${vscode.l10n.t('Open the manual’s own section')}](command:${openManualCommand}?${args})`,
      );
      link.isTrusted = { enabledCommands: [openManualCommand] };
      return link;
    },
  };
}

interface InstalledPage {
  readonly file: string;
  readonly source: string;
}

/** The first that is there, packed or not; undefined where none is. Containers often come without manuals. */
async function readPage(page: Page): Promise<InstalledPage | undefined> {
  for (const folder of folders) {
    for (const name of [`${page}.5.gz`, `${page}.5`]) {
      const file = path.join(folder, 'man5', name);
      try {
        const bytes = await readFile(file);
        return { file, source: (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8') };
      } catch {
        // Not there, or not what its name says: the next one.
      }
    }
  }
  return undefined;
}
