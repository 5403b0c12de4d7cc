import type { Range, WorkspaceEdit } from 'vscode-languageserver';
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

/** Null where the new name is none that a Host line, or a Match line for a tag, could give. */
export function provideRename(
  snapshot: Snapshot,
  offset: number,
  newName: string,
  options: FeatureOptions,
): WorkspaceEdit | null {
  if (!/^[^\s"'\\*?!,=#@:/[\]-][^\s"'\\*?!,=#@:/[\]]*$/.test(newName)) return null;
  const here = mentionAt(snapshot, offset);
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const { uri, span } of here ? mentionsOf(snapshot, here) : []) {
    const file = fileOf(snapshot, uri);
    if (!file) continue;
    const key = options.clientUri(uri);
    changes[key] = [...(changes[key] ?? []), { range: toRange(file, span), newText: newName }];
  }
  return { changes };
}
