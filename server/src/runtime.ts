import type { FileSystem } from './files/fileSystem.ts';
import type { PythonBundle } from './pythonBundle.ts';
import type { Environment } from './resolve/configGraph.ts';

/** What differs between the entries: all that the server needs of the world around it. */
export interface Runtime {
  /** Files the server can read by itself; undefined in a browser. */
  readonly fileSystem: FileSystem | undefined;
  /** What is known of this machine when the client says nothing of its own. */
  readonly environment: Environment;
  /** The texts of a language, such as `en` or `zh-cn`; undefined where there are none. */
  readonly loadTexts: (about: 'directives' | 'rules', language: string) => Promise<unknown>;
  /** The strings of `l10n.t` in a language; undefined where there are none. */
  readonly loadMessages: (language: string) => Promise<Readonly<Record<string, string>> | undefined>;
  /** What only Python documents need, as few sessions have one: asked for with the first of them. */
  readonly loadPython: () => Promise<PythonBundle>;
  /** Milliseconds of a clock that does not run backwards. */
  readonly now: () => number;
  /** Milliseconds since 1970, for what happened on a day. */
  readonly date: () => number;
  /** Runs `task` later; the result cancels it. */
  readonly later: (task: () => void, milliseconds: number) => () => void;
  /** Lets messages that have already arrived be handled first. */
  readonly yieldOnce: () => Promise<void>;
}
