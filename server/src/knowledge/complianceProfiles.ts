import type { Dialect } from '../syntax/configFile.ts';
import type { ClientDirectiveName, ServerDirectiveName } from './directives.ts';

/** What a profile asks of one directive. */
export interface Requirement {
  readonly dialect: Dialect;
  readonly directive: ClientDirectiveName | ServerDirectiveName;
  /** `above-0`: 1 up to the value. `rekey` and `start-up`: at least as strict in every part. */
  readonly kind: 'above-0' | 'equals' | 'word' | 'rekey' | 'start-up';
  /** As it would be written. */
  readonly value: string;
}

/** Settings that a security guide demands. */
export interface ComplianceProfile {
  readonly id: string;
  readonly label: string;
  /** The text that was read. */
  readonly source: string;
  readonly requirements: readonly Requirement[];
  /** What the guide says that its settings do, where they do something else. */
  readonly promise?: {
    /** Seconds after which it says an unresponsive or idle session ends. */
    readonly seconds: number;
    /** It means people who do nothing, whom no keepalive ends. */
    readonly aboutIdleUsers: boolean;
  };
  /** Asks for what today's OpenSSH takes as "never". */
  readonly countZeroMeantKill?: boolean;
  /** What it also asks for outside ssh. */
  readonly outsideSsh?: string;
}

const alive = (interval: number, count: number) =>
  [
    { dialect: 'server', directive: 'ClientAliveInterval', kind: 'above-0', value: String(interval) },
    {
      dialect: 'server',
      directive: 'ClientAliveCountMax',
      kind: count === 0 ? 'equals' : 'above-0',
      value: String(count),
    },
  ] as const satisfies readonly Requirement[];

const server = (directive: ServerDirectiveName, value: string, kind: Requirement['kind'] = 'above-0'): Requirement => ({
  dialect: 'server',
  directive,
  kind,
  value,
});

const code = 'ComplianceAsCode/content';

