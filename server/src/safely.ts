import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Runs handlers so that a cancelled one stops and one that throws takes nothing else with it. */
export interface Safely {
  /**
   * The result of `run`, or `empty` where it throws; an error response where the client no longer wants it.
   * The same fault of the same feature is logged once.
   */
  answer<Result>(
    feature: string,
    token: CancellationToken | undefined,
    empty: Result,
    run: () => Result | Promise<Result>,
  ): Promise<Result | ResponseError<never>>;
  /** For notifications and events: nothing to answer, nothing may escape. */
  note(feature: string, run: () => void | Promise<void>): void;
  /** Logs a fault that was caught elsewhere, once. */
  report(feature: string, error: unknown): void;
}

/** `yieldOnce` lets messages that have already arrived, such as a cancellation, be handled first. */
export function createSafely(log: (message: string) => void, yieldOnce: () => Promise<void>): Safely {
  const logged = new Set<string>();

  function report(feature: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const key = `${feature}: ${error instanceof Error ? error.message : text}`;
    // The set is bounded: messages may hold text of the document.
    if (logged.has(key) || logged.size >= 200) return;
    logged.add(key);
    try {
      log(`${feature} failed and is skipped: ${text}`);
    } catch {
      // The connection is gone: nobody is left to tell.
    }
  }

  const cancelled = () => new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'Request cancelled');

  return {
    report,
    async answer(feature, token, empty, run) {
      await yieldOnce();
      if (token?.isCancellationRequested) return cancelled();
      try {
        const result = await run();
        return token?.isCancellationRequested ? cancelled() : result;
      } catch (error) {
        if (token?.isCancellationRequested) return cancelled();
        report(feature, error);
        return empty;
      }
    },
    note(feature, run) {
      try {
        Promise.resolve(run()).catch((error: unknown) => report(feature, error));
      } catch (error) {
        report(feature, error);
      }
    },
  };
}
