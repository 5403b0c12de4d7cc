import { type Expansion, expand, type Variables } from '../../values/environment.ts';
import { readJumpSpec } from '../../values/jumpSpec.ts';
import { atLeast, type OpenSshVersion } from '../../values/openSshVersion.ts';
import { type ForwardEnd, type ForwardKind, readPortForward } from '../../values/portForward.ts';
import { clientFlag, readWord } from '../../values/words.ts';
import { type Effect, type LineReader, type ReadInput, type Reading, refused, sets } from './lineReading.ts';

/** Longer specifications are cut by a buffer of OpenSSH. */
const longestSpec = 255;

/** LocalForward, RemoteForward and DynamicForward. */
export function forward(direction: 'local' | 'remote' | 'dynamic'): LineReader {
  return (input) => {
    const [listen, target] = input.args;
    if (listen === undefined || listen.value === '') return refused('missing-argument', listen ? 0 : 'keyword');
    const hasTarget = direction !== 'dynamic' && target !== undefined && target.value !== '';
    if (direction === 'local' && !hasTarget) return refused('missing-forward-target', target ? 1 : 0);
    const spec = (hasTarget ? `${listen.value}:${target.value}` : listen.value).slice(0, longestSpec);
    const kind: ForwardKind = direction === 'remote' && !hasTarget ? 'remote-dynamic' : direction;
    const used = direction !== 'dynamic' && target !== undefined ? 2 : 1;
    const read = (variables: Variables | undefined) => readForward(spec, kind, used, variables);
    return atLeast(input.version, '8.4') && spec.includes('${') ? { ok: 'later', read } : read(undefined);
  };
}

function readForward(spec: string, kind: ForwardKind, used: number, variables: Variables | undefined): Reading {
  const data = { argument: spec };
  const expanded: Expansion = variables ? expand(spec, variables) : { kind: 'text', text: spec };
  // What an unknown variable holds cannot be checked: the line is kept as it is written.
  if (expanded.kind === 'unknown')
    return sets(`${kind.replace('remote-dynamic', 'remote')}forward`, [spec], used, 'append-new');
  if (expanded.kind !== 'text') return refused('invalid-forward', 'rest', { data });
  const outcome = readPortForward(expanded.text, kind);
  if (!outcome.ok) return refused('invalid-forward', 'rest', { data });
  const { listen, connect } = outcome.value;
  const left = endText(listen);
  const right = endText(connect);
  if (kind === 'remote' || kind === 'remote-dynamic')
    return sets('remoteforward', [`${left}\u0000${right}`], used, 'append-new');
  const effects: Effect[] = [];
  const socks = connect.kind === 'socks' || (connect.kind === 'tcp' && connect.host === 'socks');
  // OpenSSH keeps both kinds in one list, and its dump tells them apart by the name of the target alone.
  // Both ends make an entry: the same end here with another one there is a second entry.
  const values = [`${left}\u0000${right}`];
  if (socks || connect.kind === 'path') effects.push({ slot: 'dynamicforward', how: 'append-new', values });
  if (!socks) effects.push({ slot: 'localforward', how: 'append-new', values });
  return { ok: true, effects, used };
}

/** One end as it is printed. A path is marked, because tokens in it are expanded when all lines are read. */
function endText(end: ForwardEnd): string {
  if (end.kind === 'path') return `\u0001${end.path}`;
  if (end.kind === 'socks') return '[socks]:0';
  return end.host === undefined ? String(end.port) : `[${end.host}]:${end.port}`;
}

const environmentName = /^[A-Za-z0-9_]+$/;

/** The path of an agent's socket: `${NAME}` must have a value, and `$NAME` must be a name. */
function readAgentPath(slot: string, { args, version }: ReadInput): Reading {
  const path = args[0]?.value ?? '';
  const checked = (variables: Variables | undefined): Reading => {
    const expanded: Expansion = variables ? expand(path, variables) : { kind: 'text', text: path };
    const data = { argument: path };
    if (expanded.kind === 'unset' || expanded.kind === 'malformed') {
      return refused('invalid-environment-expansion', 0, { data });
    }
    const bare = path.startsWith('$') && !(path.startsWith('${') && atLeast(version, '8.4'));
    if (bare && !environmentName.test(path.slice(1))) return refused('invalid-environment-name', 0, { data });
    return sets(slot, [path], 1);
  };
  return atLeast(version, '8.4') && path.includes('${') ? { ok: 'later', read: checked } : checked(undefined);
}

