import * as l10n from '@vscode/l10n';
import { showEffectiveConfigCommand } from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import { isLiteralPattern } from '../values/patternList.ts';
import { commandLink, inlineCode } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import type { HoverPlace } from './hover.ts';
import { criteriaOf } from './subjects.ts';

/** A word of a Host or Match line: what it matches. */
export function hoverBlockLine(snapshot: Snapshot, place: HoverPlace, options: FeatureOptions): string | undefined {
  return place.line.keyword.value.toLowerCase() === 'host'
    ? hostPattern(snapshot, place.word.value, options)
    : criterionWord(snapshot, place);
}

function hostPattern(snapshot: Snapshot, pattern: string, options: FeatureOptions): string {
  if (pattern.startsWith('!')) {
    return l10n.t(
      'Never for {0}: a host that fits it is left out, whatever else the line says.',
      inlineCode(pattern.slice(1)),
    );
  }
  if (pattern === '*') return l10n.t('Every host. Values set before this line stay: the first one wins.');
  if (!isLiteralPattern(pattern)) {
    return l10n.t(
      'Hosts that fit {0}: * stands for any text, ? for one character. It is compared with what you type after ssh.',
      inlineCode(pattern),
    );
  }
  const says = l10n.t('The host {0}, as you type it after ssh; HostName does not count here.', inlineCode(pattern));
  if (!options.commands) return says;
  const link = commandLink(l10n.t('Effective config'), showEffectiveConfigCommand, {
    uri: options.clientUri(snapshot.uri),
    host: pattern,
  });
  return `${says}\n\n${link}`;
}

const meanings: Readonly<Record<string, (value: string, server: boolean) => string>> = {
  all: () => l10n.t('Always.'),
  canonical: () => l10n.t('Only while ssh reads its configuration again after CanonicalizeHostname changed the name.'),
  final: () => l10n.t('Only while ssh reads its configuration a second time, which this very word asks for.'),
  exec: (value) =>
    l10n.t('When the command {0} succeeds. It is never run to find out: what hangs on it is shown as unknown.', value),
  localnetwork: (value) =>
    l10n.t(
      'When this machine has an address in {0}. It is not looked up: what hangs on it is shown as unknown.',
      value,
    ),
  host: (value, server) =>
    server
      ? l10n.t(
          'When the client’s host name fits {0}. sshd looks names up only with UseDNS yes; else this is its address.',
          value,
        )
      : l10n.t('When the host name in use by now, after HostName, fits {0}.', value),
  originalhost: (value) => l10n.t('When what was typed after ssh fits {0}.', value),
  tagged: (value) => l10n.t('When the tag, set by -P or Tag, fits {0}.', value),
  command: (value) => l10n.t('When the remote command fits {0}.', value),
  sessiontype: (value) => l10n.t('When the session is one of {0}.', value),
  user: (value, server) =>
    server
      ? l10n.t('When the name that logs in fits {0}.', value)
      : l10n.t('When the remote user name fits {0}.', value),
  localuser: (value) => l10n.t('When the user who runs ssh fits {0}.', value),
  group: (value) => l10n.t('When the user who logs in is in a group that fits {0}.', value),
  address: (value) => l10n.t('When the client’s address fits {0}.', value),
  localaddress: (value) => l10n.t('When the client came in on the address {0}.', value),
  localport: (value) => l10n.t('When the client came in on port {0}.', value),
  rdomain: (value) => l10n.t('When the client came in on routing domain {0}.', value),
  'invalid-user': () => l10n.t('When the name that logs in does not exist.'),
  version: (value) => l10n.t('When the version of this OpenSSH fits {0}.', value),
};

function criterionWord(snapshot: Snapshot, { line, word }: HoverPlace): string | undefined {
  const criterion = criteriaOf(snapshot.file, line).find((each) => each.word === word || each.valueWord === word);
  if (!criterion) return undefined;
  const meaning = meanings[criterion.name]?.(inlineCode(criterion.value), snapshot.dialect === 'server');
  if (meaning === undefined) return undefined;
  return criterion.negated ? `${l10n.t('The opposite of this:')} ${meaning}` : meaning;
}
