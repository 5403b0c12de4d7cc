import type { FailureCode } from './logLine.ts';
import { longestHarmlessGap, type Observation, type Phase, phases, reached } from './observe.ts';

/** The outcome of a test, in one word. */
export type VerdictCode =
  | 'healthy'
  /** The connection held, some of our probes were not answered. */
  | 'lossy'
  /** Live, but not one of our probes was answered. */
  | 'never-answered'
  /** Live and answering, and then nothing more. */
  | 'went-silent'
  | Exclude<FailureCode, 'auth' | 'hostkey-unknown'>
  | 'hostkey-unknown'
  | 'auth'
  | 'auth-password'
  | 'auth-passphrase'
  /** The key was accepted, and something that has to be typed is wanted besides. */
  | 'auth-second-factor'
  /** ssh had no key that it could have offered. */
  | 'auth-no-key'
  /** Mode `idle`, over all its connections. */
  | 'idle-survives'
  | 'idle-lost'
  | 'idle-kept-warm'
  /** Mode `cut`: which side gave a dead path up, first or alone. */
  | 'cut-client-first'
  | 'cut-server-first'
  | 'cut-nobody'
  /** The proxy or jump host failed before the server itself was reached. */
  | 'way-in'
  /** ssh left at once and in peace: it used another connection, or went to the background. */
  | 'no-connection-of-its-own'
  /** Not live within the test's own limit, and ssh did not give up by itself. */
  | 'stalled'
  | 'suspended'
  | 'cancelled'
  | 'not-started'
  /** The test's own process was ended from outside. */
  | 'interrupted'
  | 'unknown';

export interface Verdict {
  readonly code: VerdictCode;
  /** The last phase reached: where it ended, if it ended early. */
  readonly phase: Phase;
  /** ssh's own words for it, unescaped. */
  readonly detail?: string;
  /** `ran`: the connection is as it should be. `problem`: something was found. `void`: the test says nothing. */
  readonly outcome: 'healthy' | 'problem' | 'void';
}

/** The most telling first: what ssh prints last is often only the consequence. */
const priority: readonly FailureCode[] = [
  'client-keepalive-timeout',
  'banner-timeout',
  'kex-or-auth-timeout',
  'hostkey-revoked',
  'hostkey-changed',
  'hostkey-unknown',
  'too-many-keys',
  'auth',
  'negotiation',
  'dns',
  'tcp-refused',
  'tcp-timeout',
  'tcp-unreachable',
  'tcp-other',
  'config',
  'alias',
  'penalty',
  'max-startups',
  'server-disconnect',
  'server-closed',
  'closed-before-banner',
  'reset',
  'broken-pipe',
  'closed',
];

const voidCodes: readonly VerdictCode[] = ['suspended', 'cancelled', 'not-started', 'interrupted', 'config', 'alias'];

const healthyCodes: readonly VerdictCode[] = ['healthy', 'cut-client-first', 'cut-server-first'];

/** What a finished run means. */
export function conclude(observation: Observation): Verdict {
  const [code, detail] = judge(observation);
  return {
    code,
    phase: observation.phase,
    ...(detail === undefined ? {} : { detail }),
    outcome: healthyCodes.includes(code) ? 'healthy' : voidCodes.includes(code) ? 'void' : 'problem',
  };
}

/** The side that did not give up by itself, as it was told that the other had closed; undefined where none was told. */
export function toldSide({ cut, exit, stopped }: Observation): 'client' | 'server' | undefined {
  const clientEnded = exit && (!stopped || exit.at <= stopped.at) ? exit.at : Number.POSITIVE_INFINITY;
  const serverEnded = cut?.serverClosedAt ?? Number.POSITIVE_INFINITY;
  if (cut?.lost === 'to-server' && serverEnded < clientEnded) return 'client';
  // The client's end is seen a moment after its last packet has left.
  if (cut?.lost === 'from-server' && clientEnded < serverEnded + noticing) return 'server';
  return undefined;
}

/** Milliseconds by which the end of a process may be seen late. */
const noticing = 500;

/** Milliseconds from the last byte a side received to its giving up; undefined for a side that did not. */
export function givenUp(observation: Observation): { readonly client?: number; readonly server?: number } {
  const { cut, exit, stopped } = observation;
  if (!cut) return {};
  const clientEnded = exit && (!stopped || exit.at <= stopped.at) ? exit.at - cut.clientHeard : undefined;
  const serverEnded = cut.serverClosedAt === undefined ? undefined : cut.serverClosedAt - cut.serverHeard;
  const told = toldSide(observation);
  return {
    ...(clientEnded === undefined || told === 'client' ? {} : { client: clientEnded }),
    ...(serverEnded === undefined || told === 'server' ? {} : { server: serverEnded }),
  };
}

function afterCut(observation: Observation, failures: Observation['failures']): Judgement {
  const detail = failures[0]?.detail;
  const { client, server } = givenUp(observation);
  if (client === undefined && server === undefined) return ['cut-nobody'];
  const clientAt = client === undefined ? Number.POSITIVE_INFINITY : (observation.exit?.at ?? 0);
  const serverAt = server === undefined ? Number.POSITIVE_INFINITY : (observation.cut?.serverClosedAt ?? 0);
  return [clientAt <= serverAt ? 'cut-client-first' : 'cut-server-first', detail];
}

type Judgement = readonly [code: VerdictCode, detail?: string | undefined];

