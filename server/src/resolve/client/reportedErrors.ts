import { atLeast, type OpenSshVersion } from '../../values/openSshVersion.ts';
import { matchPatternList } from '../../values/patternList.ts';
import type { ConfigGraph } from '../configGraph.ts';
import type { ConfigError } from '../effectiveConfig.ts';
import { type Block, type CompiledConfig, originOf, type ReadingEvent, type Setting } from './compiledConfig.ts';
import { compileGraph } from './compileGraph.ts';
import { substituteHost } from './finalHost.ts';
import type { HostState } from './hostState.ts';
import { mostFiles, type PassOptions } from './readPass.ts';

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
    if (!seen.has(key)) errors.push(withHosts(event));
    seen.add(key);
  }
  return errors;
}

/** A fault that only an active line has says whether the line is active for every host (`hosts: 'all'`). */
function withHosts({ error, whenActive }: Extract<ReadingEvent, { kind: 'error' }>): ConfigError {
  return whenActive && isForAll(whenActive) ? { ...error, data: { ...error.data, hosts: 'all' } } : error;
}

interface Excuse {
  readonly list: string;
  readonly order: number;
}

/** The IgnoreUnknown that holds for every host: the first one, where every host reads it. */
function unconditionalExcuse(first: Setting | undefined): Excuse | undefined {
  if (first === undefined || !isForAll(first.block)) return undefined;
  return { list: first.effects[0]?.values[0] ?? '', order: first.order };
}

/** A file's own lines, `Host *` and `Match all`, and what is included there. */
function isForAll({ kind, broken, patterns, criteria, parent }: Block): boolean {
  if (broken || (parent !== undefined && !isForAll(parent))) return false;
  if (kind === 'host') return patterns.includes('*') && patterns.every((pattern) => !pattern.startsWith('!'));
  return kind === 'root' || criteria.every(({ name, negated }) => name === 'all' && !negated);
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
  config: Pick<CompiledConfig, 'events' | 'blocks'>,
  state: HostState,
  { matched, tooMany }: Pick<PassOptions, 'matched' | 'tooMany'>,
  version: OpenSshVersion,
): Reported {
  const ignore = state.slots.get('ignoreunknown');
  const excuse = ignore?.values[0] ? { list: ignore.values[0].text, order: ignore.order } : undefined;
  const errors: ConfigError[] = [];
  const counted = new Set<number>();
  const last = endedBy(config, state);
  for (const event of inOrder(config.events, tooMany, version)) {
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
function endedBy({ blocks }: Pick<CompiledConfig, 'blocks'>, state: HostState): number {
  const hostName = state.slots.get('hostname');
  const text = hostName?.values[0]?.text;
  if (!hostName || text === undefined || substituteHost(text, '') !== undefined) return Infinity;
  return blocks().find(({ kind, order }) => kind === 'match' && order > hostName.order)?.order ?? Infinity;
}

/** The events with those lines among them that are one file too many. */
function inOrder(
  events: readonly ReadingEvent[],
  tooMany: readonly Setting[],
  version: OpenSshVersion,
): readonly ReadingEvent[] {
  if (tooMany.length === 0) return events;
  const more = tooMany.map((setting): ReadingEvent => {
    const { uri, lineIndex, span } = originOf(setting);
    const data = { keyword: setting.line.keyword.value, limit: String(mostFiles) };
    return {
      kind: 'error',
      error: { uri, lineIndex, span, code: 'too-many-entries', data, refused: true },
      fatal: !atLeast(version, '8.5'),
      order: setting.order,
      file: setting.block.reading,
    };
  });
  // At the same place the end of a file comes after its last line.
  return [...more, ...events].sort((a, b) => a.order - b.order);
}
