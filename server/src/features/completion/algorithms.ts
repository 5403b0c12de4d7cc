import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver';
import { reached } from '../../knowledge/availability.ts';
import { defaultFor } from '../../knowledge/defaults.ts';
import type { Directive } from '../../knowledge/directive.ts';
import { type AlgorithmKind, supportedAlgorithms } from '../../resolve/algorithmNames.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { Candidate, Suggestions } from './candidates.ts';
import { fromColumn, partOf, type TypedWord } from './place.ts';

const kinds: Readonly<Record<string, AlgorithmKind>> = {
  Ciphers: 'cipher',
  MACs: 'mac',
  KexAlgorithms: 'kex',
};

/** Names of a comma list, by what the sign before it does with the default list. */
export function algorithmSuggestions(snapshot: Snapshot, directive: Directive, word: TypedWord): Suggestions {
  const { version } = snapshot;
  const sign = /^[+^-]/.exec(word.typed)?.[0] ?? '';
  const list = fromColumn(word, sign.length);
  const entry = partOf(list, /,/);
  const whole = list.typed + list.behind;
  const given = new Set(whole.split(','));
  given.delete(entry.typed + entry.behind);
  const standard = new Set((defaultFor(directive, version) ?? '').split(',').filter((name) => name !== ''));
  const kind = kinds[directive.name] ?? 'key';
  const names = directive.name === 'GSSAPIKexAlgorithms' ? [] : supportedAlgorithms(kind, version);
  const candidates = names
    .filter((name) => !given.has(name) && fitsSign(name, sign, standard) && fitsDirective(name, directive))
    .map((label): Candidate => {
      const inDefault = standard.has(label);
      const detail =
        standard.size === 0 ? undefined : inDefault ? l10n.t('in the default list') : l10n.t('not in the default list');
      const rank = inDefault ? 4 : 5;
      return { label, kind: CompletionItemKind.EnumMember, rank, ...(detail === undefined ? {} : { detail }) };
    });
  const atStart = list.typed === '' && list.behind === '' && sign === '';
  return { word: entry, candidates: atStart ? [...signs(snapshot), ...candidates] : candidates };
}

/** What is there cannot be added, and what is not cannot be taken away. Where no default is known, all are offered. */
function fitsSign(name: string, sign: string, standard: ReadonlySet<string>): boolean {
  if (standard.size === 0) return true;
  if (sign === '+') return !standard.has(name);
  return sign !== '-' || standard.has(name);
}

/** Certificates are signed with keys, not with certificates. */
function fitsDirective(name: string, { name: directive }: Directive): boolean {
  return directive !== 'CASignatureAlgorithms' || !name.includes('-cert-');
}

function signs({ version }: Snapshot): Candidate[] {
  const sign = (label: string, detail: string, since: string): Candidate[] =>
    reached(version, since) ? [{ label, kind: CompletionItemKind.Operator, detail, rank: 3, goesOn: true }] : [];
  return [
    ...sign('+', l10n.t('adds to the default list'), '7.0'),
    ...sign('-', l10n.t('removes from the default list'), '7.5'),
    ...sign('^', l10n.t('puts before the default list'), '8.0'),
  ];
}
