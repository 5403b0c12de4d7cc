import type { TimeValue } from '../../python/calls.ts';
import type { Opening } from '../../python/pythonModel.ts';
import type { PythonSnapshot } from '../../pythonSnapshot.ts';
import type { EffectiveConfig } from '../../resolve/effectiveConfig.ts';
import { effectiveFor } from '../../resolve/effectiveFor.ts';
import { hostSubject } from '../../resolve/subjects.ts';
import { type ClientKind, findClientKind } from '../../timeouts/clientKinds.ts';
import { type PredictInput, type Prediction, predict } from '../../timeouts/model.ts';
import { type GivenLimit, paramikoClient } from '../../timeouts/paramikoClient.ts';
import type { Because } from '../../timeouts/timer.ts';
import { matchHostPatterns } from '../../values/patternList.ts';
import { positionOfLine } from './lines.ts';

const predictions = new WeakMap<PythonSnapshot, Map<Opening, Prediction>>();

/** Who ends a connection that the program opens, and when. Computed once for a snapshot and an opening. */
export function pythonPrediction(snapshot: PythonSnapshot, opening: Opening): Prediction {
  const known = predictions.get(snapshot) ?? new Map<Opening, Prediction>();
  predictions.set(snapshot, known);
  const before = known.get(opening);
  if (before) return before;
  const prediction = predict(inputFor(snapshot, opening));
  known.set(opening, prediction);
  return prediction;
}

/** The question that a connection puts to the model. */
export function inputFor(snapshot: PythonSnapshot, opening: Opening): PredictInput {
  const { host } = opening;
  const client = configOf(snapshot, host);
  const server = host === undefined ? undefined : pairedServer(snapshot, host, opening);
  const other = opening.library === 'asyncssh';
  return {
    ...(other && client ? { client } : {}),
    ...(server ? { server } : {}),
    clientVersion: snapshot.version,
    serverVersion: server?.version ?? snapshot.version,
    clientKind: { ...(other ? asyncsshClient(snapshot, opening) : paramikoOf(snapshot, opening)), asProgrammed: true },
    proxied: opening.limits.socketGiven === true && opening.library !== 'asyncssh',
    session: 'command',
    ...(host === undefined ? {} : pathOf(snapshot, host)),
  };
}

/** What the user's ssh_config says of a host. */
export function configOf(snapshot: PythonSnapshot, host: string | undefined): EffectiveConfig | undefined {
  const [graph] = snapshot.graphs;
  if (!graph || host === undefined || !/^[\w.:-]+$/.test(host) || host.startsWith('-')) return undefined;
  return effectiveFor(graph, hostSubject(host));
}

function pairedServer(snapshot: PythonSnapshot, host: string, { call }: Opening): EffectiveConfig | undefined {
  for (const [pattern, path] of Object.entries(snapshot.settings.servers)) {
    const graph = snapshot.serverGraphs.get(path);
    if (!graph || !matchHostPatterns(host, pattern.split(/[\s,]+/))) continue;
    const user = call.args.get('username').kind === 'given' ? userOf(snapshot, call) : undefined;
    return effectiveFor(graph, {
      dialect: 'server',
      kind: 'named',
      label: '',
      peer: user === undefined ? {} : { user },
    });
  }
  return undefined;
}

/** The user is known where it is written out. */
function userOf({ file }: PythonSnapshot, { args }: Opening['call']): string | undefined {
  const argument = args.get('username');
  if (argument.kind !== 'given') return undefined;
  return /^(["'])([\w.-]+)\1$/.exec(file.text.slice(argument.node.from, argument.node.to))?.[2];
}

function pathOf(snapshot: PythonSnapshot, host: string): Pick<PredictInput, 'path' | 'pathBecause'> {
  for (const [pattern, path] of Object.entries(snapshot.settings.path)) {
    if (matchHostPatterns(host, pattern.split(/[\s,]+/))) {
      return { path, pathBecause: { kind: 'setting', key: `sshTimeouts.path["${pattern}"]` } };
    }
  }
  return {};
}

function paramikoOf(snapshot: PythonSnapshot, { library, limits }: Opening): ClientKind {
  const given = (time: TimeValue, none: GivenLimit = 'default') => limitOf(snapshot, time, none);
  // On a transport None means no limit, in a call it means the default.
  const assigned = (time: TimeValue) =>
    given(time, time.kind === 'none' ? { seconds: 'never', because: because(snapshot, time) } : 'default');
  return paramikoClient({
    id: library === 'fabric' ? 'fabric' : 'paramiko',
    version: snapshot.paramiko.version,
    timeout: given(limits.timeout),
    banner: given(limits.banner),
    handshake: assigned(limits.handshake),
    auth: limits.authAssigned ? assigned(limits.auth) : given(limits.auth),
    channel: given(limits.channel),
    keepalive:
      limits.keepalive.kind === 'seconds' && limits.keepalive.seconds === 0 ? 'default' : given(limits.keepalive),
    socketGiven: limits.socketGiven !== false,
  });
}

function limitOf(snapshot: PythonSnapshot, time: TimeValue, none: GivenLimit): GivenLimit {
  switch (time.kind) {
    case 'seconds':
      return { seconds: time.seconds, because: because(snapshot, time) };
    case 'none':
      return none;
    case 'absent':
      return 'default';
    case 'unknown':
      return 'unknown';
  }
}

function because(snapshot: PythonSnapshot, time: Extract<TimeValue, { kind: 'seconds' | 'none' }>): Because {
  const { line } = positionOfLine(snapshot.file.text, time.span.start);
  return { kind: 'line', origin: { kind: 'line', uri: snapshot.uri, lineIndex: line, span: time.span } };
}

/** asyncssh reads ssh_config by itself; what the call gives goes before it. */
function asyncsshClient(snapshot: PythonSnapshot, { limits }: Opening): ClientKind {
  const base = findClientKind('asyncssh');
  if (!base) throw new Error('no client asyncssh');
  const values: Record<string, string> = { ...base.values };
  const reasons: Record<string, Because> = {};
  const overruled = new Set<string>();
  for (const [keyword, time] of [
    ['serveraliveinterval', limits.keepalive],
    ['serveralivecountmax', limits.countMax],
  ] as const) {
    if (time.kind !== 'seconds') continue;
    values[keyword] = String(time.seconds);
    reasons[keyword] = because(snapshot, time);
    overruled.add(keyword);
  }
  const honours = base.honours === 'all' ? base.honours : base.honours.filter((keyword) => !overruled.has(keyword));
  const login = limits.login;
  return {
    ...base,
    honours,
    values,
    reasons,
    limits: [
      {
        id: 'login_timeout',
        seconds: login.kind === 'seconds' ? login.seconds || 'never' : login.kind === 'unknown' ? 'unknown' : 120,
        ends: ['connect-no-banner', 'connect-stalls-kex', 'connect-stalls-auth'],
        ...(login.kind === 'seconds' ? { because: [because(snapshot, login)] } : {}),
      },
      ...(limits.timeout.kind === 'seconds'
        ? ([
            {
              id: 'connect_timeout',
              seconds: limits.timeout.seconds,
              ends: ['connect-no-answer', 'connect-no-banner', 'connect-stalls-kex', 'connect-stalls-auth'],
              because: [because(snapshot, limits.timeout)],
            },
          ] as const)
        : []),
    ],
  };
}
