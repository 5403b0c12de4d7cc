import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { KeepaliveDescription } from '../../../server/src/keepalive/describe.ts';
import { visible } from '../../../server/src/keepalive/escape.ts';
import { findSsh } from '../../../server/src/keepalive/findSsh.ts';
import { buildIdleReport, idleSteps } from '../../../server/src/keepalive/idle.ts';
import { hostProblem } from '../../../server/src/keepalive/names.ts';
import type { KeepalivePlan, PlanProblem } from '../../../server/src/keepalive/plan.ts';
import { problemText } from '../../../server/src/keepalive/problemText.ts';
import { buildReport, type KeepaliveReport } from '../../../server/src/keepalive/report.ts';
import { startIdleTest } from '../../../server/src/keepalive/startIdle.ts';
import { startRunner } from '../../../server/src/keepalive/startRunner.ts';
import { type HostArgument, keepalivePlanRequest, testKeepaliveCommand } from '../../../server/src/protocol.ts';
import { chooseHost } from '../chooseHost.ts';
import type { LanguageServer } from '../client.ts';
import { recordReport } from '../measurements.ts';
import { hasConsent } from './consent.ts';
import { isChoice, pickTest, type TestChoice } from './pickTest.ts';
import { createResultPanels, type ResultPanels } from './resultPanel.ts';
import { runWithProgress, type Started } from './runWithProgress.ts';

/** The command that tests a live connection. Only for extension hosts that can start programs. */
export function registerKeepaliveTest(context: vscode.ExtensionContext, server: LanguageServer): void {
  // The words of reports come from code that the command line shares and that knows nothing of VS Code.
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const view = createResultPanels(context, server);
  const running = new Map<string, { cancel(): void }>();
  context.subscriptions.push(
    view,
    // With the window gone nobody waits for a result.
    {
      dispose: () => {
        for (const test of running.values()) test.cancel();
      },
    },
    vscode.commands.registerCommand(testKeepaliveCommand, async (argument?: unknown, again?: unknown) => {
      // Even reading a configuration with ssh may run what it names: nothing is started before trust.
      if (!vscode.workspace.isTrusted) {
        await vscode.window.showWarningMessage(
          vscode.l10n.t('The keepalive test runs ssh with this configuration, so it needs a trusted workspace.'),
        );
        return;
      }
      const about = isHostArgument(argument) ? argument : await chooseHost(server, argument, 'client');
      if (about === undefined) return;
      if (running.has(about.host)) {
        await vscode.window.showInformationMessage(
          vscode.l10n.t('A test of {0} is under way already.', visible(about.host)),
        );
        return;
      }
      // From the first question on: two at a time would disturb each other's times, and the server.
      running.set(about.host, { cancel: () => undefined });
      try {
        await test(about, context, server, view, running, isChoice(again) ? again : undefined);
      } finally {
        running.delete(about.host);
      }
    }),
  );
}

