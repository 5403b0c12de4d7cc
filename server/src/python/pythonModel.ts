import { type LibraryId, libraryIds } from '../knowledge/clientLibraries.ts';
import type { Span } from '../syntax/configFile.ts';
import {
  type LibraryCall,
  type LimitAssignment,
  libraryCalls,
  limitAssignments,
  type TimeValue,
  timeOf,
} from './calls.ts';
import { type ChannelUse, channelUses } from './channelUses.ts';
import { createEvaluator, type Evaluator } from './evaluate.ts';
import { connectionsHandedOn } from './handedOn.ts';
import { keepaliveOf, type Limits, limitsOf, type Parts } from './openingLimits.ts';
import type { PythonFile } from './pythonFile.ts';
import type { Survey } from './scopes.ts';
import { surveyOf } from './survey.ts';
import { wordsOfFile } from './wordsOfFile.ts';

/** What a Python file does with connections, as far as it can be followed. */
export interface PythonModel {
  readonly calls: readonly LibraryCall[];
  readonly assignments: readonly LimitAssignment[];
  readonly openings: readonly Opening[];
  /** A set_keepalive on something that could not be followed: it may be any connection's. */
  readonly looseKeepalive: () => boolean;
  /** Where channels are used other than by calls on them. */
  readonly channelUses: () => readonly ChannelUse[];
  readonly comments: readonly Span[];
  /** Short strings of the file in lower case, such as keys of ssh_config that it asks for. */
  readonly words: () => ReadonlySet<string>;
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
  /** The one of the limits that rules ask each connection for. */
  readonly keepalive: TimeValue;
  /** Options of its socket may make TCP probe the server, or give up on it. */
  readonly tcpOptions: boolean;
  /** It leaves the reach of a reader, or came from beyond it: others may do with it what they like. */
  readonly handedOn: boolean;
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
  const words = wordsOfFile(tree, text);
  const evaluator = createEvaluator(text, survey, words);
  const calls = libraryCalls(text, survey, evaluator);
  const assignments = limitAssignments(survey, text, evaluator);
  const looseKeepalive = once(() => hasLooseKeepalive(survey, text, calls));
  const { setsTcpOptions } = words;
  const parts: Parts = { text, survey, evaluator, calls, assignments, looseKeepalive, setsTcpOptions };
  return {
    calls,
    assignments,
    openings: openingsOf(parts),
    looseKeepalive,
    channelUses: once(() => channelUses(survey, text, evaluator)),
    comments: survey.comments,
    words: words.strings,
    time: (call, parameter) => timeOf(call.args.get(parameter), evaluator),
    textOf: (call, parameter) => textOfArgument(call, parameter, evaluator),
  };
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
  const handedOn = once(() => connectionsHandedOn(parts));
  const byConnection = new Map<number, LibraryCall[]>();
  for (const call of parts.calls) {
    if (call.connection === undefined) continue;
    const found = byConnection.get(call.connection);
    if (found) found.push(call);
    else byConnection.set(call.connection, [call]);
  }
  return parts.calls.flatMap((call) => {
    if (!Object.hasOwn(opening, call.callable)) return [];
    const { connection } = call;
    const hidden = () => connection === undefined || handedOn().has(connection);
    const own = connection === undefined ? [call] : (byConnection.get(connection) ?? []);
    const host = once(() => hostOf(call, own, parts));
    const limits = once(() => limitsOf(call, own, hidden, parts));
    const keepalive = once(() =>
      call.callable === 'asyncssh.connect' ? limits().keepalive : keepaliveOf(own, hidden, parts),
    );
    // Where a lens stands needs none of the rest, and a hover needs it of one connection.
    return {
      library: libraryIds.find((id) => call.callable.startsWith(`${id}.`)) ?? 'paramiko',
      call,
      calls: own,
      get host() {
        return host();
      },
      get limits() {
        return limits();
      },
      get keepalive() {
        return keepalive();
      },
      get tcpOptions() {
        return parts.setsTcpOptions();
      },
      get handedOn() {
        return hidden();
      },
    };
  });
}

function once<Result>(compute: () => Result): () => Result {
  let done: { readonly result: Result } | undefined;
  return () => {
    done ??= { result: compute() };
    return done.result;
  };
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
