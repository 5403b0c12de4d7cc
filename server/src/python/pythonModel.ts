import { type LibraryId, libraryIds } from '../knowledge/clientLibraries.ts';
import type { Span } from '../syntax/configFile.ts';
import { dictEntries } from './arguments.ts';
import {
  type LibraryCall,
  type LimitAssignment,
  libraryCalls,
  limitAssignments,
  type TimeValue,
  timeOf,
} from './calls.ts';
import { createEvaluator, type Evaluator } from './evaluate.ts';
import type { PythonFile } from './pythonFile.ts';
import type { Survey } from './scopes.ts';
import { surveyOf } from './survey.ts';

/** What a Python file does with connections, as far as it can be followed. */
export interface PythonModel {
  readonly calls: readonly LibraryCall[];
  readonly assignments: readonly LimitAssignment[];
  readonly openings: readonly Opening[];
  /** A set_keepalive on something that could not be followed: it may be any connection's. */
  readonly looseKeepalive: boolean;
  /** Loops over a channel's output: by the call that opened the channel, and where they start. */
  readonly iterated: readonly { readonly made: number; readonly start: number }[];
  readonly comments: readonly Span[];
  /** Short strings of the file in lower case, such as keys of ssh_config that it asks for. */
  readonly words: ReadonlySet<string>;
  /** The time that a call gives for a parameter. */
  readonly time: (call: LibraryCall, parameter: string) => TimeValue;
  /** The text that a call gives for a parameter; undefined where that is none, or is not known. */
  readonly textOf: (call: LibraryCall, parameter: string) => string | undefined;
}

/** One call that opens a connection, with all that is known to belong to that connection. */
export interface Opening {
  readonly library: LibraryId;
  readonly call: LibraryCall;
  /** The literal host; undefined where it is none, or cannot be followed. */
  readonly host: string | undefined;
  /** Calls on the connection, its transport and its channels. */
  readonly calls: readonly LibraryCall[];
  readonly limits: Limits;
  /** It leaves the reach of a reader, or came from beyond it: others may do with it what they like. */
  readonly handedOn: boolean;
}

export interface Limits {
  /** connect(timeout), start_client(timeout), Connection(connect_timeout), asyncssh's connect_timeout. */
  readonly timeout: TimeValue;
  readonly banner: TimeValue;
  readonly handshake: TimeValue;
  readonly auth: TimeValue;
  /** Assigned to the transport, where None means no limit; in a call it means the default. */
  readonly authAssigned?: true;
  readonly channel: TimeValue;
  /** asyncssh's login_timeout. */
  readonly login: TimeValue;
  readonly keepalive: TimeValue;
  /** asyncssh's keepalive_count_max. */
  readonly countMax: TimeValue;
  /** A socket is handed in, so that the library opens no TCP connection by itself. */
  readonly socketGiven: boolean | 'unknown';
}

const models = new WeakMap<PythonFile, PythonModel>();

/** Computed once for a file. */
export function pythonModel(file: PythonFile): PythonModel {
  const known = models.get(file);
  if (known) return known;
  const model = analyse(file);
  models.set(file, model);
  return model;
}

function analyse({ code: text, tree }: PythonFile): PythonModel {
  const survey = surveyOf(tree, text);
  const evaluator = createEvaluator(text, survey);
  const calls = libraryCalls(text, survey, evaluator);
  const assignments = limitAssignments(survey, text, evaluator);
  const looseKeepalive = hasLooseKeepalive(survey, text, calls);
  const parts: Parts = { text, survey, evaluator, calls, assignments, looseKeepalive };
  return {
    calls,
    assignments,
    openings: openingsOf(parts),
    looseKeepalive,
    iterated: survey.iterated.flatMap((node) => {
      const value = evaluator.valueAt(node);
      return value.kind === 'object' && value.made !== undefined ? [{ made: value.made, start: node.from }] : [];
    }),
    comments: survey.comments,
    words: survey.words,
    time: (call, parameter) => timeOf(call.args.get(parameter), evaluator),
    textOf: (call, parameter) => textOfArgument(call, parameter, evaluator),
  };
}

interface Parts {
  readonly text: string;
  readonly survey: Survey;
  readonly evaluator: Evaluator;
  readonly calls: readonly LibraryCall[];
  readonly assignments: readonly LimitAssignment[];
  readonly looseKeepalive: boolean;
}

