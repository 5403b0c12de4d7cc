import fs from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { RuleTexts } from '../rules/rulePage.ts';

let language: 'en' | 'zh-cn' = 'en';

/** Whether `--lang` can name it; a locale of the environment may be any. */
export function isKnownLanguage(locale: string): boolean {
  return /^(en|zh)([._-]|$)/i.test(locale);
}

/** Strings of the language that a locale such as `zh_CN.UTF-8` or `zh-cn` names; English where there are none. */
export function loadMessages(locale: string | undefined): void {
  language = /^zh([_-](cn|sg|hans))?([._-]|$)/i.test(locale ?? '') ? 'zh-cn' : 'en';
  if (language === 'en') return;
  const contents = readText(`messages.${language}.json`);
  if (contents !== undefined) l10n.config({ contents });
}

/** The rules' summaries and reasons in the language of the messages; undefined for English, which the rules hold. */
export function loadRuleTexts(): RuleTexts | undefined {
  const contents = language === 'en' ? undefined : readText(`rules.${language}.json`);
  return contents === undefined ? undefined : (JSON.parse(contents) as RuleTexts);
}

/** The language of the messages, as HTML names it. */
export function currentLanguage(): string {
  return language;
}

function readText(name: string): string | undefined {
  const file = path.join(__dirname, 'texts', name);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
