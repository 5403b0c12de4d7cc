import type { Word } from '../../syntax/configFile.ts';
import type { Variables } from '../../values/environment.ts';
import type { OpenSshVersion } from '../../values/openSshVersion.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';

/** How a line's value joins what is set already. */
export type How =
  /** The first line to set it wins. */
  | 'first'
  /** The same, and the line counts even in a section that does not match. */
  | 'first-anywhere'
  /** The last line wins. */
  | 'last'
  /** The last line wins, and counts even in a section that does not match. */
  | 'last-anywhere'
  /** Appended unless it is there already. */
  | 'append-new'
  /** The same, where the system's entries are not those of the user. */
  | 'append-file'
  /** Appended; a value that starts with `-` removes what it matches instead. */
  | 'environment'
  | 'proxy-command'
  | 'proxy-jump';

/** What a line does to one value. Most directives have a single slot, named like their keyword in lower case. */
export interface Effect {
  readonly slot: string;
  readonly how: How;
  /** As OpenSSH prints them, except for what is expanded when all lines are read. */
  readonly values: readonly string[];
}

/** What is wrong with a line: `at` is the argument's index, the keyword, or all arguments. */
export interface ReadFault {
  readonly code: ConfigErrorCode;
  readonly at: number | 'keyword' | 'rest';
  readonly data?: Readonly<Record<string, string>>;
  /** OpenSSH stops at once instead of counting the fault. */
  readonly fatal?: true;
  /** Only where the section matches; elsewhere arguments from the second on are one fault more. */
  readonly whenActive?: true;
}

export type Reading =
  | {
      readonly ok: true;
      readonly effects: readonly Effect[];
      /** How many arguments were used; `all` where the rest does not matter. */
      readonly used: number | 'all';
    }
  | { readonly ok: false; readonly fault: ReadFault }
  /** The outcome depends on the machine's environment variables. */
  | { readonly ok: 'later'; readonly read: (variables: Variables) => Reading };

export interface ReadInput {
  /** The directive's name in lower case: its slot. */
  readonly slot: string;
  readonly args: readonly Word[];
  /** The line after the separator, verbatim, without trailing blanks. */
  readonly rest: string;
  readonly version: OpenSshVersion;
  /** Up to 8.6: an empty argument ends a list. */
  readonly lenient: boolean;
  /** The line is a `-o` option. */
  readonly isOption: boolean;
}

export type LineReader = (input: ReadInput) => Reading;

export function refused(
  code: ConfigErrorCode,
  at: ReadFault['at'],
  more: Omit<ReadFault, 'code' | 'at'> = {},
): Reading {
  return { ok: false, fault: { code, at, ...more } };
}

export function sets(slot: string, values: readonly string[], used: number | 'all', how: How = 'first'): Reading {
  return { ok: true, effects: [{ slot, how, values }], used };
}

/** A directive with one argument; an empty one counts as missing. */
export function oneArgument(
  read: (text: string, input: ReadInput) => { ok: true; value: string } | { ok: false; code: string },
  missing: ConfigErrorCode = 'missing-argument',
): LineReader {
  return (input) => {
    const word = input.args[0];
    if (word === undefined || word.value === '') return refused(missing, word ? 0 : 'keyword');
    const outcome = read(word.value, input);
    if (outcome.ok) return sets(input.slot, [outcome.value], 1);
    // The readers of values name their faults with the codes of configuration errors.
    return refused(outcome.code as ConfigErrorCode, 0, { data: { argument: word.value } });
  };
}

/** The arguments of a list, up to an empty one where that ends it. */
export function listArguments({ args, lenient }: ReadInput): readonly Word[] {
  if (!lenient) return args;
  const end = args.findIndex(({ value }) => value === '');
  return end < 0 ? args : args.slice(0, end);
}
