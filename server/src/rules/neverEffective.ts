import * as l10n from '@vscode/l10n';
import { type DirectiveName, findDirective } from '../knowledge/directives.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { EffectiveValue, LineOrigin } from '../resolve/effectiveConfig.ts';
import type { Snapshot } from '../snapshot.ts';
import { connectionsOf, placesOf } from './connections.ts';
import { type Entry, entryAt } from './document.ts';
import { fileName } from './fileName.ts';
import { isForAll, movingBehindAllHosts, removingLine } from './fixes.ts';
import { namesOf } from './keywordIndex.ts';
import type { Fix, Rule } from './rule.ts';

/** A value that loses wherever it applies. */
export const neverEffective: Rule<Snapshot> = {
  id: 'never-effective',
  severity: 'warning',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds values that never take effect, because an earlier line always wins.',
    why: 'In both files the first value wins, not the last: settings in "Host *" at the top beat those of every host below, and a drop-in that sshd_config includes at its top beats the lines under it. Drop-ins are read in the order of their names, so a low number wins over a high one. A value under Match beats one of the global part of sshd_config wherever it stands.',
    bad: 'Host *\n  ServerAliveInterval 60\n\nHost web\n  ServerAliveInterval 15\n',
    good: 'Host web\n  ServerAliveInterval 15\n\nHost *\n  ServerAliveInterval 60\n',
  },
  *check(snapshot) {
    const fates = snapshot.graphs.map((graph) => fatesIn(graph, snapshot));
    const [first] = fates;
    for (const [index, fate] of first ?? []) {
      const lost = entryAt(snapshot.file, index);
      if (lost === undefined || !isSingleValue(snapshot, lost)) continue;
      const all = fates.map((one) => one.get(index));
      if (all.some((one) => one === undefined || one.wins || one.winners.length === 0)) continue;
      const winners = distinct(decisive(fate.winners));
      const places = [...placesOf(snapshot, fate.line)];
      for (const { entry, here } of places) {
        const own = winners.map(({ value, origin }) => ({ value, origin: here(origin) }));
        if (fate.winners.every(({ value }) => sameValue(value, entry))) continue;
        const [winner] = own;
        // A line of one host that stands for others: each of them has its own.
        const many = own.length > 1 || (winner && places.length === 1 && standsForOthers(snapshot, winner.origin));
        yield {
          span: entry.span,
          tag: 'unnecessary',
          message: messageFor(snapshot, ways[fate.by] ?? lost.directive?.name ?? '', own, many === true),
          related: own.slice(0, 5).map(({ origin }) => ({
            uri: origin.uri,
            span: origin.span,
            message: l10n.t('This line wins.'),
          })),
          fixes: fixesFor(snapshot, entry, many ? undefined : winner?.origin),
        };
      }
    }
  },
};

/** Of these two the first one wins. */
const ways: Readonly<Record<string, DirectiveName>> = { proxyjump: 'ProxyJump', proxycommand: 'ProxyCommand' };

interface Winner {
  readonly value: string;
  readonly origin: LineOrigin;
}

interface Fate {
  readonly line: LineOrigin;
  /** The directive that is set instead: for all but the ways to a host the same one. */
  readonly by: string;
  wins: boolean;
  readonly winners: Winner[];
}

/** What becomes of the lines of the document that lose somewhere, by line index. */
function fatesIn(graph: ConfigGraph, snapshot: Snapshot): ReadonlyMap<number, Fate> {
  const { uri } = snapshot;
  const fates = new Map<number, Fate>();
  const inSystemFile = isSystemFile(graph, uri);
  const connections = connectionsOf(graph, snapshot);
  const keywords = printedKeywords(snapshot);
  for (const { effective } of connections) {
    for (const keyword of keywords) {
      for (const value of effective.values.get(keyword) ?? []) {
        for (const line of value.overruled) {
          if (line.uri !== uri) continue;
          const fate = fates.get(line.lineIndex) ?? { line, by: keyword, wins: false, winners: [] };
          fates.set(line.lineIndex, fate);
          const winner = value.from;
          // The system's file is read by other users too, whose own files say something else.
          const comparable = winner.kind === 'line' && (!inSystemFile || isSystemFile(graph, winner.uri));
          if (comparable && value.certainty === 'certain') fate.winners.push({ value: value.value, origin: winner });
          else fate.wins = true;
        }
      }
    }
  }
  if (fates.size === 0) return fates;
  for (const { effective } of connections) {
    for (const keyword of keywords) {
      for (const value of effective.values.get(keyword) ?? []) {
        for (const origin of originsThatCount(value)) {
          const fate = origin.uri === uri ? fates.get(origin.lineIndex) : undefined;
          if (fate) fate.wins = true;
        }
      }
    }
  }
  return fates;
}

