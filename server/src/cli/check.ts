import { pathProfiles } from '../knowledge/pathProfiles.ts';
import type { Severity } from '../rules/rule.ts';
import { applyFixes } from './applyFixes.ts';
import { checkFiles } from './checkFiles.ts';
import { type CheckedFile, checkFormats, isCheckFormat } from './checkFormats.ts';
import { type CliIo, exitCode, UsageError } from './io.ts';
import { assumedVersion } from './machine.ts';
import { parseArguments } from './parseArguments.ts';

const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** `check [FILE...]`: lints configuration files. No FILE: the user's and the system's own. */
export async function runCheck(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    kind: { type: 'string' },
    format: { type: 'string', default: 'text' },
    openssh: { type: 'string' },
    path: { type: 'string' },
    profile: { type: 'string', multiple: true },
    'fail-on': { type: 'string', default: 'warning' },
    fix: { type: 'boolean', default: false },
    diff: { type: 'boolean', default: false },
    config: { type: 'string' },
  });
  const format = values.format;
  if (!isCheckFormat(format))
    throw new UsageError(`--format takes ${Object.keys(checkFormats).join(', ')}, not ${format}`);
  const failOn = severities.indexOf(values['fail-on'] as Severity);
  if (failOn < 0 || failOn > 2)
    throw new UsageError(`--fail-on takes error, warning or info, not ${values['fail-on']}`);
  if (values.profile) throw new UsageError('--profile: compliance profiles are not there yet');
  const { version, source } = await assumedVersion(values.openssh);
  const { files, unreadable } = await checkFiles(positionals, io, {
    version,
    kind: kindOption(values.kind),
    overrides: { ...(values.path === undefined ? {} : { path: { '*': pathOption(values.path) } }) },
    versionIsForced: source === 'option',
    configFile: values.config,
  });
  for (const message of unreadable) io.err(`${message}\n`);
  const finalFiles = values.fix || values.diff ? await applyFixes(files, values.diff, io) : files;
  if (!values.diff) io.out(checkFormats[format](finalFiles, { color: io.color, version }));
  if (unreadable.length > 0) return exitCode.usage;
  return worstOf(finalFiles) <= failOn ? exitCode.problem : exitCode.ok;
}

/** Index of the worst severity found; past the end where there is nothing. */
function worstOf(files: readonly CheckedFile[]): number {
  const found = files.flatMap((file) => file.findings.map((finding) => severities.indexOf(finding.severity)));
  return Math.min(severities.length, ...found);
}

function kindOption(kind: string | undefined): 'client' | 'server' | undefined {
  if (kind === undefined || kind === 'client' || kind === 'server') return kind;
  if (kind === 'python') throw new UsageError('--kind python: Python files are not checked yet');
  throw new UsageError(`--kind takes client, server or python, not ${kind}`);
}

/** A profile id of the knowledge, or idle seconds. */
export function pathOption(text: string): string | number {
  if (/^\d+$/.test(text)) return Number(text);
  if (pathProfiles.some((profile) => profile.id === text)) return text;
  throw new UsageError(
    `--path takes seconds or one of ${pathProfiles.map((profile) => profile.id).join(', ')}, not ${text}`,
  );
}
