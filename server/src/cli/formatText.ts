import * as l10n from '@vscode/l10n';
import type { Severity } from '../rules/rule.ts';
import { formatVersion, type OpenSshVersion } from '../values/openSshVersion.ts';
import { type CheckedFile, type PlacedFinding, placedFindings } from './checkedFile.ts';
import { codeFrame } from './codeFrame.ts';
import { showControls } from './showControls.ts';

const colors: Readonly<Record<Severity, string>> = { error: '31', warning: '33', info: '36', hint: '90' };

/** A code frame for each finding, and a line that counts them. */
export function textFormat(
  files: readonly CheckedFile[],
  { color, version }: { readonly color: boolean; readonly version: OpenSshVersion },
): string {
  const paint = (text: string, code: string): string => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const block = ({ file, finding, start }: PlacedFinding): string => {
    const severity = paint(severityName(finding.severity), colors[finding.severity]);
    const head = `${showControls(file.name)}:${start.line}:${start.column}: ${severity}: `;
    const title = finding.fixes?.[0]?.title;
    const fix = title === undefined ? '' : `\n  ${l10n.t('{0}: {1}', paint(l10n.t('fix'), '32'), showControls(title))}`;
    const message = `${showControls(finding.message)} ${paint(`[${finding.rule}]`, '90')}`;
    return `${head}${message}\n${codeFrame(file.text, finding.span, start)}${fix}\n`;
  };
  return `${[...placedFindings(files).map(block), summary(files, version)].join('\n')}\n`;
}

function summary(files: readonly CheckedFile[], assumed: OpenSshVersion): string {
  if (files.length === 0) return l10n.t('Nothing was checked.');
  const counted = (['error', 'warning', 'info', 'hint'] as const).flatMap((severity) => {
    const number = files.flatMap(({ findings }) => findings.filter((each) => each.severity === severity)).length;
    return number === 0 ? [] : [count(number, severity)];
  });
  const checked = files.length === 1 ? l10n.t('1 file') : l10n.t('{0} files', files.length);
  const found = counted.length === 0 ? l10n.t('no findings') : counted.join(l10n.t(', '));
  const libraries = [...new Set(files.flatMap(({ library }) => library ?? []))];
  if (libraries.length > 0)
    return l10n.t('{0}: {1}', [checked, ...programs(files, assumed), ...libraries].join(l10n.t(', ')), found);
  return l10n.t('{0}, OpenSSH {1}: {2}', checked, versionsOf(files, assumed), found);
}

/** OpenSSH is named where a file of its own was judged. */
function programs(files: readonly CheckedFile[], assumed: OpenSshVersion): readonly string[] {
  const own = files.filter(({ library }) => library === undefined);
  return own.length === 0 ? [] : [`OpenSSH ${versionsOf(own, assumed)}`];
}

/** The releases that the files were judged by. */
export function versionsOf(files: readonly CheckedFile[], assumed: OpenSshVersion): string {
  const versions = new Set(files.map(({ version }) => formatVersion(version)));
  return versions.size === 0 ? formatVersion(assumed) : [...versions].join(', ');
}

function severityName(severity: Severity): string {
  switch (severity) {
    case 'error':
      return l10n.t('error');
    case 'warning':
      return l10n.t('warning');
    case 'info':
      return l10n.t('info');
    case 'hint':
      return l10n.t('hint');
  }
}

function count(number: number, severity: Severity): string {
  switch (severity) {
    case 'error':
      return number === 1 ? l10n.t('1 error') : l10n.t('{0} errors', number);
    case 'warning':
      return number === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', number);
    case 'info':
      return l10n.t('{0} info', number);
    case 'hint':
      return number === 1 ? l10n.t('1 hint') : l10n.t('{0} hints', number);
  }
}
