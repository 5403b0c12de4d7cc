import * as l10n from '@vscode/l10n';
import type { Directive } from '../knowledge/directive.ts';
import { canonicalDirective } from '../knowledge/directives.ts';
import type { Dialect } from '../syntax/configFile.ts';
import { inSeconds } from '../timeouts/format.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';
import { readTimeSpan } from '../values/timeSpan.ts';
import { zeroMeaning } from './zeroMeaning.ts';

/** What one word of a directive's value means, where that is more than the word itself says. */
export function valueMeaning(
  dialect: Dialect,
  directive: Directive,
  word: string,
  index: number,
  version: OpenSshVersion,
): string | undefined {
  const row = canonicalDirective(dialect, directive.name) ?? directive;
  const zero = zeroMeaning(row);
  const time = timeIn(row, word, index);
  if (time !== undefined) {
    const span = readTimeSpan(time, version);
    if (span.ok) {
      if (span.value === 0) return zero === undefined ? inSeconds(0) : l10n.t('0: {0}', zero);
      return `${word} = ${inSeconds(span.value)}`;
    }
  }
  if (row.type === 'rekeylimit' && index === 0) {
    const bytes = bytesOf(word);
    if (bytes !== undefined) return l10n.t('{0} = {1} bytes', word, bytes);
  }
  if (word === '0' && zero !== undefined) return l10n.t('0: {0}', zero);
  return undefined;
}

/** The part of a word that is a time, if the directive has one at this place. */
export function timeIn(directive: Directive, word: string, index: number): string | undefined {
  switch (directive.type) {
    case 'time':
      return index === 0 && /^\d/.test(word) ? word : undefined;
    case 'controlpersist':
      return index === 0 && /^\d/.test(word) ? word : undefined;
    case 'addkeys':
      return /^\d/.test(word) ? word : undefined;
    case 'rekeylimit':
      return index === 1 && /^\d/.test(word) ? word : undefined;
    case 'channel-timeout-list': {
      const time = /=(\d.*)$/.exec(word)?.[1];
      return time;
    }
    default:
      return undefined;
  }
}

function bytesOf(word: string): number | undefined {
  const match = /^(\d+)([KMG])?$/i.exec(word);
  if (!match) return undefined;
  const factor = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 }[(match[2] ?? '').toUpperCase()] ?? 1;
  return Number(match[1]) * factor;
}
