import type { Dialect } from '../syntax/configFile.ts';
import type { ClientDirectiveName, ServerDirectiveName } from './directives.ts';

/** What a profile asks of one directive. */
export interface Requirement {
  readonly dialect: Dialect;
  readonly directive: ClientDirectiveName | ServerDirectiveName;
  /**
   * `above-0`: 1 up to the value. `positive`: 1 or more. `equals`, `word`: just this. `up-to`: 0 up to the value.
   * `rekey`, `start-up`: at least as strict in every part. `session-channel`: idle shells are closed after 1 s up to the
   * value's.
   */
  readonly kind: 'above-0' | 'positive' | 'equals' | 'up-to' | 'word' | 'rekey' | 'start-up' | 'session-channel';
  /** As it would be written. */
  readonly value: string;
  /** Number or name of the control that asks for it. */
  readonly control: string;
}

/** What a profile asks outside of ssh. */
export interface OutsideRequirement {
  readonly what: 'TMOUT' | 'StopIdleSessionSec';
  /** At most. */
  readonly seconds: number;
  readonly control: string;
}

/** What a guide's text says that its settings do, where they do something else. */
export type TextClaim =
  /** It ends a connection so long after the client became unresponsive. */
  | { readonly kind: 'unresponsive'; readonly seconds: number; readonly control: string }
  /** It ends the session of a person who does nothing; no keepalive does that. */
  | { readonly kind: 'idle-users'; readonly seconds: number; readonly control: string }
  /** Interval times count is the time until a dead client is noticed; it is one interval more. */
  | { readonly kind: 'product'; readonly control: string }
  /** ClientAliveCountMax 0 ends sessions; since 8.2 it never does. */
  | { readonly kind: 'count-zero'; readonly control: string }
  /** ServerAliveCountMax 0 ends idle sessions; it ends every session whose server is silent, and asks nobody first. */
  | { readonly kind: 'client-count-zero'; readonly control: string }
  /** One connection that has not logged in per address slows attackers down; so it does people behind one address. */
  | { readonly kind: 'per-source'; readonly control: string };

/** Settings that a security guide demands. */
export interface ComplianceProfile {
  readonly id: string;
  readonly label: string;
  /** The text that was read. */
  readonly source: string;
  readonly requirements: readonly Requirement[];
  readonly claims?: readonly TextClaim[];
  readonly outside?: readonly OutsideRequirement[];
}

const server = (
  control: string,
  directive: ServerDirectiveName,
  value: string,
  kind: Requirement['kind'] = 'above-0',
): Requirement => ({ dialect: 'server', directive, kind, value, control });

/** The keepalive's pair; guides give it one control, or one for each. */
const alive = (interval: number, count: number, intervalControl: string, countControl = intervalControl) => [
  server(intervalControl, 'ClientAliveInterval', String(interval)),
  server(countControl, 'ClientAliveCountMax', String(count), count === 0 ? 'equals' : 'above-0'),
];

const tmout = (seconds: number, control: string): OutsideRequirement => ({ what: 'TMOUT', seconds, control });
const logind = (seconds: number, control: string): OutsideRequirement => ({
  what: 'StopIdleSessionSec',
  seconds,
  control,
});

/** The CIS benchmarks ask for the same in all releases, under other numbers. */
const cis = (
  id: string,
  label: string,
  source: string,
  numbers: readonly [alive: string, grace: string, tries: string, sessions: string, startups: string, tmout: string],
  count: number,
  claims: readonly TextClaim[] = [],
): ComplianceProfile => ({
  id,
  label,
  source,
  requirements: [
    ...alive(300, count, numbers[0]),
    server(numbers[1], 'LoginGraceTime', '60'),
    server(numbers[2], 'MaxAuthTries', '4'),
    server(numbers[3], 'MaxSessions', '10'),
    server(numbers[4], 'MaxStartups', '10:30:60', 'start-up'),
  ],
  claims,
  outside: [tmout(900, numbers[5])],
});

const stig = (
  id: string,
  label: string,
  source: string,
  controls: readonly [interval: string, count: string, rekey?: string],
  outside: readonly OutsideRequirement[],
): ComplianceProfile => ({
  id,
  label,
  source,
  requirements: [
    ...alive(600, 1, controls[0], controls[1]),
    ...(controls[2] === undefined ? [] : [server(controls[2], 'RekeyLimit', '1G 1h', 'rekey')]),
  ],
  claims: [{ kind: 'unresponsive', seconds: 600, control: controls[0] }],
  outside,
});

const code = 'ComplianceAsCode/content';
const newNumbers = ['5.1.7', '5.1.13', '5.1.16', '5.1.17', '5.1.18', '5.4.3.2'] as const;
const product = (control: string): readonly TextClaim[] => [{ kind: 'product', control }];
const countZero = (control: string): readonly TextClaim[] => [{ kind: 'count-zero', control }];

