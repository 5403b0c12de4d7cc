import { formatVersion, type OpenSshVersion } from '../values/openSshVersion.ts';
import { type CheckedFile, placedFindings } from './checkedFile.ts';
import { versionsOf } from './formatText.ts';

/** The JSON of the contract: one object, lines and columns from 1. `files` says what was looked at, and as what. */
export function jsonFormat(files: readonly CheckedFile[], { version }: { readonly version: OpenSshVersion }): string {
  const findings = placedFindings(files).map(({ file, finding, start, end }) => ({
    file: file.name,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    fixable: (finding.fixes?.length ?? 0) > 0,
  }));
  const checked = files.map((file) => ({
    file: file.name,
    kind: file.kind,
    openssh: formatVersion(file.version),
    ...(file.library === undefined ? {} : { library: file.library }),
  }));
  const report = { version: 1, openssh: versionsOf(files, version), files: checked, findings };
  return `${JSON.stringify(report, null, 2)}\n`;
}
