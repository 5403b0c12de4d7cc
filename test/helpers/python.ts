import { parser } from '@lezer/python';
import { parsePython } from '../../server/src/python/pythonFile.ts';
import { type PythonModel, pythonModel } from '../../server/src/python/pythonModel.ts';

export function pythonOf(text: string): PythonModel {
  return pythonModel(parsePython(parser, text));
}

/** Each call that was followed, a line each: line number, what is called, and what it is given. */
export function drawCalls(text: string): string {
  return drawModel(text, pythonOf(text));
}

export function drawModel(text: string, model: PythonModel): string {
  const lines = model.calls.map((call) => {
    const line = text.slice(0, call.nameSpan.start).split('\n').length;
    const given = [...call.args.given].map(([name, { node }]) => `${name}=${text.slice(node.from, node.to)}`);
    if (!call.args.complete) given.push('...');
    return `${line}: ${call.callable}(${given.join(', ')})${call.connection === undefined ? ' of some connection' : ''}`;
  });
  return lines.join('\n') || '(nothing)';
}

/** The one connection that a text opens. */
export function openingIn(text: string): PythonModel['openings'][number] {
  const { openings } = pythonOf(text);
  const [only] = openings;
  if (!only || openings.length > 1) throw new Error(`${openings.length} connections`);
  return only;
}
