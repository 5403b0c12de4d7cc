import * as l10n from '@vscode/l10n';
import { advise } from './advice.ts';
import type { IdleStep } from './idle.ts';
import { type Observation, type Phase, phases } from './observe.ts';
import type { Expectations, KeepaliveMode, KeepalivePlan, LostDirection } from './plan.ts';
import { withJump } from './relayCommand.ts';
import {
  isOpenSsh,
  probesAtTwiceTheInterval,
  quantile,
  type ServerInterval,
  serverInterval,
} from './serverInterval.ts';
import { conclude, dueSamples, givenUp, phaseTimes, toldSide, type VerdictCode } from './verdict.ts';

/** The result of a test as data. Its texts are raw: whoever shows them escapes them for the place they go to. */
export interface KeepaliveReport {
  readonly version: 1;
  readonly host: string;
  readonly mode: KeepaliveMode;
  /** When the test was started, as ISO 8601. */
  readonly measuredAt: string;
  readonly outcome: 'healthy' | 'problem' | 'void';
  readonly verdict: VerdictCode;
  /** The phase that the connection had come to. */
  readonly phase: Phase;
  readonly title: string;
  readonly nextStep: string;
  /** ssh's own words for the failure. */
  readonly detail?: string;
  /** Milliseconds; null for a phase that did not end or was not reached. */
  readonly phases: readonly {
    readonly phase: Phase;
    readonly reached: boolean;
    readonly milliseconds: number | null;
  }[];
  /** Seconds on the live connection. */
  readonly liveSeconds: number | null;
  /** Our own probes; null in a test that sends none. */
  readonly probes: {
    readonly sent: number;
    readonly answered: number;
    readonly unanswered: number;
    /** Milliseconds; null where no answer has a time of its own. */
    readonly roundTrip: { readonly min: number; readonly median: number; readonly p95: number } | null;
    /** Answers that were read together with their probe: alive, but without a time. */
    readonly coarse: number;
  } | null;
  /** Mode `idle`: the longest idle time survived, the shortest that was not, and each one tried; seconds. */
  readonly idle?: {
    readonly survived: number | null;
    readonly lost: number | null;
    readonly steps: readonly IdleStep[];
  };
  /** Mode `cut`: seconds from the last byte that a side received to its giving up; null for a side that did not. */
  readonly cut: {
    readonly client: number | null;
    readonly server: number | null;
    /** Whether the client kept to its own settings; null where they let it wait for ever. */
    readonly clientAsPredicted: boolean | null;
    /** What the relay swallowed. */
    readonly lost: LostDirection;
    /** The side that was told by the other's end, which reached it; null where both had to find out. */
    readonly told: 'client' | 'server' | null;
  } | null;
  readonly server: {
    readonly software?: string;
    readonly hostKey?: string;
    readonly probesSeen: number;
    /** Seconds; what its ClientAliveInterval must be like. */
    readonly interval: ServerInterval;
  };
  readonly client: { readonly software?: string };
  readonly way: Observation['way'];
  readonly expectations?: Expectations;
  /** What the reader must know to judge the figures. */
  readonly notes: readonly string[];
  /** The last words on standard error: a server's banner, a proxy, a jump host. */
  readonly stderr: readonly string[];
  /** ssh's arguments. */
  readonly argv: readonly string[];
}

export function buildReport(observation: Observation, plan: KeepalivePlan, measuredAt: string): KeepaliveReport {
  const verdict = conclude(observation);
  const interval = serverInterval(observation);
  const end = observation.stopped?.at ?? observation.exit?.at;
  const live = observation.began.live;
  return {
    version: 1,
    host: plan.host,
    mode: plan.mode,
    measuredAt,
    outcome: verdict.outcome,
    verdict: verdict.code,
    phase: verdict.phase,
    ...advise(verdict, observation, plan),
    ...(verdict.detail === undefined ? {} : { detail: verdict.detail }),
    phases: phaseRows(observation),
    liveSeconds: live === undefined || end === undefined ? null : rounded((end - live) / 1_000),
    probes: plan.mode === 'quick' ? probeFigures(observation) : null,
    cut: cutFigures(observation, plan),
    server: {
      ...(observation.serverSoftware === undefined ? {} : { software: observation.serverSoftware }),
      ...(observation.hostKey ? { hostKey: `${observation.hostKey.type} ${observation.hostKey.fingerprint}` } : {}),
      probesSeen: observation.serverProbes.length,
      interval,
    },
    client: observation.localSoftware === undefined ? {} : { software: observation.localSoftware },
    way: plan.wayIn ? ways[plan.wayIn.kind] : plan.jump ? 'jump' : observation.way,
    ...(plan.expectations ? { expectations: plan.expectations } : {}),
    notes: notes(observation, plan, interval),
    stderr: observation.stderr,
    // Where ssh says that it made the command of a jump itself, it was not spelt out.
    argv: observation.way === 'jump' ? plan.argv : withJump(plan, 'ssh'),
  };
}

