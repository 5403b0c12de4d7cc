import * as l10n from '@vscode/l10n';
import type { LineOrigin, Provenance } from '../resolve/effectiveConfig.ts';
import type { Snapshot } from '../snapshot.ts';
import { formatVersion } from '../values/openSshVersion.ts';
import { lineLink } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { fileOf } from './fileOf.ts';
import { positionAt } from './ranges.ts';

type Place = Pick<LineOrigin, 'uri' | 'lineIndex'>;

/** The last part of an address, decoded: what a reader calls the file. */
export function fileName(uri: string): string {
  const name =
    uri
      .replace(/[?#].*$/, '')
      .replace(/\/+$/, '')
      .split('/')
      .at(-1) ?? uri;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The line that an editor shows for a parsed one, from 0. OpenSSH ends lines at `\n` alone, editors at `\r` too. */
export function editorLine(snapshot: Snapshot, { uri, lineIndex }: Place): number {
  const file = fileOf(snapshot, uri);
  return file ? positionAt(file, file.lineStarts[lineIndex] ?? file.text.length).line : lineIndex;
}

/** `line 4 of config` as a Markdown link; without the file's name where it is the document itself. */
export function originLink(origin: Place, snapshot: Snapshot, options: FeatureOptions): string {
  const line = editorLine(snapshot, origin);
  const name =
    origin.uri === snapshot.uri
      ? l10n.t('line {0}', line + 1)
      : l10n.t('line {0} of {1}', line + 1, fileName(origin.uri));
  return lineLink(name, options.clientUri(origin.uri), line);
}

/** Where a value comes from, as Markdown. */
export function provenanceLink(from: Provenance, snapshot: Snapshot, options: FeatureOptions): string {
  if (from.kind === 'line') return originLink(from, snapshot, options);
  if (from.kind === 'option') return l10n.t('a command-line option');
  const version = formatVersion(from.version);
  return from.note === undefined
    ? l10n.t('the default of OpenSSH {0}', version)
    : l10n.t('the default of OpenSSH {0} ({1})', version, from.note);
}
