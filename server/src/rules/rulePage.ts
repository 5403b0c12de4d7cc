import type { Snapshot } from '../snapshot.ts';
import type { Rule } from './rule.ts';

/** The English page of a rule, as it is kept in docs/rules. */
export function rulePage(rule: Rule<Snapshot>): string {
  const fence = '```';
  const files = rule.dialects.map((dialect) => (dialect === 'client' ? '`ssh_config`' : '`sshd_config`')).join(' and ');
  const parts = [
    `# ${rule.id}`,
    rule.doc.summary,
    `Severity: ${rule.severity}. Looks at ${files}.`,
    '## Why',
    rule.doc.why,
    '## Example',
    'With a finding:',
    `${fence}\n${rule.doc.bad}${fence}`,
    'Without:',
    `${fence}\n${rule.doc.good}${fence}`,
    '## Switching it off',
    `For one line or block, by a comment with the reason: \`# ssh-timeouts: ignore ${rule.id} REASON\``,
    `Everywhere, by the setting \`sshTimeouts.rules\`: \`{ "${rule.id}": "off" }\`, or another severity.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The list of all pages. */
export function ruleIndex(rules: readonly Rule<Snapshot>[]): string {
  const rows = rules.map((rule) => `| [${rule.id}](${rule.id}.md) | ${rule.severity} | ${rule.doc.summary} |`);
  return ['# Rules', '', '| Rule | Severity | What it finds |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
