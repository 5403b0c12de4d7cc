import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { reached } from '../../knowledge/availability.ts';
import { defaultFor } from '../../knowledge/defaults.ts';
import type { Directive } from '../../knowledge/directive.ts';
import { concreteHosts } from '../../resolve/client/resolveClient.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { Span } from '../../syntax/configFile.ts';
import { atLeast } from '../../values/openSshVersion.ts';
import { toRange } from '../ranges.ts';

/** A value that may stand here, and what replaces what is typed. */
interface Candidate {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly newText?: string;
}

/** Words, hosts, channel types and tokens that a directive takes as its next value. */
export function valueItems(
  snapshot: Snapshot,
  directive: Directive,
  before: readonly string[],
  typed: string,
  replace: Span,
): CompletionItem[] {
  const range = toRange(snapshot.file, replace);
  const standard = defaultFor(directive, snapshot.version);
  return candidates(snapshot, directive, before, typed).map(({ label, kind, newText }) => ({
    label,
    kind,
    ...(label === standard ? { detail: 'default' } : {}),
    filterText: newText ?? label,
    textEdit: { range, newText: newText ?? label },
  }));
}

function candidates(
  snapshot: Snapshot,
  directive: Directive,
  before: readonly string[],
  typed: string,
): readonly Candidate[] {
  const token = /%[A-Za-z]?$/.exec(typed);
  if (token && directive.tokens) return tokens(directive, typed.slice(0, token.index));
  if (directive.type === 'jump-spec') return before.length === 0 ? jumpHosts(snapshot, typed) : [];
  if (directive.type === 'channel-timeout-list') return channelTypes(snapshot, before);
  const first = before.length === 0;
  const several = /many|\.\.|^2$/.test(directive.args);
  if (!first && !several) return [];
  const words =
    first || directive.type.endsWith('list') || directive.type === 'addkeys' ? wordsOf(snapshot, directive) : [];
  return words.filter((word) => !before.includes(word)).map((label) => ({ label, kind: CompletionItemKind.Value }));
}

function wordsOf({ version }: Snapshot, directive: Directive): readonly string[] {
  const known = (directive.words ?? []).filter((word) => {
    const since = directive.wordsSince?.[word];
    return since === undefined || reached(version, since);
  });
  // `true` and `false` are read everywhere where `yes` and `no` are, and nobody writes them.
  const spoken = known.includes('yes') ? known.filter((word) => word !== 'true' && word !== 'false') : known;
  const none = directive.noneAllowed && !spoken.includes('none') ? ['none'] : [];
  return [...spoken, ...none, ...(directive.subkeys ?? []).map((key) => `${key}:`)];
}

function tokens(directive: Directive, head: string): readonly Candidate[] {
  return (directive.tokens ?? []).map((token) => ({
    label: token,
    kind: CompletionItemKind.Constant,
    newText: head + token,
  }));
}

/** Hosts of the configuration, behind what is typed of the chain and of `user@`. */
function jumpHosts(snapshot: Snapshot, typed: string): readonly Candidate[] {
  const head = /^(.*[,@])?/.exec(typed)?.[0] ?? '';
  const names = new Set(snapshot.graphs.flatMap((graph) => concreteHosts(graph).map(({ name }) => name)));
  const hosts = [...names].map((name) => ({ label: name, kind: CompletionItemKind.Reference, newText: head + name }));
  return head === '' ? [...hosts, { label: 'none', kind: CompletionItemKind.Value }] : hosts;
}

/** Types as they are labelled at run time: `session` alone fits none of a server's channels. */
function channelTypes({ dialect, version }: Snapshot, before: readonly string[]): readonly Candidate[] {
  const session = dialect === 'client' ? ['session*'] : ['session:*', 'session:shell', 'session:command'];
  const types = [
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
  const given = before.map((entry) => entry.split('=')[0]);
  const entries = types
    .filter((type) => !given.includes(type))
    .map((type) => ({ label: `${type}=`, kind: CompletionItemKind.EnumMember }));
  return before.length === 0 ? [...entries, { label: 'none', kind: CompletionItemKind.Value }] : entries;
}
