import * as l10n from '@vscode/l10n';

/** Markdown: a label in bold type and what belongs to it, with the colon of the language. */
export function labelled(label: string, text: string): string {
  return `**${l10n.t('{0}:', label)}** ${text}`;
}
