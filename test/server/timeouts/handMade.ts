import type { EffectiveConfig, EffectiveValue, LineOrigin } from '../../../server/src/resolve/effectiveConfig.ts';
import { type PredictInput, type Prediction, predict } from '../../../server/src/timeouts/model.ts';
import type { Situation, SituationId, Timer } from '../../../server/src/timeouts/timer.ts';
import { type OpenSshVersion, parseVersion } from '../../../server/src/values/openSshVersion.ts';

export function version(text: string): OpenSshVersion {
  const parsed = parseVersion(text);
  if (!parsed) throw new Error(`no version: ${text}`);
  return parsed;
}

export function line(lineIndex: number, block?: string): LineOrigin {
  return {
    kind: 'line',
    uri: 'file:///config',
    lineIndex,
    span: { start: 0, end: 0 },
    ...(block === undefined ? {} : { block: { uri: 'file:///config', lineIndex: 0, text: block } }),
  };
}

/** An EffectiveConfig whose values were set by one line each; a value may also be given in full. */
export function effective(
  dialect: 'client' | 'server',
  release: string,
  values: Readonly<Record<string, string | number | Partial<EffectiveValue>>>,
): EffectiveConfig {
  return {
    dialect,
    version: version(release),
    values: new Map(
      Object.entries(values).map(([keyword, value], index) => [
        keyword.toLowerCase(),
        [
          {
            value: typeof value === 'object' ? '' : String(value),
            certainty: 'certain',
            from: line(index),
            overruled: [],
            ...(typeof value === 'object' ? value : {}),
          } satisfies EffectiveValue,
        ],
      ]),
    ),
    errors: [],
    undecided: [],
    unsourced: [],
  };
}

interface Ends extends Omit<PredictInput, 'client' | 'server' | 'clientVersion' | 'serverVersion'> {
  readonly client?: Readonly<Record<string, string | number | Partial<EffectiveValue>>>;
  readonly server?: Readonly<Record<string, string | number | Partial<EffectiveValue>>>;
  /** Releases of client and server. */
  readonly ssh?: string;
  readonly sshd?: string;
}

/** `predict` with both configurations written as plain values; 10.5 on both sides unless said otherwise. */
export function foretell({ client, server, ssh = '10.5', sshd = '10.5', ...rest }: Ends): Prediction {
  return predict({
    ...rest,
    clientVersion: version(ssh),
    serverVersion: version(sshd),
    client: client && effective('client', ssh, client),
    server: server && effective('server', sshd, server),
  });
}

export function timer(prediction: Prediction, id: string, side?: string): Timer {
  const found = prediction.timers.find(
    (candidate) => candidate.id === id && candidate.hop === undefined && (!side || candidate.side === side),
  );
  if (!found) throw new Error(`no timer ${id}`);
  return found;
}

export function situation(prediction: Prediction, id: SituationId): Situation {
  const found = prediction.situations.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no situation ${id}`);
  return found;
}
