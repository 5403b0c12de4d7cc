import * as l10n from '@vscode/l10n';
import { LSPErrorCodes, type Range, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import type { Snapshot } from '../snapshot.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { fileOf } from './fileOf.ts';
import { mentionAt, mentionsOf } from './mentions.ts';
import { toRange } from './ranges.ts';

/** The name that a rename would change; null where there is none under the cursor. */
export function prepareRename(snapshot: Snapshot, offset: number): { range: Range; placeholder: string } | null {
  const here = mentionAt(snapshot, offset);
  return here ? { range: toRange(snapshot.file, here.span), placeholder: here.name } : null;
}

/**
 * An error for the user where the new name is none that a Host line, or a Match line for a tag, could give, and where
 * another line gives it already: two hosts would become one, which no second rename can part again.
 */
export function provideRename(
  snapshot: Snapshot,
  offset: number,
  newName: string,
  options: FeatureOptions,
): WorkspaceEdit | ResponseError<never> {
  const here = mentionAt(snapshot, offset);
  if (!here) return { changes: {} };
  if (!/^[^\s"'\\*?!,=#@:/[\]-][^\s"'\\*?!,=#@:/[\]]*$/.test(newName)) {
    return refused(l10n.t('A name has no blanks, quotes, wildcards, or any of , = # @ : / [ ], and no dash in front.'));
  }
  const others = newName !== here.name ? mentionsOf(snapshot, { kind: here.kind, name: newName }) : [];
  if (others.some(({ role }) => role === 'names')) {
    return refused(l10n.t('{0} is already named by another line of the configuration.', newName));
  }
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const { uri, span } of mentionsOf(snapshot, here)) {
    const file = fileOf(snapshot, uri);
    if (!file) continue;
    const key = options.clientUri(uri);
    changes[key] = [...(changes[key] ?? []), { range: toRange(file, span), newText: newName }];
  }
  return { changes };
}

function refused(message: string): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
