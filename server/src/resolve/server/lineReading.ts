import type { Word } from '../../syntax/configFile.ts';
import type { OpenSshVersion } from '../../values/openSshVersion.ts';
import type { Parsed } from '../../values/parsed.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';

/**
 * One value that a line sets. Most directives have a single slot, named ''; RekeyLimit, MaxStartups and their like keep
 * several independent ones.
 */
export interface SlotValue {
  readonly slot: string;
  readonly value: string;
  /** Wins over a value that was set before. */
  readonly overrules?: true;
}

/** What is wrong with a line. `at` is the argument's index, or the keyword where an argument is missing. */
export interface ReadFault {
  readonly code: ConfigErrorCode;
  readonly at: number | 'keyword' | 'rest';
  readonly data?: Readonly<Record<string, string>>;
  /** sshd looks at it only where the line applies: in a Match block, when a connection comes that the block is for. */
  readonly onlyApplying?: true;
}

/** The arguments of one line as a directive understands them. */
export type LineReading =
  | {
      readonly ok: true;
      readonly values: readonly SlotValue[] /** How many arguments were used. */;
      readonly used: number;
    }
  | { readonly ok: false; readonly fault: ReadFault };

/** What a reader is given. */
export interface ReadInput {
  readonly args: readonly Word[];
  /** The line after the separator, verbatim. */
  readonly rest: string;
  readonly version: OpenSshVersion;
  /** Path of the home directory of the user that runs sshd. */
  readonly home: string;
}

export type LineReader = (input: ReadInput) => LineReading;

export function refused(
  code: ConfigErrorCode,
  at: ReadFault['at'],
  data?: Readonly<Record<string, string>>,
): LineReading {
  return { ok: false, fault: data ? { code, at, data } : { code, at } };
}

/** A fault that is seen only where the line applies. */
export function refusedApplying(
  code: ConfigErrorCode,
  at: ReadFault['at'],
  data?: Readonly<Record<string, string>>,
): LineReading {
  return { ok: false, fault: { code, at, ...(data ? { data } : {}), onlyApplying: true } };
}

/** Sets the directive's only slot. */
export function single(value: string, used: number): LineReading {
  return { ok: true, values: [{ slot: '', value }], used };
}

/** A directive with one argument. An empty one counts as missing. */
export function oneArgument(
  read: (text: string, input: ReadInput) => Parsed<string>,
  missing: ConfigErrorCode = 'missing-argument',
): LineReader {
  return (input) => {
    const text = input.args[0]?.value;
    if (text === undefined || text === '') return refused(missing, text === undefined ? 'keyword' : 0);
    const result = read(text, input);
    // Readers name their faults with the codes of configuration errors.
    return result.ok ? single(result.value, 1) : refused(result.code as ConfigErrorCode, 0, { argument: text });
  };
}