/** Profiles that the setting `sshTimeouts.compliance` and `--profile` name. */
export const complianceProfiles: readonly ComplianceProfile[] = [
  {
    id: 'cis',
    label: 'CIS, the text itself',
    source: 'CIS benchmarks; their example of 15 and 3',
    requirements: [
      server('CIS', 'ClientAliveInterval', '15', 'positive'),
      server('CIS', 'ClientAliveCountMax', '3', 'positive'),
    ],
    claims: product('CIS'),
  },
  cis('cis-debian12', 'CIS Debian 12', `${code}, controls/cis_debian12.yml`, newNumbers, 3),
  cis('cis-ubuntu2204', 'CIS Ubuntu 22.04', `${code}, controls/cis_ubuntu2204.yml`, newNumbers, 3),
  cis('cis-ubuntu2404', 'CIS Ubuntu 24.04', `${code}, controls/cis_ubuntu2404.yml`, newNumbers, 3),
  cis(
    'cis-rhel8',
    'CIS RHEL 8',
    `${code}, products/rhel8/controls/cis_rhel8.yml`,
    ['5.1.9', '5.1.15', '5.1.18', '5.1.19', '5.1.20', '5.4.3.2'],
    1,
    product('5.1.9'),
  ),
  cis(
    'cis-rhel9',
    'CIS RHEL 9',
    `${code}, products/rhel9/controls/cis_rhel9.yml`,
    ['5.1.9', '5.1.14', '5.1.16', '5.1.18', '5.1.17', '5.4.3.2'],
    1,
    product('5.1.9'),
  ),
  cis(
    'cis-rhel10',
    'CIS RHEL 10',
    `${code}, products/rhel10/controls/cis_rhel10.yml`,
    ['5.1.7', '5.1.13', '5.1.16', '5.1.18', '5.1.17', '5.4.3.2'],
    1,
    product('5.1.7'),
  ),
  cis(
    'cis-sle15',
    'CIS SUSE Linux Enterprise 15',
    `${code}, controls/cis_sle15.yml`,
    ['5.2.16', '5.2.17', '5.2.7', '5.2.22', '5.2.21', '5.4.4'],
    0,
    countZero('5.2.16'),
  ),
  stig(
    'stig-rhel9',
    'DISA STIG RHEL 9',
    `${code}, products/rhel9/controls/stig_rhel9.yml`,
    ['RHEL-09-255100', 'RHEL-09-255095', 'RHEL-09-255090'],
    [tmout(600, 'RHEL-09-412035'), logind(600, 'RHEL-09-412080')],
  ),
  stig(
    'stig-rhel8',
    'DISA STIG RHEL 8',
    `${code}, products/rhel8/controls/stig_rhel8.yml`,
    ['RHEL-08-010201', 'RHEL-08-010200', 'RHEL-08-040161'],
    [tmout(600, 'RHEL-08-020360'), logind(600, 'RHEL-08-020035')],
  ),
  stig(
    'stig-ol9',
    'DISA STIG Oracle Linux 9',
    `${code}, controls/stig_ol9.yml`,
    ['OL09-00-002347', 'OL09-00-002346', 'OL09-00-002342'],
    [tmout(900, 'OL09-00-002411')],
  ),
  stig('stig-almalinux9', 'DISA STIG AlmaLinux 9', 'stighub.com, V-269419', ['V-269419', 'V-269419'], []),
  stig('stig-ubuntu2004', 'DISA STIG Ubuntu 20.04', 'UBTU-20', ['UBTU-20-010037', 'UBTU-20-010036'], []),
  stig(
    'stig-ubuntu2204',
    'DISA STIG Ubuntu 22.04',
    `${code}, controls/stig_ubuntu2204.yml`,
    ['UBTU-22-255035', 'UBTU-22-255030'],
    [tmout(900, 'UBTU-22-412030')],
  ),
  stig(
    'stig-ubuntu2404',
    'DISA STIG Ubuntu 24.04',
    `${code}, controls/stig_ubuntu2404.yml`,
    ['UBTU-24-600010', 'UBTU-24-600000'],
    [tmout(600, 'UBTU-24-200060')],
  ),
  {
    id: 'stig-rhel7',
    label: 'DISA STIG RHEL 7 and Oracle Linux 7',
    source: `RHEL-07-040191; ${code}, sshd_set_keepalive`,
    requirements: alive(600, 0, 'OL07-00-040320', 'OL07-00-040340'),
    claims: countZero('OL07-00-040340'),
  },
  {
    id: 'mscp-macos',
    label: 'NIST macOS Security Compliance Project',
    source: 'usnistgov/macos_security, rules/os',
    requirements: [
      {
        dialect: 'client',
        directive: 'ServerAliveInterval',
        kind: 'above-0',
        value: '900',
        control: 'os_ssh_server_alive_interval_configure',
      },
      {
        dialect: 'client',
        directive: 'ServerAliveCountMax',
        kind: 'equals',
        value: '0',
        control: 'os_ssh_server_alive_count_max_configure',
      },
      server('os_sshd_channel_timeout_configure', 'ChannelTimeout', 'session:*=900', 'session-channel'),
      server('os_sshd_client_alive_interval_configure', 'ClientAliveInterval', '900'),
      server('os_sshd_client_alive_count_max_configure', 'ClientAliveCountMax', '1', 'up-to'),
      server('os_sshd_unused_connection_timeout_configure', 'UnusedConnectionTimeout', '900'),
      server('os_sshd_login_grace_time_configure', 'LoginGraceTime', '30'),
    ],
    claims: [
      { kind: 'client-count-zero', control: 'os_ssh_server_alive_count_max_configure' },
      { kind: 'count-zero', control: 'os_sshd_client_alive_count_max_configure' },
    ],
  },
  {
    id: 'pci-dss-4',
    label: 'PCI DSS 4',
    source: `${code}, controls/pcidss_4.yml`,
    requirements: [...alive(900, 1, '8.2.8'), server('2.2.6', 'LoginGraceTime', '60')],
    claims: [{ kind: 'idle-users', seconds: 900, control: '8.2.8' }],
  },
  {
    id: 'pci-dss-3',
    label: 'PCI DSS 3',
    source: `${code}, sshd_set_keepalive_0`,
    requirements: alive(900, 0, '8.1.8'),
    claims: countZero('8.1.8'),
  },
  {
    id: 'anssi-bp028',
    label: 'ANSSI BP-028',
    source: `${code}, controls/anssi.yml`,
    requirements: [],
    outside: [tmout(600, 'R32'), logind(600, 'R32')],
  },
  {
    id: 'anssi-nt28',
    label: 'ANSSI NT28 (Debian 11 and 12)',
    source: `${code}, products/debian12/profiles/anssi_np_nt28_average.profile`,
    requirements: alive(300, 0, 'sshd_set_idle_timeout', 'sshd_set_keepalive_0'),
    claims: countZero('sshd_set_keepalive_0'),
  },
  {
    id: 'cusp-fedora',
    label: 'CUSP Fedora',
    source: `${code}, controls/cusp_fedora.yml`,
    requirements: [
      ...alive(900, 0, '4.3'),
      server('4.3', 'LoginGraceTime', '60'),
      server('4.3', 'MaxAuthTries', '4'),
      server('4.3', 'MaxSessions', '10'),
      server('4.3', 'MaxStartups', '10:30:60', 'start-up'),
      server('4.3', 'RekeyLimit', '1G 1h', 'rekey'),
    ],
    claims: countZero('4.3'),
    outside: [tmout(900, '4.1')],
  },
  {
    id: 'cjis-rhel8',
    label: 'CJIS (RHEL 8)',
    source: `${code}, products/rhel8/profiles/cjis.profile`,
    requirements: alive(1800, 0, '5.5.6'),
    claims: countZero('5.5.6'),
  },
  {
    id: 'ospp-rhel8',
    label: 'OSPP (RHEL 8)',
    source: `${code}, products/rhel8/profiles/ospp.profile`,
    requirements: alive(840, 0, 'sshd_set_idle_timeout', 'sshd_set_keepalive_0'),
    claims: countZero('sshd_set_keepalive_0'),
    outside: [logind(300, 'logind_session_timeout')],
  },
  {
    id: 'ccn-ol9',
    label: 'CCN Oracle Linux 9',
    source: `${code}, controls/ccn_ol9.yml`,
    requirements: alive(900, 1, 'A.5.SEC-OL7'),
    claims: [{ kind: 'idle-users', seconds: 900, control: 'A.5.SEC-OL7' }],
    outside: [tmout(300, 'A.5.SEC-OL8')],
  },
  {
    id: 'dev-sec',
    label: 'DevSec hardening',
    source: 'dev-sec/ansible-collection-hardening, roles/ssh_hardening',
    requirements: [
      ...alive(300, 3, 'ssh_hardening'),
      server('ssh_hardening', 'LoginGraceTime', '30'),
      server('ssh_hardening', 'TCPKeepAlive', 'no', 'word'),
    ],
  },
  {
    id: 'lynis',
    label: 'Lynis',
    source: 'CISOfy/lynis, include/tests_ssh',
    requirements: [
      ...alive(300, 2, 'SSH-7408'),
      server('SSH-7408', 'LoginGraceTime', '120'),
      server('SSH-7408', 'MaxAuthTries', '3'),
      server('SSH-7408', 'MaxSessions', '2'),
      server('SSH-7408', 'TCPKeepAlive', 'no', 'word'),
    ],
  },
  {
    id: 'ssh-audit',
    label: 'ssh-audit hardening guides',
    source: 'jtesta/ssh-audit, hardening_guides.py',
    requirements: [server('hardening guide', 'PerSourceMaxStartups', '1')],
    claims: [{ kind: 'per-source', control: 'hardening guide' }],
  },
];

export function findComplianceProfile(id: string): ComplianceProfile | undefined {
  return complianceProfiles.find((profile) => profile.id === id);
}