/** Profiles that the setting `sshTimeouts.compliance` and `--profile` name. */
export const complianceProfiles: readonly ComplianceProfile[] = [
  {
    id: 'cis-debian12',
    label: 'CIS Debian 12',
    source: `${code}, controls/cis_debian12.yml`,
    requirements: [...alive(300, 3), server('LoginGraceTime', '60'), server('MaxStartups', '10:30:60', 'start-up')],
    outsideSsh: 'TMOUT 900',
  },
  {
    id: 'cis-ubuntu2204',
    label: 'CIS Ubuntu 22.04',
    source: `${code}, controls/cis_ubuntu2204.yml`,
    requirements: [...alive(300, 3), server('LoginGraceTime', '60'), server('MaxStartups', '10:30:60', 'start-up')],
    outsideSsh: 'TMOUT 900',
  },
  {
    id: 'cis-ubuntu2404',
    label: 'CIS Ubuntu 24.04',
    source: `${code}, controls/cis_ubuntu2404.yml`,
    requirements: [...alive(300, 3), server('LoginGraceTime', '60'), server('MaxStartups', '10:30:60', 'start-up')],
    outsideSsh: 'TMOUT 900',
  },
  {
    id: 'cis-rhel',
    label: 'CIS RHEL 8, 9 and 10',
    source: `${code}, products/rhel*/controls/cis_*.yml`,
    requirements: [
      ...alive(300, 1),
      server('LoginGraceTime', '60'),
      server('MaxAuthTries', '4'),
      server('MaxSessions', '10'),
      server('MaxStartups', '10:30:60', 'start-up'),
    ],
    outsideSsh: 'TMOUT 900',
  },
  {
    id: 'cis-sle15',
    label: 'CIS SUSE Linux Enterprise 15',
    source: `${code}, controls/cis_sle15.yml`,
    requirements: alive(300, 0),
    countZeroMeantKill: true,
  },
  {
    id: 'stig-rhel9',
    label: 'DISA STIG RHEL 9',
    source: `${code}, products/rhel9/controls/stig_rhel9.yml`,
    requirements: [...alive(600, 1), server('RekeyLimit', '1G 1h', 'rekey')],
    promise: { seconds: 600, aboutIdleUsers: false },
    outsideSsh: 'TMOUT 600, StopIdleSessionSec 600',
  },
  {
    id: 'stig-rhel8',
    label: 'DISA STIG RHEL 8',
    source: `${code}, stig_rhel8.yml (RHEL-08-010200, RHEL-08-010201)`,
    requirements: alive(600, 1),
    promise: { seconds: 600, aboutIdleUsers: false },
    outsideSsh: 'TMOUT 600, StopIdleSessionSec 600',
  },
  {
    id: 'stig-ubuntu',
    label: 'DISA STIG Ubuntu 20.04, 22.04 and 24.04',
    source: 'UBTU-20-010036, UBTU-20-010037, UBTU-22-255030, UBTU-22-255035, UBTU-24-600000, UBTU-24-600010',
    requirements: alive(600, 1),
    promise: { seconds: 600, aboutIdleUsers: false },
  },
  {
    id: 'stig-rhel7',
    label: 'DISA STIG RHEL 7',
    source: 'RHEL-07-040191',
    requirements: alive(600, 0),
    countZeroMeantKill: true,
  },
  {
    id: 'mscp-macos',
    label: 'NIST macOS Security Compliance Project',
    source: 'usnistgov/macos_security, rules/os',
    requirements: [
      { dialect: 'client', directive: 'ServerAliveInterval', kind: 'above-0', value: '900' },
      { dialect: 'client', directive: 'ServerAliveCountMax', kind: 'equals', value: '0' },
      server('ClientAliveInterval', '900'),
      server('UnusedConnectionTimeout', '900'),
      server('LoginGraceTime', '30'),
    ],
  },
  {
    id: 'pci-dss-4',
    label: 'PCI DSS 4',
    source: `${code}, controls/pcidss_4.yml`,
    requirements: [...alive(900, 1), server('LoginGraceTime', '60')],
    promise: { seconds: 900, aboutIdleUsers: true },
  },
  {
    id: 'anssi-nt28',
    label: 'ANSSI NT28 (Debian 11 and 12)',
    source: `${code}, products/debian12/profiles/anssi_np_nt28_average.profile`,
    requirements: alive(300, 0),
    countZeroMeantKill: true,
  },
  {
    id: 'cusp-fedora',
    label: 'CUSP Fedora',
    source: `${code}, controls/cusp_fedora.yml`,
    requirements: [...alive(900, 0), server('LoginGraceTime', '60')],
    countZeroMeantKill: true,
    outsideSsh: 'TMOUT 900',
  },
  {
    id: 'cjis-rhel8',
    label: 'CJIS (RHEL 8)',
    source: `${code}, products/rhel8/profiles/cjis.profile`,
    requirements: alive(1800, 0),
    countZeroMeantKill: true,
  },
  {
    id: 'ospp-rhel8',
    label: 'OSPP (RHEL 8)',
    source: `${code}, products/rhel8/profiles/ospp.profile`,
    requirements: alive(840, 0),
    countZeroMeantKill: true,
  },
  {
    id: 'ccn-ol9',
    label: 'CCN Oracle Linux 9',
    source: `${code}, controls/ccn_ol9.yml`,
    requirements: alive(900, 1),
    outsideSsh: 'TMOUT 300',
  },
  {
    id: 'dev-sec',
    label: 'DevSec hardening',
    source: 'dev-sec/ansible-collection-hardening, roles/ssh_hardening',
    requirements: [...alive(300, 3), server('LoginGraceTime', '30'), server('TCPKeepAlive', 'no', 'word')],
  },
  {
    id: 'lynis',
    label: 'Lynis SSH-7408',
    source: 'CISOfy/lynis, include/tests_ssh',
    requirements: [...alive(300, 2), server('LoginGraceTime', '120'), server('TCPKeepAlive', 'no', 'word')],
  },
];

export function findComplianceProfile(id: string): ComplianceProfile | undefined {
  return complianceProfiles.find((profile) => profile.id === id);
}
