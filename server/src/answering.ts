import type { CancellationToken, ResponseError } from 'vscode-languageserver';
import type { DiagnosticsOf } from './diagnosticsTransport.ts';
import { provideDiagnostics } from './features/diagnostics.ts';
import type { FeatureOptions } from './features/featureOptions.ts';
import type { FileWatching } from './fileWatching.ts';
import type { LoadedTexts } from './loadedTexts.ts';
import type { PythonBundle } from './pythonBundle.ts';
import type { PythonSnapshot } from './pythonSnapshot.ts';
import { resultId } from './resultId.ts';
import type { Safely } from './safely.ts';
import type { Snapshot } from './snapshot.ts';
import type { Workspace } from './workspace.ts';

interface Parts extends LoadedTexts {
  readonly safely: Safely;
  readonly workspace: Workspace;
  readonly watching: FileWatching;
  readonly options: FeatureOptions;
  readonly loadPython: () => Promise<PythonBundle>;
}

/** What a handler has at hand. */
export interface Answering extends Parts {
  /**
   * The sandwich: the snapshot in, one pure function, its answer out. `empty` where the document is closed or none of
   * ours; `providePython` where it is Python that names one of the libraries.
   */
  feature<Result>(
    name: string,
    token: CancellationToken,
    uri: string,
    empty: Result,
    provide: (snapshot: Snapshot) => Result | Promise<Result>,
    providePython?: (snapshot: PythonSnapshot, features: PythonBundle) => Result | Promise<Result>,
  ): Promise<Result | ResponseError<never>>;
  /** The diagnostics of a document; undefined where it is closed or none of ours. */
  diagnose(uri: string): Promise<DiagnosticsOf | undefined>;
}

export function createAnswering(parts: Parts): Answering {
  const { safely, workspace, watching, options, loadPython } = parts;

  /** From now on the client reports changes of the files that the answer will be made of. */
  function watched<Made extends Snapshot | PythonSnapshot>(snapshot: Made | undefined): Made | undefined {
    if (snapshot) safely.note('watching of files', () => watching.watch(workspace.filesOf(snapshot)));
    return snapshot;
  }

  const snapshotOf = async (uri: string) => watched(await workspace.snapshot(uri));
  const pythonSnapshotOf = async (uri: string) => watched(await workspace.pythonSnapshot(uri));

  return {
    ...parts,
    feature(name, token, uri, empty, provide, providePython) {
      return safely.answer(name, token, empty, async () => {
        const python = providePython && (await pythonSnapshotOf(uri));
        if (python) return token.isCancellationRequested ? empty : providePython(python, await loadPython());
        const snapshot = await snapshotOf(uri);
        return !snapshot || token.isCancellationRequested ? empty : provide(snapshot);
      });
    },
    async diagnose(uri) {
      const python = await pythonSnapshotOf(uri);
      if (python) {
        const { diagnostics } = await loadPython();
        return { id: resultId(python), items: () => diagnostics(python, options, safely.report) };
      }
      const snapshot = await snapshotOf(uri);
      return snapshot && { id: resultId(snapshot), items: () => provideDiagnostics(snapshot, options, safely.report) };
    },
  };
}
