import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver';
import { hostNames } from '../../resolve/client/resolveClient.ts';
import { blockAround, criteriaOf } from '../../resolve/subjects.ts';
import type { Snapshot } from '../../snapshot.ts';
import { perChunk } from '../../syntax/chunks.ts';
import { isLiteralPattern } from '../../values/patternList.ts';
import { type Candidate, likeliest, mostItems, type Suggestions } from './candidates.ts';
import { type ArgumentPlace, fromColumn, partOf } from './place.ts';
import { filesOf, valuesInUse } from './settingsInUse.ts';

const known = new WeakMap<Snapshot['graphs'], readonly string[]>();

/** Hosts that the configurations name, in reading order, once each. */
function aliases({ graphs, dialect }: Snapshot): readonly string[] {
  if (dialect !== 'client') return [];
  const found = known.get(graphs) ?? [...hostNames(...graphs)];
  known.set(graphs, found);
  return found;
}

/** Hosts for what is typed of one. Of very many the likeliest, and one more than a list shows: so it says that it lacks some. */
export function hostCandidates(snapshot: Snapshot, typed: string, but: readonly string[] = []): Candidate[] {
  const names = aliases(snapshot).filter((name) => !but.includes(name));
  const fitting = names.length > mostItems ? likeliest(names, (name) => name, typed, mostItems + 1) : names;
  return fitting.map((label) => ({ label, kind: CompletionItemKind.Reference }));
}

/** Hosts behind what is typed of a chain of jumps and of `user@`; users before an at sign are not known. */
export function jumpSuggestions(snapshot: Snapshot, { word, before, lineIndex }: ArgumentPlace): Suggestions {
  const hop = partOf(word, /,/);
  const scheme = /^(?:ssh:\/\/)?(?:[^@]*@)?/.exec(hop.typed)?.[0].length ?? 0;
  const host = partOf(fromColumn(hop, scheme), /:/);
  if (before.length > 0 || hop.typed.slice(scheme).includes(':')) return { word: host, candidates: [] };
  const first = word.typed.length === hop.typed.length;
  const chosen = (word.typed + word.behind).split(',').map((each) => each.replace(/^.*@|:\d+$/g, ''));
  // Through itself no host is reached.
  const own = namesAround(snapshot, lineIndex);
  const hosts = hostCandidates(
    snapshot,
    host.typed,
    chosen.filter((each) => each !== host.typed + host.behind),
  ).map((each) => (own.has(each.label) ? { ...each, rank: 6 } : each));
  const none = { label: 'none', kind: CompletionItemKind.Value, detail: l10n.t('connects directly'), rank: 6 };
  return { word: host, candidates: first && scheme === 0 ? [...hosts, none] : hosts };
}

/** The words of the Host line that a line stands under. */
function namesAround({ file }: Snapshot, lineIndex: number): ReadonlySet<string> {
  return new Set(blockAround(file, lineIndex)?.line.args.map(({ value }) => value));
}

/** Arguments of the criteria `user`, `group` and `tagged` of a chunk. */
const criteriaIn = perChunk(({ dialect, lines }) => {
  const found = new Map<string, Set<string>>();
  for (const line of lines) {
    if (line.kind !== 'directive' || line.keyword.value.toLowerCase() !== 'match') continue;
    for (const { name, value } of criteriaOf({ dialect }, line)) {
      for (const entry of value.split(',')) {
        const plain = entry.replace(/^!/, '');
        if (plain === '' || !isLiteralPattern(plain)) continue;
        const values = found.get(name);
        if (values) values.add(plain);
        else found.set(name, new Set([plain]));
      }
    }
  }
  return found;
});

/** What Match lines of the configuration compare with. */
export function comparedWith(snapshot: Snapshot, ...criteria: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const file of filesOf(snapshot)) {
    for (const { value } of criteriaIn(file)) {
      for (const name of criteria) for (const each of value.get(name) ?? []) found.add(each);
    }
  }
  return [...found];
}

/** Names of people or groups that the configuration mentions anywhere, and your own. */
export function peopleIn(snapshot: Snapshot, who: 'user' | 'group' | 'localuser'): readonly string[] {
  const found = new Set<string>(comparedWith(snapshot, who));
  const directives =
    who === 'group' ? ['AllowGroups', 'DenyGroups'] : who === 'user' ? ['User', 'AllowUsers', 'DenyUsers'] : [];
  for (const directive of directives) {
    for (const value of valuesInUse(snapshot, directive)) {
      const name = value.replace(/@.*$/, '');
      if (name !== '' && isLiteralPattern(name) && !name.includes('%')) found.add(name);
    }
  }
  const own = snapshot.graphs[0].environment.userName;
  if (own !== undefined && who !== 'group') found.add(own);
  if (snapshot.dialect === 'server' && who === 'user') found.add('root');
  return [...found];
}

/** Tags that Host and Match blocks set or ask for. */
export function tagsIn(snapshot: Snapshot): readonly string[] {
  return [...new Set([...comparedWith(snapshot, 'tagged'), ...valuesInUse(snapshot, 'Tag')])];
}