/** Keywords under which the values of the document's directives are found: older releases print some by older names. */
function printedKeywords({ file, dialect }: Snapshot): readonly string[] {
  return [...namesOf(file)].flatMap((name) => {
    const { aliases = [] } = findDirective(dialect, name) ?? {};
    return [name, ...aliases].map((one) => one.toLowerCase());
  });
}

/** Whether a file is the system's, or included by it, beside a user's own. */
function isSystemFile(graph: ConfigGraph, uri: string): boolean {
  if (graph.roots.some((root) => root.role === 'system' && root.uri === uri)) return true;
  for (const [key, outcomes] of graph.includes) {
    if (key.endsWith('@system') && outcomes.some(({ uris }) => uris.includes(uri))) return true;
  }
  return false;
}

/** The line that decides, and those that would if a criterion that is never evaluated came out otherwise. */
function* originsThatCount(value: EffectiveValue): Iterable<LineOrigin> {
  if (value.from.kind === 'line') yield value.from;
  for (const { from } of value.alternatives ?? []) if (from.kind === 'line') yield from;
  if (value.applied?.from.kind === 'line') yield value.applied.from;
}

/** A directive of which one value counts, under its own name. */
function isSingleValue({ dialect }: Snapshot, { directive, keyword }: Entry): boolean {
  return directive?.repetition === 'first-value-wins' && findDirective(dialect, keyword)?.aliasOf === undefined;
}

function messageFor({ dialect, uri }: Snapshot, name: string, winners: readonly Winner[], many: boolean): string {
  const [winner] = winners;
  if (dialect === 'server' && winners.every(({ origin }) => isMatch(origin))) {
    return l10n.t('Never takes effect: wherever this applies, {0} of a Match block wins.', name);
  }
  if (many || winner === undefined) {
    return l10n.t(
      'Never takes effect: {0} is already set by then wherever this applies, and the first value wins.',
      name,
    );
  }
  return winner.origin.uri === uri
    ? l10n.t('Never takes effect: {0} is already "{1}" by then, and the first value wins.', name, winner.value)
    : l10n.t(
        'Never takes effect: {0} is already "{1}" from {2}, which is read before this line, and the first value wins.',
        name,
        winner.value,
        fileName(winner.origin.uri),
      );
}

/** Take this line away, or let it win: users differ. */
function fixesFor(snapshot: Snapshot, entry: Entry, winner: LineOrigin | undefined): readonly Fix[] {
  const removal = removingLine(snapshot, entry, l10n.t('Remove this line'), false);
  const other = winner?.uri === snapshot.uri ? entryAt(snapshot.file, winner.lineIndex) : undefined;
  if (other === undefined || other.index > entry.index) return [removal];
  if (other.block?.lineIndex === entry.block?.lineIndex) {
    return [removal, removingLine(snapshot, other, l10n.t('Remove the line that wins'), false)];
  }
  const forAll = other.block === undefined || isForAll(other.block.line.keyword.value, other.block.line.args);
  return snapshot.dialect === 'client' && forAll
    ? [movingBehindAllHosts(snapshot, other, l10n.t('Move the line that wins to the end, into Host *')), removal]
    : [removal];
}

function standsForOthers(snapshot: Snapshot, line: LineOrigin): boolean {
  let count = 0;
  for (const _ of placesOf(snapshot, line)) count += 1;
  return count > 1;
}

function isMatch(origin: LineOrigin): boolean {
  return /^match/i.test(origin.block?.text ?? '');
}

/** Where a plain line wins too, values of Match blocks, which win over any plain line, are not the point. */
function decisive(winners: readonly Winner[]): readonly Winner[] {
  const plain = winners.filter(({ origin }) => !isMatch(origin));
  return plain.length > 0 ? plain : winners;
}

function distinct(winners: readonly Winner[]): readonly Winner[] {
  return [...new Map(winners.map((winner) => [`${winner.origin.uri}#${winner.origin.lineIndex}`, winner])).values()];
}

function sameValue(value: string, entry: Entry): boolean {
  const written = entry.line.args.map((arg) => arg.value).join(' ');
  return written.toLowerCase() === value.toLowerCase();
}
