import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Severity } from '../rules/rule.ts';
import { type CheckedFile, placedFindings } from './checkedFile.ts';
import { showControls } from './showControls.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Workflow commands that GitHub turns into annotations: one line a finding. */
export function githubFormat(
  files: readonly CheckedFile[],
  { env }: { readonly env: Readonly<Record<string, string | undefined>> },
): string {
  const lines = placedFindings(files).map(({ file, finding, start, end }) => {
    // Columns are taken only where the first line is also the last.
    const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : '';
    const place = `line=${start.line},endLine=${end.line}${columns}`;
    const name = property(fromWorkspace(file, env['GITHUB_WORKSPACE']));
    const title = property(`ssh-timeouts ${finding.rule}`);
    return `::${commands[finding.severity]} file=${name},${place},title=${title}::${data(showControls(finding.message))}\n`;
  });
  return lines.join('');
}

/** Annotations name files from the top of the checked-out repository, wherever the command was started. */
function fromWorkspace(file: CheckedFile, workspace: string | undefined): string {
  if (file.name === '-' || !workspace) return file.name;
  const relative = path.relative(workspace, fileURLToPath(file.uri));
  return relative.startsWith('..') || path.isAbsolute(relative) ? file.name : relative.replaceAll(path.sep, '/');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
