import * as l10n from '@vscode/l10n';
import { findComplianceProfile } from '../knowledge/complianceProfiles.ts';
import type { Snapshot } from '../snapshot.ts';
import { numberOf, originsOf } from './connections.ts';
import { entryOf } from './document.ts';
import { brokenClientClaim, brokenServerClaim } from './profileClaim.ts';
import type { Rule } from './rule.ts';

/** Values that a security guide demands and that do not do what it says. */
export const profilePromise: Rule<Snapshot> = {
  id: 'profile-promise',
  severity: 'info',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Points out settings that meet a chosen security guide but do not do what the guide says.',
    why: 'Several guides count one interval too few, take the keepalive for a limit on idle users, or ask for ClientAliveCountMax 0, which since 8.2 means "never end". With 600 and 1 a dead client is noticed after 1200 s (2400 s in 9.2 to 9.4), not after 600.',
    bad: 'ClientAliveInterval 600\nClientAliveCountMax 1\nRekeyLimit 1G 1h\n',
    good: 'ClientAliveInterval 300\nClientAliveCountMax 1\nRekeyLimit 1G 1h\n',
  },
  *check(snapshot) {
    const profiles = snapshot.settings.compliance.flatMap((id) => findComplianceProfile(id) ?? []);
    if (profiles.length === 0) return;
    const server = snapshot.dialect === 'server';
    const [interval, count] = server
      ? (['ClientAliveInterval', 'ClientAliveCountMax'] as const)
      : (['ServerAliveInterval', 'ServerAliveCountMax'] as const);
    for (const { origin, connections } of originsOf(snapshot, interval)) {
      const entry = entryOf(snapshot, origin);
      if (entry === undefined) continue;
      for (const { effective } of connections) {
        const pair = { interval: numberOf(effective, interval), count: numberOf(effective, count, 3) };
        if (pair.interval === undefined || pair.count === undefined) continue;
        const known = { interval: pair.interval, count: pair.count };
        for (const profile of profiles) {
          for (const claim of profile.claims ?? []) {
            const message = server
              ? brokenServerClaim(profile, claim, known, snapshot.version)
              : brokenClientClaim(profile, claim, known);
            if (message !== undefined) yield { span: entry.span, message };
          }
        }
      }
    }
    if (server) yield* perSource(snapshot, profiles);
  },
};

/** A limit for attackers that people behind one address meet first. */
function* perSource(snapshot: Snapshot, profiles: readonly ReturnType<typeof findComplianceProfile>[]) {
  for (const { origin, value } of originsOf(snapshot, 'PerSourceMaxStartups')) {
    const entry = entryOf(snapshot, origin);
    const asking = profiles.find((profile) => profile?.claims?.some(({ kind }) => kind === 'per-source'));
    if (entry === undefined || asking === undefined || value.value === 'none') continue;
    const message = l10n.t(
      '{0}: everybody behind one address shares {1} connections that have not logged in yet; parallel logins (Ansible, scp, users behind a NAT) are refused.',
      asking.label,
      value.value,
    );
    yield { span: entry.span, message };
  }
}
