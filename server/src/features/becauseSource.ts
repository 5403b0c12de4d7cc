import * as l10n from '@vscode/l10n';
import type { Source } from '../picture/picture.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Because } from '../timeouts/timer.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { fileOf } from './fileOf.ts';
import { editorLine, fileName } from './provenance.ts';

/** A reason in words, with the line to open where it is one. */
export function becauseSource(because: Because, snapshot: Snapshot, options: FeatureOptions): Source {
  switch (because.kind) {
    case 'line': {
      const { origin } = because;
      const line = editorLine(snapshot, origin);
      const { start, end } = origin.span;
      const written = fileOf(snapshot, origin.uri)?.text.slice(start, end) ?? '';
      const place = l10n.t('line {0} of {1}', line + 1, fileName(origin.uri));
      return { text: written === '' ? place : `${written} (${place})`, uri: options.clientUri(origin.uri), line };
    }
    case 'option':
      return { text: l10n.t('{0} (what if)', because.text) };
    case 'default':
      return { text: l10n.t('{0} {1} (default of OpenSSH {2})', because.directive, because.value, because.openssh) };
    case 'profile':
      return { text: because.source };
    case 'setting':
      return { text: l10n.t('the setting {0}', because.key) };
    case 'measured':
      return { text: l10n.t('measured {0}: {1}', because.date, because.what) };
  }
}
