import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import { type ComplianceProfile, findComplianceProfile } from '../knowledge/complianceProfiles.ts';
import type { Snapshot } from '../snapshot.ts';
import { numberOf, originsOf } from './connections.ts';
import { entryOf } from './document.ts';
import type { Rule } from './rule.ts';

/** Values that a security guide demands and that do not do what it says. */
export const profilePromise: Rule<Snapshot> = {
  id: 'profile-promise',
  severity: 'info',
  dialects: ['server'],
  doc: {
    summary: 'Points out settings that fulfil a chosen security guide and do not do what the guide says.',
    why: 'Several guides count one interval too few, take the keepalive for a limit on idle users, or ask for ClientAliveCountMax 0, which since 8.2 means "never end". With 600 and 1 a dead client is noticed after 1200 s (2400 s in 9.2 to 9.4), not after 600.',
    bad: 'ClientAliveInterval 600\nClientAliveCountMax 1\nRekeyLimit 1G 1h\n',
    good: 'ClientAliveInterval 300\nClientAliveCountMax 1\nRekeyLimit 1G 1h\n',
  },
  *check(snapshot) {
    for (const { origin, connections } of originsOf(snapshot, 'ClientAliveInterval')) {
      const entry = entryOf(snapshot, origin);
      const effective = connections[0]?.effective;
      if (entry === undefined || effective === undefined) continue;
      const interval = numberOf(effective, 'ClientAliveInterval') ?? 0;
      const count = numberOf(effective, 'ClientAliveCountMax', 3);
      if (interval === 0 || count === undefined) continue;
      for (const id of snapshot.settings.compliance) {
        const profile = findComplianceProfile(id);
        const message = profile && broken(snapshot, profile, interval, count);
        if (message !== undefined) yield { span: entry.span, message };
      }
    }
  },
};

function broken(
  { version }: Snapshot,
  profile: ComplianceProfile,
  interval: number,
  count: number,
): string | undefined {
  if (count === 0) {
    return profile.countZeroMeantKill === true && reached(version, '8.2')
      ? l10n.t('{0} means to end sessions by this, but since 8.2 a count of 0 never ends one.', profile.label)
      : undefined;
  }
  const { promise } = profile;
  if (promise === undefined) return undefined;
  if (promise.aboutIdleUsers) {
    return l10n.t(
      "{0} means idle users, whom no keepalive ends: ChannelTimeout session:*={1} or the shell's TMOUT does.",
      profile.label,
      promise.seconds,
    );
  }
  const halfPace = reached(version, '9.2') && !reached(version, '9.5');
  const real = interval * (count + 1) * (halfPace ? 2 : 1);
  return real > promise.seconds
    ? l10n.t('{0} speaks of {1} s; a dead client is really noticed after {2} s.', profile.label, promise.seconds, real)
    : undefined;
}
