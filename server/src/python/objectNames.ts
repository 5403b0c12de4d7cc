import type { Binding, Survey } from './scopes.ts';

const known = new WeakMap<Survey, ReadonlySet<string>>();

/** Names and attributes of the file, of whatever scope, that may stand for more than a literal. */
export function objectNames(survey: Survey): ReadonlySet<string> {
  const before = known.get(survey);
  if (before) return before;
  const names = new Set<string>();
  for (const { bindings, attributes } of [survey.module, ...survey.scopes.values()]) {
    for (const map of [bindings, attributes]) {
      for (const [name, found] of map) if (!names.has(name) && found.some(mayBindObject)) names.add(name);
    }
  }
  known.set(survey, names);
  return names;
}

const literals = new Set([
  'ArrayExpression',
  'ArrayComprehensionExpression',
  'Boolean',
  'ContinuedString',
  'DictionaryExpression',
  'FormatString',
  'LambdaExpression',
  'None',
  'Number',
  'SetExpression',
  'String',
  'UnaryExpression',
]);

function mayBindObject({ source }: Binding): boolean {
  if (source.kind === 'opaque') return false;
  return source.kind !== 'expression' || !literals.has(source.node.name);
}
