import * as l10n from '@vscode/l10n';
import type { Directive, ValueType } from '../knowledge/directive.ts';

/** The kind of value a directive takes, for readers. */
export function valueTypeLabel(directive: Directive): string {
  if (directive.words && directive.words.length > 0 && wordTypes.has(directive.type)) return words(directive.words);
  const label = labels[directive.type]?.();
  return label ?? directive.type;
}

const wordTypes: ReadonlySet<ValueType> = new Set(['enum', 'yesno', 'enum-list', 'enum-or-interval']);

function words(all: readonly string[]): string {
  const shown = all.slice(0, 8).join(' | ');
  return all.length > 8 ? `${shown} | …` : shown;
}

const labels: Readonly<Partial<Record<ValueType, () => string>>> = {
  yesno: () => 'yes | no',
  int: () => l10n.t('whole number'),
  'int-or-none': () => l10n.t('whole number or none'),
  port: () => l10n.t('port'),
  time: () => l10n.t('time: seconds, or 5m, 1h30m, 2d'),
  string: () => l10n.t('text'),
  path: () => l10n.t('path of a file'),
  pathlist: () => l10n.t('paths of files'),
  command: () => l10n.t('command'),
  list: () => l10n.t('list'),
  'pattern-list': () => l10n.t('patterns with *, ? and !'),
  'host-patterns': () => l10n.t('host patterns with *, ? and !'),
  'match-criteria': () => l10n.t('criteria'),
  'include-paths': () => l10n.t('paths, globs allowed'),
  'algorithm-list': () => l10n.t('algorithms; + - ^ change the default list'),
  'env-list': () => l10n.t('names of environment variables'),
  'forward-spec': () => l10n.t('address to listen on and address to connect to'),
  'permit-spec': () => l10n.t('HOST:PORT entries'),
  'jump-spec': () => l10n.t('[USER@]HOST[:PORT] entries'),
  'listen-address': () => l10n.t('address, with an optional port'),
  rekeylimit: () => l10n.t('amount of data, then optionally a time'),
  controlpersist: () => l10n.t('yes, no or a time'),
  addkeys: () => l10n.t('yes, no, ask, confirm or a time'),
  'channel-timeout-list': () => l10n.t('TYPE=TIME entries'),
  maxstartups: () => l10n.t('START:RATE:FULL'),
  netblock: () => l10n.t('prefix lengths for IPv4 and IPv6'),
  penalties: () => l10n.t('NAME:VALUE entries'),
  qos: () => l10n.t('type of service'),
  char: () => l10n.t('one character'),
  'mode-octal': () => l10n.t('octal mask'),
  'yesno-or-path': () => l10n.t('yes, no or a path'),
  'yesno-or-pattern-list': () => l10n.t('yes, no or patterns'),
  'cidr-list': () => l10n.t('networks such as 10.0.0.0/8'),
  'auth-method-list': () => l10n.t('lists of authentication methods'),
  subsystem: () => l10n.t('name and command'),
  'string-rest': () => l10n.t('the rest of the line'),
  ignored: () => l10n.t('ignored'),
};
