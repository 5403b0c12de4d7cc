import type { ClientTarget, LineOrigin } from '../effectiveConfig.ts';
import { type Block, type CompiledConfig, headerOf, originOf, type Setting, settingsOf } from './compiledConfig.ts';
import { checksJumps } from './forwardReaders.ts';
import { apply, type HostState } from './hostState.ts';
import { type MatchContext, matchBlock } from './matchBlock.ts';

/** A Match line whose outcome only running or looking could tell. */
export interface Undecided {
  readonly criterion: string;
  readonly line: LineOrigin;
}

/** How a reading takes undecided Match lines, and what it meets. */
export interface PassOptions {
  /** Taken as matching; all others as not matching. */
  readonly assumed: ReadonlySet<string>;
  readonly undecided: Map<string, Undecided>;
  /** The blocks found to match, for errors that only count there. */
  readonly matched: Set<Block>;
  /** Lines that would be one file too many. */
  readonly tooMany: Setting[];
  /** Order of the first place where lines may apply that cannot be seen. */
  unseenFrom: number;
}

export function lineKey({ uri, lineIndex }: { readonly uri: string; readonly lineIndex: number }): string {
  return `${uri}#${lineIndex}`;
}

/** Reads all files once for one host. */
export function readPass(config: CompiledConfig, context: MatchContext, options: PassOptions): void {
  const outcomes = new Map<Block, boolean>();
  const applies = (block: Block): boolean => {
    const known = outcomes.get(block);
    if (known !== undefined) return known;
    const outcome = block.before
      ? applies(block.before)
      : (block.parent === undefined || applies(block.parent)) && decide(block, context, options);
    outcomes.set(block, outcome);
    if (outcome) options.matched.add(block);
    return outcome;
  };
  for (const section of config.sectionsFor(context.host)) {
    if (!applies(section.block)) continue;
    for (const setting of settingsOf(section, config)) applySetting(setting, context, options);
  }
  for (const { block, order } of config.unseen) {
    if (order < options.unseenFrom && (!block || applies(block))) options.unseenFrom = order;
  }
  for (const setting of config.anywhere) applySetting(setting, context, options);
}

function decide(block: Block, context: MatchContext, { assumed, undecided }: PassOptions): boolean {
  const outcome = matchBlock(block, context);
  if (typeof outcome === 'boolean') return outcome;
  const line = headerOf(block);
  if (!line) return false;
  const key = lineKey(line);
  if (!undecided.has(key)) undecided.set(key, { criterion: outcome.undecidedBy, line });
  return assumed.has(key);
}

/** ssh has room for so many IdentityFile lines, and for as many CertificateFile lines. */
export const mostFiles = 100;

function applySetting(setting: Setting, { state, version }: MatchContext, { tooMany }: PassOptions): void {
  const jumpBlocksCommand = checksJumps(version) ? 'unless-none' : 'always';
  const { system, order } = setting;
  const from = originOf(setting);
  for (const effect of setting.effects) {
    // Also a repetition of one that is there already is one too many.
    if (effect.how === 'append-file' && (state.slots.get(effect.slot)?.values.length ?? 0) >= mostFiles) {
      tooMany.push(setting);
    } else apply(state, effect, { from, system, order, jumpBlocksCommand });
  }
}

/** Takes flags of the command line, which come before all files. */
export function applyFlags(state: HostState, target: Omit<ClientTarget, 'host'>): void {
  const source = { system: false, order: -1, jumpBlocksCommand: 'always' } as const;
  const set = (slot: string, text: string | undefined, flag: string): void => {
    if (text === undefined) return;
    const from = { kind: 'option', text: `${flag} ${text}` } as const;
    apply(state, { slot, how: 'first', values: [text] }, { ...source, from });
  };
  set('user', target.user, '-l');
  set('port', target.port === undefined ? undefined : String(target.port), '-p');
  set('tag', target.tag, '-P');
}
