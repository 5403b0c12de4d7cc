import type { Location } from 'vscode-languageserver';
import { concreteHosts } from '../resolve/client/resolveClient.ts';
import type { Snapshot } from '../snapshot.ts';
import { lineIndexAt } from '../syntax/configFile.ts';
import { readJumpSpec } from '../values/jumpSpec.ts';
import { includedBy } from './documentLinks.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { fileOf } from './fileOf.ts';
import { toRange } from './ranges.ts';

/** From a jump host to the Host line that names it, and from a path of an Include line to the files that it reads. */
export function provideDefinition(snapshot: Snapshot, offset: number, options: FeatureOptions): Location[] {
  const lineIndex = lineIndexAt(snapshot.file, offset);
  const line = snapshot.file.lines[lineIndex];
  if (line?.kind !== 'directive') return [];
  const column = offset - (snapshot.file.lineStarts[lineIndex] ?? 0);
  const argument = line.args.findIndex((word) => word.start <= column && column <= word.end);
  const word = line.args[argument];
  if (!word) return [];
  const keyword = line.keyword.value.toLowerCase();
  if (keyword === 'include') {
    const start = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    return includedBy(snapshot, lineIndex, argument).map((uri) => ({ uri: options.clientUri(uri), range: start }));
  }
  if (keyword !== 'proxyjump' || snapshot.dialect !== 'client') return [];
  const hosts = jumpsAt(word.value, column - word.start);
  return distinct(
    snapshot.graphs
      .flatMap((graph) => concreteHosts(graph).filter(({ name }) => hosts.includes(name)))
      .flatMap(({ uri, span }) => {
        const file = fileOf(snapshot, uri);
        return file ? [{ uri: options.clientUri(uri), range: toRange(file, span) }] : [];
      }),
  );
}

/** The host of the entry that holds the column. */
function jumpsAt(value: string, column: number): readonly string[] {
  let start = 0;
  for (const entry of value.split(',')) {
    if (column <= start + entry.length) {
      const hop = readJumpSpec(entry);
      return hop.ok ? hop.value.map(({ host }) => host) : [];
    }
    start += entry.length + 1;
  }
  return [];
}

function distinct(locations: readonly Location[]): Location[] {
  return [...new Map(locations.map((location) => [JSON.stringify(location), location])).values()];
}
