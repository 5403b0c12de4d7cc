import * as vscode from 'vscode';
import { isSsh, lastLines } from './terminalText.ts';

/** An `ssh` of a terminal that ended with the status of a lost connection. */
export interface EndedSession {
  readonly command: string;
  readonly seconds: number;
  readonly lastLines: readonly string[];
}

export interface WatchedTerminals extends vscode.Disposable {
  /** The newest first. */
  ended(): readonly EndedSession[];
}

// VS Code's shell integration; newer than the oldest release that this extension runs in.
interface ShellExecution {
  readonly commandLine: { readonly value: string };
  read(): AsyncIterable<string>;
}
interface ShellEvents {
  readonly onDidStartTerminalShellExecution?: vscode.Event<{ readonly execution: ShellExecution }>;
  readonly onDidEndTerminalShellExecution?: vscode.Event<{
    readonly execution: ShellExecution;
    readonly exitCode: number | undefined;
  }>;
}

const kept = 10;
const keptText = 4_000;
/** ssh's own: any other is that of the remote command. */
const lostStatus = 255;

/**
 * Remembers how connections in this window's terminals ended: command, age and last lines, in memory and of ssh alone.
 * Where the editor or the shell has no shell integration there is nothing to remember.
 */
export function watchTerminals(): WatchedTerminals {
  const events = vscode.window as unknown as ShellEvents;
  const running = new Map<ShellExecution, { readonly since: number; text: string }>();
  const ended: EndedSession[] = [];
  const started = events.onDidStartTerminalShellExecution?.(async ({ execution }) => {
    if (!isSsh(execution.commandLine.value)) return;
    const session = { since: Date.now(), text: '' };
    running.set(execution, session);
    for await (const part of execution.read()) session.text = (session.text + part).slice(-keptText);
  });
  const stopped = events.onDidEndTerminalShellExecution?.(({ execution, exitCode }) => {
    const session = running.get(execution);
    running.delete(execution);
    if (!session || exitCode !== lostStatus) return;
    const seconds = (Date.now() - session.since) / 1_000;
    // The last words may still be on their way.
    setTimeout(() => {
      ended.unshift({ command: execution.commandLine.value, seconds, lastLines: lastLines(session.text) });
      ended.splice(kept);
    }, 300);
  });
  return {
    ended: () => ended,
    dispose: () => {
      started?.dispose();
      stopped?.dispose();
    },
  };
}
