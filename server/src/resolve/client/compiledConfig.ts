import type { ConfigFile, Span } from '../../syntax/configFile.ts';
import type { ConfigError, LineOrigin } from '../effectiveConfig.ts';
import type { Effect } from './lineReading.ts';
import type { Criterion } from './matchLine.ts';

/** A Host or Match line of one reading of a file, or the beginning of a root. */
export interface Block {
  readonly kind: 'root' | 'host' | 'match';
  readonly uri: string;
  readonly file: ConfigFile;
  /** Index of the Host or Match line; -1 for a root. */
  readonly lineIndex: number;
  /** First line that does not belong to it any more. */
  readonly endLineIndex: number;
  /** The section that includes this file: this one can only match if that one does. */
  readonly parent?: Block;
  readonly origin?: LineOrigin;
  readonly patterns: readonly string[];
  readonly criteria: readonly Criterion[];
  /** The line itself is at fault. A Match line then changes nothing: `before` goes on. */
  readonly broken: boolean;
  readonly before?: Block;
}

export interface Setting {
  readonly keyword: string;
  readonly effects: readonly Effect[];
  readonly origin: LineOrigin;
  /** From the system's file: kept apart where duplicates are dropped. */
  readonly system: boolean;
  /** Counts all lines in reading order. */
  readonly order: number;
}

/** Settings that stand together under one block. */
export interface Section {
  readonly block: Block;
  readonly settings: Setting[];
  /** Position in reading order. */
  readonly index: number;
}

/** An error in reading order, or the end of a file: there OpenSSH gives up if it has counted errors in that file. */
export type ReadingEvent =
  | {
      readonly kind: 'error';
      readonly error: ConfigError;
      readonly fatal: boolean;
      readonly order: number;
      /** For unknown keywords: IgnoreUnknown may excuse them. */
      readonly keyword?: string;
      /** Only where this block matches. */
      readonly whenActive?: Block;
      readonly file: number;
    }
  | { readonly kind: 'file-end'; readonly file: number };

export interface CompiledConfig {
  readonly blocks: readonly Block[];
  /** In reading order. */
  readonly sections: readonly Section[];
  /** Indices of the sections that any host may reach. */
  readonly open: readonly number[];
  /** Indices of the sections that only these literal host names reach. */
  readonly byHost: ReadonlyMap<string, readonly number[]>;
  /** Settings that count in sections that do not match, too. */
  readonly anywhere: readonly Setting[];
  readonly events: readonly ReadingEvent[];
  readonly requestsFinal: boolean;
  /** A file that could not be read, so that more may apply than is known. */
  readonly incomplete: readonly { readonly uri: string; readonly reason: string }[];
}

export function spanInFile(file: ConfigFile, lineIndex: number, span: Span): Span {
  const base = file.lineStarts[lineIndex] ?? 0;
  return { start: base + span.start, end: base + span.end };
}
