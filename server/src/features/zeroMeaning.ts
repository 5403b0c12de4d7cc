import * as l10n from '@vscode/l10n';
import type { Directive } from '../knowledge/directive.ts';

/** What 0 does, in the reader's language; undefined where it is a value like any other. */
export function zeroMeaning({ zero }: Directive): string | undefined {
  if (zero === undefined) return undefined;
  // Knowledge is data without a language: its few phrases are told apart by their words.
  const texts: Readonly<Record<string, string>> = {
    'channels of that type never expire': l10n.t('channels of that type never expire'),
    '8.2 and later: probes, but never a disconnect; before: the first silent interval ends the connection': l10n.t(
      '8.2 and later: probes, but never a disconnect; before: the first silent interval ends the connection',
    ),
    'no probes': l10n.t('no probes'),
    'a login may take forever': l10n.t('a login may take forever'),
    off: l10n.t('off'),
    'keys stay in the agent without a time limit': l10n.t('keys stay in the agent without a time limit'),
    'no limit of ssh itself': l10n.t('no limit of ssh itself'),
    'the master stays until it is told to leave': l10n.t('the master stays until it is told to leave'),
    'X11 connections are never refused for their age': l10n.t('X11 connections are never refused for their age'),
    'the first silent interval ends the connection, unprobed': l10n.t(
      'the first silent interval ends the connection, unprobed',
    ),
  };
  return texts[zero] ?? zero;
}
