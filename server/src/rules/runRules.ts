import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { lineIndexAt } from '../syntax/configFile.ts';
import type { Finding, Fix, Report, Rule, Severity } from './rule.ts';
import { type Suppression, silences, suppressionsOf } from './suppressions.ts';

/** Id of the finding about a comment that silences nothing. */
export const unusedSuppression = 'unused-suppression';

/** Told once for a rule that threw; its other findings are lost, those of other rules are not. */
export type OnFault = (rule: string, error: unknown) => void;

/**
 * Runs rules over a document and answers what they find in it, by position. Settings may switch a rule off or give it
 * another severity; comments may silence it. A rule that throws is skipped and reported to `onFault`.
 */
export function runTheseRules(rules: readonly Rule<Snapshot>[], snapshot: Snapshot, onFault?: OnFault): Finding[] {
  const found = new Map<string, Finding>();
  for (const rule of rules) {
    const setting = snapshot.settings.rules[rule.id];
    if (setting === 'off' || !rule.dialects.includes(snapshot.dialect)) continue;
    try {
      for (const report of rule.check(snapshot)) {
        const finding = findingOf(rule, report, setting, snapshot);
        const key = `${finding.rule}\n${finding.uri}\n${finding.span.start}\n${finding.span.end}\n${finding.message}`;
        if (!found.has(key)) found.set(key, finding);
      }
    } catch (error) {
      onFault?.(rule.id, error);
    }
  }
  return withoutSilenced([...found.values()], rules, snapshot).sort(byPosition);
}

function findingOf(rule: Rule<Snapshot>, report: Report, setting: Severity | undefined, snapshot: Snapshot): Finding {
  return {
    ...report,
    rule: rule.id,
    severity: setting ?? report.severity ?? rule.severity,
    uri: report.uri ?? snapshot.uri,
  };
}

function withoutSilenced(findings: Finding[], rules: readonly Rule<Snapshot>[], snapshot: Snapshot): Finding[] {
  const suppressions = suppressionsOf(snapshot.file);
  if (suppressions.length === 0) return findings;
  const used = new Set<object>();
  const kept = findings.filter((finding) => {
    if (finding.uri !== snapshot.uri) return true;
    const hit = suppressions.filter((suppression) => silences(suppression, finding, snapshot.file));
    for (const suppression of hit) used.add(suppression);
    return hit.length === 0;
  });
  const setting = snapshot.settings.rules[unusedSuppression];
  if (setting === 'off') return kept;
  for (const suppression of suppressions) {
    if (used.has(suppression) || snapshot.settings.rules[suppression.rule] === 'off') continue;
    const known = rules.some((rule) => rule.id === suppression.rule);
    kept.push({
      rule: unusedSuppression,
      severity: setting ?? 'hint',
      uri: snapshot.uri,
      span: suppression.span,
      message: known
        ? l10n.t('This comment has no effect: {0} reports nothing here.', suppression.rule)
        : l10n.t('This comment has no effect: there is no rule {0}.', suppression.rule),
      tag: 'unnecessary',
      fixes: [removingComment(snapshot, suppression)],
    });
  }
  return kept;
}

/** A comment on a line of its own goes with the line; one behind a directive with the blanks before it. */
function removingComment({ file, uri }: Snapshot, { span }: Suppression): Fix {
  const index = lineIndexAt(file, span.start);
  const start = file.lineStarts[index] ?? 0;
  const before = file.text.slice(start, span.start);
  const line = file.lines[index]?.text ?? '';
  const removed =
    before.trim() === ''
      ? { start, end: start + line.length }
      : { start: start + before.trimEnd().length, end: span.end };
  return { title: l10n.t('Remove the comment'), safe: false, edits: [{ uri, span: removed, newText: '' }] };
}

function byPosition(a: Finding, b: Finding): number {
  return a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
