import * as l10n from '@vscode/l10n';
import type { PythonSnapshot } from '../../pythonSnapshot.ts';
import { formatLibraryVersion } from '../../values/libraryVersion.ts';
import { fileName } from '../provenance.ts';

/** Which release answers are for and how it is known: `paramiko 3.4, as requirements.txt says`. */
export function paramikoVersionText({ paramiko }: PythonSnapshot): string {
  const version = formatLibraryVersion(paramiko.version);
  if (paramiko.source === 'setting') return l10n.t('paramiko {0}, as set', version);
  if (paramiko.uri === undefined) return l10n.t('paramiko {0}, assumed: the newest known', version);
  return paramiko.bounds
    ? l10n.t('paramiko {0}, the newest that {1} allows', version, fileName(paramiko.uri))
    : l10n.t('paramiko {0}, as {1} says', version, fileName(paramiko.uri));
}
