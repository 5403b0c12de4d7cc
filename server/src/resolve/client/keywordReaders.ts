import { atLeast } from '../../values/openSshVersion.ts';
import { parsed } from '../../values/parsed.ts';
import { clientFlag } from '../../values/words.ts';
import { algorithms } from './algorithmReaders.ts';
import { forward, forwardAgent, identityAgent, proxyJump } from './forwardReaders.ts';
import { type LineReader, oneArgument } from './lineReading.ts';
import * as list from './listReaders.ts';
import * as read from './readers.ts';

const yesNoAsk = { true: 'true', false: 'false', yes: 'true', no: 'false', ask: 'ask' };
const oldStrict = { true: 'true', false: 'false', yes: 'true', no: 'false', ask: 'ask' };
const strict = { ...oldStrict, off: 'false', 'accept-new': 'accept-new' };
const publicKey = {
  true: 'true',
  false: 'false',
  yes: 'true',
  no: 'false',
  unbound: 'unbound',
  'host-bound': 'host-bound',
};
const keyTypes = algorithms('key', 'invalid-key-types');

/** How each directive's arguments are read, by its name in lower case; those without an entry take a yes or no. */
export const readers: Readonly<Record<string, LineReader>> = {
  // Time, numbers
  connecttimeout: read.timeSpan,
  forwardx11timeout: read.timeSpan,
  serveraliveinterval: read.timeSpan,
  controlpersist: read.controlPersist,
  addkeystoagent: read.addKeysToAgent,
  rekeylimit: read.rekeyLimit,
  channeltimeout: list.channelTimeout,
  obscurekeystroketiming: read.obscureKeystrokes,
  serveralivecountmax: read.integer,
  connectionattempts: read.integer,
  numberofpasswordprompts: read.integer,
  canonicalizemaxdots: read.integer,
  requiredrsasize: read.integer,
  port: read.port,
  ipqos: read.qos,
  streamlocalbindmask: read.bindMask,
  tunneldevice: read.tunnelDevice,
  escapechar: read.escapeChar,
  // Words
  addressfamily: read.word({ inet: 'inet', inet6: 'inet6', any: 'any' }),
  canonicalizehostname: read.word({ true: 'true', false: 'false', yes: 'true', no: 'false', always: 'always' }),
  compression: read.wordBy(({ major, minor }) => ({ yes: major === 9 && minor === 9 ? 'UNKNOWN' : 'yes', no: 'no' })),
  controlmaster: read.word({
    true: 'true',
    yes: 'true',
    false: 'false',
    no: 'false',
    auto: 'auto',
    ask: 'ask',
    autoask: 'autoask',
  }),
  fingerprinthash: read.digest,
  loglevel: read.logLevel,
  pubkeyauthentication: read.wordBy((version) => (atLeast(version, '8.9') ? publicKey : clientFlag)),
  requesttty: read.word({ true: 'true', yes: 'true', false: 'false', no: 'false', force: 'force', auto: 'auto' }),
  sessiontype: read.word({ none: 'none', subsystem: 'subsystem', default: 'default' }),
  stricthostkeychecking: read.wordBy((version) => (atLeast(version, '7.6') ? strict : oldStrict)),
  syslogfacility: read.syslogFacility,
  tunnel: read.word({
    ethernet: 'ethernet',
    'point-to-point': 'point-to-point',
    true: 'point-to-point',
    yes: 'point-to-point',
    false: 'false',
    no: 'false',
  }),
  updatehostkeys: read.word(yesNoAsk),
  verifyhostkeydns: read.word(yesNoAsk),
  warnweakcrypto: read.word({ ...clientFlag, 'no-pq-kex': 'no' }),
  // Text
  bindaddress: read.anyText,
  bindinterface: read.anyText,
  controlpath: read.anyText,
  gssapiclientidentity: read.anyText,
  gssapikexalgorithms: read.anyText,
  gssapiserveridentity: read.anyText,
  hostkeyalias: oneArgument((text) => parsed(text)),
  hostname: read.anyText,
  ignoreunknown: read.anyText,
  kbdinteractivedevices: read.anyText,
  pkcs11provider: read.anyText,
  preferredauthentications: read.anyText,
  securitykeyprovider: read.anyText,
  tag: read.anyText,
  user: read.anyText,
  xauthlocation: read.anyText,
  knownhostscommand: read.command,
  localcommand: read.command,
  remotecommand: read.command,
  versionaddendum: read.versionAddendum,
  refuseconnection: read.refuseConnection,
  proxycommand: read.proxyCommand,
  proxyjump: proxyJump,
  identityagent: identityAgent,
  forwardagent: forwardAgent,
  // Lists
  canonicaldomains: list.canonicalDomains,
  canonicalizepermittedcnames: list.permittedCnames,
  certificatefile: list.appendedPath,
  identityfile: list.appendedPath,
  globalknownhostsfile: list.hostKeyFiles,
  userknownhostsfile: list.hostKeyFiles,
  revokedhostkeys: list.revokedHostKeys,
  logverbose: list.logVerbose,
  permitremoteopen: list.permitRemoteOpen,
  sendenv: list.sendEnv,
  setenv: list.setEnv,
  localforward: forward('local'),
  remoteforward: forward('remote'),
  dynamicforward: forward('dynamic'),
  // Algorithms
  ciphers: algorithms('cipher', 'invalid-ciphers'),
  macs: algorithms('mac', 'invalid-macs'),
  kexalgorithms: algorithms('kex', 'invalid-kex-algorithms'),
  hostkeyalgorithms: keyTypes,
  hostbasedacceptedalgorithms: keyTypes,
  pubkeyacceptedalgorithms: keyTypes,
  casignaturealgorithms: algorithms('key', 'invalid-key-types', true),
};

/** The reader of a directive, by its name in lower case. */
export function readerOf(slot: string): LineReader {
  return Object.hasOwn(readers, slot) ? (readers[slot] as LineReader) : read.flag;
}
