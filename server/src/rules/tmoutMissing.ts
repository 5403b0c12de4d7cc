import * as l10n from '@vscode/l10n';
import { findComplianceProfile } from '../knowledge/complianceProfiles.ts';
import type { ShellTimeout, Snapshot } from '../snapshot.ts';
import { allConnections } from './connections.ts';
import { firstEntry } from './document.ts';
import { fulfils } from './profileRequirement.ts';
import type { Rule } from './rule.ts';

/** Idle shells that a security guide wants ended, and that nothing ends. */
export const tmoutMissing: Rule<Snapshot> = {
  id: 'tmout-missing',
  severity: 'info',
  dialects: ['server'],
  doc: {
    summary: "Finds shells without the TMOUT that a chosen security guide asks for beside sshd's settings.",
    why: "Guides want inactive users logged out. No ssh keepalive does that, because a healthy client answers by itself; the shell's TMOUT does. It is looked for in /etc/profile, /etc/profile.d, /etc/bash.bashrc and /etc/bashrc beside the machine's own sshd_config. Nothing is said where ChannelTimeout ends idle sessions within that time.",
    bad: 'ClientAliveInterval 300\nClientAliveCountMax 3\nLoginGraceTime 60\nMaxAuthTries 4\nMaxStartups 10:30:60\n',
    good: 'ClientAliveInterval 300\nClientAliveCountMax 3\nLoginGraceTime 60\nMaxAuthTries 4\nMaxStartups 10:30:60\nChannelTimeout session:*=15m\n',
  },
  *check(snapshot) {
    const { shellTimeouts } = snapshot;
    if (shellTimeouts === undefined) return;
    const span = firstEntry(snapshot.file)?.span ?? { start: 0, end: 0 };
    for (const id of snapshot.settings.compliance) {
      const profile = findComplianceProfile(id);
      for (const { what, seconds, control } of profile?.outside ?? []) {
        if (!profile || what !== 'TMOUT' || isShortEnough(shellTimeouts, seconds)) continue;
        if (sshdEndsIdleShells(snapshot, seconds)) continue;
        const last = shellTimeouts.at(-1);
        const message =
          last === undefined
            ? l10n.t(
                "{0} ({1}) asks for TMOUT {2} in the shell's profile, where none is set.",
                profile.label,
                control,
                seconds,
              )
            : l10n.t(
                '{0} ({1}) asks for TMOUT of 1 to {2}; {3} sets {4}.',
                profile.label,
                control,
                seconds,
                last.path,
                last.seconds ?? '?',
              );
        yield { span, message };
      }
    }
  },
};

/** The last assignment holds; what is no number is not known, and so is no fault. */
function isShortEnough(timeouts: readonly ShellTimeout[], most: number): boolean {
  const last = timeouts.at(-1);
  if (last === undefined) return false;
  return last.seconds === undefined || (last.seconds > 0 && last.seconds <= most);
}

function sshdEndsIdleShells(snapshot: Snapshot, seconds: number): boolean {
  const requirement = {
    dialect: 'server',
    directive: 'ChannelTimeout',
    kind: 'session-channel',
    value: `session:*=${seconds}`,
    control: '',
  } as const;
  return allConnections(snapshot).every(({ effective }) => fulfils(effective, requirement) !== false);
}
