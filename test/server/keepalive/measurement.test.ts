import { expect, test } from 'vitest';
import { afterReport, type Measurement } from '../../../server/src/keepalive/measurement.ts';
import type { KeepaliveMode } from '../../../server/src/keepalive/plan.ts';
import { planKeepaliveTest } from '../../../server/src/keepalive/plan.ts';
import { buildReport } from '../../../server/src/keepalive/report.ts';
import { play, toLive } from './play.ts';

function after(before: Measurement | undefined, mode: KeepaliveMode, day: number, rest: string, start = toLive('9.6')) {
  const plan = planKeepaliveTest({ host: 'box', isDefaultFile: true, mode: mode === 'cut' ? 'quick' : mode });
  if ('problem' in plan) throw new Error('no plan');
  const at = `2025-01-0${day}T08:00:00.000Z`;
  return afterReport(before, buildReport(play(`${start}\n${rest}`, mode), { ...plan, mode }, at));
}

const serverProbe = (at: number) =>
  `${at} log debug1: client_input_global_request: rtype keepalive@openssh.com want_reply 1\n`;
const observed = `${serverProbe(60_081)}${serverProbe(120_081)}${serverProbe(180_081)}181000 stop done`;
const quick = '1083 log debug3: send packet: type 80\n1124 log debug3: receive packet: type 82\n2100 stop done';

test('each test adds what it has learnt, with its date', () => {
  const first = after(undefined, 'observe', 1, observed);
  expect(first).toMatchObject({ software: 'OpenSSH_9.6', interval: { wire: 60, configured: 60 } });
  const second = after(first, 'quick', 2, quick);
  expect(second).toMatchObject({
    at: '2025-01-02T08:00:00.000Z',
    interval: { at: '2025-01-01T08:00:00.000Z', wire: 60 },
    roundTrip: { at: '2025-01-02T08:00:00.000Z', median: 41 },
  });
});

test('a server that no longer probes is not said to probe', () => {
  const before = after(undefined, 'observe', 1, observed);
  const quiet = after(before, 'observe', 3, '90081 stop done');
  expect(quiet?.interval).toBeUndefined();
  expect(quiet?.noProbes).toEqual({ at: '2025-01-03T08:00:00.000Z', longerThan: 90 });
  expect(after(quiet, 'observe', 4, observed)?.noProbes).toBeUndefined();
});

test('a test that did not come to a live connection changes nothing', () => {
  const before = after(undefined, 'quick', 1, quick);
  expect(after(before, 'quick', 2, '5 exit 255', '3 log ssh: connect to host box port 22: Connection refused')).toBe(
    before,
  );
  expect(after(undefined, 'quick', 2, '5 exit 255', '')).toBeUndefined();
});
