import { type FailureCode, type LogFact, readLogLine } from './logLine.ts';
import type { KeepaliveMode } from './plan.ts';
import type { RunEvent, StopReason } from './runEvent.ts';

/** How far a connection has come. `start` is everything ssh does before it opens a socket or a proxy. */
export type Phase = 'start' | 'connect' | 'banner' | 'kex' | 'auth' | 'live';

export const phases: readonly Phase[] = ['start', 'connect', 'banner', 'kex', 'auth', 'live'];

/** One probe of ours on the live connection. */
export interface Sample {
  readonly sentAt: number;
  readonly sentRead: number;
  /** Milliseconds by which the sending may have been noticed late. */
  readonly sentLate: number;
  /** Milliseconds to the answer; null while there is none. */
  readonly roundTrip: number | null;
  /** Request and answer were read together, or the runner was held up while reading: an answer, but no time. */
  readonly coarse: boolean;
}

/** Everything known of one run. A plain value, so that it can cross a process border as JSON. */
export interface Observation {
  readonly mode: KeepaliveMode;
  /** Where ssh's log went: on `stderr` a server's banner could imitate it. */
  readonly logTo: 'fifo' | 'stderr';
  readonly phase: Phase;
  /** When each phase began. */
  readonly began: Readonly<Partial<Record<Phase, number>>>;
  readonly authenticatedAt?: number;
  /** The server accepted one proof and asked for another. */
  readonly partlyAuthenticated?: true;
  readonly way: 'direct' | 'proxy-command' | 'jump';
  readonly addresses: readonly { readonly address: string; readonly port: number }[];
  readonly tcpUpAt?: number;
  readonly localSoftware?: string;
  readonly serverSoftware?: string;
  readonly hostKey?: { readonly type: string; readonly fingerprint: string };
  readonly offendingKey?: { readonly file: string; readonly line: number };
  /** Methods the server would still accept, as last heard. */
  readonly methods?: readonly string[];
  readonly method?: string;
  readonly offeredKeys: number;
  readonly acceptedKeys: number;
  readonly samples: readonly Sample[];
  /** Mode `idle`: the last packet of either direction before the first probe. From there on nothing moved. */
  readonly quietSince?: number;
  /** The machine's steady clock, in milliseconds, when ssh was started. */
  readonly launchedAt?: number;
  readonly serverProbes: readonly { readonly at: number; readonly form: 'global' | 'channel' }[];
  readonly failures: readonly { readonly code: FailureCode; readonly detail: string; readonly at: number }[];
  /** What the way in (a proxy, a jump host's ssh) said went wrong, before the server's first word. */
  readonly wayInFailures: readonly { readonly code: FailureCode; readonly detail: string }[];
  /**
   * How ssh said goodbye on a live connection: these words go to standard error and not to the log. To be believed
   * only when ssh then ended by itself.
   */
  readonly lastWords?: { readonly code: FailureCode; readonly detail: string; readonly at: number };
  /** Lines that the server sent before its banner. */
  readonly beforeBanner: readonly string[];
  /** The last line of ssh's log that is neither chatter nor known. */
  readonly unexplained?: string;
  /** The last lines of standard error that are not ssh's log. */
  readonly stderr: readonly string[];
  readonly longestGap: number;
  /** Mode `cut`: when the path fell silent, and the last byte that each side received. */
  readonly cut?: {
    readonly at: number;
    /** What is lost; absent for both directions. */
    readonly lost?: 'to-server' | 'from-server';
    readonly clientHeard: number;
    readonly serverHeard: number;
    readonly serverClosedAt?: number;
  };
  readonly stopped?: { readonly at: number; readonly reason: StopReason };
  readonly exit?: { readonly at: number; readonly code: number | null; readonly signal: string | null };
  readonly noStart?: string;
  readonly noResult?: string;
}

/** A pause of more than this many milliseconds makes all times of a run doubtful. */
export const longestHarmlessGap = 1_500;

