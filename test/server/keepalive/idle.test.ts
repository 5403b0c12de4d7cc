import { expect, test } from 'vitest';
import {
  buildIdleReport,
  type IdleRun,
  idleBounds,
  idleOutcome,
  idleSteps,
  refiningAims,
} from '../../../server/src/keepalive/idle.ts';
import { idleTiming } from '../../../server/src/keepalive/idleTiming.ts';
import { planKeepaliveTest } from '../../../server/src/keepalive/plan.ts';
import { reportMarkdown, reportText } from '../../../server/src/keepalive/reportText.ts';
import { play, toLive } from './play.ts';

/** Milliseconds of a probe so long after the connection went live. */
const after = (seconds: number) => seconds * 1_000 + 83;
const sent = (seconds: number) => `${after(seconds)} log debug3: send packet: type 80\n`;
const answered = (seconds: number) => `${sent(seconds)}${after(seconds) + 9} log debug3: receive packet: type 82\n`;
const probed = '900 log debug1: client_input_global_request: rtype keepalive@openssh.com want_reply 1\n';

function run(seconds: number, rest: string, start = toLive('9.6')): IdleRun {
  const plan = planKeepaliveTest({ host: 'box', isDefaultFile: true, mode: 'idle', seconds });
  if ('problem' in plan) throw new Error('no plan');
  return { plan, observation: play(`${start}\n${rest}`, 'idle') };
}
const report = (...runs: readonly [IdleRun, ...IdleRun[]]) => buildIdleReport(runs, '2025-01-02T03:04:05.000Z');

const survives = (seconds: number) => run(seconds, `${answered(seconds)}${after(seconds) + 10} stop done`);
const dies = (seconds: number) => run(seconds, `${sent(seconds)}${after(seconds) + 5_000} stop done`);

test('the steps end with the time asked for, and are few enough for any server', () => {
  expect(idleSteps(300)).toEqual([8, 15, 30, 60, 120, 180, 240, 300]);
  expect(idleSteps(3_600)).toEqual([240, 300, 350, 600, 900, 1_200, 1_800, 3_600]);
  expect(idleSteps(1)).toEqual([1]);
});

test('only an answer to a probe of our own is a survival', () => {
  expect(idleOutcome(survives(60).observation)).toBe('survived');
  expect(idleOutcome(dies(60).observation)).toBe('lost');
  expect(idleOutcome(run(60, `${probed}${answered(60)}`).observation)).toBe('kept-warm');
  expect(idleOutcome(run(60, '9000 log Connection closed by 192.0.2.7 port 22\n9001 exit 255').observation)).toBe(
    'closed',
  );
  expect(idleOutcome(run(60, '9 exit 255', '').observation)).toBe('failed');
});

test('the path’s memory lies between the longest survival and the shortest loss', () => {
  const lost = report(survives(30), survives(60), dies(120), dies(240));
  expect(lost).toMatchObject({ verdict: 'idle-lost', outcome: 'problem', idle: { survived: 60, lost: 120 } });
  expect(lost.nextStep).toContain('ServerAliveInterval 30');
  expect(report(dies(15), dies(30))).toMatchObject({ verdict: 'idle-lost', idle: { survived: null, lost: 15 } });
});

test('a survival above a loss counts for nothing', () => {
  expect(report(survives(30), dies(60), survives(120)).idle).toMatchObject({ survived: 30, lost: 60 });
});

test('all survivals are healthy, and silence broken by the server is said to be', () => {
  expect(report(survives(30), survives(60))).toMatchObject({ verdict: 'idle-survives', outcome: 'healthy' });
  const kept = report(survives(1), run(60, `${probed}${answered(60)}61000 stop done`));
  expect(kept).toMatchObject({ verdict: 'idle-kept-warm', outcome: 'healthy', idle: { survived: 1, lost: null } });
});

test('a connection that did not come about, or a test that was cancelled, is the whole result', () => {
  const refused =
    '3 log debug1: Connecting to box [192.0.2.7] port 22.\n4 log ssh: connect to host box port 22: Connection refused\n5 exit 255';
  expect(report(run(30, refused, ''))).toMatchObject({ verdict: 'tcp-refused', outcome: 'problem' });
  expect(report(survives(30), run(60, '900 stop cancelled'))).toMatchObject({ verdict: 'cancelled', outcome: 'void' });
});

test('each step is shown', () => {
  const text = reportText(report(survives(30), dies(60)));
  expect(text).toMatch(/^Idle for 30 s a connection lives, idle for 60 s it is dead\.$/m);
  expect(text).toMatch(/^Idle for 30 s: survived\nIdle for 60 s: lost$/m);
  expect(reportMarkdown(report(survives(30)))).toContain('| Idle for 30 s | survived |');
});

