import * as vscode from 'vscode';
import {
  type EffectiveConfigView,
  effectiveConfigRequest,
  type HostArgument,
  showEffectiveConfigCommand,
} from '../../server/src/protocol.ts';
import { chooseHost } from './chooseHost.ts';
import type { LanguageServer } from './client.ts';

const scheme = 'sshtimeouts-effective';

/** The read-only document "what ssh will use for HOST, and why", which follows the files it is made from. */
export function registerEffectiveConfigView(server: LanguageServer): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const views = new Map<string, EffectiveConfigView>();
  const openViews = () => vscode.workspace.textDocuments.filter((document) => document.uri.scheme === scheme);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refreshSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const document of openViews()) changed.fire(document.uri);
    }, 300);
  };

  return vscode.Disposable.from(
    changed,
    { dispose: () => clearTimeout(timer) },
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      async provideTextDocumentContent(uri, token) {
        const about = argumentOf(uri);
        // The server answers for open documents; the user may have closed this one.
        await vscode.workspace.openTextDocument(vscode.Uri.parse(about.uri, true));
        const view = await server.sendRequest<EffectiveConfigView | null>(effectiveConfigRequest, about, token);
        if (view === null) {
          views.delete(uri.toString());
          return vscode.l10n.t('# There is no effective configuration to show for this file.');
        }
        views.set(uri.toString(), view);
        return view.text;
      },
    }),
    vscode.languages.registerDocumentLinkProvider(
      { scheme },
      { provideDocumentLinks: (document) => linksOf(views.get(document.uri.toString())) },
    ),
    vscode.workspace.onDidCloseTextDocument((document) => views.delete(document.uri.toString())),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme !== scheme && openViews().length > 0) refreshSoon();
    }),
    vscode.workspace.onDidSaveTextDocument(refreshSoon),
    server.onDidChangeFiles(refreshSoon),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('sshTimeouts')) refreshSoon();
    }),
    vscode.commands.registerCommand(showEffectiveConfigCommand, async (argument?: unknown) => {
      const about = isHostArgument(argument) ? argument : await chooseHost(server, argument);
      if (about !== undefined) await show(about);
    }),
  );
}

async function show(about: HostArgument): Promise<void> {
  const document = await vscode.workspace.openTextDocument(viewUri(about));
  await vscode.languages.setTextDocumentLanguage(document, 'ssh_effective_config');
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}

/** The path is the tab's title; the query says what the view is about. */
function viewUri({ uri, host }: HostArgument): vscode.Uri {
  const title = vscode.l10n.t('{0} (effective)', host === '' ? 'sshd' : host).replaceAll('/', '∕');
  return vscode.Uri.from({ scheme, path: `/${title}`, query: JSON.stringify({ uri, host }) });
}

function argumentOf(view: vscode.Uri): HostArgument {
  const about: unknown = JSON.parse(view.query);
  if (!isHostArgument(about)) throw new Error(`not the address of an effective configuration: ${view.query}`);
  return about;
}

function isHostArgument(value: unknown): value is HostArgument {
  const argument = value as Partial<HostArgument> | null | undefined;
  return typeof argument === 'object' && typeof argument?.uri === 'string' && typeof argument.host === 'string';
}

function linksOf(view: EffectiveConfigView | undefined): vscode.DocumentLink[] {
  return (view?.links ?? []).map((link) => {
    const target = vscode.Uri.parse(link.uri, true).with({ fragment: `L${link.targetLine + 1}` });
    const place = new vscode.DocumentLink(new vscode.Range(link.line, link.start, link.line, link.end), target);
    place.tooltip = vscode.l10n.t('Go to this line');
    return place;
  });
}
