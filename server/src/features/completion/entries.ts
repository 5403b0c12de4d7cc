import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver';
import { reached } from '../../knowledge/availability.ts';
import { defaultFor } from '../../knowledge/defaults.ts';
import type { Directive } from '../../knowledge/directive.ts';
import type { Snapshot } from '../../snapshot.ts';
import { inSeconds } from '../../timeouts/format.ts';
import { atLeast } from '../../values/openSshVersion.ts';
import { readTimeSpan } from '../../values/timeSpan.ts';
import { type Candidate, type Suggestions, values } from './candidates.ts';
import { fromColumn, type TypedWord } from './place.ts';

/** `TYPE=TIME`: the types as they are labelled at run time, since `session` alone fits none of a server's channels. */
export function channelSuggestions(snapshot: Snapshot, word: TypedWord, before: readonly string[]): Suggestions {
  const equals = word.typed.indexOf('=');
  if (equals >= 0) {
    const times = ['5m', '15m', '1h', 'none'].map((time) => timed(snapshot, time));
    return { word: fromColumn(word, equals + 1), candidates: times };
  }
  const given = before.map((entry) => entry.split('=')[0]);
  const entries = channelTypes(snapshot)
    .filter((type) => !given.includes(type))
    .map((type): Candidate => ({ label: `${type}=`, kind: CompletionItemKind.EnumMember, goesOn: true }));
  const none = { label: 'none', kind: CompletionItemKind.Value, rank: 6 };
  return { word, candidates: before.length === 0 ? [...entries, none] : entries };
}

function channelTypes({ dialect, version }: Snapshot): readonly string[] {
  const session = dialect === 'client' ? ['session*'] : ['session:*', 'session:shell', 'session:command'];
  return [
    ...session,
    'direct-tcpip',
    'direct-streamlocal@openssh.com',
    'forwarded-tcpip',
    'forwarded-streamlocal@openssh.com',
    'x11-connection',
    'agent-connection',
    'tun-connection',
    ...(atLeast(version, '9.7') ? ['global'] : []),
    '*',
  ];
}

function timed({ version }: Snapshot, time: string): Candidate {
  const span = readTimeSpan(time, version);
  const detail = span.ok ? inSeconds(span.value) : l10n.t('never');
  return { label: time, kind: CompletionItemKind.Value, detail };
}

/** `NAME:VALUE` of PerSourcePenalties, each with the penalty that holds without a line. */
export function penaltySuggestions(
  snapshot: Snapshot,
  directive: Directive,
  word: TypedWord,
  before: readonly string[],
): Suggestions {
  const standard = new Map(
    (defaultFor(directive, snapshot.version) ?? '').split(' ').flatMap((entry): [string, string][] => {
      const colon = entry.indexOf(':');
      return colon < 0 ? [] : [[entry.slice(0, colon), entry.slice(colon + 1)]];
    }),
  );
  const colon = word.typed.indexOf(':');
  if (colon >= 0) {
    const name = word.typed.slice(0, colon);
    const usual = standard.get(name);
    const offered = name.startsWith('overflow')
      ? ['permissive', 'deny-all']
      : name.startsWith('max-sources')
        ? ['65536', '1024']
        : ['5s', '30s', '1m', '10m'];
    const all = new Set([...(usual === undefined ? [] : [usual]), ...offered]);
    const candidates = values(all).map((each) =>
      each.label === usual ? { ...each, detail: l10n.t('default') } : each,
    );
    return { word: fromColumn(word, colon + 1), candidates };
  }
  const given = before.map((entry) => entry.split(':')[0]);
  const names = (directive.subkeys ?? []).filter((name) => {
    const since = directive.wordsSince?.[name];
    return !given.includes(name) && (since === undefined || reached(snapshot.version, since));
  });
  const candidates = names.map((name): Candidate => {
    const usual = standard.get(name);
    const detail = usual === undefined ? {} : { detail: l10n.t('default {0}', usual) };
    return { label: `${name}:`, kind: CompletionItemKind.EnumMember, goesOn: true, ...detail };
  });
  return {
    word,
    candidates: before.length === 0 ? [...candidates, ...values(['yes', 'no'], { rank: 6 })] : candidates,
  };
}
