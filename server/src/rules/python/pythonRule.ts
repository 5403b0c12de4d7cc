import type { LibraryCall } from '../../python/calls.ts';
import type { Opening, PythonModel } from '../../python/pythonModel.ts';
import type { PythonSnapshot } from '../../pythonSnapshot.ts';
import type { Span } from '../../syntax/configFile.ts';
import { lineStartBefore } from '../../syntax/lineStarts.ts';
import type { Fix, Rule } from '../rule.ts';

/** A rule about Python source. What could not be followed is never reported. */
export type PythonRule = Rule<PythonSnapshot, 'python'>;

export function modelOf(snapshot: PythonSnapshot): PythonModel {
  return snapshot.model;
}

/** Connections of paramiko itself; Fabric's are paramiko's too. */
export function paramikoOpenings(snapshot: PythonSnapshot): readonly Opening[] {
  return modelOf(snapshot).openings.filter(({ library }) => library !== 'asyncssh');
}

export function callsOf(snapshot: PythonSnapshot, callable: string): readonly LibraryCall[] {
  return modelOf(snapshot).calls.filter((call) => call.callable === callable);
}

export function textAt({ file }: PythonSnapshot, { start, end }: Span): string {
  return file.text.slice(start, end);
}

/** A fix that adds a keyword argument behind the last one that is given. */
export function addingArgument(
  snapshot: PythonSnapshot,
  call: LibraryCall,
  text: string,
  title: string,
): Fix | undefined {
  if (!call.args.complete) return undefined;
  const ends = [...call.args.given.values()].map(({ span }) => span.end).filter((end) => end <= call.span.end);
  if (ends.length === 0) return undefined;
  const at = Math.max(...ends);
  return { title, safe: false, edits: [{ uri: snapshot.uri, span: { start: at, end: at }, newText: `, ${text}` }] };
}

/** A fix that adds a line behind a statement that has its lines to itself, indented as it is. */
export function addingStatement(
  snapshot: PythonSnapshot,
  statement: Span,
  text: string,
  title: string,
): Fix | undefined {
  const source = snapshot.file.text;
  const lineStart = lineStartBefore(source, statement.start);
  const indent = source.slice(lineStart, statement.start);
  const next = source.indexOf('\n', statement.end);
  const lineEnd = next < 0 ? source.length : next;
  const behind = source.slice(statement.end, lineEnd);
  if (!/^[ \t]*$/.test(indent) || !/^\s*(#.*)?$/.test(behind)) return undefined;
  const newline = source[lineEnd - 1] === '\r' ? '\r\n' : '\n';
  const at = behind.endsWith('\r') ? lineEnd - 1 : lineEnd;
  const newText = `${newline}${indent}${text}`;
  return { title, safe: false, edits: [{ uri: snapshot.uri, span: { start: at, end: at }, newText }] };
}

/** Fixes that are there; none where none could be made. */
export function fixes(...found: readonly (Fix | undefined)[]): { readonly fixes?: readonly Fix[] } {
  const kept = found.filter((fix) => fix !== undefined);
  return kept.length > 0 ? { fixes: kept } : {};
}

/** The expression of a connection's transport; undefined where it cannot be named in one. */
export function transportText(snapshot: PythonSnapshot, { call }: Opening): string | undefined {
  const object = call.object && textAt(snapshot, call.object);
  if (object === undefined || !/^[\w.]+$/.test(object)) return undefined;
  return call.callable.startsWith('paramiko.Transport') ? object : `${object}.get_transport()`;
}
