import type { RuleTexts } from '../rules/rulePage.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';
import type { CheckedFile } from './checkedFile.ts';
import { githubFormat } from './formatGithub.ts';
import { jsonFormat } from './formatJson.ts';
import { sarifFormat } from './formatSarif.ts';
import { textFormat } from './formatText.ts';

export interface FormatContext {
  readonly color: boolean;
  /** Assumed where no file says otherwise. */
  readonly version: OpenSshVersion;
  /** Rules' texts in the reader's language; English where absent. */
  readonly ruleTexts: RuleTexts | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Format = (files: readonly CheckedFile[], context: FormatContext) => string;

export const checkFormats = {
  text: textFormat,
  json: jsonFormat,
  sarif: sarifFormat,
  github: githubFormat,
} as const satisfies Record<string, Format>;

export function isCheckFormat(name: string): name is keyof typeof checkFormats {
  return Object.hasOwn(checkFormats, name);
}
