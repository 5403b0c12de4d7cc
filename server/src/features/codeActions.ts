import * as l10n from '@vscode/l10n';
import { type CodeAction, type CodeActionContext, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver';
import type { Finding, Fix, TextEdit } from '../rules/rule.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Span } from '../syntax/configFile.ts';
import { findingsOf, toDiagnostic } from './diagnostics.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { type Files, fileOf } from './fileOf.ts';
import { type Positions, toRange } from './ranges.ts';

/** Kind of the action that applies every safe fix of the document at once. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.sshTimeouts`;

/** Quick fixes of the findings that the range touches, and the one action that applies all safe ones. */
export function provideCodeActions(
  snapshot: Snapshot,
  range: Span,
  context: Pick<CodeActionContext, 'only'>,
  options: FeatureOptions,
): CodeAction[] {
  return codeActionsFor(snapshot, findingsOf(snapshot), range, context, options);
}

/** The same for the findings of any kind of document. */
export function codeActionsFor(
  snapshot: Files<Positions>,
  findings: readonly Finding[],
  range: Span,
  context: Pick<CodeActionContext, 'only'>,
  options: FeatureOptions,
): CodeAction[] {
  const wanted = (kind: string) =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const actions: CodeAction[] = [];
  if (wanted(CodeActionKind.QuickFix)) {
    for (const finding of findings) {
      if (touches(finding.span, range)) actions.push(...quickFixes(snapshot, finding, options));
    }
  }
  // Offered only when asked for by name: without a filter it would show up in every light bulb.
  if (context.only !== undefined && wanted(fixAllKind)) {
    const edits = safeEdits(findings);
    if (edits.length > 0) {
      const title = l10n.t('Fix everything that is safe to fix');
      actions.push({ title, kind: fixAllKind, edit: toWorkspaceEdit(snapshot, edits, options) });
    }
  }
  return actions;
}

function quickFixes(snapshot: Files<Positions>, finding: Finding, options: FeatureOptions): CodeAction[] {
  const diagnostics = [toDiagnostic(snapshot, finding, options)];
  return (finding.fixes ?? []).map((fix: Fix, index) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    isPreferred: index === 0 && fix.safe,
    edit: toWorkspaceEdit(snapshot, fix.edits, options),
  }));
}

/** The first safe fix of each finding, left out where it touches text that an earlier one changes. */
function safeEdits(findings: readonly Finding[]): TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes?.find(({ safe }) => safe);
    if (!fix) continue;
    const clash = fix.edits.some((edit) =>
      chosen.some((other) => other.uri === edit.uri && overlaps(other.span, edit.span)),
    );
    if (!clash) chosen.push(...fix.edits);
  }
  return chosen;
}

function toWorkspaceEdit(
  snapshot: Files<Positions>,
  edits: readonly TextEdit[],
  options: FeatureOptions,
): WorkspaceEdit {
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const { uri, span, newText } of edits) {
    const file = fileOf(snapshot, uri);
    if (!file) continue;
    const key = options.clientUri(uri);
    changes[key] ??= [];
    changes[key].push({ range: toRange(file, span), newText });
  }
  return { changes };
}

function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Two insertions at one place count as an overlap too: their order would be left to chance. */
function overlaps(a: Span, b: Span): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}
