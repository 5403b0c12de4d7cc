import { allowedInMatch, reached } from '../../knowledge/availability.ts';
import type { Directive } from '../../knowledge/directive.ts';
import { findDirective, type ServerDirectiveName } from '../../knowledge/directives.ts';
import type { OpenSshVersion } from '../../values/openSshVersion.ts';
import type { ServerAlgorithms } from './algorithms.ts';
import type { LineReader } from './lineReading.ts';

/**
 * What a second line does. `first` and `last`: one value a slot, the first or last line's. `append`: values add up.
 * `whole`: the first line's values, all of them.
 */
export type Repeat = 'first' | 'last' | 'append' | 'whole';

/** Slots with their values. */
export type Slots = ReadonlyMap<string, string>;

/** A directive; up to 8.6 one that is an alias today was a setting of its own. */
export type SpecName = ServerDirectiveName | 'ChallengeResponseAuthentication';

/** How sshd reads and prints one directive. Names, ages and places where it may stand are in the knowledge tables. */
export interface ServerSpec {
  readonly name: SpecName;
  readonly read: LineReader;
  readonly repeat: (version: OpenSshVersion) => Repeat;
  /** What its values are printed as, where they are not printed as they are, one a line. */
  readonly print?: (slots: Slots, version: OpenSshVersion) => string;
  /**
   * The word that empties it, and what is then printed (nothing where undefined). In a Match block the word stays as
   * it is, unless `emptiedInMatch`.
   */
  readonly emptiedBy?: (
    version: OpenSshVersion,
  ) => { readonly word: string; readonly printed: string | undefined } | undefined;
  readonly emptiedInMatch?: true;
  /** Whether the value of a Match block counts; where absent, it does if the directive may stand there. */
  readonly takenFromMatch?: (version: OpenSshVersion, value: string) => boolean;
  /** A Match block's values replace the whole list and not slot by slot. */
  readonly replacedByMatch?: true;
  /** Another directive whose value blocks this one. */
  readonly blockedBy?: (version: OpenSshVersion) => SpecName | undefined;
  /** The default as printed, where it is not the knowledge table's. */
  readonly defaultLines?: (version: OpenSshVersion) => readonly string[] | undefined;
  /** Its value is a list of these, to be worked out against the default. */
  readonly algorithms?: ServerAlgorithms;
}

/** A directive that has got its name only later could stand in Match blocks under its old one. */
export function mayStandInMatch(directive: Directive, version: OpenSshVersion, keyword = directive.name): boolean {
  // An alias of PubkeyAuthentication for the main part alone.
  if (keyword.toLowerCase() === 'dsaauthentication') return false;
  // 10.4 took this one out of Match blocks; 10.5 put it back.
  if (directive.name === 'PAMServiceName' && version.major === 10 && version.minor === 4) return false;
  return allowedInMatch(directive, version) || (directive.inBlocks && !reached(version, directive.since));
}

/** The row of the knowledge tables that a spec belongs to. */
export function directiveOf({ name }: ServerSpec): Directive {
  const directive = findDirective('server', name);
  if (!directive) throw new Error(`no server directive ${name}`);
  return directive;
}
