import type { DirectiveLine } from '../../syntax/configFile.ts';
import { atLeast, type OpenSshVersion } from '../../values/openSshVersion.ts';
import type { LineOrigin, Provenance } from '../effectiveConfig.ts';
import type { MatchBlock, SettingLine } from './compile.ts';
import type { ServerState } from './serverState.ts';
import type { LineFault } from './studyLine.ts';

/** What the lines read so far forbid to later ones. */
export interface EarlierLines {
  readonly subsystems: Set<string>;
  /** Commands for keys and principals that are set. */
  readonly commands: Set<string>;
  methodsNamed: boolean;
}

/** Whether sshd passes over what is wrong with a line because one before it has set the same. */
export function isPassedOver(earlier: EarlierLines, name: string | undefined, line: DirectiveLine): boolean {
  if (name === undefined) return false;
  return name === 'Subsystem' ? earlier.subsystems.has(line.args[0]?.value ?? '') : earlier.commands.has(name);
}

/** The fault of a line that is right in itself and comes after the wrong one. Takes the line into account. */
export function faultAfter(
  earlier: EarlierLines,
  { spec, values, block }: SettingLine,
  version: OpenSshVersion,
): Pick<LineFault, 'code' | 'data'> | undefined {
  const isGlobal = block === undefined || block.atStart;
  const first = values[0];
  if (isGlobal && /Command$/.test(spec.name)) earlier.commands.add(spec.name);
  if (spec.name === 'Subsystem' && isGlobal && first) {
    const repeated = earlier.subsystems.has(first.slot);
    earlier.subsystems.add(first.slot);
    // Until 9.4 a subsystem could be defined only once.
    return repeated && !atLeast(version, '9.5')
      ? { code: 'subsystem-repeated', data: { argument: first.slot } }
      : undefined;
  }
  if (spec.name === 'AuthenticationMethods') {
    // From 8.7 to 9.6 `any` was refused on every line, Match blocks included, once the global part had named methods.
    // Before, no line was read any more then.
    const refused = first?.value === 'any' && earlier.methodsNamed && refusesLateAny(version);
    if (isGlobal) earlier.methodsNamed = true;
    return refused ? { code: 'any-not-alone', data: { argument: 'any' } } : undefined;
  }
  return undefined;
}

function refusesLateAny(version: OpenSshVersion): boolean {
  return atLeast(version, '8.7') && !atLeast(version, '9.7');
}

/**
 * The same once more for a connection: sshd up to 9.6 reads the whole file again for it, and refuses `any` after the
 * methods of a block that applies, whether or not the line with `any` does.
 */
export function anyAfterBlocks(
  settings: readonly SettingLine[],
  applying: ReadonlySet<MatchBlock>,
  version: OpenSshVersion,
): readonly LineOrigin[] {
  if (!refusesLateAny(version)) return [];
  let named = false;
  return settings.flatMap(({ spec, values, block, origin }) => {
    if (spec.name !== 'AuthenticationMethods') return [];
    const refused = values[0]?.value === 'any' && named;
    if (block && applying.has(block)) named = true;
    return refused ? [origin] : [];
  });
}

/**
 * The lines whose subsystems, taken from Match blocks, are more than the global ones: 9.5 to 10.2 then read and free
 * what is not theirs, and the process that serves the login crashes.
 */
export function crashingSubsystems(
  globals: ServerState,
  matched: ServerState,
  version: OpenSshVersion,
): readonly Provenance[] {
  if (!atLeast(version, '9.5') || atLeast(version, '10.3')) return [];
  const ofBlocks = matched.get('Subsystem')?.held ?? [];
  const before = globals.get('Subsystem')?.held.length ?? 0;
  return ofBlocks.length > before ? ofBlocks.slice(0, 1).map(({ from }) => from) : [];
}
