import { dictEntries } from './arguments.ts';
import { type LibraryCall, type LimitAssignment, type TimeValue, timeOf } from './calls.ts';
import type { Evaluator } from './evaluate.ts';
import type { Survey } from './scopes.ts';

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

/** What is known of a file when its connections are put together. */
export interface Parts {
  readonly text: string;
  readonly survey: Survey;
  readonly evaluator: Evaluator;
  readonly calls: readonly LibraryCall[];
  readonly assignments: readonly LimitAssignment[];
  readonly looseKeepalive: () => boolean;
  readonly setsTcpOptions: () => boolean;
}

/** The limits that hold for a connection, as far as the program sets them. `hidden`: whether others may set more, which takes long to find out. */
export function limitsOf(call: LibraryCall, own: readonly LibraryCall[], hidden: () => boolean, parts: Parts): Limits {
  const { evaluator, assignments, text } = parts;
  const given = (parameter: string) => timeOf(call.args.get(parameter), evaluator);
  const absent: TimeValue = { kind: 'absent' };
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
        keepalive: keepaliveOf(own, hidden, parts),
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
        keepalive: keepaliveOf(own, hidden, parts),
        socketGiven: presence(call, 'gateway'),
      };
    }
    case 'asyncssh.connect': {
      const options = call.args.get('options').kind;
      const either = (name: string) =>
        given(name).kind === 'absent' && options !== 'absent' ? unknownTime : given(name);
      const later = own.some(({ callable }) => callable === 'asyncssh.SSHClientConnection.set_keepalive') || hidden();
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
        keepalive: keepaliveOf(own, hidden, parts),
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
  const later = assigned('paramiko.Transport.channel_timeout', call, () => false, assignments);
  return later.kind === 'absent' ? limit : later;
}

function assigned(
  attribute: string,
  { connection }: LibraryCall,
  hidden: () => boolean,
  assignments: readonly LimitAssignment[],
): TimeValue {
  const own = assignments.filter((each) => each.attribute === attribute && each.connection === connection);
  const [only] = own;
  if (connection === undefined || own.length > 1) return unknownTime;
  return only?.value ?? (hidden() ? unknownTime : { kind: 'absent' });
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
export function keepaliveOf(
  own: readonly LibraryCall[],
  hidden: () => boolean,
  { evaluator, looseKeepalive }: Parts,
): TimeValue {
  const calls = own.filter(({ callable }) => callable === 'paramiko.Transport.set_keepalive');
  const times = calls.map((call) => timeOf(call.args.get('interval'), evaluator));
  const [first, ...others] = times;
  if (!first) return looseKeepalive() || hidden() ? unknownTime : { kind: 'absent' };
  const same = others.every((each) => each.kind === first.kind && secondsOf(each) === secondsOf(first));
  return same && first.kind === 'seconds' ? first : unknownTime;
}

function secondsOf(time: TimeValue): number | undefined {
  return time.kind === 'seconds' ? time.seconds : undefined;
}
