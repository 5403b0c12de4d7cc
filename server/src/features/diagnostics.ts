import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { rulePageScheme } from '../protocol.ts';
import { runRules } from '../rules/allRules.ts';
import type { Finding, Fix, Severity } from '../rules/rule.ts';
import type { Snapshot } from '../snapshot.ts';
import { showControls } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { type Files, fileOf } from './fileOf.ts';
import { type Positions, toRange } from './ranges.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export type OnFault = (rule: string, error: unknown) => void;

const findingsBySnapshot = new WeakMap<Snapshot, readonly Finding[]>();

/** What the rules find in the document itself. Computed once for a snapshot: fixes need the same findings again. */
export function findingsOf(snapshot: Snapshot, onFault?: OnFault): readonly Finding[] {
  const known = findingsBySnapshot.get(snapshot);
  if (known) return known;
  const found = runRules(snapshot, onFault).filter((finding) => finding.uri === snapshot.uri);
  findingsBySnapshot.set(snapshot, found);
  return found;
}

/** The findings as the editor shows them, most severe ones first where they start at the same place. */
export function provideDiagnostics(snapshot: Snapshot, options: FeatureOptions, onFault?: OnFault): Diagnostic[] {
  return findingsOf(snapshot, onFault).map((finding) => toDiagnostic(snapshot, finding, options));
}

export function toDiagnostic(snapshot: Files<Positions>, finding: Finding, options: FeatureOptions): Diagnostic {
  const related = (finding.related ?? []).flatMap(({ uri, span, message }) => {
    const file = fileOf(snapshot, uri);
    if (!file) return [];
    const location = { uri: options.clientUri(uri), range: toRange(file, span) };
    return [{ location, message: showControls(message) }];
  });
  const fixable = (finding.fixes ?? []).length > 0;
  return {
    range: toRange(snapshot.file, finding.span),
    severity: severities[finding.severity],
    source: 'ssh-timeouts',
    code: finding.rule,
    message: showControls(finding.message),
    ...(options.rulePages ? { codeDescription: { href: `${rulePageScheme}:/${finding.rule}.md` } } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    ...(finding.tag === undefined
      ? {}
      : { tags: [finding.tag === 'unnecessary' ? DiagnosticTag.Unnecessary : DiagnosticTag.Deprecated] }),
    ...(fixable ? { data: { fixes: finding.fixes?.map((fix: Fix) => fix.title) } } : {}),
  };
}