const step = (planned: number, outcome: 'survived' | 'lost' | 'kept-warm', seconds = planned - 0.4) => {
  return { seconds, planned, outcome };
};

test('a later round looks between what lived and what did not, and no further than is useful', () => {
  const intervals = (...steps: Parameters<typeof refiningAims>[0]) =>
    refiningAims(steps, undefined).map(({ interval }) => interval);
  expect(intervals(step(2, 'survived'), step(4, 'lost'))).toEqual([3]);
  expect(intervals(step(240, 'survived'), step(300, 'lost'))).toEqual([255, 270, 285]);
  expect(intervals(step(2, 'lost'), step(4, 'lost'))).toEqual([1]);
  expect(intervals(step(3, 'survived'), step(4, 'lost'))).toEqual([]);
  expect(intervals(step(3_500, 'survived'), step(3_600, 'lost'))).toEqual([]);
  expect(intervals(step(30, 'survived'), step(60, 'survived'))).toEqual([]);
  expect(intervals(step(30, 'kept-warm'), step(60, 'kept-warm'))).toEqual([]);
});

test('where the beat of the probes is known, a later round tries fractions of a second', () => {
  const timing = { beat: 250, login: 80 };
  const idle = (steps: Parameters<typeof refiningAims>[0]) =>
    refiningAims(steps, timing).map(({ interval, launchPhase = Number.NaN }) => {
      // When the silence begins, from the beat before.
      const begins = (launchPhase + timing.login - timing.beat + 2_000) % 1_000;
      return Number((interval - begins / 1_000).toFixed(3));
    });
  expect(idle([step(4, 'survived', 3.2), step(5, 'lost', 4.3)])).toEqual([3.475, 3.75, 3.9]);
  // Too near to a second to hit it: a silence that began a little earlier or later would last a second more or less.
  expect(idle([step(2, 'survived', 1.5), step(6, 'lost', 4)])).toEqual([1.9, 2.75, 3.375]);
  expect(idle([step(4, 'survived', 3.2), step(5, 'lost', 3.7)])).toEqual([]);
  // The longest time was asked for, and the first round came short of it.
  expect(idle([step(2, 'survived', 1.2), step(4, 'survived', 3.2)])).toEqual([3.9]);
  expect(idle([step(2, 'survived', 1.2), step(4, 'survived', 3.8)])).toEqual([]);
  expect(idle([step(2, 'survived', 1.2), step(4, 'kept-warm', 3.2)])).toEqual([]);
  expect(idle([step(240, 'survived', 239.1), step(300, 'survived', 299.1)])).toEqual([]);
  expect(refiningAims([step(4, 'survived', 3.2)], undefined)).toEqual([{ interval: 5 }]);
});

test('the beat is learnt from the probes, and from none that kept none', () => {
  const began = (launched: number, sentAt: number) =>
    play(`0 launch ${launched}\n${toLive('9.6')}\n${sentAt} log debug3: send packet: type 80`, 'idle');
  // One hundred milliseconds into a second by the machine's clock, whenever ssh was started; one was read late.
  expect(idleTiming([began(7_000, 2_100), began(7_400, 3_700), began(7_950, 4_190)])).toEqual({ beat: 100, login: 83 });
  // Of a release that counts full seconds from the last packet on.
  expect(idleTiming([began(7_000, 2_083), began(7_400, 4_083), began(7_800, 5_083)])).toBeUndefined();
  expect(idleTiming([began(7_000, 2_100)])).toBeUndefined();
  // Around the turn of the second.
  expect(idleTiming([began(7_000, 1_990), began(7_300, 2_715)])).toMatchObject({ beat: 990 });
});

test('the logins and the time that are announced are never exceeded', () => {
  for (const longest of [1, 2, 5, 300, 7_200]) {
    const { logins, seconds } = idleBounds(longest);
    expect(logins).toBe(idleSteps(longest).length + 9);
    expect(seconds).toBeGreaterThan(4 * (longest + 5));
  }
});

test('the time is that which passed since the last packet, not that which was planned', () => {
  const early = run(4, `${answered(3.2)}${after(3.3)} stop done`);
  expect(report(early, run(8, `${sent(7.1)}${after(9)} stop done`)).idle).toMatchObject({ survived: 3.2, lost: 7.1 });
  const hostkeys = '283 log debug3: receive packet: type 80\n';
  const later = run(4, `${hostkeys}${answered(3.2)}${after(3.3)} stop done`);
  expect(report(later, run(8, `${hostkeys}${sent(7.25)}${after(9)} stop done`)).idle).toMatchObject({
    survived: 3,
    lost: 7.1,
  });
});

test('a connection that was closed while idle was idle until then', () => {
  const closed = run(60, '41083 log Connection closed by 192.0.2.7 port 22\n41083 exit 255');
  expect(report(survives(30), closed).idle).toMatchObject({ survived: 30, lost: 41 });
});
