import * as l10n from '@vscode/l10n';
import { findComplianceProfile } from '../knowledge/complianceProfiles.ts';
import { findPathProfile } from '../knowledge/pathProfiles.ts';
import type { Severity } from '../rules/rule.ts';
import { diffOf, fixed, writeFixed } from './applyFixes.ts';
import type { CheckedFile } from './checkedFile.ts';
import { createChecker } from './checkFiles.ts';
import { checkFormats, isCheckFormat } from './checkFormats.ts';
import { ownFiles, readInputs } from './checkInputs.ts';
import { type CliIo, exitCode, UsageError } from './io.ts';
import { loadRuleTexts } from './language.ts';
import { assumedVersion } from './machine.ts';
import { parseArguments } from './parseArguments.ts';
import { noSuchPath, noSuchProfile } from './projectSettings.ts';

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
  const { format } = values;
  if (!isCheckFormat(format)) throw notOneOf('--format', Object.keys(checkFormats), format);
  const failOn = severities.indexOf(values['fail-on'] as Severity);
  if (failOn < 0 || failOn > 2) throw notOneOf('--fail-on', severities.slice(0, 3), values['fail-on']);
  const profiles = profileOptions(values.profile);
  const path = values.path === undefined ? undefined : pathOption(values.path);
  const kind = kindOption(values.kind);
  const { version, source } = await assumedVersion(values.openssh);

  const { inputs, unreadable } = await readInputs(positionals, kind, io);
  const checker = createChecker(inputs, io, {
    version,
    versionIsForced: source === 'option',
    overrides: {
      ...(path === undefined ? {} : { path: { '*': path } }),
      ...(profiles ? { compliance: profiles } : {}),
    },
    configFile: values.config,
  });
  let files: readonly CheckedFile[] = await checker.check();
  const unwritten: string[] = [];
  if (values.diff) {
    io.out(diffOf(files, await fixed(files, checker)));
  } else {
    if (values.fix) {
      const after = await fixed(files, checker);
      unwritten.push(...(await writeFixed(files, after, io)));
      files = after;
    }
    const ruleTexts = loadRuleTexts();
    io.out(checkFormats[format](files, { color: io.color, version, ruleTexts, cwd: io.cwd, env: io.env }));
  }
  if (inputs.length === 0 && unreadable.length === 0) unreadable.push(nothingToCheck(positionals, io));
  for (const message of [...unreadable, ...unwritten]) io.err(`ssh-timeouts check: ${message}\n`);
  if (unreadable.length + unwritten.length > 0) return exitCode.usage;
  return worstOf(files) <= failOn ? exitCode.problem : exitCode.ok;
}

/** Says what was looked for: a run that has checked nothing must not pass for one that has found nothing. */
function nothingToCheck(names: readonly string[], io: CliIo): string {
  const files = names.length > 0 ? names : ownFiles(io).map(({ name }) => name);
  return l10n.t('there is nothing to check in {0}', files.join(', '));
}

/** Index of the worst severity found; past the end where there is nothing. */
function worstOf(files: readonly CheckedFile[]): number {
  let worst = severities.length;
  for (const { findings } of files) {
    for (const { severity } of findings) worst = Math.min(worst, severities.indexOf(severity));
  }
  return worst;
}

function notOneOf(option: string, known: readonly string[], given: string): UsageError {
  return new UsageError(l10n.t('{0} takes {1}, not {2}', option, known.join(', '), given));
}

function kindOption(kind: string | undefined): 'client' | 'server' | 'python' | undefined {
  if (kind === undefined || kind === 'client' || kind === 'server' || kind === 'python') return kind;
  throw notOneOf('--kind', ['client', 'server', 'python'], kind);
}

/** Ids of compliance profiles, each of which may also be a list with commas. */
export function profileOptions(given: readonly string[] | undefined): readonly string[] | undefined {
  const ids = given?.flatMap((each) => each.split(','));
  const unknown = ids?.find((id) => !findComplianceProfile(id));
  if (unknown !== undefined) throw new UsageError(noSuchProfile(unknown));
  return ids && [...new Set(ids)];
}

/** A profile id of the knowledge, or idle seconds. */
export function pathOption(text: string): string | number {
  if (/^\d+$/.test(text) && Number(text) > 0) return Number(text);
  if (findPathProfile(text)) return text;
  throw new UsageError(noSuchPath(text));
}
