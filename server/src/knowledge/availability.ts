import { atLeast, type OpenSshVersion } from '../values/openSshVersion.ts';
import type { Directive } from './directive.ts';

/** Whether a version takes a keyword, and if not, why. `unsupported` lines are taken and do nothing. */
export type Availability =
  | { readonly kind: 'known' }
  | { readonly kind: 'deprecated' }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'not-yet'; readonly since: string }
  | { readonly kind: 'removed'; readonly removedIn: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'other-vendor'; readonly distribution: string };

/**
 * Whether `version` is `release` or newer, where the release may be written `"<5.0"`: older than anything supported.
 */
export function reached(version: OpenSshVersion, release: string): boolean {
  return release.startsWith('<') || atLeast(version, release);
}

/** Whether `version` knows `directive` when it is written as `keyword` (the name where absent). */
export function availability(directive: Directive, version: OpenSshVersion, keyword?: string): Availability {
  if (directive.status === 'distro-only') {
    if (version.vendor !== 'debian') return { kind: 'other-vendor', distribution: directive.distribution ?? 'Debian' };
    return directive.type === 'ignored' ? { kind: 'deprecated' } : { kind: 'known' };
  }
  const since = sinceOf(directive, keyword);
  if (!reached(version, since)) return { kind: 'not-yet', since };
  if (directive.absentIn?.includes(`${version.major}.${version.minor}`)) return { kind: 'absent' };
  if (directive.removedIn !== undefined && reached(version, directive.removedIn)) {
    return { kind: 'removed', removedIn: directive.removedIn };
  }
  if (directive.status === 'unsupported') return { kind: 'unsupported' };
  if (directive.status === 'deprecated' && directive.deprecatedIn !== undefined) {
    return reached(version, directive.deprecatedIn) ? { kind: 'deprecated' } : { kind: 'known' };
  }
  return { kind: 'known' };
}

/** The release that brought the keyword, which for an alias may differ from the directive's own. */
export function sinceOf(directive: Directive, keyword?: string): string {
  if (keyword === undefined || directive.aliasSince === undefined) return directive.since;
  const wanted = keyword.toLowerCase();
  for (const [alias, since] of Object.entries(directive.aliasSince)) {
    if (alias.toLowerCase() === wanted) return since;
  }
  return directive.since;
}

/** Whether a server's directive may stand inside a Match block of this version. */
export function allowedInMatch(directive: Directive, version: OpenSshVersion): boolean {
  return directive.inBlocks && (directive.inMatchSince === undefined || reached(version, directive.inMatchSince));
}
