import * as l10n from '@vscode/l10n';
import type { DocumentLink } from 'vscode-languageserver';
import type { Directive } from '../knowledge/directive.ts';
import { canonicalDirective } from '../knowledge/directives.ts';
import { includeKey } from '../resolve/configGraph.ts';
import type { Snapshot } from '../snapshot.ts';
import { perChunk } from '../syntax/chunks.ts';
import { type DirectiveLine, inFile, type Word } from '../syntax/configFile.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { toRange } from './ranges.ts';
import { addressOfWritten, takesPath } from './writtenPath.ts';

/** Files that are looked for at most: a link to what is not there leads to an error. */
const mostFiles = 300;

/** Lines whose arguments are paths, by their place in the chunk. */
const pathLinesIn = perChunk(({ dialect, lines }) =>
  lines.flatMap((line, at) => {
    const directive = line.kind === 'directive' ? canonicalDirective(dialect, line.keyword.value) : undefined;
    return line.kind === 'directive' && directive && takesPath(directive) ? [{ line, at, directive }] : [];
  }),
);

interface WrittenPath {
  readonly lineIndex: number;
  readonly line: DirectiveLine;
  readonly argument: number;
  readonly word: Word;
  /** Absent on an Include line, whose files are known. */
  readonly address?: string;
  /** The public half of a private key: the other one is nobody's to read. */
  readonly publicKey?: string;
}

const pathsOf = new WeakMap<Snapshot, readonly WrittenPath[]>();

function writtenPaths(snapshot: Snapshot): readonly WrittenPath[] {
  const known = pathsOf.get(snapshot) ?? findPaths(snapshot);
  pathsOf.set(snapshot, known);
  return known;
}

function findPaths(snapshot: Snapshot): readonly WrittenPath[] {
  // Large files name the same few keys again and again.
  const addresses = new Map<string, string | undefined>();
  const addressOf = (directive: Directive, written: string): string | undefined => {
    const key = `${directive.name} ${written}`;
    if (!addresses.has(key)) addresses.set(key, addressOfWritten(snapshot, directive, written));
    return addresses.get(key);
  };
  return pathLinesIn(snapshot.file).flatMap(({ value, firstLine }) =>
    value.flatMap(({ line, at, directive }) => {
      const lineIndex = firstLine + at;
      return line.args.flatMap((word, argument): WrittenPath[] => {
        const path = { lineIndex, line, argument, word };
        if (directive.type === 'include-paths') return [path];
        const address = addressOf(directive, word.value);
        if (address === undefined) return [];
        return [{ ...path, address, ...(isPrivateKey(directive) ? { publicKey: `${address}.pub` } : {}) }];
      });
    }),
  );
}

function isPrivateKey({ name }: Directive): boolean {
  return name === 'IdentityFile' || name === 'HostKey';
}

/** The files that links may lead to: `provideDocumentLinks` wants to know which of them are there. */
export function linkedFiles(snapshot: Snapshot): readonly string[] {
  const wanted = new Set<string>();
  for (const { address, publicKey } of writtenPaths(snapshot)) {
    if (publicKey !== undefined) wanted.add(publicKey);
    if (address !== undefined) wanted.add(address);
    if (wanted.size >= mostFiles) break;
  }
  return [...wanted];
}

/** Links on paths of files that are there. A glob of several files has none: going to its definition lists them. */
export function provideDocumentLinks(
  snapshot: Snapshot,
  options: FeatureOptions,
  existing: ReadonlySet<string> = new Set(),
): DocumentLink[] {
  return writtenPaths(snapshot).flatMap(({ lineIndex, argument, word, address, publicKey }): DocumentLink[] => {
    const range = () => toRange(snapshot.file, inFile(snapshot.file, lineIndex, word));
    if (address !== undefined) {
      const shown = [publicKey, address].find((uri) => uri !== undefined && existing.has(uri));
      if (shown === undefined) return [];
      const tooltip = shown === address ? {} : { tooltip: l10n.t('Open the public key') };
      return [{ range: range(), target: options.clientUri(shown), ...tooltip }];
    }
    const uris = includedBy(snapshot, lineIndex, argument);
    const [target] = uris;
    return target === undefined || uris.length > 1 ? [] : [{ range: range(), target: options.clientUri(target) }];
  });
}

/**
 * The files that one argument of an Include line reads, in OpenSSH's order, over all graphs. Without folders: OpenSSH
 * opens them and finds nothing.
 */
export function includedBy(snapshot: Snapshot, lineIndex: number, argument: number): readonly string[] {
  const uris = new Set<string>();
  for (const graph of snapshot.graphs) {
    for (const system of [false, true]) {
      const included = graph.includes.get(includeKey(snapshot.uri, lineIndex, system))?.[argument];
      for (const uri of included?.uris ?? []) if (graph.files.get(uri)?.kind !== 'directory') uris.add(uri);
    }
  }
  return [...uris];
}