function judge(observation: Observation): Judgement {
  if (observation.noStart !== undefined) return ['not-started', observation.noStart];
  if (observation.noResult !== undefined) return ['interrupted', observation.noResult];
  if (observation.longestGap > longestHarmlessGap) return ['suspended'];
  if (observation.stopped?.reason === 'cancelled') return ['cancelled'];
  // What ssh writes while it is being ended is an echo of our signal, not a failure.
  const end = observation.stopped?.at ?? Number.POSITIVE_INFINITY;
  const failures = observation.failures.filter(({ at }) => at <= end);
  if (observation.cut) return afterCut(observation, failures);
  if (failures.length > 0) return failed(observation, failures);
  const { lastWords } = observation;
  if (lastWords && !observation.stopped) return [lastWords.code, lastWords.detail];
  if (observation.stopped) return observation.stopped.reason === 'limit' ? ['stalled'] : lived(observation);
  const { exit } = observation;
  if (exit?.code === 0 && !reached(observation, 'live')) return ['no-connection-of-its-own'];
  return ['unknown', observation.unexplained ?? observation.stderr.at(-1)];
}

function failed(observation: Observation, failures: Observation['failures']): Judgement {
  const codes = [...failures].sort((a, b) => priority.indexOf(a.code) - priority.indexOf(b.code));
  const { code, detail } = codes[0] as (typeof codes)[number];
  // The server's complaint before its banner explains the closed connection that follows.
  const complaint = observation.beforeBanner.find((line) => /Not allowed at this time|Exceeded MaxStartups/.test(line));
  if (complaint && !reached(observation, 'kex')) {
    return [/MaxStartups/.test(complaint) ? 'max-startups' : 'penalty', complaint];
  }
  // Behind a proxy an early end is the proxy's doing as long as the server has not said a word.
  const early: readonly FailureCode[] = ['closed-before-banner', 'closed', 'reset', 'broken-pipe'];
  if (observation.way !== 'direct' && !reached(observation, 'kex') && early.includes(code)) {
    return ['way-in', wayInWords(observation) ?? detail];
  }
  if (code === 'client-keepalive-timeout') {
    const answers = observation.samples.filter(({ roundTrip }) => roundTrip !== null).length;
    if (observation.mode !== 'observe') return [answers === 0 ? 'never-answered' : 'went-silent', detail];
  }
  if (code === 'auth') return [authFailure(observation, detail), detail];
  // A timeout with this text also ends a connection whose banner did not come: told apart by the phase.
  if (code === 'kex-or-auth-timeout' && !reached(observation, 'kex')) return ['banner-timeout', detail];
  return [code, detail];
}

/** The words of a proxy or jump host that tell most. */
function wayInWords({ wayInFailures, stderr }: Observation): string | undefined {
  // ssh -W says this last, after what was wrong.
  return wayInFailures[0]?.detail ?? stderr.findLast((line) => line !== 'stdio forwarding failed') ?? stderr.at(-1);
}

/** The methods in `Permission denied (publickey,password).`: those that the server would still have taken. */
export function methodsIn(words: string): string {
  return /\(([^()]*)\)\.$/.exec(words)?.[1] ?? '';
}

/** What is missing, from what the server accepts and what was offered. */
function authFailure(observation: Observation, words: string): VerdictCode {
  const names = methodsIn(words).split(',');
  const interactive = (name: string) => name === 'password' || name.startsWith('keyboard-interactive');
  if (observation.partlyAuthenticated) return names.some(interactive) ? 'auth-second-factor' : 'auth';
  // The server knows the key, and yet nothing was signed: a passphrase or a touch would have been needed.
  if (observation.acceptedKeys > 0) return 'auth-passphrase';
  if (names.every(interactive)) return 'auth-password';
  return names.includes('publickey') && observation.offeredKeys === 0 ? 'auth-no-key' : 'auth';
}

/** Answers later than this many milliseconds before the end may still have been under way. */
const stillUnderWay = 1_000;

/** Our probes that should have been answered by the end of the run. */
export function dueSamples(observation: Observation): Observation['samples'] {
  const end = observation.stopped?.at ?? observation.exit?.at ?? Number.POSITIVE_INFINITY;
  return observation.samples.filter(({ sentAt, roundTrip }) => roundTrip !== null || end - sentAt > stillUnderWay);
}

function lived(observation: Observation): Judgement {
  if (!reached(observation, 'live')) return ['stalled'];
  if (observation.mode === 'observe' || observation.mode === 'idle') return ['healthy'];
  const due = dueSamples(observation);
  const answered = due.filter(({ roundTrip }) => roundTrip !== null).length;
  if (due.length > 0 && answered === 0) return ['never-answered'];
  const lastAnswer = due.findLastIndex(({ roundTrip }) => roundTrip !== null);
  if (due.length - 1 - lastAnswer >= 3) return ['went-silent'];
  return answered < due.length ? ['lossy'] : ['healthy'];
}

/** Milliseconds spent in each phase that was begun, in order; undefined for the one that never ended. */
export function phaseTimes(
  observation: Observation,
): readonly { readonly phase: Phase; readonly began: number; readonly took: number | undefined }[] {
  const begun = phases.filter((phase) => observation.began[phase] !== undefined);
  return begun.map((phase, index) => {
    const began = observation.began[phase] ?? 0;
    const next = begun[index + 1];
    return { phase, began, took: next === undefined ? undefined : (observation.began[next] ?? 0) - began };
  });
}
