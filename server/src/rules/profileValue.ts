import * as l10n from '@vscode/l10n';
import { type ComplianceProfile, findComplianceProfile, type Requirement } from '../knowledge/complianceProfiles.ts';
import type { Snapshot } from '../snapshot.ts';
import { allConnections, certain, lineOf, mayMissLines, placesOf } from './connections.ts';
import { firstEntry } from './document.ts';
import { errorsOf } from './errors.ts';
import { addingForAllHosts, addingGlobally, changingValue } from './fixes.ts';
import { askedFor, fulfils, isKnownTo } from './profileRequirement.ts';
import type { Report, Rule } from './rule.ts';

/** A value outside what a chosen security guide demands. */
export const profileValue: Rule<Snapshot> = {
  id: 'profile-value',
  severity: 'warning',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Finds values that do not meet a security guide chosen in the setting sshTimeouts.compliance.',
    why: 'The requirements are those of the guides themselves or of ComplianceAsCode; each finding names its source. Nothing is reported unless a guide is chosen.',
    bad: 'ClientAliveInterval 900\nClientAliveCountMax 3\nLoginGraceTime 60\nMaxAuthTries 4\nMaxStartups 10:30:60\n',
    good: 'ClientAliveInterval 300\nClientAliveCountMax 3\nLoginGraceTime 60\nMaxAuthTries 4\nMaxStartups 10:30:60\n',
  },
  *check(snapshot) {
    for (const id of snapshot.settings.compliance) {
      const profile = findComplianceProfile(id);
      for (const requirement of profile?.requirements ?? []) {
        if (profile && requirement.dialect === snapshot.dialect) yield* judge(snapshot, profile, requirement);
      }
    }
  },
};

function* judge(snapshot: Snapshot, profile: ComplianceProfile, requirement: Requirement): Iterable<Report> {
  const { directive } = requirement;
  if (!isKnownTo(snapshot.version, requirement)) return;
  // Nothing is in effect where OpenSSH refuses the line that is to set it.
  if (errorsOf(snapshot).some(({ refused, data }) => refused && isNamed(data['keyword'], directive))) return;
  const asked = askedFor(profile, requirement);
  for (const { effective } of allConnections(snapshot)) {
    if (fulfils(effective, requirement) !== false) continue;
    const value = certain(effective, directive);
    const line = lineOf(value);
    const message = l10n.t('{0}; {1} is in effect ({2}).', asked, value?.value ?? l10n.t('nothing'), profile.source);
    if (line) {
      for (const { entry } of placesOf(snapshot, line)) {
        yield { span: entry.span, message, fixes: changingValue(snapshot, entry, requirement.value) };
      }
    } else if (isRoot(snapshot) && !mayMissLines(snapshot)) {
      // Nothing sets it: said once, at the first line.
      const text = `${directive} ${requirement.value}`;
      const fix = snapshot.dialect === 'server' ? addingGlobally(snapshot, text) : addingForAllHosts(snapshot, text);
      yield { span: firstEntry(snapshot.file)?.span ?? { start: 0, end: 0 }, message, fixes: [fix] };
    }
  }
}

function isNamed(keyword: string | undefined, directive: string): boolean {
  return keyword?.toLowerCase() === directive.toLowerCase();
}

function isRoot(snapshot: Snapshot): boolean {
  return snapshot.graphs.some((graph) => graph.roots.some((root) => root.uri === snapshot.uri));
}
