import type { ConfigGraph } from '../resolve/configGraph.ts';
import { blocksOf, globalSubject, hostSubject, type Subject, subjectAt } from '../resolve/subjects.ts';
import { blockLayout } from './blockLayout.ts';
import { type HostClass, hostClasses, type OwnBlock } from './hostClasses.ts';
import { jumpTargetsIn } from './jumpTargets.ts';

/** A target, and the first block that names it. */
export interface Member {
  readonly subject: Subject;
  readonly home?: OwnBlock;
  /** How many names it stands for. */
  readonly count: number;
}

/** The targets that are looked at for a configuration. */
export interface Population {
  readonly members: readonly Member[];
  readonly classes: readonly HostClass[];
}

/** How hosts are told apart. */
export interface TellingApart {
  /** One host may stand for others that are alike. */
  readonly merge: boolean;
  /** Host patterns beside those of the files. */
  readonly patterns: readonly string[];
}

const populations = new WeakMap<ConfigGraph, Map<string, Population>>();

/** Targets that between them fulfil every block. */
export function populationOf(graph: ConfigGraph, view: TellingApart): Population {
  const byView = populations.get(graph) ?? new Map<string, Population>();
  populations.set(graph, byView);
  const key = `${view.merge} ${view.patterns.join(' ')}`;
  const known = byView.get(key);
  if (known) return known;
  const population = graph.dialect === 'client' ? clientPopulation(graph, view) : serverPopulation(graph);
  byView.set(key, population);
  return population;
}

function clientPopulation(graph: ConfigGraph, view: TellingApart): Population {
  const layout = blockLayout(graph, view.patterns);
  const { places, linesOf, fitsOf } = layout;
  const classes = hostClasses(graph, layout, view.merge);
  const jumpTargets = jumpTargetsIn(graph);
  const subjects = new Map<string, Member>();
  const add = (subject: Subject, home?: OwnBlock): void => {
    if (subject.dialect !== 'client') return;
    const { host, user, tag } = subject.target;
    const isNamed = linesOf.get(host)?.some((id) => places[id]?.names !== undefined);
    if (user === undefined && tag === undefined && isNamed) return;
    const jump = jumpTargets.has(host) ? host : '';
    const key = JSON.stringify([linesOf.get(host), fitsOf(host), user, tag, jump]);
    if (!subjects.has(key)) subjects.set(key, home ? { subject, home, count: 1 } : { subject, count: 1 });
  };
  for (const state of graph.files.values()) if (state.kind === 'loaded') add(globalSubject(state.file));
  for (const place of places) {
    const { file, block, names } = place;
    if (names !== undefined) continue;
    add(subjectAt(file, block.lineIndex), place);
    if (block.line.keyword.value.toLowerCase() !== 'host') continue;
    for (const arg of block.line.args) for (const host of hostsLike(arg.value.replace(/^!/, ''))) add(host, place);
  }
  for (const host of jumpTargets) add(hostSubject(host));
  const members = classes.flatMap(({ kinds, home }) => [...kinds.values()].map((kind) => ({ ...kind, home })));
  return { members: [...subjects.values(), ...members], classes };
}

function serverPopulation(graph: ConfigGraph): Population {
  const subjects = new Map<string, Subject>();
  for (const state of graph.files.values()) {
    if (state.kind !== 'loaded') continue;
    const all = [
      globalSubject(state.file),
      ...blocksOf(state.file).map((block) => subjectAt(state.file, block.lineIndex)),
    ];
    for (const subject of all) {
      const key = subject.dialect === 'server' ? JSON.stringify(subject.peer) : '';
      if (!subjects.has(key)) subjects.set(key, subject);
    }
  }
  return { members: [...subjects.values()].map((subject) => ({ subject, count: 1 })), classes: [] };
}

/** Hosts that fit a pattern; several for a wildcard, so that one of them escapes the other patterns of the file. */
function hostsLike(pattern: string): readonly Subject[] {
  if (pattern === '' || /[\s,]/.test(pattern) || pattern.startsWith('-')) return [];
  if (!/[*?]/.test(pattern)) return [hostSubject(pattern)];
  const fillers = [
    ['host', 'x'],
    ['zq-7', '7'],
    ['a.b', 'k'],
  ] as const;
  return fillers
    .map(([run, one]) => pattern.replaceAll('*', run).replaceAll('?', one))
    .filter((name) => /^[\w.:-]+$/.test(name) && !name.startsWith('-'))
    .map((name) => ({ ...hostSubject(name), kind: 'sample' as const }));
}
