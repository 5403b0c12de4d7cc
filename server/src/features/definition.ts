import type { Location } from 'vscode-languageserver';
import { canonicalDirective } from '../knowledge/directives.ts';
import type { Snapshot } from '../snapshot.ts';
import { lineIndexAt } from '../syntax/configFile.ts';
import { decidersOf, keyOf, keywordLineAt } from './deciders.ts';
import { includedBy } from './documentLinks.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { mentionAt, mentionsOf } from './mentions.ts';
import { locations } from './references.ts';
import { addressOfWritten, takesPath } from './writtenPath.ts';

/**
 * From a name to the lines that give it, from a path to its file, from an Include to all files that it reads, and from
 * a directive that is overruled to the line that decides.
 */
export function provideDefinition(snapshot: Snapshot, offset: number, options: FeatureOptions): Location[] {
  const here = mentionAt(snapshot, offset);
  if (here) {
    const giving = mentionsOf(snapshot, here).filter(({ role }) => role === 'names');
    return locations(snapshot, giving, options);
  }
  const lineIndex = lineIndexAt(snapshot.file, offset);
  const line = snapshot.file.lines[lineIndex];
  if (line?.kind !== 'directive') return [];
  const column = offset - (snapshot.file.lineStarts[lineIndex] ?? 0);
  const argument = line.args.findIndex((word) => word.start <= column && column <= word.end);
  const word = line.args[argument];
  const directive = canonicalDirective(snapshot.dialect, line.keyword.value);
  if (!directive) return [];
  if (word && directive.type === 'include-paths')
    return includedBy(snapshot, lineIndex, argument).map(atStart(options));
  if (word && takesPath(directive)) {
    const address = addressOfWritten(snapshot, directive, word.value);
    return address === undefined ? [] : [atStart(options)(address)];
  }
  return word ? [] : deciding(snapshot, offset, options);
}

/** Of a line that decides itself, its own place: an editor then shows the references instead. */
function deciding(snapshot: Snapshot, offset: number, options: FeatureOptions): Location[] {
  const lineIndex = keywordLineAt(snapshot, offset);
  const deciders = lineIndex === undefined ? undefined : decidersOf(snapshot, lineIndex);
  if (lineIndex === undefined || !deciders) return [];
  const own = deciders.winning.filter((origin) => keyOf(origin) === keyOf({ uri: snapshot.uri, lineIndex }));
  return locations(snapshot, own.length > 0 ? own : deciders.winning, options);
}

function atStart(options: FeatureOptions): (uri: string) => Location {
  const start = { line: 0, character: 0 };
  return (uri) => ({ uri: options.clientUri(uri), range: { start, end: start } });
}
