import { describe, expect, it } from 'vitest';
import {
  type ComplianceProfile,
  complianceProfiles,
  type Requirement,
} from '../../server/src/knowledge/complianceProfiles.ts';
import type { Dialect } from '../../server/src/syntax/configFile.ts';
import { findingsIn } from '../helpers/findings.ts';

const dialects: readonly Dialect[] = ['client', 'server'];

function configOf(profile: ComplianceProfile, dialect: Dialect, changed?: Requirement, value?: string): string {
  return profile.requirements
    .filter((requirement) => requirement.dialect === dialect)
    .map((requirement) => `${requirement.directive} ${requirement === changed ? value : requirement.value}\n`)
    .join('');
}

async function findings(profile: ComplianceProfile, dialect: Dialect, text: string, version = '10.5') {
  const settings = { openssh: { version }, compliance: [profile.id] };
  return (await findingsIn(text, { dialect, settings })).filter(({ rule }) => rule.startsWith('profile-'));
}

/** Values just outside of what is asked for. */
function deviations({ kind, value }: Requirement): readonly string[] {
  switch (kind) {
    case 'above-0':
      return ['0', String(Number(value) + 1)];
    case 'positive':
      return ['0'];
    case 'equals':
    case 'up-to':
      return [String(Number(value) + 1)];
    case 'word':
      return [value === 'no' ? 'yes' : 'no'];
    case 'rekey':
      return ['2G 1h', '1G 2h', '1G none', 'default none'];
    case 'start-up':
      return ['11:30:60', '10:29:60', '10:30:61'];
    case 'session-channel':
      return ['session:*=901', 'session=900', 'agent-connection=900', 'session:shell=900'];
  }
}

/** 0 is refused for these, or means the default. */
const neverZero = new Set(['MaxAuthTries', 'MaxSessions', 'PerSourceMaxStartups', 'UnusedConnectionTimeout']);

/** Defaults above 0 of 10.5 that some guide asks for. */
const defaults: Readonly<Record<string, number>> = { ClientAliveCountMax: 3, MaxSessions: 10, LoginGraceTime: 120 };

function isMetByDefault({ directive, kind, value }: Requirement): boolean {
  const byDefault = defaults[directive] ?? Number.POSITIVE_INFINITY;
  return kind === 'positive' ? byDefault < 1000 : kind === 'above-0' && byDefault <= Number(value);
}

describe.each(complianceProfiles.map((profile) => [profile.id, profile] as const))('%s', (_id, profile) => {
  it('finds no deviation in a configuration that meets it', async () => {
    for (const dialect of dialects) {
      const found = await findings(profile, dialect, configOf(profile, dialect));
      expect(found.filter(({ rule }) => rule === 'profile-value')).toEqual([]);
    }
  });

  it('finds each single deviation, with its control', async () => {
    for (const requirement of profile.requirements) {
      for (const value of deviations(requirement)) {
        if (value === '0' && neverZero.has(requirement.directive)) continue;
        const text = configOf(profile, requirement.dialect, requirement, value);
        const found = await findings(profile, requirement.dialect, text);
        const messages = found.filter(({ rule }) => rule === 'profile-value').map(({ message }) => message);
        expect(messages, `${requirement.directive} ${value}`).toHaveLength(1);
        expect(messages[0]).toContain(`(${requirement.control}) asks for ${requirement.directive} `);
      }
    }
  });

  it('finds what is not set at all and has another default', async () => {
    for (const requirement of profile.requirements) {
      const others = configOf(profile, requirement.dialect)
        .split('\n')
        .filter((line) => !line.startsWith(`${requirement.directive} `));
      const found = await findings(profile, requirement.dialect, `${others.join('\n')}\nCompression no\n`);
      const messages = found.filter(({ rule }) => rule === 'profile-value').map(({ message }) => message);
      expect(messages, requirement.directive).toHaveLength(isMetByDefault(requirement) ? 0 : 1);
    }
  });

  it('explains where its text is wrong', async () => {
    for (const claim of profile.claims ?? []) {
      const dialect = claim.kind === 'client-count-zero' ? 'client' : 'server';
      let text = configOf(profile, dialect);
      // The profile for macOS takes 0 as well as 1, and means the same by it.
      if (claim.kind === 'count-zero') text = text.replace(/(ClientAliveCountMax) \d/, '$1 0');
      const found = await findings(profile, dialect, text);
      const promises = found.filter(({ rule }) => rule === 'profile-promise').map(({ message }) => message);
      expect(promises, claim.kind).toHaveLength(1);
      expect(promises[0]).toContain(profile.label);
    }
  });
});