async function test(
  about: HostArgument,
  context: vscode.ExtensionContext,
  server: LanguageServer,
  view: ResultPanels,
  running: Map<string, { cancel(): void }>,
  again?: TestChoice,
): Promise<void> {
  const refusal = refusalOf(about);
  if (refusal !== undefined) return void vscode.window.showWarningMessage(refusal);
  const configured = vscode.workspace.getConfiguration('sshTimeouts').get('ssh.path', '');
  const program = findSsh(configured, process.env);
  if (program === undefined) return void reportMissing(configured);
  if (!(await savedAll())) return;
  const choice = again ?? (await pickTest());
  if (choice === undefined) return;
  const { mode } = choice;
  const ask = (seconds?: number) =>
    server.sendRequest<Description | null>(keepalivePlanRequest, {
      ...about,
      ...choice,
      ...(seconds === undefined ? {} : { seconds }),
    });
  const description = await ask();
  if (description === null) {
    return void vscode.window.showWarningMessage(
      vscode.l10n.t('This file is not part of a configuration that ssh on this machine would read.'),
    );
  }
  if ('problem' in description) return void vscode.window.showWarningMessage(problemText(description.problem));
  if (!(await hasConsent(context.globalState, program, description))) return;
  const { plan } = description;
  const planFor = async (seconds: number) => {
    const each = await ask(seconds);
    return each && 'plan' in each ? each.plan : undefined;
  };
  const shorter = mode === 'idle' ? await Promise.all(idleSteps(plan.seconds).slice(0, -1).map(planFor)) : [];
  const plans = [...shorter.filter((each) => each !== undefined), plan];

  const runner = context.asAbsolutePath('dist/keepalive.js');
  const measuredAt = new Date().toISOString();
  const panel = view.open(about, plan);
  const report = await runWithProgress(
    plan,
    (onUpdate) => {
      const started = start(runner, program, plans, planFor, measuredAt, onUpdate);
      running.set(about.host, started);
      return started;
    },
    panel.progress,
  );
  await recordReport(context, server, report);
  if (report.verdict === 'cancelled') panel.close();
  else await panel.result(report);
}

type Description = KeepaliveDescription | { readonly problem: PlanProblem };

/** One connection, or, where there are several plans, one for each idle time. */
function start(
  runner: string,
  program: string,
  plans: readonly KeepalivePlan[],
  planFor: (seconds: number) => Promise<KeepalivePlan | undefined>,
  measuredAt: string,
  onUpdate: Parameters<typeof startRunner>[2],
): Started<KeepaliveReport> {
  const [plan, ...others] = plans as [KeepalivePlan, ...KeepalivePlan[]];
  if (plan.mode === 'idle') {
    const test = startIdleTest(runner, program, [plan, ...others], planFor, onUpdate);
    return { result: test.runs.then((runs) => buildIdleReport(runs, measuredAt)), cancel: test.cancel };
  }
  const test = startRunner(runner, { program, plan }, onUpdate);
  return {
    result: test.observation.then((observation) => buildReport(observation, plan, measuredAt)),
    cancel: test.cancel,
  };
}

/** Why this host of this file cannot be tested here. */
function refusalOf({ uri, host }: HostArgument): string | undefined {
  if (host === '') return vscode.l10n.t('The test connects as a client; choose a host of a client configuration.');
  if (vscode.Uri.parse(uri).scheme !== 'file') {
    return vscode.l10n.t('This configuration is not on the machine where the test would run.');
  }
  const problem = hostProblem(host);
  return problem && problemText({ kind: 'host', problem });
}

function reportMissing(configured: string): void {
  const text =
    configured === ''
      ? vscode.l10n.t('There is no ssh on the PATH. Install OpenSSH’s client or name it in sshTimeouts.ssh.path.')
      : vscode.l10n.t('The setting sshTimeouts.ssh.path names no program: {0}', visible(configured));
  void vscode.window.showErrorMessage(text);
}

/** ssh reads files, not editors: what is not saved would not be tested. */
async function savedAll(): Promise<boolean> {
  const unsaved = vscode.workspace.textDocuments.filter(
    (document) => document.languageId === 'ssh_config' && document.isDirty && document.uri.scheme === 'file',
  );
  if (unsaved.length === 0) return true;
  const save = vscode.l10n.t('Save and Test');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The configuration has unsaved changes, and ssh reads the file.'),
    { modal: true, detail: unsaved.map(({ uri }) => visible(uri.fsPath)).join('\n') },
    save,
  );
  if (answer !== save) return false;
  const saved = await Promise.all(unsaved.map((document) => document.save()));
  return saved.every(Boolean);
}

function isHostArgument(value: unknown): value is HostArgument {
  const argument = value as Partial<HostArgument> | null | undefined;
  return typeof argument === 'object' && typeof argument?.uri === 'string' && typeof argument.host === 'string';
}
