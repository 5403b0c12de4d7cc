import { expect, test } from 'vitest';
import {
  buildIdleReport,
  type IdleRun,
  idleOutcome,
  idleSteps,
  refiningSteps,
} from '../../../server/src/keepalive/idle.ts';
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

test('a second round looks between what lived and what did not, and no further than is useful', () => {
  const step = (planned: number, outcome: 'survived' | 'lost' | 'kept-warm') => {
    return { seconds: planned - 0.4, planned, outcome };
  };
  expect(refiningSteps([step(2, 'survived'), step(4, 'lost')])).toEqual([3]);
  expect(refiningSteps([step(240, 'survived'), step(300, 'lost')])).toEqual([249, 257, 266, 274, 283, 291]);
  expect(refiningSteps([step(2, 'lost'), step(4, 'lost')])).toEqual([1]);
  expect(refiningSteps([step(3, 'survived'), step(4, 'lost')])).toEqual([]);
  expect(refiningSteps([step(3_500, 'survived'), step(3_600, 'lost')])).toEqual([]);
  expect(refiningSteps([step(30, 'survived'), step(60, 'survived')])).toEqual([]);
  expect(refiningSteps([step(30, 'kept-warm'), step(60, 'kept-warm')])).toEqual([]);
});

test('the time is that which passed, not that which was planned: ssh counts whole seconds', () => {
  const early = run(4, `${answered(3.2)}${after(3.3)} stop done`);
  expect(report(early, run(8, `${sent(7.1)}${after(9)} stop done`)).idle).toMatchObject({ survived: 3.2, lost: 7.1 });
});
