import { type ClientCapabilities, CodeLensRefreshRequest, type Connection } from 'vscode-languageserver';
import type { Runtime } from './runtime.ts';
import type { Safely } from './safely.ts';

/** Has the client ask again for lenses, colours and hints, where it can be told to. */
export interface ViewRefresh {
  now(): void;
  /** Some time after the last call: while somebody types in another document, which these may depend on. */
  soon(): void;
}

const delayMilliseconds = 500;

export function viewRefresh(
  connection: Connection,
  { workspace }: ClientCapabilities,
  { safely, runtime }: { readonly safely: Safely; readonly runtime: Runtime },
): ViewRefresh {
  let cancel = () => {};

  function now(): void {
    const { codeLens, inlayHint, semanticTokens } = workspace ?? {};
    if (codeLens?.refreshSupport) safely.note('refresh', () => connection.sendRequest(CodeLensRefreshRequest.type));
    if (semanticTokens?.refreshSupport) safely.note('refresh', () => connection.languages.semanticTokens.refresh());
    if (inlayHint?.refreshSupport) safely.note('refresh', () => connection.languages.inlayHint.refresh());
  }

  return {
    now,
    soon() {
      cancel();
      cancel = runtime.later(now, delayMilliseconds);
    },
  };
}
