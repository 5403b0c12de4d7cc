import * as l10n from '@vscode/l10n';
import type { Rule } from './rule.ts';

/** What is said of a rule, whatever it looks at. */
export type RuleInfo = Pick<Rule<never, string>, 'id' | 'severity' | 'dialects' | 'doc'>;

/** A rule's texts in another language, by its id: the contents of `texts/rules.LANGUAGE.json`. */
export type RuleTexts = Readonly<Record<string, { readonly summary: string; readonly why: string }>>;

const kinds: Readonly<Record<string, string>> = { client: '`ssh_config`', server: '`sshd_config`', python: 'Python' };

/** The page of a rule. Without texts it is English, as it is kept in docs/rules. */
export function rulePage(rule: RuleInfo, texts: RuleTexts = {}): string {
  const { summary, why } = texts[rule.id] ?? rule.doc;
  const fence = '```';
  const files = rule.dialects.map((dialect) => kinds[dialect] ?? dialect).join(', ');
  const language = rule.dialects.includes('python') ? 'python' : '';
  const parts = [
    `# ${rule.id}`,
    summary,
    l10n.t('Severity: {0}. Applies to: {1}.', rule.severity, files),
    `## ${l10n.t('Why')}`,
    why,
    `## ${l10n.t('Example')}`,
    l10n.t('With a finding:'),
    `${fence}${language}\n${rule.doc.bad}${fence}`,
    l10n.t('Without:'),
    `${fence}${language}\n${rule.doc.good}${fence}`,
    `## ${l10n.t('Turning it off')}`,
    `${l10n.t('For one line or block, by a comment with the reason:')} \`# ssh-timeouts: ignore ${rule.id} REASON\``,
    `${l10n.t('Everywhere, or with another severity, by the setting:')} \`"sshTimeouts.rules": { "${rule.id}": "off" }\``,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The list of all pages. */
export function ruleIndex(rules: readonly RuleInfo[]): string {
  const rows = rules.map((rule) => `| [${rule.id}](${rule.id}.md) | ${rule.severity} | ${rule.doc.summary} |`);
  return ['# Rules', '', '| Rule | Severity | What it finds |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
