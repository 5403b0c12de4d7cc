/** Something between the two ends that forgets connections on which nothing moves. */
export interface PathProfile {
  readonly id: string;
  /** What it is, for people. */
  readonly label: string;
  /** Seconds without a packet after which it forgets; absent where no source for a figure was found. */
  readonly idleSeconds?: number;
  /** What its owner may set, in seconds. */
  readonly adjustable?: { readonly from: number; readonly to: number };
  /** Where the figure comes from; absent exactly where the figure is. */
  readonly source?: string;
  /** It counts what the user does: probes do not set its clock back. */
  readonly ignoresProbes?: true;
  /** What else a reader must know. */
  readonly note?: string;
}

/**
 * Known paths. A row without a figure is named so that it can be chosen and answered with "not known";
 * figures that are merely often repeated are left out on purpose.
 */
export const pathProfiles = [
  {
    id: 'aws-nlb-tcp',
    label: 'AWS Network Load Balancer, TCP listener',
    idleSeconds: 350,
    adjustable: { from: 60, to: 6000 },
    source: 'docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html',
    note: 'A TLS listener stays at 350 s.',
  },
  {
    id: 'aws-nat-gateway',
    label: 'AWS NAT gateway',
    idleSeconds: 350,
    source: 'awsdocs/amazon-vpc-user-guide, doc_source/nat-gateway-troubleshooting.md',
  },
  {
    id: 'aws-sg-conntrack',
    label: 'AWS security group connection tracking',
    idleSeconds: 432000,
    adjustable: { from: 60, to: 432000 },
    source: 'docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ConnectionTrackingSpecificationRequest.md',
    note: 'Instances of Nitro v6 start at 350 s: use aws-sg-conntrack-nitro-v6 for them.',
  },
  {
    id: 'aws-sg-conntrack-nitro-v6',
    label: 'AWS security group connection tracking, Nitro v6',
    idleSeconds: 350,
    adjustable: { from: 60, to: 432000 },
    source: 'docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ConnectionTrackingSpecificationRequest.md',
  },
  { id: 'aws-transit-gateway', label: 'AWS transit gateway' },
  {
    id: 'aws-ssm-session',
    label: 'AWS Systems Manager session',
    idleSeconds: 1200,
    adjustable: { from: 60, to: 3600 },
    source: 'awsdocs/aws-systems-manager-user-guide, doc_source/session-preferences-timeout.md',
    ignoresProbes: true,
    note: 'Counts what the user does, not packets. Much shorter limits are reported for port forwarding (aws/aws-sdk-go#4691).',
  },
  {
    id: 'azure-lb',
    label: 'Azure Load Balancer',
    idleSeconds: 240,
    adjustable: { from: 240, to: 6000 },
    source: 'learn.microsoft.com/azure/load-balancer/load-balancer-tcp-idle-timeout',
    note: 'Drops silently unless its TCP reset is switched on.',
  },
  {
    id: 'azure-snat',
    label: 'Azure outbound SNAT',
    idleSeconds: 240,
    source: 'MicrosoftDocs/azure-docs, includes/guidance-tcp-session-timeout-include.md',
  },
  {
    id: 'aks-outbound',
    label: 'Azure Kubernetes Service, outbound load balancer',
    idleSeconds: 1800,
    adjustable: { from: 240, to: 7200 },
    source: 'learn.microsoft.com, IManagedClusterLoadBalancerProfile.IdleTimeoutInMinute',
  },
  { id: 'azure-nat-gateway', label: 'Azure NAT gateway' },
  {
    id: 'gcp-vpc-conntrack',
    label: 'Google Cloud VPC firewall',
    idleSeconds: 600,
    source: 'cloud.google.com/compute/docs/troubleshooting',
  },
  {
    id: 'gcp-cloud-nat',
    label: 'Google Cloud NAT',
    idleSeconds: 1200,
    source: 'RouterNat in the Compute Engine API',
    note: 'For established connections; half-open ones go after 30 s.',
  },
  { id: 'gcp-iap', label: 'Google Cloud Identity-Aware Proxy' },
  {
    id: 'linux-conntrack',
    label: 'Linux netfilter connection tracking',
    idleSeconds: 432000,
    source: 'Linux kernel, Documentation/networking/nf_conntrack-sysctl.rst',
  },
  {
    id: 'openwrt',
    label: 'OpenWrt router',
    idleSeconds: 7440,
    source: 'openwrt/openwrt, package/kernel/linux/files/sysctl-nf-conntrack.conf',
  },
  {
    id: 'rfc5382-min',
    label: 'Any NAT that keeps to RFC 5382',
    idleSeconds: 7440,
    source: 'RFC 5382, REQ-5',
    note: 'The least that the standard asks of a NAT; many devices do not keep to it.',
  },
  {
    id: 'fortigate',
    label: 'FortiGate firewall',
    idleSeconds: 3600,
    adjustable: { from: 300, to: 2764800 },
    source: 'community.fortinet.com ta-p/194357',
  },
  {
    id: 'paloalto',
    label: 'Palo Alto Networks firewall',
    idleSeconds: 3600,
    source: 'docs.paloaltonetworks.com, configure session timeouts',
    note: 'A setting for one application overrides it.',
  },
  {
    id: 'cisco-asa',
    label: 'Cisco ASA, Firepower Threat Defense',
    idleSeconds: 3600,
    source: 'docs.defenseorchestrator.com/cdfmc/t_configure_global_timeouts_fptd.html',
    note: 'Can be set down to 300 s.',
  },
  { id: 'pf', label: 'pf, pfSense' },
  {
    id: 'winnat',
    label: 'Windows NAT (Hyper-V)',
    idleSeconds: 1800,
    source: 'TcpEstablishedConnectionTimeout as printed by Get-NetNat',
  },
  {
    id: 'docker-desktop-vpnkit',
    label: 'Docker Desktop (vpnkit)',
    idleSeconds: 300,
    source: 'docker/for-win#2639, sakai135/wsl-vpnkit#79, kubernetes/minikube#9257',
  },
  {
    id: 'parallels-nat',
    label: 'Parallels Desktop NAT',
    note: 'Answers TCP keepalive itself, so that TCPKeepAlive cannot see beyond it.',
  },
  {
    id: 'k8s-streaming',
    label: 'Kubernetes exec and port-forward',
    idleSeconds: 14400,
    source: 'kubelet --streaming-connection-idle-timeout',
  },
  {
    id: 'strongdm',
    label: 'strongDM',
    idleSeconds: 180,
    source: 'help.strongdm.com 20854428921613',
    note: 'As reported in its knowledge base.',
  },
  {
    id: 'bitbucket-server',
    label: 'Bitbucket Server and other Apache MINA servers',
    idleSeconds: 600,
    source: 'apache/mina-sshd, CoreModuleProperties.IDLE_TIMEOUT',
  },
  { id: 'github', label: 'GitHub over ssh' },
  { id: 'tinyssh', label: 'TinySSH server', idleSeconds: 3600, source: 'janmojzis/tinyssh#21' },
  { id: 'teleport', label: 'Teleport' },
  {
    id: 'dropbear',
    label: 'Dropbear server',
    note: 'Neither drops idle connections nor probes unless started with -I or -K (default_options.h).',
  },
  {
    id: 'sonicwall',
    label: 'SonicWall firewall',
    idleSeconds: 900,
    source: 'techpoet.blogspot.com, October 2010',
    note: 'One report only.',
  },
  { id: 'home-router', label: 'Home router or mobile carrier' },
  { id: 'cloudflare-tunnel', label: 'Cloudflare Tunnel or Spectrum' },
  { id: 'azure-bastion', label: 'Azure Bastion' },
  { id: 'tailscale', label: 'Tailscale' },
] as const satisfies readonly PathProfile[];

export type PathProfileId = (typeof pathProfiles)[number]['id'];

export function findPathProfile(id: string): PathProfile | undefined {
  return pathProfiles.find((profile) => profile.id === id);
}
