import type { Location } from 'vscode-languageserver';
import type { Snapshot } from '../snapshot.ts';
import { decidersOf, keywordLineAt } from './deciders.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { fileOf } from './fileOf.ts';
import { mentionAt, mentionsOf } from './mentions.ts';
import { toRange } from './ranges.ts';

/**
 * On a name: every line of the configuration that gives it or counts on it. On a keyword: every line that sets it for
 * the connection that the line is about, the ones in effect first.
 */
export function provideReferences(
  snapshot: Snapshot,
  offset: number,
  includeDeclaration: boolean,
  options: FeatureOptions,
): Location[] {
  const here = mentionAt(snapshot, offset);
  if (here) {
    const mentions = mentionsOf(snapshot, here).filter(({ role }) => includeDeclaration || role === 'uses');
    return locations(snapshot, mentions, options);
  }
  const lineIndex = keywordLineAt(snapshot, offset);
  const deciders = lineIndex === undefined ? undefined : decidersOf(snapshot, lineIndex);
  return deciders ? locations(snapshot, [...deciders.winning, ...deciders.overruled], options) : [];
}

interface Place {
  readonly uri: string;
  readonly span: { readonly start: number; readonly end: number };
}

/** Places of files of the snapshot, each once. */
export function locations(snapshot: Snapshot, places: readonly Place[], options: FeatureOptions): Location[] {
  const found = new Map<string, Location>();
  for (const { uri, span } of places) {
    const file = fileOf(snapshot, uri);
    const key = `${uri}#${span.start}-${span.end}`;
    if (file && !found.has(key)) found.set(key, { uri: options.clientUri(uri), range: toRange(file, span) });
  }
  return [...found.values()];
}