export const identityAgent: LineReader = (input) => {
  const path = input.args[0];
  if (path === undefined || path.value === '') return refused('missing-argument', path ? 0 : 'keyword');
  return readAgentPath(input.slot, input);
};

/** Yes, no or a path; a path set by a later line still counts, because it is a value of its own. */
export const forwardAgent: LineReader = (input) => {
  const argument = input.args[0];
  if (argument === undefined || argument.value === '') return refused('missing-argument', argument ? 0 : 'keyword');
  const meaning = readWord(argument.value, clientFlag);
  if (meaning.ok) return sets(input.slot, [meaning.value], 1);
  if (!atLeast(input.version, '8.2')) return refused('unsupported-option', 0, { data: { argument: argument.value } });
  return withFlag(readAgentPath('forwardagent.path', input), input.slot);
};

function withFlag(reading: Reading, slot: string): Reading {
  if (reading.ok === 'later') return { ok: 'later', read: (variables) => withFlag(reading.read(variables), slot) };
  if (!reading.ok) return reading;
  return { ...reading, effects: [{ slot, how: 'first', values: ['yes'] }, ...reading.effects] };
}

/** What `ProxyJump none` sets; a host may well be called so, in front of a comment for example. */
export const noJump = '';

/** The rest of the line as ProxyJump takes it: from 8.7 on a comment is cut off. */
export const proxyJump: LineReader = ({ slot, rest, version, isOption }) => {
  const text = rest.replace(/^[ \t\r\n=]+/, '');
  const setsJump = (printed: string) => sets(slot, [printed], 'all', 'proxy-jump');
  if (text.toLowerCase() === 'none') return setsJump(noJump);
  const spec = withoutComment(text, version);
  const jump = readJumpSpec(spec, version);
  const last = jump.ok ? jump.value.at(-1) : undefined;
  if (!jump.ok || !last) return refused('invalid-jump', 'rest', { data: { argument: spec } });
  // Names given on the command line must have no characters of the shell.
  const strict = isOption && checksJumps(version);
  if (
    strict &&
    jump.value.some(
      ({ host, user }) => !isSafeHost(host, version) || (user !== undefined && !isSafeUser(user, version)),
    )
  ) {
    return refused('invalid-jump', 'rest', { data: { argument: spec } });
  }
  const source = checksJumps(version) ? spec : text;
  const comma = source.lastIndexOf(',');
  const before = comma < 0 ? '' : `${source.slice(0, comma)},`;
  const numeric = last.host.includes(':') || /^[0-9.]*$/.test(last.host);
  const user = last.user === undefined ? '' : `${last.user}@`;
  const host = numeric ? `[${last.host}]` : last.host;
  return setsJump(`${before}${user}${host}${last.port === undefined ? '' : `:${last.port}`}`);
};

/** 10.3 rewrote how ProxyJump is read; Debian 12 has taken it over. */
export function checksJumps(version: OpenSshVersion): boolean {
  return atLeast(version, '10.3') || (version.vendor === 'debian' && version.major === 9 && version.minor === 2);
}

function withoutComment(text: string, version: OpenSshVersion): string {
  if (!atLeast(version, '8.7')) return text;
  const cut = text.replace(/#.*$/s, '');
  if (atLeast(version, '10.1')) return cut.replace(/[ \t\n\v\f\r]+$/, '');
  // Before 10.1 the trimming went wrong: the first blank ended the text.
  const blank = cut.slice(1).search(/[ \t\n\v\f\r]/);
  return blank < 0 ? cut : cut.slice(0, blank + 1);
}

/** Whether a host name has none of the characters that a shell would act on. */
export function isSafeHost(host: string, version: OpenSshVersion): boolean {
  if (!atLeast(version, '9.6') && !checksJumps(version)) return true;
  if (host.startsWith('-')) return false;
  if (host.includes(',') && checksJumps(version)) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return !/['`"$\\;&<>|(){}\s\u0000-\u001f\u007f]/.test(host);
}

/** The same for a user name. */
export function isSafeUser(user: string, version: OpenSshVersion): boolean {
  if (!atLeast(version, '9.6') && !checksJumps(version)) return true;
  if (user.startsWith('-')) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (checksJumps(version) && /[\u0000-\u001f\u007f]/.test(user)) return false;
  return !/['`";&<>|(){}]|\s-|\\$/.test(user);
}
