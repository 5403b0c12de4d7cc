import * as l10n from '@vscode/l10n';
import type { LineOrigin, Provenance } from '../resolve/effectiveConfig.ts';
import { formatVersion } from '../values/openSshVersion.ts';
import { lineLink } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';

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

/** `line 4 of config`, in plain text. Lines count from 1. */
export function lineName(origin: Pick<LineOrigin, 'uri' | 'lineIndex'>, here: string): string {
  return origin.uri === here
    ? l10n.t('line {0}', origin.lineIndex + 1)
    : l10n.t('line {0} of {1}', origin.lineIndex + 1, fileName(origin.uri));
}

/** The same as a link. */
export function originLink(
  origin: Pick<LineOrigin, 'uri' | 'lineIndex'>,
  here: string,
  options: Pick<FeatureOptions, 'clientUri'>,
): string {
  return lineLink(lineName(origin, here), options.clientUri(origin.uri), origin.lineIndex);
}

/** Where a value comes from, as Markdown. */
export function provenanceLink(from: Provenance, here: string, options: Pick<FeatureOptions, 'clientUri'>): string {
  if (from.kind === 'line') return originLink(from, here, options);
  if (from.kind === 'option') return l10n.t('a command-line option');
  const version = formatVersion(from.version);
  return from.note === undefined
    ? l10n.t('the default of OpenSSH {0}', version)
    : l10n.t('the default of OpenSSH {0} ({1})', version, from.note);
}