/** Milliseconds, or a share of the round trip, by which a time may be off and still be told. */
const harmlessDoubt = 1;
const harmlessShare = 0.01;

const keptStderrLines = 20;
const keptBannerLines = 10;
const longestLine = 4_096;

export function startObservation(mode: KeepaliveMode, logTo: 'fifo' | 'stderr'): Observation {
  return {
    mode,
    logTo,
    phase: 'start',
    began: { start: 0 },
    way: 'direct',
    addresses: [],
    offeredKeys: 0,
    acceptedKeys: 0,
    samples: [],
    serverProbes: [],
    failures: [],
    wayInFailures: [],
    beforeBanner: [],
    stderr: [],
    longestGap: 0,
  };
}

/** The observation after one more event. */
export function observe(before: Observation, event: RunEvent): Observation {
  switch (event.kind) {
    case 'launch':
      return { ...before, launchedAt: event.clock };
    case 'gap':
      return { ...before, longestGap: Math.max(before.longestGap, event.milliseconds) };
    case 'stop':
      return before.stopped || before.exit ? before : { ...before, stopped: { at: event.at, reason: event.reason } };
    case 'exit':
      return { ...before, exit: { at: event.at, code: event.code, signal: event.signal } };
    case 'cut': {
      const { at, fromServer, toServer, lost } = event;
      if (before.cut) return before;
      const cut = { at, clientHeard: at - fromServer, serverHeard: at - toServer, ...(lost ? { lost } : {}) };
      return { ...before, cut };
    }
    case 'heard': {
      const heard = event.side === 'client' ? 'clientHeard' : 'serverHeard';
      // What a side that has ended still gets is no news to it.
      return before.cut && !before.exit ? { ...before, cut: { ...before.cut, [heard]: event.at } } : before;
    }
    case 'server-closed':
      return before.cut ? { ...before, cut: { ...before.cut, serverClosedAt: event.at } } : before;
    case 'no-start':
      return { ...before, noStart: event.reason };
    case 'no-result':
      return { ...before, noResult: event.reason };
    case 'line':
      return observeLine(before, { ...event, text: event.text.slice(0, longestLine).replace(/\r$/, '') });
  }
}

/** What ssh writes in any run, or what follows from a line before. */
const chatter = /^debug[123]: |^(?:Transferred|Bytes per second): |^\s*$|^@|^OpenSSH_/;

function observeLine(before: Observation, line: RunEvent & { kind: 'line' }): Observation {
  const fact = readLogLine(line.text);
  if (line.source === 'log') {
    if (fact) return learn(before, fact, line);
    return chatter.test(line.text) ? before : { ...before, unexplained: line.text };
  }
  if (before.logTo === 'stderr' && fact) return learn(before, fact, line);
  // Words that are not the log's: kept for the reader, and believed in few cases only.
  const seen = { ...before, stderr: [...before.stderr, line.text].slice(-keptStderrLines) };
  if (fact?.kind !== 'failure') return seen;
  if (before.phase === 'live' && (fact.code === 'server-closed' || fact.code === 'reset')) {
    return { ...seen, lastWords: { code: fact.code, detail: fact.detail, at: line.at } };
  }
  // Options are read before the log is opened, so complaints about them stand here.
  if (before.phase === 'start' && fact.code === 'config') return learn(seen, fact, line);
  // Until the server's banner has come nobody but the way in can write here.
  if (before.way !== 'direct' && reached(before, 'kex') === false) {
    return { ...seen, wayInFailures: [...seen.wayInFailures, { code: fact.code, detail: fact.detail }] };
  }
  return seen;
}

/** Whether the connection has come to this phase. */
export function reached(observation: Observation, phase: Phase): boolean {
  return phases.indexOf(observation.phase) >= phases.indexOf(phase);
}

