import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver';
import { reached } from '../../knowledge/availability.ts';
import type { Directive } from '../../knowledge/directive.ts';
import type { Snapshot } from '../../snapshot.ts';
import { tokenMeaning } from '../tokenMeaning.ts';
import type { Suggestions } from './candidates.ts';
import { fromColumn, type TypedWord } from './place.ts';

/** Tokens behind a percent sign, where the directive expands them. */
export function tokenSuggestions(snapshot: Snapshot, directive: Directive, word: TypedWord): Suggestions | undefined {
  const at = /%[A-Za-z]?$/.exec(word.typed)?.index;
  if (at === undefined || !directive.tokens) return undefined;
  // A second percent sign belongs to the first: `%%` is a percent sign.
  const signs = /%*[A-Za-z]?$/.exec(word.typed)?.[0].replace(/[A-Za-z]/, '').length ?? 1;
  if (signs % 2 === 0) return undefined;
  if (directive.tokensSince !== undefined && !reached(snapshot.version, directive.tokensSince)) return undefined;
  const candidates = directive.tokens.map((token) => ({
    label: token,
    kind: CompletionItemKind.Constant,
    detail: tokenMeaning(snapshot.dialect, token.slice(1)) ?? '',
    // Hardly anybody means the sign itself.
    ...(token === '%%' ? { rank: 6 } : {}),
  }));
  return { word: { ...fromColumn(word, at), end: word.start + word.typed.length }, candidates };
}

/** Names for a machine that says nothing of its variables. */
const usualVariables = ['HOME', 'USER', 'XDG_RUNTIME_DIR'];

/** Variables behind `${`, where the directive expands them. */
export function variableSuggestions(
  snapshot: Snapshot,
  directive: Directive,
  word: TypedWord,
): Suggestions | undefined {
  const match = /\$\{?([A-Za-z_][A-Za-z0-9_]*)?$/.exec(word.typed);
  if (!match || directive.expandsEnvironment !== true) return undefined;
  const known = snapshot.graphs[0].environment.variables;
  const names = known ? Object.keys(known).filter((name) => /^[A-Za-z_]\w*$/.test(name)) : usualVariables;
  const from = fromColumn(word, match.index);
  const closed = /^\w*\}/.exec(word.behind)?.[0].length ?? 0;
  const candidates = names.sort().map((name) => ({
    label: `\${${name}}`,
    kind: CompletionItemKind.Variable,
    // What a variable holds may be a secret: it is not shown.
    detail: l10n.t('environment variable'),
  }));
  return { word: { ...from, end: word.start + word.typed.length + closed }, candidates };
}
