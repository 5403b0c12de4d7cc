import { type InlayHint, InlayHintKind } from 'vscode-languageserver';
import type { LibraryCall } from '../../python/calls.ts';
import type { PythonSnapshot } from '../../pythonSnapshot.ts';
import { modelOf } from '../../rules/python/pythonRule.ts';
import type { Span } from '../../syntax/configFile.ts';
import { paramikoDefaults, paramikoSince } from '../../timeouts/paramikoClient.ts';
import { libraryAtLeast } from '../../values/libraryVersion.ts';
import { positionAt } from '../ranges.ts';
import { paramikoVersionText } from './paramikoVersionText.ts';

/** Behind the arguments of a call: the limits that it leaves at their defaults. */
export function providePythonInlayHints(snapshot: PythonSnapshot, range: Span): InlayHint[] {
  if (!snapshot.settings.inlayHints) return [];
  const { text } = snapshot.file;
  return modelOf(snapshot).calls.flatMap((call) => {
    if (call.args.get('options').kind !== 'absent' && call.callable === 'asyncssh.connect') return [];
    if (call.span.end < range.start || call.span.start > range.end) return [];
    const defaults = defaultsOf(snapshot, call).filter(([name]) => call.args.get(name).kind === 'absent');
    if (defaults.length === 0 || !call.args.complete || text[call.span.end - 1] !== ')') return [];
    const names = defaults.map(([name, value]) => `${name}=${value}`).join(', ');
    // A trailing comma and arguments on lines of their own leave the bracket alone.
    const before = text.slice(call.span.start, call.span.end - 1);
    const behind = before.trimEnd().length + call.span.start;
    const separator = /[(,]$/.test(before.trimEnd()) ? (before.trimEnd().endsWith(',') ? ' ' : '') : ', ';
    return {
      position: positionAt(snapshot.file, behind),
      label: `${separator}${names}`,
      kind: InlayHintKind.Parameter,
      tooltip: paramikoVersionText(snapshot),
    };
  });
}

function defaultsOf({ paramiko }: PythonSnapshot, { callable }: LibraryCall): readonly (readonly [string, string])[] {
  switch (callable) {
    case 'paramiko.SSHClient.connect': {
      const auth = libraryAtLeast(paramiko.version, paramikoSince.auth);
      return [
        ['timeout', 'None'],
        ['banner_timeout', String(paramikoDefaults.banner)],
        ...(auth ? ([['auth_timeout', String(paramikoDefaults.auth)]] as const) : []),
      ];
    }
    case 'paramiko.SSHClient.exec_command':
      return [['timeout', 'None']];
    case 'fabric.Connection':
      return [['connect_timeout', 'None']];
    case 'asyncssh.connect':
      return [['login_timeout', '120']];
    default:
      return [];
  }
}
