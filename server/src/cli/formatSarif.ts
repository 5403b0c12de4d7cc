import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Fix, Severity } from '../rules/rule.ts';
import { ruleList } from '../rules/ruleList.ts';
import { type RuleTexts, rulePage } from '../rules/rulePage.ts';
import { type CheckedFile, type PlacedFinding, placedFindings } from './checkedFile.ts';
import { positionsIn } from './position.ts';
import { showControls } from './showControls.ts';

interface SarifContext {
  readonly cwd: string;
  readonly ruleTexts: RuleTexts | undefined;
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

/**
 * SARIF 2.1.0. Rules carry their pages as help; there is no `helpUri`, for no web page holds them. Files below the
 * working directory are named relative to `%SRCROOT%`, as code scanning expects, others by their address.
 */
export function sarifFormat(files: readonly CheckedFile[], context: SarifContext): string {
  const rules = ruleList.map(({ id, severity, doc, ...rest }) => {
    const { summary, why } = context.ruleTexts?.[id] ?? doc;
    return {
      id,
      shortDescription: { text: summary },
      fullDescription: { text: why },
      help: { text: why, markdown: rulePage({ id, severity, doc, ...rest }, context.ruleTexts) },
      defaultConfiguration: { level: levels[severity] },
    };
  });
  const run = {
    tool: { driver: { name: 'ssh-timeouts', version: VERSION, rules } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { uri: `${pathToFileURL(context.cwd).href}/` } },
    artifacts: files.map((file) => ({ location: locationOf(file, context), roles: ['analysisTarget'] })),
    results: placedFindings(files).map((placed) => resultOf(placed, files, context)),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(
  { file, finding, start, end }: PlacedFinding,
  files: readonly CheckedFile[],
  context: SarifContext,
): object {
  const artifactLocation = { ...locationOf(file, context), index: files.indexOf(file) };
  const region = regionOf(start, end);
  const related = (finding.related ?? []).flatMap(({ uri, span, message }, id) => {
    const other = files.find((each) => each.uri === uri);
    if (!other) return [];
    const at = positionsIn(other.text);
    const place = {
      artifactLocation: locationOf(other, context),
      region: regionOf(at(span.start), at(span.end)),
    };
    return [{ id, physicalLocation: place, message: { text: showControls(message) } }];
  });
  const fixes = (finding.fixes ?? []).flatMap((fix) => fixOf(fix, file, context));
  return {
    ruleId: finding.rule,
    ruleIndex: ruleList.findIndex(({ id }) => id === finding.rule),
    level: levels[finding.severity],
    message: { text: showControls(finding.message) },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    ...(fixes.length > 0 ? { fixes } : {}),
  };
}

/** A fix that goes beyond the file is left out: its other texts are not here. */
function fixOf(fix: Fix, file: CheckedFile, context: SarifContext): readonly object[] {
  if (fix.edits.length === 0 || fix.edits.some(({ uri }) => uri !== file.uri)) return [];
  const at = positionsIn(file.text);
  const replacements = fix.edits.map(({ span, newText }) => ({
    deletedRegion: regionOf(at(span.start), at(span.end)),
    ...(newText === '' ? {} : { insertedContent: { text: newText } }),
  }));
  const change = { artifactLocation: locationOf(file, context), replacements };
  return [{ description: { text: showControls(fix.title) }, artifactChanges: [change] }];
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function regionOf(start: Position, end: Position): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function locationOf(file: CheckedFile, { cwd }: SarifContext): { readonly uri: string; readonly uriBaseId?: string } {
  if (file.name === '-') return { uri: 'stdin', uriBaseId: '%SRCROOT%' };
  const relative = path.relative(cwd, fileURLToPath(file.uri));
  if (relative.startsWith('..') || path.isAbsolute(relative)) return { uri: file.uri };
  const segments = relative.split(path.sep).map((segment) => encodeURIComponent(segment));
  return { uri: segments.join('/'), uriBaseId: '%SRCROOT%' };
}
