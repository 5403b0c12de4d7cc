import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { ComplianceProfile, TextClaim } from '../knowledge/complianceProfiles.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';

/** The keepalive of one side, as it is in effect. */
export interface AlivePair {
  readonly interval: number;
  readonly count: number;
}

/** Where the server's values do not do what a guide's text says of them: what they do; undefined where all is true. */
export function brokenServerClaim(
  { label }: ComplianceProfile,
  claim: TextClaim,
  { interval, count }: AlivePair,
  version: OpenSshVersion,
): string | undefined {
  if (interval === 0) return undefined;
  const { control } = claim;
  if (claim.kind === 'count-zero') {
    return count === 0 && reached(version, '8.2')
      ? l10n.t('{0} ({1}) expects this to end sessions, but since 8.2 a count of 0 never ends one.', label, control)
      : undefined;
  }
  if (claim.kind === 'idle-users') {
    return l10n.t(
      "{0} ({1}) is about idle users, whom no keepalive disconnects: ChannelTimeout session:*={2} or the shell's TMOUT does. A client that is gone is noticed after {3}.",
      label,
      control,
      claim.seconds,
      real({ interval, count }, version),
    );
  }
  if (count === 0) return undefined;
  if (claim.kind === 'unresponsive') {
    return realSeconds({ interval, count }, version) > claim.seconds
      ? l10n.t(
          '{0} ({1}) says {2} s; a dead client is actually noticed after {3}.',
          label,
          control,
          claim.seconds,
          real({ interval, count }, version),
        )
      : undefined;
  }
  if (claim.kind === 'product') {
    return l10n.t(
      '{0} ({1}) takes interval times count, {2} s; a dead client is actually noticed after {3}.',
      label,
      control,
      interval * count,
      real({ interval, count }, version),
    );
  }
  return undefined;
}

/** The same for the client's values. */
export function brokenClientClaim(
  { label }: ComplianceProfile,
  claim: TextClaim,
  { interval, count }: AlivePair,
): string | undefined {
  if (claim.kind !== 'client-count-zero' || interval === 0 || count !== 0) return undefined;
  return l10n.t(
    '{0} ({1}) means to end idle sessions; this ends every session whose server is silent for {2} s, even a healthy one at work, without probing it first.',
    label,
    claim.control,
    interval,
  );
}

/** Seconds until a dead client is noticed: one interval more than the count, and twice that in 9.2 to 9.4. */
export function realSeconds({ interval, count }: AlivePair, version: OpenSshVersion): number {
  return interval * (count + 1) * (probesAtHalfPace(version) ? 2 : 1);
}

function probesAtHalfPace(version: OpenSshVersion): boolean {
  return reached(version, '9.2') && !reached(version, '9.5');
}

function real(pair: AlivePair, version: OpenSshVersion): string {
  const { interval, count } = pair;
  if (count === 0 && reached(version, '8.2')) return l10n.t('never (a count of 0)');
  return probesAtHalfPace(version)
    ? l10n.t(
        '{0} s (2 × {1} × ({2} + 1), for 9.2 to 9.4 probe half as often)',
        realSeconds(pair, version),
        interval,
        count,
      )
    : l10n.t('{0} s ({1} × ({2} + 1))', realSeconds(pair, version), interval, count);
}
