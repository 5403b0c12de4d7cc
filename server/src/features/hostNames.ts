import type { DocumentHighlight, Location, Range, WorkspaceEdit } from 'vscode-languageserver';
import { DocumentHighlightKind } from 'vscode-languageserver';
import { criteriaOf } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type ConfigFile, type DirectiveLine, inFile, type Span, type Word } from '../syntax/configFile.ts';
import { isLiteralPattern } from '../values/patternList.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { fileOf } from './fileOf.ts';
import { toRange } from './ranges.ts';

/** One mention of a host's name: where it is given, or where another line counts on it. */
interface Mention {
  readonly name: string;
  readonly uri: string;
  /** The name alone, in offsets of the file. */
  readonly span: Span;
  readonly role: 'names' | 'uses';
}

const mentionsByFile = new WeakMap<ConfigFile, readonly Omit<Mention, 'uri'>[]>();

/** Names on Host lines and in Match host criteria, and the hosts of ProxyJump. Quoted words with blanks are left out. */
function mentionsIn(file: ConfigFile): readonly Omit<Mention, 'uri'>[] {
  const known = mentionsByFile.get(file);
  if (known) return known;
  const found = file.lines.flatMap((line, index) => {
    if (line.kind !== 'directive') return [];
    return mentionsOn(file, line).map((each) => ({ ...each, span: inFile(file, index, each.span) }));
  });
  mentionsByFile.set(file, found);
  return found;
}

function mentionsOn(file: ConfigFile, line: DirectiveLine): Omit<Mention, 'uri'>[] {
  switch (line.keyword.value.toLowerCase()) {
    case 'host':
      return line.args.flatMap((word) => partsOf(line, word, /^!?([^\s*?!]+)$/g, 'names'));
    case 'match':
      return criteriaOf(file, line)
        .filter(({ name }) => name === 'host' || name === 'originalhost')
        .flatMap(({ valueWord }) => partsOf(line, valueWord, /(?<=^|,|=)!?([^\s*?!,=]+)(?=,|$)/g, 'uses'));
    case 'proxyjump':
      return line.args.slice(0, 1).flatMap((word) => {
        if (word.value.toLowerCase() === 'none') return [];
        return partsOf(line, word, /(?<=^|,)(?:ssh:\/\/)?(?:[^@,]*@)?([^\s:/,[\]]+)(?::\d+)?\/?(?=,|$)/g, 'uses');
      });
    default:
      return [];
  }
}

/** The names that a pattern's first group finds in a word as it is written, inside its quotes if it has them. */
function partsOf(line: DirectiveLine, word: Word, pattern: RegExp, role: Mention['role']): Omit<Mention, 'uri'>[] {
  const written = line.text.slice(word.start, word.end);
  const quoted = written === `"${word.value}"`;
  // An escape inside would shift every offset behind it.
  if (!quoted && written !== word.value) return [];
  const start = word.start + (quoted ? 1 : 0);
  return [...word.value.matchAll(pattern)].flatMap((match) => {
    const name = match[1] ?? '';
    const at = match[0].lastIndexOf(name);
    const from = start + match.index + at;
    return name === '' || !isLiteralPattern(name)
      ? []
      : [{ name, span: { start: from, end: from + name.length }, role }];
  });
}

function mentionsOf(snapshot: Snapshot): readonly Mention[] {
  if (snapshot.dialect !== 'client') return [];
  const uris = new Set([snapshot.uri, ...snapshot.graphs.flatMap((graph) => [...graph.files.keys()])]);
  return [...uris].flatMap((uri) => {
    const file = fileOf(snapshot, uri);
    return file ? mentionsIn(file).map((mention) => ({ ...mention, uri })) : [];
  });
}

function mentionAt(snapshot: Snapshot, offset: number): Mention | undefined {
  return mentionsOf(snapshot).find(
    ({ uri, span }) => uri === snapshot.uri && span.start <= offset && offset <= span.end,
  );
}

function sameName(snapshot: Snapshot, offset: number): readonly Mention[] {
  const here = mentionAt(snapshot, offset);
  return here ? mentionsOf(snapshot).filter(({ name }) => name === here.name) : [];
}

/** Every line of the configuration that names the host under the cursor or counts on that name. */
export function provideReferences(
  snapshot: Snapshot,
  offset: number,
  includeDeclaration: boolean,
  options: FeatureOptions,
): Location[] {
  return sameName(snapshot, offset)
    .filter(({ role }) => includeDeclaration || role === 'uses')
    .flatMap(({ uri, span }) => {
      const file = fileOf(snapshot, uri);
      return file ? [{ uri: options.clientUri(uri), range: toRange(file, span) }] : [];
    });
}

export function provideDocumentHighlights(snapshot: Snapshot, offset: number): DocumentHighlight[] {
  return sameName(snapshot, offset)
    .filter(({ uri }) => uri === snapshot.uri)
    .map(({ span, role }) => ({
      range: toRange(snapshot.file, span),
      kind: role === 'names' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
}

/** The name that a rename would change; null where there is none under the cursor. */
export function prepareRename(snapshot: Snapshot, offset: number): { range: Range; placeholder: string } | null {
  const here = mentionAt(snapshot, offset);
  return here ? { range: toRange(snapshot.file, here.span), placeholder: here.name } : null;
}

/** Null where the new name is none that a Host line could give. */
export function provideRename(
  snapshot: Snapshot,
  offset: number,
  newName: string,
  options: FeatureOptions,
): WorkspaceEdit | null {
  if (!/^[^\s"'\\*?!,=#@:/[\]-][^\s"'\\*?!,=#@:/[\]]*$/.test(newName)) return null;
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const { uri, span } of sameName(snapshot, offset)) {
    const file = fileOf(snapshot, uri);
    if (!file) continue;
    const key = options.clientUri(uri);
    changes[key] = [...(changes[key] ?? []), { range: toRange(file, span), newText: newName }];
  }
  return { changes };
}
