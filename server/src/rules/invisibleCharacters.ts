import * as l10n from '@vscode/l10n';
import type { ConfigError } from '../resolve/effectiveConfig.ts';
import type { Snapshot } from '../snapshot.ts';
import { reportOf } from './errors.ts';
import { replacing } from './fixes.ts';
import type { Report } from './rule.ts';

/** Blanks that OpenSSH does not take for blanks, as pages of the web bring them, and marks without a width. */
const invisible = /[\u00a0\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff]/g;
const withoutWidth = /[\u200b-\u200f\u2060\ufeff]/g;

/** A fault whose keyword holds what nobody can see, told as that; undefined where there is nothing of the kind. */
export function invisibleIn(snapshot: Snapshot, error: ConfigError): Report | undefined {
  const written = snapshot.file.text.slice(error.span.start, error.span.end);
  const [character] = written.match(invisible) ?? [];
  if (character === undefined) return undefined;
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const plain = written.replace(withoutWidth, '').replace(invisible, ' ');
  return {
    ...reportOf(error),
    message: l10n.t('An invisible character stands here (U+{0}): OpenSSH takes it for a part of the keyword.', code),
    fixes: [replacing(snapshot, error.span, plain, l10n.t('Take the invisible characters away'), true)],
  };
}
