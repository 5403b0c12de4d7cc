import { allRules } from '../../server/src/rules/allRules.ts';
import type { Finding, Fix } from '../../server/src/rules/rule.ts';
import { runTheseRules } from '../../server/src/rules/runRules.ts';
import type { Snapshot } from '../../server/src/snapshot.ts';
import type { Dialect } from '../../server/src/syntax/configFile.ts';
import { snapshotOf, type TestWorkspace } from './editor.ts';

export interface FindingsOptions extends TestWorkspace {
  readonly dialect?: Dialect;
  /** As in the setting; `10.5` where absent. */
  readonly version?: string;
  readonly path?: string;
  /** Only this rule; all but `saidOfManyFiles` where absent. */
  readonly only?: string;
  /** Really all. */
  readonly all?: boolean;
}

/** Hints that nearly every small example would get, and that have tests of their own. */
const saidOfManyFiles = ['no-keepalive', 'remote-forward-kept', 'channel-timeout-leaves-connection'];

export async function snapshotFor(text: string, options: FindingsOptions = {}): Promise<Snapshot> {
  const path = options.path ?? (options.dialect === 'server' ? '/etc/ssh/sshd_config' : '/home/me/.ssh/config');
  return snapshotOf(path, text, {
    ...options,
    settings: { openssh: { version: options.version ?? '10.5' }, ...options.settings },
  });
}

/** What the rules find in a text; a rule that throws fails the test. */
export async function findingsIn(text: string, options: FindingsOptions = {}): Promise<readonly Finding[]> {
  const findings = runTheseRules(allRules, await snapshotFor(text, options), (rule, error) => {
    throw new Error(`${rule} threw`, { cause: error });
  });
  if (options.only !== undefined) return findings.filter(({ rule }) => rule === options.only);
  return options.all ? findings : findings.filter(({ rule }) => !saidOfManyFiles.includes(rule));
}

/** Each line with a finding, the finding underlined, what is said about it, and the text after its first fix. */
export async function drawFindings(text: string, options: FindingsOptions = {}): Promise<string> {
  const findings = await findingsIn(text, options);
  if (findings.length === 0) return '(nothing)';
  return findings.map((finding) => drawFinding(text, finding)).join('\n');
}

export function drawFinding(text: string, { span, severity, rule, message, fixes, related }: Finding): string {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const next = text.indexOf('\n', span.start);
  const end = next < 0 ? text.length : next;
  const marks = '^'.repeat(Math.max(1, Math.min(span.end, end) - span.start));
  return [
    text.slice(start, end),
    `${' '.repeat(span.start - start)}${marks} ${severity} ${rule}`,
    `  ${message}`,
    ...(related ?? []).map((one) => `  - ${one.message} ${lineNumber(text, one.span.start)}`),
    ...(fixes ?? []).map((fix) => `  > ${fix.title}${fix.safe ? ' (safe)' : ''}`),
  ].join('\n');
}

function lineNumber(text: string, offset: number): string {
  return `(line ${text.slice(0, offset).split('\n').length})`;
}

/** The text with the first fix of the first finding made. */
export function applyFix(text: string, findings: readonly Finding[], position = 0): string {
  const fix = findings[position]?.fixes?.[0];
  return fix ? withFix(text, fix) : text;
}

/** The text with a fix made. */
export function withFix(text: string, fix: Fix): string {
  return [...fix.edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((before, { span, newText }) => before.slice(0, span.start) + newText + before.slice(span.end), text);
}