describe('what a guide says', () => {
  const promise = async (id: string, text: string, version: string, dialect: Dialect = 'server') => {
    const profile = complianceProfiles.find((each) => each.id === id) as ComplianceProfile;
    const found = await findings(profile, dialect, text, version);
    return found.filter(({ rule }) => rule === 'profile-promise').map(({ message }) => message);
  };
  const stig = 'ClientAliveInterval 600\nClientAliveCountMax 1\nRekeyLimit 1G 1h\n';

  it('is 20 minutes instead of 10 in the STIG, and 40 in 9.2 to 9.4', async () => {
    expect(await promise('stig-rhel9', stig, '8.7')).toEqual([
      'DISA STIG RHEL 9 (RHEL-09-255100) says 600 s; a dead client is actually noticed after 1200 s (600 × (1 + 1)).',
    ]);
    expect(await promise('stig-rhel9', stig, '9.2')).toEqual([
      'DISA STIG RHEL 9 (RHEL-09-255100) says 600 s; a dead client is actually noticed after 2400 s (2 × 600 × (1 + 1), for 9.2 to 9.4 probe half as often).',
    ]);
    expect(await promise('stig-rhel9', stig.replace('600', '300'), '9.6')).toEqual([]);
    expect(await promise('stig-rhel9', stig.replace('600', '300'), '9.3')).toHaveLength(1);
  });

  it('is true of a count of 0 before 8.2, and of nothing since', async () => {
    const zero = 'ClientAliveInterval 600\nClientAliveCountMax 0\n';
    expect(await promise('stig-rhel7', zero, '7.4')).toEqual([]);
    expect(await promise('stig-rhel7', zero, '8.2')).toEqual([
      'DISA STIG RHEL 7 and Oracle Linux 7 (OL07-00-040340) expects this to end sessions, but since 8.2 a count of 0 never ends one.',
    ]);
  });

  it('counts one interval too few in the example of the CIS benchmarks', async () => {
    expect(await promise('cis', 'ClientAliveInterval 15\nClientAliveCountMax 3\n', '9.6')).toEqual([
      'CIS, the text itself (CIS) takes interval times count, 45 s; a dead client is actually noticed after 60 s (15 × (3 + 1)).',
    ]);
  });

  it('means people, whom a keepalive does not end, in PCI DSS 4', async () => {
    expect(
      await promise('pci-dss-4', 'ClientAliveInterval 900\nClientAliveCountMax 1\nLoginGraceTime 60\n', '9.6'),
    ).toEqual([
      "PCI DSS 4 (8.2.8) is about idle users, whom no keepalive disconnects: ChannelTimeout session:*=900 or the shell's TMOUT does. A client that is gone is noticed after 1800 s (900 × (1 + 1)).",
    ]);
  });
});

describe('TMOUT beside sshd', () => {
  const tmout = async (files: Readonly<Record<string, string>>, compliance = ['cis-debian12'], text = 'Port 22\n') => {
    const settings = { openssh: { version: '10.5' }, compliance };
    const found = await findingsIn(text, { dialect: 'server', settings, files, only: 'tmout-missing' });
    return found.map(({ message }) => message);
  };

  it('is missed where no profile of the shell sets it', async () => {
    expect(await tmout({ '/etc/profile': '# TMOUT=900\n' })).toEqual([
      "CIS Debian 12 (5.4.3.2) asks for TMOUT 900 in the shell's profile, where none is set.",
    ]);
    expect(await tmout({ '/etc/profile': 'TMOUT=3600\n' }, ['stig-rhel9'])).toEqual([
      'DISA STIG RHEL 9 (RHEL-09-412035) asks for TMOUT of 1 to 600; /etc/profile sets 3600.',
    ]);
    expect(await tmout({ '/etc/profile': '', '/etc/profile.d/z.sh': 'TMOUT=0\n' }, ['anssi-bp028'])).toHaveLength(1);
  });

  it.each([
    [{ '/etc/profile': 'TMOUT=900\nreadonly TMOUT\nexport TMOUT\n' }],
    [{ '/etc/profile': '', '/etc/profile.d/tmout.sh': 'declare -xr TMOUT=600\n' }],
    [{ '/etc/bash.bashrc': '[ -n "$SSH_CLIENT" ] && readonly TMOUT="300"\n' }],
    [{ '/etc/profile': 'TMOUT=$IDLE\n' }],
  ])('is seen in %j', async (files) => expect(await tmout(files as Record<string, string>)).toEqual([]));

  it('is nobody’s business where it is not asked for or nothing is known', async () => {
    expect(await tmout({ '/etc/profile': '' }, ['lynis'])).toEqual([]);
    expect(await tmout({})).toEqual([]);
    expect(await tmout({ '/etc/profile': '' }, ['cis-debian12'], 'ChannelTimeout session:*=15m\n')).toEqual([]);
  });
});

describe('where OpenSSH refuses the line itself', () => {
  it('no profile says what is in effect', async () => {
    const profile = complianceProfiles.find(({ id }) => id === 'cis');
    if (!profile) throw new Error('no profile');
    const [wrong, missing] = await Promise.all(
      ['ClientAliveInterval x\n', '\n'].map((text) => findings(profile, 'server', text)),
    );
    expect(wrong).toEqual([]);
    expect(missing).not.toEqual([]);
  });
});
