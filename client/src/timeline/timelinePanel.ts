import * as vscode from 'vscode';
import { pictureStyle } from '../../../server/src/picture/pictureStyle.ts';
import {
  type HostArgument,
  showTimelineCommand,
  type TimelineView,
  timelineRequest,
} from '../../../server/src/protocol.ts';
import { chooseHost } from '../chooseHost.ts';
import type { LanguageServer } from '../client.ts';
import { createPages, pageOptions } from '../webviewPage.ts';
import { applyWhatIfCommand, createChangeReview } from './applyChanges.ts';
import { keepPath } from './keepPath.ts';
import type { FromPage, TimelinePageData, TimelineState, ToPage } from './messages.ts';
import { openLine } from './openLine.ts';
import { timelineWords } from './words.ts';

const viewType = 'sshTimeouts.timeline';

/** Milliseconds that a page waits for its first answer, so that it can be drawn with it. Starting a server takes longer. */
const patience = 150;

/** The panel with the picture of a connection. One for each connection; it follows the files and survives a reload. */
export function registerTimeline(context: vscode.ExtensionContext, server: LanguageServer): vscode.Disposable {
  const panels = new Map<string, vscode.WebviewPanel>();
  const review = createChangeReview(server);
  const pages = createPages(context.extensionUri);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (panel: vscode.WebviewPanel, message: ToPage) => void panel.webview.postMessage(message);
  const refreshSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const panel of panels.values()) tell(panel, { type: 'refresh' });
    }, 200);
  };

  /** Fills a panel, new or brought back. `first` answers its first question. */
  const furnish = async (
    panel: vscode.WebviewPanel,
    state: TimelineState,
    first: Promise<TimelineView | null>,
  ): Promise<void> => {
    const { about } = state;
    let gone = false;
    panels.set(keyOf(about), panel);
    panel.onDidDispose(() => {
      gone = true;
      panels.delete(keyOf(about));
    });
    panel.webview.options = pageOptions;
    panel.webview.onDidReceiveMessage(async (message: FromPage) => {
      switch (message.type) {
        case 'ask': {
          const { situation, whatIf } = message;
          const question = { about, whatIf, ...(situation === undefined ? {} : { situation }) };
          tell(panel, { type: 'view', id: message.id, view: await ask(server, question) });
          break;
        }
        case 'open':
          await openLine(message.uri, message.line, panel.viewColumn);
          break;
        case 'apply':
          if (await review.apply({ ...about, whatIf: message.whatIf }, panel.viewColumn))
            tell(panel, { type: 'applied' });
          break;
        case 'keepPath':
          await keepPath(about, message.path);
          break;
        case 'copy':
          await vscode.env.clipboard.writeText(message.text);
          break;
      }
    });
    const view = await Promise.race([first, after(patience)]);
    const data: TimelinePageData = { words: timelineWords(), state, ...(view === undefined ? {} : { view }) };
    const html = await pages.page({ name: 'timeline', title: panel.title, style: pictureStyle, data });
    if (!gone) panel.webview.html = html;
  };

  return vscode.Disposable.from(
    review,
    { dispose: () => clearTimeout(timer) },
    vscode.commands.registerCommand(showTimelineCommand, async (argument?: unknown) => {
      const about = isHostArgument(argument) ? argument : await chooseHost(server, argument);
      if (about === undefined) return;
      const open = panels.get(keyOf(about));
      if (open) return open.reveal();
      const title = vscode.l10n.t('Timeline: {0}', about.block ?? (about.host === '' ? 'sshd' : about.host));
      const state = { about, whatIf: {} };
      // Asked before the panel is there: it has less to wait for.
      const first = ask(server, state);
      await furnish(vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Beside), state, first);
    }),
    vscode.commands.registerCommand(applyWhatIfCommand, review.apply),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      async deserializeWebviewPanel(panel, state: unknown) {
        if (isState(state)) await furnish(panel, state, ask(server, state));
        else panel.dispose();
      },
    }),
    vscode.workspace.onDidChangeTextDocument(({ contentChanges }) => {
      if (contentChanges.length > 0 && panels.size > 0) refreshSoon();
    }),
    vscode.workspace.onDidSaveTextDocument(refreshSoon),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('sshTimeouts')) refreshSoon();
    }),
    server.onDidChangeState(refreshSoon),
    server.onDidChangeFiles(refreshSoon),
  );
}

async function ask(server: LanguageServer, { about, situation, whatIf }: TimelineState): Promise<TimelineView | null> {
  const question = { ...about, whatIf, ...(situation === undefined ? {} : { situation }) };
  try {
    return await server.sendRequest<TimelineView | null>(timelineRequest, question);
  } catch (error) {
    server.output.warn(`no timeline: ${String(error)}`);
    return null;
  }
}

function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, undefined));
}

function keyOf({ uri, host, block }: HostArgument): string {
  return JSON.stringify([uri, host, block]);
}

function isState(value: unknown): value is TimelineState {
  const state = value as Partial<TimelineState> | null | undefined;
  return isHostArgument(state?.about) && typeof state?.whatIf === 'object';
}

function isHostArgument(value: unknown): value is HostArgument {
  const argument = value as Partial<HostArgument> | null | undefined;
  return typeof argument === 'object' && typeof argument?.uri === 'string' && typeof argument.host === 'string';
}
