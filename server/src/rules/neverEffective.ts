import * as l10n from '@vscode/l10n';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { EffectiveValue, LineOrigin } from '../resolve/effectiveConfig.ts';
import type { Snapshot } from '../snapshot.ts';
import { connectionsOf } from './connections.ts';
import { type Entry, entriesOf } from './document.ts';
import type { Rule } from './rule.ts';

/** A value that loses wherever it applies. */
export const neverEffective: Rule<Snapshot> = {
  id: 'never-effective',
  severity: 'warning',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds values that never take effect, because an earlier line always wins.',
    why: 'In both files the first value counts, not the last: settings in "Host *" at the top beat those of every host below, and a drop-in that sshd_config includes at its top beats the lines under it. A value under Match beats one of the global part of sshd_config wherever it stands.',
    bad: 'Host *\n  ServerAliveInterval 60\n\nHost web\n  ServerAliveInterval 15\n',
    good: 'Host web\n  ServerAliveInterval 15\n\nHost *\n  ServerAliveInterval 60\n',
  },
  *check(snapshot) {
    const fates = snapshot.graphs.map((graph) => fatesIn(graph, snapshot.uri));
    for (const entry of entriesOf(snapshot.file)) {
      const { directive } = entry;
      if (directive?.repetition !== 'first-value-wins' || directive.aliasOf !== undefined) continue;
      const all = fates.map((fate) => fate.get(entry.index));
      const [fate] = all;
      if (fate === undefined || all.some((one) => one === undefined || one.wins || one.winners.length === 0)) continue;
      const winners = distinct(decisive(fate.winners));
      const [winner] = winners;
      if (winner === undefined || fate.winners.every(({ value }) => sameValue(value, entry))) continue;
      yield {
        span: entry.span,
        tag: 'unnecessary',
        message: messageFor(snapshot, directive.name, winners),
        related: winners.slice(0, 5).map(({ origin }) => ({
          uri: origin.uri,
          span: origin.span,
          message: l10n.t('This line wins.'),
        })),
      };
    }
  },
};

interface Winner {
  readonly value: string;
  readonly origin: LineOrigin;
}

interface Fate {
  wins: boolean;
  readonly winners: Winner[];
}

/** What becomes of each line of `uri` in the connections of a configuration, by line index. */
function fatesIn(graph: ConfigGraph, uri: string): ReadonlyMap<number, Fate> {
  const fates = new Map<number, Fate>();
  const fateOf = (lineIndex: number): Fate => {
    const known = fates.get(lineIndex) ?? { wins: false, winners: [] };
    fates.set(lineIndex, known);
    return known;
  };
  const inSystemFile = isSystemFile(graph, uri);
  for (const { effective } of connectionsOf(graph)) {
    for (const values of effective.values.values()) {
      for (const value of values) {
        for (const origin of originsThatCount(value)) if (origin.uri === uri) fateOf(origin.lineIndex).wins = true;
        for (const loser of value.overruled) {
          if (loser.uri !== uri) continue;
          const winner = value.from;
          // The system's file is read by other users too, whose own files say something else.
          const comparable = winner.kind === 'line' && (!inSystemFile || isSystemFile(graph, winner.uri));
          if (comparable && value.certainty === 'certain') {
            fateOf(loser.lineIndex).winners.push({ value: value.value, origin: winner });
          } else {
            fateOf(loser.lineIndex).wins = true;
          }
        }
      }
    }
  }
  return fates;
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
function originsThatCount(value: EffectiveValue): readonly LineOrigin[] {
  const sources = [value.from, ...(value.alternatives ?? []).map(({ from }) => from)];
  if (value.applied) sources.push(value.applied.from);
  return sources.filter((source): source is LineOrigin => source.kind === 'line');
}

function messageFor({ dialect }: Snapshot, name: string, winners: readonly Winner[]): string {
  const [winner] = winners;
  if (dialect === 'server' && winners.every(({ origin }) => isMatch(origin))) {
    return l10n.t('Never takes effect: wherever this applies, {0} of a Match block wins.', name);
  }
  return winners.length === 1 && winner
    ? l10n.t('Never takes effect: {0} is already "{1}" by then, and the first value wins.', name, winner.value)
    : l10n.t('Never takes effect: {0} is already set by then wherever this applies, and the first value wins.', name);
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
