import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { Snapshot } from '../snapshot.ts';
import { readAlgorithmList } from '../values/algorithmList.ts';
import { isLiteralPattern } from '../values/patternList.ts';
import { entriesFor, wordSpan } from './document.ts';
import { isForAll, replacing } from './fixes.ts';
import type { Rule } from './rule.ts';

/** What OpenSSH still supports, or did, and leaves out of its defaults. */
const weak: Readonly<Record<string, RegExp>> = {
  Ciphers: /^(?:3des-cbc|aes(?:128|192|256)-cbc|rijndael-cbc@lysator\.liu\.se|arcfour.*|blowfish-cbc|cast128-cbc)$/,
  MACs: /^hmac-(?:md5|md5-96|sha1-96|ripemd160)(?:-etm@openssh\.com|@openssh\.com)?$/,
  KexAlgorithms: /^diffie-hellman-(?:group1-sha1|group14-sha1|group-exchange-sha1)$/,
  HostKeyAlgorithms: /^ssh-(?:dss|rsa)(?:-cert-v01@openssh\.com)?$/,
  PubkeyAcceptedAlgorithms: /^ssh-(?:dss|rsa)(?:-cert-v01@openssh\.com)?$/,
  HostbasedAcceptedAlgorithms: /^ssh-(?:dss|rsa)(?:-cert-v01@openssh\.com)?$/,
};

/** An algorithm that OpenSSH advises against. */
export const weakAlgorithm: Rule<Snapshot> = {
  id: 'weak-algorithm',
  severity: 'info',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Points out algorithms that a line brings back although OpenSSH leaves them out of its defaults as weak.',
    why: 'OpenSSH removes from its defaults only what it actively recommends against (www.openssh.com/legacy.html): ciphers in CBC mode and RC4, MACs with MD5 or cut to 96 bits, key exchange and signatures with SHA-1. The names here are missing from the default lists that ssh -G and sshd -T of 9.2 and sshd -T of 10.5 print; nothing is said for releases before 8.8, the last to take one out. For one old device they may be needed: in a block of its own this is only a hint.',
    bad: 'Ciphers aes256-ctr,aes128-cbc\n',
    good: 'Ciphers aes256-gcm@openssh.com,aes256-ctr\n',
  },
  *check(snapshot) {
    // Older releases had some of them in their defaults.
    if (!reached(snapshot.version, '8.8')) return;
    for (const entry of entriesFor(snapshot.file, ...Object.keys(weak))) {
      const [word] = entry.line.args;
      const pattern = weak[entry.directive?.name ?? ''];
      if (word === undefined || pattern === undefined) continue;
      const { operation, names } = readAlgorithmList(word.value);
      if (operation === 'remove') continue;
      const bad = names.filter((name) => isLiteralPattern(name) && pattern.test(name));
      if (bad.length === 0) continue;
      const good = names.filter((name) => !bad.includes(name));
      const head = entry.block?.line;
      const forOne = head !== undefined && !isForAll(head.keyword.value, head.args);
      const span = wordSpan(snapshot.file, entry, word);
      const sign = operation === 'replace' ? '' : word.value.charAt(0);
      const better = `${sign}${good.join(',')}`;
      yield {
        span,
        ...(forOne ? { severity: 'hint' as const } : {}),
        message: l10n.t('OpenSSH leaves {0} out of its defaults as weak; this line brings it back.', bad.join(', ')),
        fixes: good.length > 0 ? [replacing(snapshot, span, better, l10n.t('Change to {0}', better), false)] : [],
      };
    }
  },
};
