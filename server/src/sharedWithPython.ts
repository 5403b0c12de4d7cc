import { t } from '@vscode/l10n';
import { InlayHintKind } from 'vscode-languageserver';
import * as codeActions from './features/codeActions.ts';
import * as diagnostics from './features/diagnostics.ts';
import * as escapeMarkdown from './features/escapeMarkdown.ts';
import * as provenance from './features/provenance.ts';
import * as ranges from './features/ranges.ts';
import * as effectiveFor from './resolve/effectiveFor.ts';
import * as subjects from './resolve/subjects.ts';
import * as clientKinds from './timeouts/clientKinds.ts';
import * as format from './timeouts/format.ts';
import * as model from './timeouts/model.ts';
import * as paramikoClient from './timeouts/paramikoClient.ts';
import * as range from './timeouts/range.ts';
import * as ipAddress from './values/ipAddress.ts';
import * as libraryVersion from './values/libraryVersion.ts';
import * as patternList from './values/patternList.ts';

/**
 * Modules that the server lends to the Python bundle, so that nothing is there twice: neither code nor what is
 * remembered of a configuration, nor the language of messages. Names are those of imports, or paths from this folder;
 * esbuild.mjs reads them here, and leaves out of the bundle what they name.
 */
const shared: Readonly<Record<string, object>> = {
  '@vscode/l10n': { t },
  'vscode-languageserver': { InlayHintKind },
  'features/codeActions.ts': codeActions,
  'features/diagnostics.ts': diagnostics,
  'features/escapeMarkdown.ts': escapeMarkdown,
  'features/provenance.ts': provenance,
  'features/ranges.ts': ranges,
  'resolve/effectiveFor.ts': effectiveFor,
  'resolve/subjects.ts': subjects,
  'timeouts/clientKinds.ts': clientKinds,
  'timeouts/format.ts': format,
  'timeouts/model.ts': model,
  'timeouts/paramikoClient.ts': paramikoClient,
  'timeouts/range.ts': range,
  'values/ipAddress.ts': ipAddress,
  'values/libraryVersion.ts': libraryVersion,
  'values/patternList.ts': patternList,
};

/** What the Python bundle asks its surroundings for. */
export function sharedModule(name: string): object | undefined {
  return shared[name];
}

/** What dist/python.js is: handed the modules that it shares with the server, it gives its own. */
export type LoadPythonBundle = (require: typeof sharedModule) => typeof import('./pythonBundle.ts');
