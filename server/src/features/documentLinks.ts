import type { DocumentLink } from 'vscode-languageserver';
import { includeKey } from '../resolve/configGraph.ts';
import type { Snapshot } from '../snapshot.ts';
import { inFile } from '../syntax/configFile.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { toRange } from './ranges.ts';

/** A link on each argument of an Include line that stands for exactly one file; a glob of several has none to go to. */
export function provideDocumentLinks(snapshot: Snapshot, options: FeatureOptions): DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const [lineIndex, line] of snapshot.file.lines.entries()) {
    if (line.kind !== 'directive' || line.keyword.value.toLowerCase() !== 'include') continue;
    for (const [argument, word] of line.args.entries()) {
      const uris = includedBy(snapshot, lineIndex, argument);
      const [target] = uris;
      if (target === undefined || uris.length > 1) continue;
      const range = toRange(snapshot.file, inFile(snapshot.file, lineIndex, word));
      links.push({ range, target: options.clientUri(target) });
    }
  }
  return links;
}

/** The files that one argument of an Include line reads, in OpenSSH's order, over all graphs. */
export function includedBy(snapshot: Snapshot, lineIndex: number, argument: number): readonly string[] {
  const uris = new Set<string>();
  for (const graph of snapshot.graphs) {
    for (const system of [false, true]) {
      const included = graph.includes.get(includeKey(snapshot.uri, lineIndex, system))?.[argument];
      for (const uri of included?.uris ?? []) uris.add(uri);
    }
  }
  return [...uris];
}
