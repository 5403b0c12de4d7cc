import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { Runtime } from './runtime.ts';
import type { Safely } from './safely.ts';

/** The diagnostics of one state of a document; `id` is the same exactly when nothing that they depend on has changed. */
export interface DiagnosticsOf {
  readonly id: string;
  readonly items: () => Diagnostic[];
}

export interface DiagnosticsTransport {
  /** A document was opened or edited; others that are open may include it. */
  changed(uri: string, open: readonly string[]): void;
  closed(uri: string): void;
  /** Files, settings or the version changed: every open document is due again. */
  everythingChanged(uris: readonly string[]): void;
}

/** How long after the last keystroke diagnostics are pushed. */
const pushDelayMilliseconds = 300;

interface Parts {
  readonly connection: Connection;
  readonly safely: Safely;
  readonly runtime: Runtime;
  /** Undefined where the document is closed or none of ours. */
  readonly diagnose: (uri: string) => Promise<DiagnosticsOf | undefined>;
}

/** The client asks when it wants to know. */
export function pullDiagnostics({ connection, safely, diagnose }: Parts, canRefresh: boolean): DiagnosticsTransport {
  connection.languages.diagnostics.on((params, token) =>
    safely.answer('diagnostics', token, { kind: 'full' as const, items: [] }, async () => {
      const found = await diagnose(params.textDocument.uri);
      if (!found) return { kind: 'full' as const, items: [] };
      if (params.previousResultId === found.id) return { kind: 'unchanged' as const, resultId: found.id };
      return { kind: 'full' as const, resultId: found.id, items: found.items() };
    }),
  );
  return {
    // The client asks again by itself after an edit, also for the other documents it shows (interFileDependencies).
    changed: () => {},
    closed: () => {},
    everythingChanged: () => {
      if (canRefresh) safely.note('refresh of diagnostics', () => connection.languages.diagnostics.refresh());
    },
  };
}

/** For clients that cannot ask: sent some time after the last edit. */
export function pushDiagnostics({ connection, safely, runtime, diagnose }: Parts): DiagnosticsTransport {
  const waiting = new Map<string, () => void>();
  const sent = new Map<string, string>();
  const open = new Set<string>();

  function schedule(uri: string, milliseconds: number): void {
    waiting.get(uri)?.();
    const cancel = runtime.later(() => {
      waiting.delete(uri);
      safely.note('diagnostics', () => push(uri));
    }, milliseconds);
    waiting.set(uri, cancel);
  }

  async function push(uri: string): Promise<void> {
    const found = await diagnose(uri);
    // A newer edit has its own turn; a result for the older text would only flicker.
    if (waiting.has(uri) || !open.has(uri) || !found || sent.get(uri) === found.id) return;
    const diagnostics = found.items();
    sent.set(uri, found.id);
    await connection.sendDiagnostics({ uri, diagnostics });
  }

  return {
    changed(uri, uris) {
      schedule(uri, open.has(uri) ? pushDelayMilliseconds : 0);
      open.add(uri);
      for (const other of uris) if (other !== uri) schedule(other, pushDelayMilliseconds);
    },
    closed(uri) {
      open.delete(uri);
      waiting.get(uri)?.();
      waiting.delete(uri);
      sent.delete(uri);
      safely.note('diagnostics', () => connection.sendDiagnostics({ uri, diagnostics: [] }));
    },
    everythingChanged(uris) {
      for (const uri of uris) schedule(uri, pushDelayMilliseconds);
    },
  };
}
