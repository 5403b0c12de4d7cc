import * as l10n from '@vscode/l10n';
import { missedLimit } from './channelTimeout.ts';
import type { Context } from './context.ts';
import { duration } from './format.ts';
import { clientKeepalive, healthyProbePeriod, probesAtHalfPace, serverKeepalive } from './keepalive.ts';
import type { PredictInput } from './prediction.ts';

/** A change that would help, the least one that does. */
export interface Advice {
  readonly dialect: 'client' | 'server';
  readonly directive: string;
  /** As to be written. */
  readonly value: string;
  readonly why: string;
}

/** Seconds that a reader takes in at a glance, the longest first: few probes cost little battery and noise. */
const roundSeconds = [60, 45, 30, 20, 15, 10, 5, 3, 2, 1] as const;
/** With three answers missed that finds a dead peer in four minutes. */
const longestInterval = roundSeconds[0];
const usualCount = 3;

/**
 * The least intrusive settings for the host and its path: nothing that already does its work is touched, the client's
 * side comes first because its owner can change it, and an interval is at most half of what the path waits.
 */
export function advise(context: Context): readonly Advice[] {
  const client = clientAdvice(context);
  // A client that probes keeps the path for both; what the server does by itself may stay as it is.
  const kept =
    context.client.config !== undefined && client.some(({ directive }) => directive === 'ServerAliveInterval');
  return [...client, ...serverAdvice(context).filter(({ directive }) => !kept || directive !== 'ClientAliveInterval')];
}

/** The same connection with the advice taken. */
export function withAdvice(input: PredictInput, advice: readonly Advice[]): PredictInput {
  const of = (dialect: Advice['dialect']) =>
    Object.fromEntries(
      advice.filter((each) => each.dialect === dialect).map(({ directive, value }) => [directive.toLowerCase(), value]),
    );
  return {
    ...input,
    overrides: {
      client: { ...input.overrides?.client, ...of('client') },
      server: { ...input.overrides?.server, ...of('server') },
    },
  };
}

/** The longest round interval that keeps a path alive which forgets after `pathSeconds`. */
export function suitableInterval(pathSeconds?: number): number {
  const limit = pathSeconds === undefined ? longestInterval : pathSeconds / 2;
  return roundSeconds.find((seconds) => seconds <= limit) ?? 1;
}

function clientAdvice(context: Context): readonly Advice[] {
  const { path } = context;
  const client = clientKeepalive(context.client);
  const limit = path.ignoresProbes ? undefined : path.seconds;
  const interval = suitableInterval(limit);
  const advice: Advice[] = [];
  const set = (directive: string, value: number, why: string) =>
    advice.push({ dialect: 'client', directive, value: String(value), why });
  if (client.seconds === 0) {
    const period = healthyProbePeriod(context);
    const kept = limit !== undefined && period !== null && period < limit;
    set(
      'ServerAliveInterval',
      interval,
      limit === undefined || kept
        ? l10n.t('so that the client notices a dead server within {0}', duration(interval * (usualCount + 1)))
        : l10n.t('so that a path which forgets after {0} keeps the connection', duration(limit)),
    );
  } else if (limit !== undefined && client.seconds > limit / 2 && (healthyProbePeriod(context) ?? limit) > limit / 2) {
    set(
      'ServerAliveInterval',
      interval,
      l10n.t(
        'at most half of the {0} after which the path forgets, so that one lost probe does no harm',
        duration(limit),
      ),
    );
  }
  if (client.endsHealthy) {
    set('ServerAliveCountMax', usualCount, l10n.t('0 ends healthy sessions: the client closes without asking'));
  }
  const missed = missedLimit(context, 'client');
  if (missed) {
    advice.push({
      dialect: 'client',
      directive: 'ChannelTimeout',
      value: missed.mended,
      why: l10n.t('“{0}” matches no session of this client, whose channel is called {1}', missed.type, missed.label),
    });
  }
  return advice;
}

function serverAdvice(context: Context): readonly Advice[] {
  if (context.server.config === undefined) return [];
  const advice: Advice[] = [];
  const server = serverKeepalive(context.server);
  const limit = context.path.ignoresProbes ? undefined : context.path.seconds;
  const period = healthyProbePeriod(context);
  if (probesAtHalfPace(context.server) && server.wire !== null && limit !== undefined && (period ?? limit) >= limit) {
    advice.push({
      dialect: 'server',
      directive: 'ClientAliveInterval',
      value: String(Math.max(1, Math.floor(suitableInterval(limit) / 2))),
      why: l10n.t('sshd 9.2 to 9.4 probes half as often as configured'),
    });
  }
  if (server.endsHealthy) {
    advice.push({
      dialect: 'server',
      directive: 'ClientAliveCountMax',
      value: String(usualCount),
      why: l10n.t('0 ends healthy sessions before 8.2'),
    });
  }
  const missed = missedLimit(context, 'server');
  if (missed) {
    advice.push({
      dialect: 'server',
      directive: 'ChannelTimeout',
      value: missed.mended,
      why: l10n.t('“session” alone matches no channel of sshd'),
    });
  }
  return advice;
}
