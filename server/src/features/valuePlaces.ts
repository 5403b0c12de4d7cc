import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { LineOrigin } from '../resolve/effectiveConfig.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import { type Block, blockAt, blocksOf, globalEnd, namedSubjects, type Subject } from '../resolve/subjects.ts';
import type { ConfigFile, DirectiveLine } from '../syntax/configFile.ts';

/** The whole text of a file after a directive was written into it. */
export interface Place {
  readonly uri: string;
  readonly text: string;
}

interface Question {
  readonly now: ConfigGraph;
  readonly subject: Subject;
  readonly uri: string;
}

/** Where a directive could be written for a connection, the most natural place first; whether it works is not known. */
export function* placesFor({ now, subject, uri }: Question, directive: string, value: string): Generator<Place> {
  const origin = originOf(now, subject, directive);
  const winning = origin && fileOf(now, origin.uri);
  const own = ownBlocks(now, subject, uri);
  for (const { uri: at, file, block } of own) yield { uri: at, text: inBlock(file, block, directive, value) };
  if (subject.dialect === 'client') {
    const host = subject.label;
    const named = subject.kind === 'named' && !/[\s,]/.test(host) && host !== '';
    // In front of the block that wins now: what is read first, holds.
    const block = winning && origin && blockAt(winning, origin.lineIndex);
    if (named && winning && block) {
      yield { uri: origin.uri, text: beforeBlock(winning, block, host, directive, value) };
    }
    if (named && !origin) yield* ofItsOwn(now, uri, host, directive, value);
  }
  if (winning && origin) yield { uri: origin.uri, text: replaced(winning, origin.lineIndex, value) };
  if (subject.dialect === 'server') {
    const file = fileOf(now, uri);
    if (file) yield { uri, text: inGlobalPart(file, directive, value) };
  }
}

/** The line that the value in effect comes from. */
function originOf(graph: ConfigGraph, subject: Subject, directive: string): LineOrigin | undefined {
  const from = effectiveFor(graph, subject).values.get(directive.toLowerCase())?.[0]?.from;
  return from?.kind === 'line' ? from : undefined;
}

function fileOf(graph: ConfigGraph, uri: string): ConfigFile | undefined {
  const state = graph.files.get(uri);
  return state?.kind === 'loaded' ? state.file : undefined;
}

/** Blocks that were written for this connection, those of the user's own file first. */
function ownBlocks(graph: ConfigGraph, subject: Subject, uri: string) {
  if (subject.kind !== 'named') return [];
  const uris = [uri, ...[...graph.files.keys()].filter((each) => each !== uri)];
  return uris.flatMap((each) => {
    const file = fileOf(graph, each);
    if (!file) return [];
    return namedSubjects(file).flatMap((named) => {
      const block = named.label === subject.label ? blockAt(file, named.blockLine) : undefined;
      return block ? [{ uri: each, file, block }] : [];
    });
  });
}

/** Replaces the block's own line, or adds one after its last. */
function inBlock(file: ConfigFile, block: Block, directive: string, value: string): string {
  let last = block.lineIndex;
  for (let index = block.lineIndex + 1; index < block.end; index++) {
    const line = file.lines[index];
    if (line?.kind !== 'directive') continue;
    if (isSame(line, directive)) return replaced(file, index, value);
    last = index;
  }
  const line = file.lines[last];
  const indent = last === block.lineIndex ? usualIndent(file) : (/^[ \t]*/.exec(line?.text ?? '')?.[0] ?? '');
  return insertedAfter(file, last, `${indent}${directive} ${value}`);
}

function beforeBlock(file: ConfigFile, block: Block, host: string, directive: string, value: string): string {
  const end = lineEnd(file);
  // Comments that stand on the block go with it.
  let first = block.lineIndex;
  while (first > 0 && file.lines[first - 1]?.kind === 'comment') first -= 1;
  const offset = file.lineStarts[first] ?? 0;
  const text = `Host ${host}${end}${usualIndent(file)}${directive} ${value}${end}${end}`;
  return file.text.slice(0, offset) + text + file.text.slice(offset);
}

/** No line sets it yet, so a block at the end of the user's file is as good as any. */
function* ofItsOwn(graph: ConfigGraph, uri: string, host: string, directive: string, value: string): Generator<Place> {
  const file = fileOf(graph, uri);
  if (!file) return;
  const end = lineEnd(file);
  const gap = file.text === '' ? '' : file.text.endsWith('\n') ? end : `${end}${end}`;
  const text = `${file.text}${gap}Host ${host}${end}${usualIndent(file)}${directive} ${value}${end}`;
  yield { uri, text };
}

/** Replaces the line of the global part, or adds one at its end: values below a Match line hold for that alone. */
function inGlobalPart(file: ConfigFile, directive: string, value: string): string {
  const end = globalEnd(file);
  let last = -1;
  for (let index = 0; index < end; index++) {
    const line = file.lines[index];
    if (line?.kind !== 'directive') continue;
    if (isSame(line, directive)) return replaced(file, index, value);
    last = index;
  }
  if (last < 0) return `${directive} ${value}${lineEnd(file)}${file.text}`;
  return insertedAfter(file, last, `${directive} ${value}`);
}

function isSame(line: DirectiveLine, directive: string): boolean {
  return line.keyword.value.toLowerCase() === directive.toLowerCase();
}

/** The line with another value; its blanks and its comment stay. */
function replaced(file: ConfigFile, lineIndex: number, value: string): string {
  const line = file.lines[lineIndex];
  if (line?.kind !== 'directive') return file.text;
  const base = file.lineStarts[lineIndex] ?? 0;
  const start = line.args[0]?.start ?? line.rest.start;
  const end = line.args.at(-1)?.end ?? line.rest.end;
  return file.text.slice(0, base + start) + value + file.text.slice(base + end);
}

function insertedAfter(file: ConfigFile, lineIndex: number, text: string): string {
  const offset = file.lineStarts[lineIndex + 1];
  const end = lineEnd(file);
  if (offset !== undefined) return `${file.text.slice(0, offset)}${text}${end}${file.text.slice(offset)}`;
  const gap = file.text === '' || file.text.endsWith('\n') ? '' : end;
  return `${file.text}${gap}${text}${end}`;
}

function lineEnd(file: ConfigFile): string {
  return file.text.includes('\r\n') ? '\r\n' : '\n';
}

/** How the file's own lines below Host and Match are indented. */
function usualIndent(file: ConfigFile): string {
  for (const { lineIndex, end } of blocksOf(file)) {
    const first = file.lines.slice(lineIndex + 1, end).find((line) => line.kind === 'directive');
    if (first) return /^[ \t]*/.exec(first.text)?.[0] ?? '';
  }
  return '  ';
}