function textOfArgument(call: LibraryCall, parameter: string, evaluator: Evaluator): string | undefined {
  const argument = call.args.get(parameter);
  const value = argument.kind === 'given' ? evaluator.valueAt(argument.node) : undefined;
  return value?.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined;
}

function hasLooseKeepalive(survey: Survey, text: string, calls: readonly LibraryCall[]): boolean {
  const followed = new Set(calls.map(({ nameSpan }) => nameSpan.start));
  return survey.calls.some(({ firstChild }) => {
    const name = firstChild?.name === 'MemberExpression' ? firstChild.lastChild : null;
    return name !== null && text.slice(name.from, name.to) === 'set_keepalive' && !followed.has(name.from);
  });
}

/** Calls that open a connection, and the parameter that names the host. */
const opening: Readonly<Record<string, string | undefined>> = {
  'paramiko.SSHClient.connect': 'hostname',
  'paramiko.Transport.connect': undefined,
  'paramiko.Transport.start_client': undefined,
  'fabric.Connection': 'host',
  'asyncssh.connect': 'host',
};

function openingsOf(parts: Parts): readonly Opening[] {
  const handedOn = connectionsHandedOn(parts);
  return parts.calls.flatMap((call) => {
    if (!Object.hasOwn(opening, call.callable)) return [];
    const { connection } = call;
    const hidden = connection === undefined || handedOn.has(connection);
    const own = connection === undefined ? [call] : parts.calls.filter((each) => each.connection === connection);
    return {
      library: libraryIds.find((id) => call.callable.startsWith(`${id}.`)) ?? 'paramiko',
      call,
      host: hostOf(call, own, parts),
      calls: own,
      limits: limitsOf(call, own, hidden, parts),
      handedOn: hidden,
    };
  });
}

/** Connections whose client or transport is returned, passed on or stored where it cannot be followed. */
function connectionsHandedOn({ survey, evaluator, calls }: Parts): ReadonlySet<number> {
  const found = new Set<number>();
  const followed = followedArguments(calls);
  for (const node of survey.handedOn) {
    if (followed.has(node.from)) continue;
    const value = evaluator.valueAt(node);
    if (value.kind !== 'object' || value.connection === undefined) continue;
    if (!/\.(SSHClient|Transport|Connection|SSHClientConnection)$/.test(value.name)) continue;
    found.add(value.connection);
  }
  return found;
}

/** Arguments of the libraries' own calls: what these do with a transport is known. */
function followedArguments(calls: readonly LibraryCall[]): ReadonlySet<number> {
  const starts = calls.flatMap(({ args }) => [...args.given.values()].map(({ node }) => node.from));
  return new Set(starts);
}

function hostOf(call: LibraryCall, own: readonly LibraryCall[], { evaluator }: Parts): string | undefined {
  const parameter = opening[call.callable];
  if (parameter !== undefined) return hostIn(textOfArgument(call, parameter, evaluator));
  const made = own.find(({ callable }) => callable === 'paramiko.Transport');
  const socket = made?.args.get('sock');
  const value = socket?.kind === 'given' ? evaluator.valueAt(socket.node) : undefined;
  const first = value?.kind === 'tuple' ? value.items[0] : value;
  return first?.kind === 'constant' && typeof first.value === 'string' ? hostIn(first.value) : undefined;
}

/** Fabric takes `user@host:port`, a transport `host:port`. */
function hostIn(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const host = text.slice(text.lastIndexOf('@') + 1);
  return /^[^:]+:\d+$/.test(host) ? host.slice(0, host.indexOf(':')) : host;
}

