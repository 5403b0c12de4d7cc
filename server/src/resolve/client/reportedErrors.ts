import { matchPatternList } from '../../values/patternList.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type { ConfigError } from '../effectiveConfig.ts';
import type { Block, CompiledConfig, ReadingEvent, Setting } from './compiledConfig.ts';
import { compileGraph } from './compileGraph.ts';
import { substituteHost } from './finalHost.ts';
import type { HostState } from './hostState.ts';

/** Every fault of every line, also those that OpenSSH would not get to; for all targets. */
export function clientErrors(graph: ConfigGraph): readonly ConfigError[] {
  const { events, firstIgnore } = compileGraph(graph);
  const excuses = unconditionalExcuse(firstIgnore);
  const errors: ConfigError[] = [];
  const seen = new Set<string>();
  for (const event of events) {
    if (event.kind !== 'error' || isExcused(event, excuses)) continue;
    // A file that is included twice has its faults once.
    const key = `${event.error.uri}#${event.error.lineIndex}#${event.error.span.start}#${event.error.code}`;
    if (!seen.has(key)) errors.push(event.error);
    seen.add(key);
  }
  return errors;
}

interface Excuse {
  readonly list: string;
  readonly order: number;
}

/** The IgnoreUnknown that holds for every host: the first one, where it stands under no Host or Match. */
function unconditionalExcuse(first: Setting | undefined): Excuse | undefined {
  if (!first || first.block.kind !== 'root' || first.block.parent) return undefined;
  return { list: first.effects[0]?.values[0] ?? '', order: first.order };
}

function isExcused(event: ReadingEvent, excuse: Excuse | undefined): boolean {
  if (event.kind !== 'error' || event.keyword === undefined || !excuse) return false;
  return event.order > excuse.order && matchPatternList(event.keyword, excuse.list, true) === 'matched';
}

/** What one reading for one host reports. */
export interface Reported {
  readonly errors: readonly ConfigError[];
  /** The reading ended at a Match line, because HostName holds a token that does not exist. */
  readonly endedByHostName: boolean;
}

/** The errors that ssh reports: it gives up at the end of a file with errors, or at once at a fatal one. */
export function reportedErrors(
  { events, blocks }: CompiledConfig,
  state: HostState,
  matched: ReadonlySet<Block>,
): Reported {
  const ignore = state.slots.get('ignoreunknown');
  const excuse = ignore?.values[0] ? { list: ignore.values[0].text, order: ignore.order } : undefined;
  const errors: ConfigError[] = [];
  const counted = new Set<number>();
  const last = endedBy(blocks, state);
  for (const event of events) {
    if (event.order >= last) return { errors, endedByHostName: true };
    if (event.kind === 'file-end') {
      if (counted.has(event.file)) return { errors, endedByHostName: false };
      continue;
    }
    if (isExcused(event, excuse) || (event.whenActive && !matched.has(event.whenActive))) continue;
    errors.push(event.error);
    if (event.fatal && event.error.refused) return { errors, endedByHostName: false };
    if (event.error.refused) counted.add(event.file);
  }
  return { errors, endedByHostName: last < Infinity };
}

/** Every Match line fills in HostName; one that cannot be filled in ends ssh there. */
function endedBy(blocks: readonly Block[], state: HostState): number {
  const hostName = state.slots.get('hostname');
  const text = hostName?.values[0]?.text;
  if (!hostName || text === undefined || substituteHost(text, '') !== undefined) return Infinity;
  return blocks.find(({ kind, order }) => kind === 'match' && order > hostName.order)?.order ?? Infinity;
}
