import * as l10n from '@vscode/l10n';
import { allRules } from '../rules/allRules.ts';

/** The Markdown page of a rule; null where no rule has this id. */
export function provideRulePage(id: string): string | null {
  const rule = allRules.find((each) => each.id === id);
  if (!rule) return null;
  const fence = '```';
  return [
    `# ${rule.id}`,
    rule.doc.summary,
    `${l10n.t('Severity')}: ${rule.severity}`,
    `## ${l10n.t('Why')}`,
    rule.doc.why,
    `## ${l10n.t('Bad')}`,
    `${fence}\n${rule.doc.bad}\n${fence}`,
    `## ${l10n.t('Good')}`,
    `${fence}\n${rule.doc.good}\n${fence}`,
    `## ${l10n.t('Silence it')}`,
    `${fence}\n# ssh-timeouts: ignore ${rule.id} ${l10n.t('reason')}\n${fence}`,
    '',
  ].join('\n\n');
}
