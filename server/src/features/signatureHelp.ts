import type { ParameterInformation, SignatureHelp } from 'vscode-languageserver';
import { canonicalDirective } from '../knowledge/directives.ts';
import type { Snapshot } from '../snapshot.ts';
import { type ArgumentShape, partAt, shapesOf } from './argumentShapes.ts';
import { completionPlace } from './completion/place.ts';
import type { Texts } from './directiveText.ts';
import type { FeatureOptions } from './featureOptions.ts';

/** The parts of a value that has several, and the one that is typed next; null for other directives and places. */
export function provideSignatureHelp(
  snapshot: Snapshot,
  offset: number,
  texts: Texts,
  options: FeatureOptions,
): SignatureHelp | null {
  const place = completionPlace(snapshot.file, offset);
  if (place.kind !== 'argument') return null;
  const directive = canonicalDirective(snapshot.dialect, place.keyword);
  const shapes = directive && shapesOf(directive.name);
  if (!directive || !shapes) return null;
  const { word, before } = place;
  const current = currentArgument(shapes, before.length);
  if (!current) return null;
  const found = partAt(current.shape, word.typed + word.behind, word.typed.length);
  const { label, parameters, firstOf } = signature(directive.name, shapes, options);
  const activeParameter = (firstOf[current.index] ?? 0) + (found?.index ?? 0);
  const summary = texts.directive(directive.name)?.summary;
  const help = { label, parameters, activeParameter, ...(summary === undefined ? {} : { documentation: summary }) };
  return { signatures: [help], activeSignature: 0, activeParameter };
}

/** The shape of the argument with this number; undefined behind the last one. */
export function currentArgument(
  shapes: readonly ArgumentShape[],
  number: number,
): { readonly shape: ArgumentShape; readonly index: number } | undefined {
  const own = shapes[number];
  if (own) return { shape: own, index: number };
  const last = shapes.at(-1);
  return last?.argumentRepeats ? { shape: last, index: shapes.length - 1 } : undefined;
}

interface Signature {
  readonly label: string;
  readonly parameters: ParameterInformation[];
  /** Which parameter is the first part of each argument. */
  readonly firstOf: readonly number[];
}

function signature(name: string, shapes: readonly ArgumentShape[], { labelOffsets }: FeatureOptions): Signature {
  let label = name;
  const parameters: ParameterInformation[] = [];
  const firstOf: number[] = [];
  for (const { display, parts, argumentRepeats } of shapes) {
    label += ' ';
    firstOf.push(parameters.length);
    let from = 0;
    for (const part of parts) {
      const at = display.indexOf(part.label, from);
      from = at + part.label.length;
      const place: [number, number] = [label.length + at, label.length + from];
      parameters.push({ label: labelOffsets ? place : part.label, documentation: part.text() });
    }
    label += display + (argumentRepeats ? ' ...' : '');
  }
  return { label, parameters, firstOf };
}
