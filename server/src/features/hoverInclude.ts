import * as l10n from '@vscode/l10n';
import { includeKey } from '../resolve/configGraph.ts';
import type { Snapshot } from '../snapshot.ts';
import { includedBy } from './documentLinks.ts';
import { escapeMarkdown, lineLink } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import type { HoverPlace } from './hover.ts';
import { fileName } from './provenance.ts';

const shownFiles = 12;

/** One path of an Include line: the files it stands for, in the order in which OpenSSH reads them. */
export function hoverInclude(snapshot: Snapshot, place: HoverPlace, options: FeatureOptions): string {
  const uris = includedBy(snapshot, place.lineIndex, place.argument);
  if (uris.length > 0) {
    const links = uris.slice(0, shownFiles).map((uri) => {
      const state = snapshot.graphs.map((graph) => graph.files.get(uri)).find((each) => each !== undefined);
      const note = state && state.kind !== 'loaded' ? ` — ${escapeMarkdown(stateName(state.kind))}` : '';
      return `1. ${lineLink(fileName(uri), options.clientUri(uri), 0)}${note}`;
    });
    const more = uris.length > shownFiles ? [l10n.t('… and {0} more', uris.length - shownFiles)] : [];
    return [l10n.t('Files read here, in this order:'), '', ...links, ...more].join('\n');
  }
  for (const graph of snapshot.graphs) {
    for (const system of [false, true]) {
      const included = graph.includes.get(includeKey(snapshot.uri, place.lineIndex, system))?.[place.argument];
      if (included?.refused !== undefined)
        return l10n.t('OpenSSH refuses this path: {0}', escapeMarkdown(included.refused));
      if (included?.unknown !== undefined)
        return l10n.t('What this stands for is not known: {0}', escapeMarkdown(included.unknown));
    }
  }
  return l10n.t('No file matches: OpenSSH goes on without a word.');
}

function stateName(kind: 'missing' | 'directory' | 'bad-permissions' | 'unknown'): string {
  switch (kind) {
    case 'missing':
      return l10n.t('missing');
    case 'directory':
      return l10n.t('a folder');
    case 'bad-permissions':
      return l10n.t('refused: wrong owner, or writable by others');
    case 'unknown':
      return l10n.t('not readable from here');
  }
}