function limitsOf(call: LibraryCall, own: readonly LibraryCall[], hidden: boolean, parts: Parts): Limits {
  const { evaluator, assignments, text } = parts;
  const given = (parameter: string) => timeOf(call.args.get(parameter), evaluator);
  const absent: TimeValue = { kind: 'absent' };
  const keepalive = keepaliveOf(own, hidden, parts);
  const rest = { login: absent, countMax: absent, handshake: absent };
  switch (call.callable) {
    case 'paramiko.SSHClient.connect': {
      const factory = call.args.get('transport_factory').kind;
      // A factory's transports may have limits of their own.
      const limit = (name: string) =>
        given(name).kind === 'absent' && factory !== 'absent' ? unknownTime : given(name);
      return {
        ...rest,
        timeout: given('timeout'),
        banner: limit('banner_timeout'),
        handshake: factory === 'absent' ? absent : unknownTime,
        auth: limit('auth_timeout'),
        channel: laterChannelLimit(limit('channel_timeout'), call, assignments),
        keepalive,
        socketGiven: presence(call, 'sock'),
      };
    }
    case 'fabric.Connection': {
      const inner = connectKwargs(call, evaluator, text);
      return {
        ...rest,
        timeout: given('connect_timeout').kind === 'absent' ? inner('timeout') : given('connect_timeout'),
        banner: inner('banner_timeout'),
        auth: inner('auth_timeout'),
        channel: inner('channel_timeout'),
        keepalive,
        socketGiven: presence(call, 'gateway'),
      };
    }
    case 'asyncssh.connect': {
      const options = call.args.get('options').kind;
      const either = (name: string) =>
        given(name).kind === 'absent' && options !== 'absent' ? unknownTime : given(name);
      const later = own.some(({ callable }) => callable === 'asyncssh.SSHClientConnection.set_keepalive') || hidden;
      return {
        ...rest,
        timeout: either('connect_timeout'),
        login: either('login_timeout'),
        keepalive: later ? unknownTime : either('keepalive_interval'),
        countMax: later ? unknownTime : either('keepalive_count_max'),
        banner: absent,
        auth: absent,
        channel: absent,
        socketGiven: presence(call, 'sock'),
      };
    }
    default: {
      const limit = (name: string) => assigned(`paramiko.Transport.${name}`, call, hidden, assignments);
      return {
        ...rest,
        timeout: call.callable.endsWith('start_client') ? given('timeout') : absent,
        banner: limit('banner_timeout'),
        handshake: limit('handshake_timeout'),
        auth: limit('auth_timeout'),
        authAssigned: true,
        channel: limit('channel_timeout'),
        keepalive,
        // The transport is made with a socket or an address; which one makes no difference to its limits.
        socketGiven: false,
      };
    }
  }
}

const unknownTime: TimeValue = { kind: 'unknown' };

function presence(call: LibraryCall, parameter: string): boolean | 'unknown' {
  const { kind } = call.args.get(parameter);
  return kind === 'unknown' ? 'unknown' : kind === 'given';
}

/** Once connected, a client's transport may be given another limit for opening channels. */
function laterChannelLimit(limit: TimeValue, call: LibraryCall, assignments: readonly LimitAssignment[]): TimeValue {
  const later = assigned('paramiko.Transport.channel_timeout', call, false, assignments);
  return later.kind === 'absent' ? limit : later;
}

function assigned(
  attribute: string,
  { connection }: LibraryCall,
  hidden: boolean,
  assignments: readonly LimitAssignment[],
): TimeValue {
  const own = assignments.filter((each) => each.attribute === attribute && each.connection === connection);
  const [only] = own;
  if (connection === undefined || own.length > 1) return unknownTime;
  return only?.value ?? (hidden ? unknownTime : { kind: 'absent' });
}

function connectKwargs(call: LibraryCall, evaluator: Evaluator, text: string): (name: string) => TimeValue {
  const argument = call.args.get('connect_kwargs');
  if (argument.kind !== 'given') return () => ({ kind: argument.kind });
  const entries = dictEntries(evaluator.valueAt(argument.node), text);
  if (!entries) return () => unknownTime;
  return (name) => {
    const entry = entries.find(({ key }) => key === name);
    return entry ? timeOf({ kind: 'given', node: entry.node, span: entry.span }, evaluator) : { kind: 'absent' };
  };
}

/** What set_keepalive was told; several calls that differ leave it unknown. */
function keepaliveOf(own: readonly LibraryCall[], hidden: boolean, { evaluator, looseKeepalive }: Parts): TimeValue {
  const calls = own.filter(({ callable }) => callable === 'paramiko.Transport.set_keepalive');
  const times = calls.map((call) => timeOf(call.args.get('interval'), evaluator));
  const [first, ...others] = times;
  if (!first) return hidden || looseKeepalive ? unknownTime : { kind: 'absent' };
  const same = others.every((each) => each.kind === first.kind && secondsOf(each) === secondsOf(first));
  return same && first.kind === 'seconds' ? first : unknownTime;
}

function secondsOf(time: TimeValue): number | undefined {
  return time.kind === 'seconds' ? time.seconds : undefined;
}
