import { describe, expect, it } from 'vitest';
import type { SituationId } from '../../../server/src/timeouts/timer.ts';
import golden from './golden/measurements.json' with { type: 'json' };
import { foretell, situation, timer } from './handMade.ts';

/** Starting, scheduling and noticing the end of a process on a busy machine, in seconds. */
const processCost = 0.12;

interface Run {
  readonly what: string;
  readonly ssh?: string;
  readonly sshd?: string;
  readonly client?: Record<string, string | number>;
  readonly server?: Record<string, string | number>;
  readonly session?: 'shell' | 'command' | 'none';
  readonly situation: SituationId;
  /** The program at the other end printed this often. */
  readonly outputEvery?: number;
  /** The banner came in pieces, this far apart. */
  readonly bannerEvery?: number;
  /** When the connection ended, in seconds. */
  readonly ended?: readonly number[];
  /** In this many runs it had not ended, `watched` seconds long. */
  readonly lasted?: number;
  readonly watched?: number;
}

const runs = golden.runs as unknown as readonly Run[];

describe('timed runs of real ssh and sshd lie in the predicted range', () => {
  it.each(runs.map((run) => [title(run), run] as const))('%s', (_title, run) => {
    const { what: _what, situation: id, ended, lasted: _lasted, watched, ...ends } = run;
    const { after } = situation(foretell(ends), id);
    if (ended === undefined) {
      if (typeof after === 'object') expect(after.earliest).toBeGreaterThan(watched ?? Number.POSITIVE_INFINITY);
      else expect(after).toBe('never');
      return;
    }
    if (typeof after !== 'object') throw new Error(`predicted ${after}, measured ${ended}`);
    for (const seconds of ended) {
      expect(seconds).toBeGreaterThanOrEqual(after.earliest);
      expect(seconds).toBeLessThanOrEqual(after.latest + processCost);
    }
  });

  it.each(golden.probes)(
    'sshd $sshd probes $server.ClientAliveInterval at the predicted pace',
    ({ sshd, server, gaps }) => {
      const { probeEvery } = timer(foretell({ sshd, server }), 'ClientAliveInterval');
      for (const gap of gaps) expect(Math.abs(gap - (probeEvery ?? 0))).toBeLessThan(0.2);
    },
  );

  it.each(golden.rekeys)('ssh $ssh renews its keys at the predicted pace', ({ ssh, client, gaps }) => {
    const { note } = timer(foretell({ ssh, client }), 'RekeyLimit', 'client');
    const every = Number(/every (\d+) s/.exec(note)?.[1]);
    for (const gap of gaps) expect(Math.abs(gap - every)).toBeLessThanOrEqual(1);
  });

  it.each(golden.refused)('ssh $ssh gives up a port that refuses after the pauses', ({ ssh, client, ended }) => {
    const { note } = timer(foretell({ ssh, client }), 'ConnectTimeout');
    const after = Number(/refuses is given up after (\d+) s/.exec(note)?.[1]);
    expect(ended).toBeGreaterThanOrEqual(after);
    expect(ended).toBeLessThanOrEqual(after + processCost);
  });

  it('accounts for every record: used, or left out with a reason', () => {
    const left = golden.leftOut.reduce((sum, { runs: count }) => sum + count, 0);
    expect(golden.recordsUsed + left).toBe(golden.records);
    expect(golden.leftOut.every(({ reason }) => reason.length > 5)).toBe(true);
  });
});

function title({ what, ssh, sshd, client, server, ended }: Run): string {
  const side = (name: string, release?: string, values?: object) =>
    release === undefined ? [] : [`${name} ${release} ${JSON.stringify(values ?? {})}`];
  return [what, ...side('ssh', ssh, client), ...side('sshd', sshd, server), ended ? 'ends' : 'lasts'].join(' ');
}