/** With a relay around it ssh always sees a proxy. */
const ways = { tcp: 'direct', command: 'proxy-command', jump: 'jump' } as const;

function phaseRows(observation: Observation): KeepaliveReport['phases'] {
  const times = new Map(phaseTimes(observation).map((row) => [row.phase, row]));
  return phases
    .filter((phase) => phase !== 'live')
    .map((phase) => {
      const row = times.get(phase);
      return { phase, reached: row !== undefined, milliseconds: row?.took === undefined ? null : rounded(row.took) };
    });
}

function probeFigures(observation: Observation): NonNullable<KeepaliveReport['probes']> {
  const due = dueSamples(observation);
  const answers = due.filter(({ roundTrip }) => roundTrip !== null);
  const times = answers.filter(({ coarse }) => !coarse).map(({ roundTrip }) => roundTrip ?? 0);
  return {
    sent: due.length,
    answered: answers.length,
    unanswered: due.length - answers.length,
    roundTrip:
      times.length === 0
        ? null
        : {
            min: rounded(Math.min(...times)),
            median: rounded(quantile(times, 0.5)),
            p95: rounded(quantile(times, 0.95)),
          },
    coarse: answers.length - times.length,
  };
}

/** Seconds that a measurement may differ from the prediction: scheduling, and the way through the relay. */
const tolerance = 0.6;

function cutFigures(observation: Observation, { expectations }: KeepalivePlan): KeepaliveReport['cut'] {
  if (!observation.cut) return null;
  const { client, server } = givenUp(observation);
  const limit = expectations?.deadServer ?? 'never';
  const told = toldSide(observation) ?? null;
  const measured = client === undefined ? Number.POSITIVE_INFINITY : client / 1_000;
  return {
    client: client === undefined ? null : rounded(client / 1_000),
    server: server === undefined ? null : rounded(server / 1_000),
    clientAsPredicted:
      limit === 'never' || told === 'client'
        ? null
        : measured >= limit.earliest - tolerance && measured <= limit.latest + tolerance,
    lost: observation.cut.lost ?? 'both',
    told,
  };
}

function notes(observation: Observation, plan: KeepalivePlan, interval: ServerInterval): readonly string[] {
  const all: string[] = [];
  if (observation.logTo === 'stderr') {
    all.push(l10n.t('This system has no pipe for ssh’s log, so a server’s banner could have imitated parts of it.'));
  }
  if (plan.mode === 'cut') {
    all.push(
      l10n.t('The path was cut by a relay on this machine, so the time TCP itself takes to give up was not measured.'),
    );
    if (plan.lost === 'to-server') all.push(l10n.t('Only what goes to the server was lost.'));
    if (plan.lost === 'from-server') all.push(l10n.t('Only what comes from the server was lost.'));
    if (probesAtTwiceTheInterval(observation.serverSoftware)) {
      all.push(l10n.t('This server’s release waits twice the configured ClientAliveInterval.'));
    }
  } else if (observation.way !== 'direct') {
    all.push(
      l10n.t('The connection goes through a proxy or jump host: waiting for the first words includes the way there.'),
    );
  }
  if (plan.connectHoldsBanner && observation.way === 'direct') {
    all.push(l10n.t('OpenSSH 8.0 and 8.1 count the wait for the server’s first words as part of connecting.'));
  }
  if (interval.kind === 'measured' && interval.certainty === 'likely') {
    all.push(
      l10n.t(
        'sshd 9.2 to 9.4 probe at twice the configured interval: {0} s on the wire is likely ClientAliveInterval {1}.',
        interval.wire,
        interval.configured,
      ),
    );
  }
  const own = plan.expectations;
  if (own && interval.kind === 'measured' && own.interval > 0 && own.interval <= interval.wire) {
    all.push(
      l10n.t(
        'In daily use your ServerAliveInterval {0} comes first, and the server then sends no probes at all.',
        own.interval,
      ),
    );
  }
  if (own && own.interval > 0 && own.countMax === 0) {
    all.push(
      l10n.t(
        'Your ServerAliveCountMax 0 ends a healthy connection after {0} s without data from the server.',
        own.interval,
      ),
    );
  }
  if (interval.kind === 'measured' && isOpenSsh(observation.serverSoftware)) {
    all.push(l10n.t('ClientAliveCountMax cannot be seen from outside.'));
  }
  return all;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
