import { criteriaOf } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Placed, perChunk } from '../syntax/chunks.ts';
import type { Dialect } from '../syntax/configFile.ts';
import {
  type ConfigFile,
  type DirectiveLine,
  inFile,
  lineIndexAt,
  type Span,
  type Word,
} from '../syntax/configFile.ts';
import { isLiteralPattern } from '../values/patternList.ts';
import { fileOf } from './fileOf.ts';

/** What a configuration gives names to: hosts on Host lines, and tags, which Match lines ask for. */
export type NameKind = 'host' | 'tag';

/** One mention of a name: where it is given, or where another line counts on it. */
export interface Mention {
  readonly kind: NameKind;
  readonly name: string;
  readonly role: 'names' | 'uses';
  readonly uri: string;
  /** The name alone, in offsets of the file. */
  readonly span: Span;
}

/** The same on its line, whose offsets the span counts. */
type OnLine = Omit<Mention, 'uri'>;

interface InChunk extends OnLine {
  /** The line's place in its chunk. */
  readonly at: number;
}

const mentionsIn = perChunk(({ dialect, lines }) => {
  const byName = new Map<string, InChunk[]>();
  for (const [at, line] of lines.entries()) {
    if (line.kind !== 'directive' || dialect !== 'client') continue;
    for (const mention of mentionsOn(dialect, line)) {
      const key = `${mention.kind} ${mention.name}`;
      const known = byName.get(key);
      if (known) known.push({ ...mention, at });
      else byName.set(key, [{ ...mention, at }]);
    }
  }
  return byName;
});

const hostOfHop = /(?<=^|,)(?:ssh:\/\/)?(?:[^@,]*@)?([^\s:/,[\]%$]+)(?::\d+)?\/?(?=,|$)/g;
const entryOfList = /(?<=^|,|=)!?([^\s*?!,=]+)(?=,|$)/g;

/** Names on Host lines and in Match criteria, the hosts of ProxyJump, and tags. */
function mentionsOn(dialect: Dialect, line: DirectiveLine): OnLine[] {
  switch (line.keyword.value.toLowerCase()) {
    case 'host':
      return line.args.flatMap((word) => partsOf(line, word, /^!?([^\s*?!]+)$/g, 'host', 'names'));
    case 'match':
      return criteriaOf({ dialect }, line).flatMap(({ name, valueWord }) => {
        if (name === 'host' || name === 'originalhost') return partsOf(line, valueWord, entryOfList, 'host', 'uses');
        return name === 'tagged' ? partsOf(line, valueWord, entryOfList, 'tag', 'names') : [];
      });
    case 'proxyjump':
      return line.args.slice(0, 1).flatMap((word) => {
        return word.value.toLowerCase() === 'none' ? [] : partsOf(line, word, hostOfHop, 'host', 'uses');
      });
    case 'tag':
      return line.args.slice(0, 1).flatMap((word) => partsOf(line, word, /^(\S+)$/g, 'tag', 'uses'));
    default:
      return [];
  }
}

/** The names that a pattern's first group finds in a word as it is written, inside its quotes if it has them. */
function partsOf(line: DirectiveLine, word: Word, pattern: RegExp, kind: NameKind, role: Mention['role']): OnLine[] {
  const written = line.text.slice(word.start, word.end);
  const quoted = written === `"${word.value}"`;
  // An escape inside would shift every offset behind it.
  if (!quoted && written !== word.value) return [];
  const start = word.start + (quoted ? 1 : 0);
  return [...word.value.matchAll(pattern)].flatMap((match) => {
    const name = match[1] ?? '';
    const from = start + match.index + match[0].lastIndexOf(name);
    if (name === '' || !isLiteralPattern(name)) return [];
    return [{ kind, name, role, span: { start: from, end: from + name.length } }];
  });
}

/** The name under the cursor. */
export function mentionAt(snapshot: Snapshot, offset: number): Mention | undefined {
  const { file, uri, dialect } = snapshot;
  const lineIndex = lineIndexAt(file, offset);
  const line = file.lines[lineIndex];
  if (line?.kind !== 'directive' || dialect !== 'client') return undefined;
  const column = offset - (file.lineStarts[lineIndex] ?? 0);
  const found = mentionsOn(dialect, line).find(({ span }) => span.start <= column && column <= span.end);
  return found && { ...found, uri, span: inFile(file, lineIndex, found.span) };
}

/** Every mention of a name in the document. */
export function mentionsInFile(file: ConfigFile, uri: string, { kind, name }: NamedThing): Mention[] {
  const key = `${kind} ${name}`;
  return mentionsIn(file).flatMap(({ value, firstLine }: Placed<ReadonlyMap<string, readonly InChunk[]>>) =>
    (value.get(key) ?? []).map(({ at, ...mention }) => ({
      ...mention,
      uri,
      span: inFile(file, firstLine + at, mention.span),
    })),
  );
}

export type NamedThing = Pick<Mention, 'kind' | 'name'>;

/** Every mention of a name in the document and in all files of its configurations. */
export function mentionsOf(snapshot: Snapshot, thing: NamedThing): Mention[] {
  const uris = new Set([snapshot.uri, ...snapshot.graphs.flatMap((graph) => [...graph.files.keys()])]);
  return [...uris].flatMap((uri) => {
    const file = fileOf(snapshot, uri);
    return file ? mentionsInFile(file, uri, thing) : [];
  });
}
