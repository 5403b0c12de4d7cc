import { fileURLToPath } from 'node:url';
import { runRules } from '../rules/allRules.ts';
import type { Snapshot } from '../snapshot.ts';
import type { CheckedFile } from './checkedFile.ts';

/**
 * What makes OpenSSH refuse a configuration in files that it includes: the errors of each such file, as a file of its
 * own that nothing is written to. A file that `skipped` names is looked at by itself.
 */
export function includedErrors(
  { badPermissions: _, ...root }: Snapshot,
  skipped: (uri: string) => boolean,
  onFault: (rule: string, error: unknown) => void,
): CheckedFile[] {
  const [graph] = root.graphs.filter(({ roots }) => roots.some(({ uri }) => uri === root.uri));
  if (!graph) return [];
  return [...graph.files].flatMap(([uri, state]) => {
    if (uri === root.uri || state.kind !== 'loaded' || skipped(uri) || !uri.startsWith('file:')) return [];
    const snapshot = { ...root, uri, file: state.file, graphs: [graph] } as const;
    const findings = runRules(snapshot, onFault)
      .filter((finding) => finding.uri === uri && finding.severity === 'error')
      .map(({ fixes: _fixes, ...finding }) => finding);
    if (findings.length === 0) return [];
    const { text } = state.file;
    const { dialect: kind, version } = root;
    return [{ name: fileURLToPath(uri), uri, text, kind, version, findings, writable: false }];
  });
}
