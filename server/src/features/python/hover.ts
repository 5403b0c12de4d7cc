import * as l10n from '@vscode/l10n';
import type { Hover } from 'vscode-languageserver';
import type { LibraryCall, LimitAssignment, TimeValue } from '../../python/calls.ts';
import type { Opening } from '../../python/pythonModel.ts';
import type { PythonSnapshot } from '../../pythonSnapshot.ts';
import { modelOf } from '../../rules/python/pythonRule.ts';
import type { Span } from '../../syntax/configFile.ts';
import { markdownToText } from '../escapeMarkdown.ts';
import type { FeatureOptions } from '../featureOptions.ts';
import { labelled } from '../labelled.ts';
import { toRange } from '../ranges.ts';
import { hoverConnection } from './hoverConnection.ts';
import { type ApiText, methodText, parameterText } from './libraryTexts.ts';
import { paramikoVersionText } from './paramikoVersionText.ts';

/** What is said of a call, a parameter or a limit of a transport under the cursor; null for all else. */
export function providePythonHover(snapshot: PythonSnapshot, offset: number, options: FeatureOptions): Hover | null {
  const found = placeAt(snapshot, offset);
  if (!found) return null;
  const value = found.parts.filter((part) => part !== '').join('\n\n');
  return {
    contents: options.markdown ? { kind: 'markdown', value } : { kind: 'plaintext', value: markdownToText(value) },
    range: toRange(snapshot.file, found.span),
  };
}

interface Found {
  readonly span: Span;
  readonly parts: readonly string[];
}

function placeAt(snapshot: PythonSnapshot, offset: number): Found | undefined {
  const model = modelOf(snapshot);
  for (const call of model.calls) {
    if (!holds(call.span, offset)) continue;
    if (holds(call.nameSpan, offset)) return method(snapshot, call);
    const argument = [...call.args.given].find(([, { span }]) => holds(span, offset));
    const inside = argument && parameter(snapshot, call, argument[0], argument[1].nameSpan ?? argument[1].span);
    if (inside) return inside;
  }
  const assignment = model.assignments.find(({ nameSpan }) => holds(nameSpan, offset));
  return assignment && attribute(snapshot, assignment);
}

function method(snapshot: PythonSnapshot, call: LibraryCall): Found | undefined {
  const text = methodText(call.callable, snapshot.paramiko.version);
  if (!text) return undefined;
  const opening = openingOf(snapshot, call);
  return {
    span: call.nameSpan,
    parts: [...written(text), connection(snapshot, call, opening), footer(snapshot, call.callable)],
  };
}

function parameter(snapshot: PythonSnapshot, call: LibraryCall, name: string, span: Span): Found | undefined {
  const text = parameterText(`${call.callable}(${name})`, snapshot.paramiko.version);
  if (!text) return undefined;
  const time = modelOf(snapshot).time(call, name);
  return { span, parts: [...written(text, time), footer(snapshot, call.callable)] };
}

function attribute(snapshot: PythonSnapshot, { attribute: name, nameSpan, value }: LimitAssignment): Found | undefined {
  const text = parameterText(name, snapshot.paramiko.version);
  return text && { span: nameSpan, parts: [...written(text, value), footer(snapshot, name)] };
}

/** Head, what it does, and what it does not do. */
function written({ title, facts, does, doesNot }: ApiText, time?: TimeValue): readonly string[] {
  const here = time === undefined ? '' : hereText(time);
  const head = [title, ...facts, here].filter((part) => part !== '').join(' · ');
  return [head, does, doesNot === undefined ? '' : labelled(l10n.t('It does not'), doesNot)];
}

function hereText(time: TimeValue): string {
  switch (time.kind) {
    case 'seconds':
      return l10n.t('here **{0} s**', time.seconds);
    case 'unknown':
      return l10n.t('here not known');
    default:
      return '';
  }
}

function openingOf(snapshot: PythonSnapshot, call: LibraryCall): Opening | undefined {
  const { openings } = modelOf(snapshot);
  const own = openings.find((opening) => opening.call === call);
  if (own) return own;
  return call.connection === undefined
    ? undefined
    : openings.find((opening) => opening.call.connection === call.connection);
}

/** What becomes of the connection: for what opens it and what keeps it alive. */
function connection(snapshot: PythonSnapshot, call: LibraryCall, opening: Opening | undefined): string {
  const opens = opening?.call === call;
  const keeps = call.callable.endsWith('.set_keepalive');
  return opening && (opens || keeps) ? hoverConnection(snapshot, opening, opens) : '';
}

function footer(snapshot: PythonSnapshot, callable: string): string {
  return callable.startsWith('asyncssh') ? '' : `*${paramikoVersionText(snapshot)}*`;
}

/** Right behind the last character still counts: that is where a cursor rests after typing. */
function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
