import type { CodeAction, CodeActionContext, Diagnostic } from 'vscode-languageserver';
import type { PythonSnapshot } from '../../pythonSnapshot.ts';
import { runPythonRules } from '../../rules/python/pythonRules.ts';
import type { Finding } from '../../rules/rule.ts';
import type { Span } from '../../syntax/configFile.ts';
import { codeActionsFor } from '../codeActions.ts';
import { type OnFault, toDiagnostic } from '../diagnostics.ts';
import type { FeatureOptions } from '../featureOptions.ts';

const findingsBySnapshot = new WeakMap<PythonSnapshot, readonly Finding[]>();

/** Computed once for a snapshot: fixes need the same findings again. */
function findingsOf(snapshot: PythonSnapshot, onFault?: OnFault): readonly Finding[] {
  const known = findingsBySnapshot.get(snapshot);
  if (known) return known;
  const found = runPythonRules(snapshot, onFault);
  findingsBySnapshot.set(snapshot, found);
  return found;
}

export function providePythonDiagnostics(
  snapshot: PythonSnapshot,
  options: FeatureOptions,
  onFault?: OnFault,
): Diagnostic[] {
  return findingsOf(snapshot, onFault).map((finding) => toDiagnostic(snapshot, finding, options));
}

export function providePythonCodeActions(
  snapshot: PythonSnapshot,
  range: Span,
  context: Pick<CodeActionContext, 'only'>,
  options: FeatureOptions,
): CodeAction[] {
  return codeActionsFor(snapshot, findingsOf(snapshot), range, context, options);
}
