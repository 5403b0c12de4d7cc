import { availability } from '../../knowledge/availability.ts';
import { findDirective } from '../../knowledge/directives.ts';
import { atLeast, formatVersion, type OpenSshVersion } from '../../values/openSshVersion.ts';

/** A keyword of `ssh -G`'s output: the slot that holds its value, and the name it is printed under. */
export interface PrintedKeyword {
  readonly slot: string;
  readonly name: string;
}

type Row = readonly [slot: string, since?: string | undefined, until?: string];

/** In the order in which the newest release prints them; rows that moved or went away carry their releases. */
const rows: readonly Row[] = [
  ['host', '9.2'],
  ['user'],
  ['hostname'],
  ['port'],
  ['addkeystoagent', undefined, '8.4'],
  ['addressfamily'],
  ['batchmode'],
  ['canonicalizefallbacklocal'],
  ['canonicalizehostname'],
  ['challengeresponseauthentication', undefined, '8.7'],
  ['checkhostip'],
  ['compression'],
  ['controlmaster'],
  ['enablesshkeysign'],
  ['clearallforwardings'],
  ['exitonforwardfailure'],
  ['fingerprinthash'],
  ['forwardagent', undefined, '8.2'],
  ['forwardx11'],
  ['forwardx11trusted'],
  ['gatewayports'],
  ['gssapiauthentication'],
  ['gssapikeyexchange'],
  ['gssapidelegatecredentials'],
  ['gssapitrustdns'],
  ['gssapirenewalforcesrekey'],
  ['gssapiclientidentity'],
  ['gssapiserveridentity'],
  ['gssapikexalgorithms'],
  ['hashknownhosts'],
  ['hostbasedauthentication'],
  ['identitiesonly'],
  ['kbdinteractiveauthentication'],
  ['nohostauthenticationforlocalhost'],
  ['passwordauthentication'],
  ['permitlocalcommand'],
  ['proxyusefdpass'],
  ['pubkeyauthentication'],
  ['requesttty'],
  ['sessiontype'],
  ['stdinnull'],
  ['forkafterauthentication'],
  ['streamlocalbindunlink'],
  ['stricthostkeychecking'],
  ['tcpkeepalive'],
  ['tunnel'],
  ['verifyhostkeydns'],
  ['visualhostkey'],
  ['updatehostkeys'],
  ['enableescapecommandline'],
  ['warnweakcrypto'],
  ['canonicalizemaxdots'],
  ['connectionattempts'],
  ['forwardx11timeout'],
  ['numberofpasswordprompts'],
  ['serveralivecountmax'],
  ['serveraliveinterval'],
  ['requiredrsasize'],
  ['obscurekeystroketiming'],
  ['bindaddress'],
  ['bindinterface'],
  ['ciphers'],
  ['controlpath'],
  ['hostkeyalgorithms'],
  ['hostkeyalias'],
  ['hostbasedacceptedalgorithms'],
  ['identityagent'],
  ['ignoreunknown'],
  ['kbdinteractivedevices'],
  ['kexalgorithms'],
  ['casignaturealgorithms'],
  ['localcommand'],
  ['remotecommand'],
  ['loglevel'],
  ['macs'],
  ['pkcs11provider'],
  ['securitykeyprovider'],
  ['preferredauthentications'],
  ['pubkeyacceptedalgorithms'],
  ['revokedhostkeys', undefined, '10.3'],
  ['xauthlocation'],
  ['knownhostscommand'],
  ['tag'],
  ['versionaddendum'],
  ['dynamicforward'],
  ['localforward'],
  ['remoteforward'],
  ['identityfile'],
  ['canonicaldomains'],
  ['certificatefile'],
  ['globalknownhostsfile'],
  ['userknownhostsfile'],
  ['revokedhostkeys', '10.3'],
  ['sendenv'],
  ['setenv'],
  ['logverbose'],
  ['channeltimeout'],
  ['permitremoteopen'],
  ['addkeystoagent', '8.4'],
  ['forwardagent', '8.2'],
  ['connecttimeout'],
  ['tunneldevice'],
  ['canonicalizepermittedcnames'],
  ['controlpersist'],
  ['escapechar'],
  ['ipqos'],
  ['rekeylimit'],
  ['streamlocalbindmask'],
  ['syslogfacility'],
  ['proxycommand'],
  ['proxyjump'],
];

const orders = new Map<string, readonly PrintedKeyword[]>();

/** The keywords that a version's `ssh -G` may print, in its order. */
export function printOrder(version: OpenSshVersion): readonly PrintedKeyword[] {
  const key = formatVersion(version);
  let order = orders.get(key);
  if (!order) {
    order = rows.filter((row) => isPrinted(row, version)).map(([slot]) => ({ slot, name: printedName(slot, version) }));
    orders.set(key, order);
  }
  return order;
}

function isPrinted([slot, since, until]: Row, version: OpenSshVersion): boolean {
  if (since !== undefined && !atLeast(version, since)) return false;
  if (until !== undefined && atLeast(version, until)) return false;
  const directive = findDirective('client', slot);
  if (!directive || slot === 'host' || slot === 'challengeresponseauthentication') return true;
  // Two directives had other names before; their rows carry the new one's release.
  if (printedName(slot, version) !== slot) return true;
  return availability(directive, version, slot).kind === 'known';
}

function printedName(slot: string, version: OpenSshVersion): string {
  if (slot === 'hostbasedacceptedalgorithms' && !atLeast(version, '8.7')) {
    return atLeast(version, '8.5') ? 'hostbasedalgorithms' : 'hostbasedkeytypes';
  }
  return slot === 'pubkeyacceptedalgorithms' && !atLeast(version, '8.5') ? 'pubkeyacceptedkeytypes' : slot;
}
