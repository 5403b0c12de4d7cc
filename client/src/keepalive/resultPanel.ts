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
import { createPages, pageOptions } from '../webviewPage.ts';
import type {
  FromResultPage,
  ResultPageData,
  ResultState,
  Sample,
  TestResult,
  ToResultPage,
} from './resultMessages.ts';
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
  const pages = createPages(context.extensionUri);
  /** By what was tested how: another run takes the place of the one before. */
  const open = new Map<string, vscode.WebviewPanel>();

  /** Answers what keeps the page up to date from now on. A page that is out of sight asks for all when it is back. */
  const furnish = (panel: vscode.WebviewPanel, given: ResultState) => {
    const { uri, host, mode, lost } = given;
    const key = JSON.stringify([uri, host, mode]);
    let state = given;
    let gone = false;
    open.set(key, panel);
    panel.onDidDispose(() => {
      gone = true;
      if (open.get(key) === panel) open.delete(key);
    });
    const tell = (message: ToResultPage) => {
      if (!gone) void panel.webview.postMessage(message);
    };
    panel.webview.options = pageOptions;
    panel.webview.onDidReceiveMessage(async (message: FromResultPage) => {
      switch (message.type) {
        case 'ready':
          tell({ type: 'state', state });
          break;
        case 'again':
          await vscode.commands.executeCommand(
            testKeepaliveCommand,
            { uri, host },
            { mode, ...(lost ? { lost } : {}) },
          );
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
    const data: ResultPageData = { words: resultWords(host), state };
    void pages.page({ name: 'keepalive', title: panel.title, style: pictureStyle, data }).then((html) => {
      if (!gone) panel.webview.html = html;
    });
    return {
      progress(text: string, samples: readonly Sample[]) {
        state = { ...state, text, samples: [...state.samples, ...samples] };
        tell({ type: 'progress', text, samples });
      },
      result(result: TestResult) {
        state = { ...state, result };
        tell({ type: 'result', result });
      },
    };
  };

  const serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
    async deserializeWebviewPanel(panel, state: unknown) {
      if (isState(state)) furnish(panel, state.result ? state : { ...state, interrupted: true });
      else panel.dispose();
    },
  });

  return {
    dispose: () => serializer.dispose(),
    open(about, plan) {
      const { uri, host } = about;
      const before = open.get(JSON.stringify([uri, host, plan.mode]));
      const title = vscode.l10n.t('Keepalive: {0}', host);
      const column = { viewColumn: before?.viewColumn ?? vscode.ViewColumn.Beside, preserveFocus: true };
      const panel = vscode.window.createWebviewPanel(viewType, title, column);
      before?.dispose();
      const lost = plan.lost ? { lost: plan.lost } : {};
      const page = furnish(panel, { uri, host, mode: plan.mode, seconds: plan.seconds, ...lost, samples: [] });
      const samples = createSamples();
      return {
        // The other modes time no answers, and one point is no plot.
        progress: (update, text) => page.progress(text, plan.mode === 'quick' ? samples.after(update) : []),
        async result(report) {
          page.result(await resultOf(report, about, server));
        },
        close: () => panel.dispose(),
      };
    },
  };
}

/** Round trips out of updates, each of which only says what was last. */
function createSamples() {
  let timed = 0;
  return {
    after(update: Update | undefined): readonly Sample[] {
      // An answer without a time of its own is none: the one before would be drawn a second time.
      if (!update || update.liveAt === null || update.timed <= timed || update.lastRoundTrip === null) return [];
      timed = update.timed;
      return [{ at: (update.at - update.liveAt) / 1_000, roundTrip: update.lastRoundTrip }];
    },
  };
}

async function resultOf(report: KeepaliveReport, about: HostArgument, server: LanguageServer): Promise<TestResult> {
  const question = { ...about, whatIf: {}, ...(report.cut ? { situation: 'dead-idle' } : {}) };
  // Where no connection came about, what would end one is beside the point.
  const view =
    report.phase === 'live'
      ? await server.sendRequest<TimelineView | null>(timelineRequest, question).catch(() => null)
      : null;
  // The setting takes whole seconds; what is kept must have been survived.
  const path = report.idle?.lost == null ? 0 : Math.floor(report.idle.survived ?? 0);
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
    ...(path < 1 ? {} : { path }),
    markdown: reportMarkdown(report),
  };
}

function isState(value: unknown): value is ResultState {
  const state = value as Partial<ResultState> | null | undefined;
  return typeof state === 'object' && typeof state?.host === 'string' && Array.isArray(state.samples);
}