function learn(before: Observation, fact: LogFact, line: RunEvent & { kind: 'line' }): Observation {
  const { at } = line;
  switch (fact.kind) {
    case 'connecting': {
      const addresses = [...before.addresses, { address: fact.address, port: fact.port }];
      return enter({ ...before, addresses }, 'connect', at);
    }
    case 'proxy': {
      // A jump is turned into a proxy command, so the line for that one follows.
      const way = before.way === 'jump' ? 'jump' : fact.way;
      return fact.way === 'jump' ? { ...before, way } : enter({ ...before, way }, 'connect', at);
    }
    case 'tcp-up':
      return { ...before, tcpUpAt: at };
    case 'local-version':
      return enter({ ...before, localSoftware: fact.software }, 'banner', at);
    case 'before-banner': {
      if (reached(before, 'kex')) return before;
      return { ...before, beforeBanner: [...before.beforeBanner, fact.text].slice(-keptBannerLines) };
    }
    case 'remote-version':
      return reached(before, 'kex') ? before : enter({ ...before, serverSoftware: fact.software }, 'kex', at);
    case 'kex':
      return enter(before, 'kex', at);
    case 'host-key':
      return before.hostKey ? before : { ...before, hostKey: { type: fact.type, fingerprint: fact.fingerprint } };
    case 'kex-done':
      return enter(before, 'auth', at);
    case 'methods':
      return { ...before, methods: fact.methods };
    case 'offered-key':
      return { ...before, offeredKeys: before.offeredKeys + 1 };
    case 'accepted-key':
      return { ...before, acceptedKeys: before.acceptedKeys + 1 };
    case 'authenticated': {
      if (!reached(before, 'auth')) return before;
      const method = before.method ?? fact.method;
      return {
        ...before,
        authenticatedAt: before.authenticatedAt ?? at,
        ...(method === undefined ? {} : { method }),
      };
    }
    case 'partly-authenticated':
      return reached(before, 'auth') ? { ...before, partlyAuthenticated: true } : before;
    case 'live':
      return before.authenticatedAt === undefined ? before : enter(before, 'live', at);
    case 'packet':
      return packet(before, fact, line);
    case 'server-probe':
      if (before.phase !== 'live') return before;
      return { ...before, serverProbes: [...before.serverProbes, { at, form: fact.form }] };
    case 'offending-key':
      return { ...before, offendingKey: { file: fact.file, line: fact.line } };
    case 'failure': {
      const told = { code: fact.code, detail: fact.detail, at };
      return { ...before, failures: [...before.failures, told] };
    }
  }
}

/** Our probe is a global request (80); its answer says success (81) or failure (82), and both mean alive. */
function packet(
  before: Observation,
  fact: LogFact & { kind: 'packet' },
  line: RunEvent & { kind: 'line' },
): Observation {
  // Before that the one global request is no-more-sessions, which nobody answers.
  if (before.phase !== 'live' || (before.mode !== 'quick' && before.mode !== 'idle')) return before;
  if (fact.direction === 'send' && fact.type === 80) {
    const { at, read, late = 0 } = line;
    const sample: Sample = { sentAt: at, sentRead: read, sentLate: late, roundTrip: null, coarse: false };
    return { ...before, samples: [...before.samples, sample] };
  }
  if (before.mode === 'idle' && before.samples.length === 0) return { ...before, quietSince: line.at };
  if (fact.direction === 'receive' && (fact.type === 81 || fact.type === 82)) {
    const index = before.samples.findIndex((sample) => sample.roundTrip === null);
    const open = before.samples[index];
    if (!open) return before;
    const roundTrip = line.at - open.sentAt;
    const doubt = open.sentLate + (line.late ?? 0);
    const coarse = open.sentRead === line.read || doubt > Math.max(harmlessDoubt, roundTrip * harmlessShare);
    const answered = { ...open, roundTrip, coarse };
    return { ...before, samples: before.samples.with(index, answered) };
  }
  return before;
}

/** Phases only go forward: a key exchange during the session does not lead back. */
function enter(before: Observation, phase: Phase, at: number): Observation {
  if (reached(before, phase)) return before;
  return { ...before, phase, began: { ...before.began, [phase]: at } };
}
