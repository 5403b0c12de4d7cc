import fs from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';

/** Strings of the language that a locale such as `zh_CN.UTF-8` or `zh-cn` names; English where there are none. */
export function loadMessages(locale: string | undefined): void {
  const language = /^zh([_-](cn|sg|hans))?([._-]|$)/i.test(locale ?? '') ? 'zh-cn' : 'en';
  if (language === 'en') return;
  const file = path.join(__dirname, 'texts', `messages.${language}.json`);
  if (fs.existsSync(file)) l10n.config({ contents: fs.readFileSync(file, 'utf8') });
}
