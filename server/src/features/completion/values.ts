import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver';
import { reached } from '../../knowledge/availability.ts';
import { defaultFor } from '../../knowledge/defaults.ts';
import type { Directive } from '../../knowledge/directive.ts';
import { findDirective } from '../../knowledge/directives.ts';
import type { Snapshot } from '../../snapshot.ts';
import { perChunk } from '../../syntax/chunks.ts';
import { inSeconds } from '../../timeouts/format.ts';
import { readTimeSpan } from '../../values/timeSpan.ts';
import { timeIn } from '../valueMeaning.ts';
import { zeroMeaning } from '../zeroMeaning.ts';
import { algorithmSuggestions } from './algorithms.ts';
import { type Candidate, type Suggestions, values } from './candidates.ts';
import { channelSuggestions, penaltySuggestions } from './entries.ts';
import { idiomsBehind, idiomsFor } from './idioms.ts';
import { jumpSuggestions, peopleIn, tagsIn } from './names.ts';
import { type ArgumentPlace, partOf } from './place.ts';
import { filesOf, valuesInUse } from './settingsInUse.ts';
import { tokenSuggestions, variableSuggestions } from './tokens.ts';

/** What a directive takes as its next value. */
export function valueSuggestions(snapshot: Snapshot, directive: Directive, place: ArgumentPlace): Suggestions {
  const { word, before } = place;
  const inside = tokenSuggestions(snapshot, directive, word) ?? variableSuggestions(snapshot, directive, word);
  if (inside) return inside;
  switch (directive.type) {
    case 'jump-spec':
      return jumpSuggestions(snapshot, place);
    case 'algorithm-list':
      return before.length === 0 ? algorithmSuggestions(snapshot, directive, word) : { word, candidates: [] };
    case 'channel-timeout-list':
      return channelSuggestions(snapshot, word, before);
    case 'penalties':
      return penaltySuggestions(snapshot, directive, word, before);
    case 'auth-method-list':
      return listSuggestions(place, authenticationMethods, before.length === 0 ? ['any'] : []);
  }
  if (directive.name === 'PreferredAuthentications') return listSuggestions(place, preferredMethods);
  if (directive.name === 'IgnoreUnknown') return listSuggestions(place, unknownKeywords(snapshot));
  if (before.length > 0) return { word, candidates: laterValues(directive, before) };
  return { word, candidates: firstValues(snapshot, directive, word.typed + word.behind) };
}

const preferredMethods = ['publickey', 'keyboard-interactive', 'password', 'hostbased', 'gssapi-with-mic'];
const authenticationMethods = ['publickey', 'keyboard-interactive', 'password', 'hostbased', 'gssapi-with-mic'];

/** Entries of a comma list that are not there yet. */
function listSuggestions(
  { word, before }: ArgumentPlace,
  entries: Iterable<string>,
  alone: readonly string[] = [],
): Suggestions {
  const entry = partOf(word, /,/);
  const whole = word.typed + word.behind;
  const given = whole.split(',').filter((each) => each !== entry.typed + entry.behind);
  const offered = [...entries].filter((each) => !given.includes(each));
  const only = given.length === 0 && before.length === 0 ? alone : [];
  return { word: entry, candidates: values([...offered, ...only]) };
}

function firstValues(snapshot: Snapshot, directive: Directive, written: string): readonly Candidate[] {
  const standard = defaultFor(directive, snapshot.version);
  const words = [...idiomsFor(snapshot.dialect, directive.name), ...wordsOf(snapshot, directive)];
  // People mostly choose one of the few; what they wrote elsewhere comes next.
  const own = ownValues(snapshot, directive).filter((value) => value !== written);
  return [...new Set([...words, ...own])].map((label) => {
    const meaning = meaningOf(snapshot, directive, label);
    const detail = [label === standard ? l10n.t('default') : '', meaning].filter((part) => part !== '').join(', ');
    return {
      label,
      kind: CompletionItemKind.Value,
      ...(detail === '' ? {} : { detail }),
      ...(label.endsWith(':') || label.endsWith('=') ? { goesOn: true } : {}),
    };
  });
}

/** Seconds of a time with units, and what the special value 0 does. */
function meaningOf({ version }: Snapshot, directive: Directive, word: string): string {
  if (word === '0') return zeroMeaning(directive) ?? '';
  const time = timeIn(directive, word, 0);
  if (time === undefined || /^\d+s?$/i.test(time)) return '';
  const span = readTimeSpan(time, version);
  return span.ok ? inSeconds(span.value) : '';
}

function laterValues(directive: Directive, before: readonly string[]): readonly Candidate[] {
  const several = /many|\.\.|^2/.test(directive.args);
  if (!several) return [];
  const words = directive.type.endsWith('list') || directive.type === 'qos' ? (directive.words ?? []) : [];
  const offered = [...idiomsBehind(directive.name, before), ...words];
  return values(new Set(offered.filter((word) => !before.includes(word))));
}

function wordsOf({ version }: Snapshot, directive: Directive): readonly string[] {
  const known = (directive.words ?? []).filter((word) => {
    const since = directive.wordsSince?.[word];
    return since === undefined || reached(version, since);
  });
  // `true` and `false` are read everywhere where `yes` and `no` are, and nobody writes them.
  const spoken = known.includes('yes') ? known.filter((word) => word !== 'true' && word !== 'false') : known;
  const none = directive.noneAllowed && !spoken.includes('none') ? ['none'] : [];
  return [...spoken, ...none, ...(directive.type === 'qos' ? servicesOf(directive) : [])];
}

function servicesOf({ words }: Directive): readonly string[] {
  return words && words.length > 0 ? [] : ['af21', 'cs1', 'ef', 'cs0', 'lowdelay', 'throughput', 'none'];
}

/** Values that lines elsewhere give the same directive, or that name the same kind of thing. */
function ownValues(snapshot: Snapshot, directive: Directive): readonly string[] {
  switch (directive.name) {
    case 'User':
    case 'AllowUsers':
    case 'DenyUsers':
      return peopleIn(snapshot, 'user');
    case 'AllowGroups':
    case 'DenyGroups':
      return peopleIn(snapshot, 'group');
    case 'Tag':
      return tagsIn(snapshot);
    case 'Hostname':
    case 'HostKeyAlias':
    case 'Host':
      return [];
  }
  const shared = ['string', 'port', 'path', 'pathlist', 'time', 'int', 'list', 'env-list', 'include-paths'];
  return shared.includes(directive.type)
    ? valuesInUse(snapshot, directive.name).filter((each) => !/\s/.test(each))
    : [];
}

const unknownIn = perChunk(({ dialect, lines }) =>
  lines.flatMap((line) => {
    if (line.kind !== 'directive' || findDirective(dialect, line.keyword.value)) return [];
    return /^[A-Za-z][\w-]*$/.test(line.keyword.value) ? [line.keyword.value] : [];
  }),
);

/** Keywords of the configuration that are none of this dialect, such as those of another system's build. */
function unknownKeywords(snapshot: Snapshot): readonly string[] {
  const found = new Set<string>();
  for (const file of filesOf(snapshot))
    for (const { value } of unknownIn(file)) for (const each of value) found.add(each);
  return snapshot.dialect === 'client' ? [...new Set([...found, 'UseKeychain', 'AddKeysToAgent'])] : [];
}
