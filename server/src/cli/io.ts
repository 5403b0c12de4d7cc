/** The outside of one run of the command line. */
export interface CliIo {
  /** Writes to standard output; the text brings its own line ends. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** All of standard input; UsageError where it is larger than a file may be. */
  readInput(): Promise<string>;
  /** Standard input as it comes, for commands that do not hold it; where absent, all of it at once. */
  readChunks?(): AsyncIterable<string>;
  readonly isTty: boolean;
  readonly color: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export const exitCode = { ok: 0, problem: 1, usage: 2 } as const;

/** The call was wrong: its message goes to standard error, and the exit code is 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** OpenSSH would refuse the input: the message says why, and the exit code is 1. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}
