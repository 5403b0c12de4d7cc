import { allRules } from '../rules/allRules.ts';
import type { Finding, Severity } from '../rules/rule.ts';
import { formatVersion, type OpenSshVersion } from '../values/openSshVersion.ts';
import { codeFrame } from './codeFrame.ts';
import { positionIn } from './position.ts';
import { showControls } from './showControls.ts';

/** One checked file with what was found in it. */
export interface CheckedFile {
  /** As the user named it; `-` for standard input. */
  readonly name: string;
  readonly uri: string;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly writable: boolean;
}

export interface FormatContext {
  readonly color: boolean;
  readonly version: OpenSshVersion;
}

type Format = (files: readonly CheckedFile[], context: FormatContext) => string;

export const checkFormats = {
  text: textFormat,
  json: jsonFormat,
  sarif: sarifFormat,
  github: githubFormat,
} as const satisfies Record<string, Format>;

export function isCheckFormat(name: string): name is keyof typeof checkFormats {
  return Object.hasOwn(checkFormats, name);
}

const colors: Readonly<Record<Severity, string>> = { error: '31', warning: '33', info: '36', hint: '90' };

function textFormat(files: readonly CheckedFile[], { color, version }: FormatContext): string {
  const paint = (text: string, code: string): string => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const blocks = eachFinding(files, (file, finding, place) => {
    const head = `${showControls(file.name)}:${place.line}:${place.column}: ${paint(finding.severity, colors[finding.severity])}: `;
    const fix = finding.fixes?.[0] ? `\n  ${paint('fix', '32')}: ${showControls(finding.fixes[0].title)}` : '';
    const message = `${showControls(finding.message)} ${paint(`[${finding.rule}]`, '90')}`;
    return `${head}${message}\n${codeFrame(file.text, finding.span)}${fix}\n`;
  });
  const count = (severity: Severity): number =>
    files.flatMap((file) => file.findings).filter((finding) => finding.severity === severity).length;
  const totals = (['error', 'warning', 'info', 'hint'] as const)
    .map((severity) => [count(severity), severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, severity]) => `${number} ${severity}${number === 1 || severity === 'info' ? '' : 's'}`);
  const summary = `${files.length} ${files.length === 1 ? 'file' : 'files'}, OpenSSH ${formatVersion(version)}: ${totals.join(', ') || 'no findings'}`;
  return `${[...blocks, summary].join('\n')}\n`;
}

function jsonFormat(files: readonly CheckedFile[], { version }: FormatContext): string {
  const findings = eachFinding(files, (file, finding, place, end) => ({
    file: file.name,
    line: place.line,
    column: place.column,
    endLine: end.line,
    endColumn: end.column,
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    fixable: (finding.fixes?.length ?? 0) > 0,
  }));
  return `${JSON.stringify({ version: 1, openssh: formatVersion(version), findings }, null, 2)}\n`;
}

/** Workflow commands that GitHub turns into annotations. */
function githubFormat(files: readonly CheckedFile[]): string {
  const command: Readonly<Record<Severity, string>> = {
    error: 'error',
    warning: 'warning',
    info: 'notice',
    hint: 'notice',
  };
  const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const lines = eachFinding(files, (file, finding, place, end) => {
    const position = `line=${place.line},col=${place.column},endLine=${end.line},endColumn=${end.column}`;
    return `::${command[finding.severity]} file=${property(file.name)},${position},title=${property(finding.rule)}::${data(showControls(finding.message))}\n`;
  });
  return lines.join('');
}

function sarifFormat(files: readonly CheckedFile[]): string {
  const level: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };
  const results = eachFinding(files, (file, finding, place, end) => ({
    ruleId: finding.rule,
    level: level[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.name === '-' ? 'stdin' : encodeURI(file.name) },
          region: { startLine: place.line, startColumn: place.column, endLine: end.line, endColumn: end.column },
        },
      },
    ],
  }));
  const rules = allRules.map(({ id, severity, doc }) => ({
    id,
    shortDescription: { text: doc.summary },
    help: { text: doc.why },
    defaultConfiguration: { level: level[severity] },
  }));
  const run = {
    tool: { driver: { name: 'ssh-timeouts', version: VERSION, rules } },
    columnKind: 'utf16CodeUnits',
    results,
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

type Place = ReturnType<typeof positionIn>;

function eachFinding<Result>(
  files: readonly CheckedFile[],
  map: (file: CheckedFile, finding: Finding, place: Place, end: Place) => Result,
): Result[] {
  return files.flatMap((file) =>
    file.findings.map((finding) =>
      map(file, finding, positionIn(file.text, finding.span.start), positionIn(file.text, finding.span.end)),
    ),
  );
}
