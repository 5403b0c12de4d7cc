import * as vscode from 'vscode';
import { phaseName } from '../../../server/src/keepalive/advice.ts';
import type { KeepalivePlan } from '../../../server/src/keepalive/plan.ts';
import type { KeepaliveReport } from '../../../server/src/keepalive/report.ts';
import { reportMarkdown, resultRows } from '../../../server/src/keepalive/reportText.ts';
import type { RunnerEvent } from '../../../server/src/keepalive/runnerProtocol.ts';
import { pictureStyle } from '../../../server/src/picture/pictureStyle.ts';
import {
  type HostArgument,
  type TimelineView,
  testKeepaliveCommand,
  timelineRequest,
} from '../../../server/src/protocol.ts';
import type { LanguageServer } from '../client.ts';
import { applyWhatIfCommand } from '../timeline/applyChanges.ts';
import { keepPath } from '../timeline/keepPath.ts';
import { openLine } from '../timeline/openLine.ts';
import { webviewFolder, webviewPage } from '../webviewPage.ts';
import type { FromResultPage, ResultState, Sample, TestResult, ToResultPage } from './resultMessages.ts';
import { resultWords } from './resultWords.ts';

const viewType = 'sshTimeouts.keepaliveResult';

type Update = Extract<RunnerEvent, { type: 'update' }>;

/** The panel of one test, from its start to its result. */
export interface ResultPanel {
  /** `text` says how the test stands. */
  progress(update: Update | undefined, text: string): void;
  result(report: KeepaliveReport): Promise<void>;
  close(): void;
}

export interface ResultPanels extends vscode.Disposable {
  open(about: HostArgument, plan: KeepalivePlan): ResultPanel;
}

export function createResultPanels(context: vscode.ExtensionContext, server: LanguageServer): ResultPanels {
  /** Answers what a page is sent from now on. */
  const furnish = (panel: vscode.WebviewPanel, state: ResultState) => {
    const { uri, host, mode } = state;
    let ready = false;
    const waiting: ToResultPage[] = [];
    panel.webview.options = { enableScripts: true, localResourceRoots: [webviewFolder(context.extensionUri)] };
    panel.webview.onDidReceiveMessage(async (message: FromResultPage) => {
      switch (message.type) {
        case 'ready':
          ready = true;
          for (const each of waiting.splice(0)) void panel.webview.postMessage(each);
          break;
        case 'again':
          await vscode.commands.executeCommand(testKeepaliveCommand, { uri, host }, mode);
          break;
        case 'apply':
          await vscode.commands.executeCommand(
            applyWhatIfCommand,
            { uri, host, whatIf: message.whatIf },
            panel.viewColumn,
          );
          break;
        case 'keepPath':
          await keepPath({ uri, host }, message.path);
          break;
        case 'open':
          await openLine(message.uri, message.line, panel.viewColumn);
          break;
        case 'copy':
          await vscode.env.clipboard.writeText(message.text);
          break;
      }
    });
    panel.webview.html = webviewPage(panel.webview, context.extensionUri, {
      name: 'keepalive',
      title: panel.title,
      style: pictureStyle,
      data: { words: resultWords(host), state },
    });
    return (message: ToResultPage) => {
      if (ready) void panel.webview.postMessage(message);
      else waiting.push(message);
    };
  };

  const serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
    async deserializeWebviewPanel(panel, state: unknown) {
      if (isState(state)) furnish(panel, state);
      else panel.dispose();
    },
  });

  return {
    dispose: () => serializer.dispose(),
    open(about, plan) {
      const title = vscode.l10n.t('Keepalive: {0}', about.host);
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      const panel = vscode.window.createWebviewPanel(viewType, title, column);
      let gone = false;
      panel.onDidDispose(() => {
        gone = true;
      });
      const { uri, host } = about;
      const tell = furnish(panel, { uri, host, mode: plan.mode, samples: [] });
      const samples = createSamples();
      return {
        progress(update, text) {
          if (!gone) tell({ type: 'progress', text, samples: samples.after(update) });
        },
        async result(report) {
          const result = await resultOf(report, about, server);
          if (!gone) tell({ type: 'result', result });
        },
        close: () => panel.dispose(),
      };
    },
  };
}

/** Round trips out of updates, each of which only says what was last. */
function createSamples() {
  let answered = 0;
  return {
    after(update: Update | undefined): readonly Sample[] {
      if (!update || update.liveAt === null || update.answered <= answered || update.lastRoundTrip === null) return [];
      answered = update.answered;
      return [{ at: (update.at - update.liveAt) / 1_000, roundTrip: update.lastRoundTrip }];
    },
  };
}

async function resultOf(report: KeepaliveReport, about: HostArgument, server: LanguageServer): Promise<TestResult> {
  const question = { ...about, whatIf: {}, ...(report.cut ? { situation: 'dead-idle' } : {}) };
  const view = await server.sendRequest<TimelineView | null>(timelineRequest, question).catch(() => null);
  const path = report.idle?.lost === null ? undefined : (report.idle?.survived ?? undefined);
  return {
    outcome: report.outcome,
    title: report.title,
    nextStep: report.nextStep,
    rows: resultRows(report),
    notes: report.notes,
    phases: report.phases
      .filter(({ reached }) => reached)
      .map(({ phase, milliseconds }) => ({ name: phaseName(phase), milliseconds })),
    ...(view ? { picture: view.picture } : {}),
    advice: view?.advice ?? [],
    ...(path === undefined ? {} : { path }),
    markdown: reportMarkdown(report),
  };
}

function isState(value: unknown): value is ResultState {
  const state = value as Partial<ResultState> | null | undefined;
  return typeof state === 'object' && typeof state?.host === 'string' && Array.isArray(state.samples);
}
