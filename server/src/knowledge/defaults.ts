import type { OpenSshVersion } from '../values/openSshVersion.ts';
import { defaultAlgorithms } from './algorithmDefaults.ts';
import { availability, reached } from './availability.ts';
import { defaultHostKeys, defaultIdentityFiles } from './defaultKeyFiles.ts';
import type { Directive, MeasuredBuild } from './directive.ts';

/** What `ssh -G` or `sshd -T` prints for a directive that no line sets. */
export type PrintedDefault =
  | { readonly kind: 'printed'; readonly lines: readonly string[] }
  /** Unset, or unknown to this version: no line. */
  | { readonly kind: 'not-printed' }
  /** Nobody has read it from this version: it must not be guessed. */
  | { readonly kind: 'unsourced' };

/** Settings that move another setting's default. */
export interface DefaultContext {
  /** `BatchMode yes`: Debian's and Ubuntu's clients then probe every 300 s. */
  readonly batchMode?: boolean;
}

/**
 * The default of `directive` in `version`, spelt as that version prints it; a directive that prints several lines
 * has them joined by a blank. Undefined where it is unset, not a fixed value, unknown to the version, or not sourced.
 */
export function defaultFor(
  directive: Directive,
  version: OpenSshVersion,
  context: DefaultContext = {},
): string | undefined {
  if (!exists(directive, version)) return undefined;
  if (context.batchMode === true && isServerAliveInterval(directive) && version.vendor === 'debian') return '300';
  const measured = measuredIn(directive, version);
  if (measured !== undefined && measured.length > 0) return measured.join(' ');
  return spelt(directive, overTime(directive, version));
}

/** What a dump of an empty configuration shows for `directive`. */
export function printedDefault(
  directive: Directive,
  version: OpenSshVersion,
  context: DefaultContext = {},
): PrintedDefault {
  if (!exists(directive, version)) return { kind: 'not-printed' };
  if (context.batchMode === true && isServerAliveInterval(directive) && version.vendor === 'debian') {
    return { kind: 'printed', lines: ['300'] };
  }
  const measured = measuredIn(directive, version);
  if (measured !== undefined)
    return measured.length > 0 ? { kind: 'printed', lines: measured } : { kind: 'not-printed' };
  if (isList(directive)) return { kind: 'unsourced' };
  const { printed } = directive;
  if (printed === undefined) return { kind: 'not-printed' };
  const [one, ...others] = Object.values(printed);
  const alwaysSame = one !== undefined && others.every((lines) => lines.join('\n') === one.join('\n'));
  if (alwaysSame && one.length === 0 && directive.compiledWith === undefined) return { kind: 'not-printed' };
  if (alwaysSame && directive.defaultHistory === undefined) return { kind: 'printed', lines: one };
  const value = spelt(directive, overTime(directive, version));
  return value === undefined ? { kind: 'unsourced' } : { kind: 'printed', lines: [value] };
}

function exists(directive: Directive, version: OpenSshVersion): boolean {
  const { kind } = availability(directive, version);
  return kind === 'known';
}

function isServerAliveInterval(directive: Directive): boolean {
  return directive.dialect === 'client' && (directive.aliasOf ?? directive.name) === 'ServerAliveInterval';
}

function measuredIn(directive: Directive, version: OpenSshVersion): readonly string[] | undefined {
  if (directive.name === 'IdentityFile') return defaultIdentityFiles(version);
  if (directive.name === 'HostKey') return defaultHostKeys(version);
  const algorithms = defaultAlgorithms(directive.name, directive.dialect, version);
  if (algorithms) return [algorithms.join(',')];
  const release = `${version.major}.${version.minor}${version.vendor === 'debian' ? '-debian' : ''}`;
  return directive.printed?.[release as MeasuredBuild];
}

/** Lists of algorithms and key files grow with nearly every release: only measured ones are known. */
function isList(directive: Directive): boolean {
  return directive.type === 'algorithm-list' || directive.name === 'IdentityFile' || directive.name === 'HostKey';
}

function overTime(directive: Directive, version: OpenSshVersion): string | undefined {
  if (isList(directive)) return undefined;
  if (version.vendor === 'debian' && directive.debianDefault !== undefined) return directive.debianDefault;
  return fromHistory(directive, version);
}

function fromHistory(directive: Directive, version: OpenSshVersion): string | undefined {
  if (directive.defaultHistory === undefined) return directive.default;
  return directive.defaultHistory.findLast(([release]) => reached(version, release))?.[1];
}

/** `yes` is printed as `true` by directives with more words than two. */
function spelt(directive: Directive, value: string | undefined): string | undefined {
  if (value === undefined || directive.printed === undefined) return value;
  const printed = Object.values(directive.printed).flat();
  if (printed.includes(value)) return value;
  for (const [spelling, synonyms] of Object.entries(directive.synonyms ?? {})) {
    if (synonyms.includes(value) && printed.includes(spelling)) return spelling;
  }
  return directive.type === 'rekeylimit' ? '0 0' : value;
}
