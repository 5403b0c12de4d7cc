import { expect, test } from 'vitest';
import { planKeepaliveTest } from '../../../server/src/keepalive/plan.ts';
import { withRelay } from '../../../server/src/keepalive/relayCommand.ts';
import { effectiveOf } from './effectiveOf.ts';

const place = { node: '/opt/it is/node', runner: '/x/keepalive.js', socket: '/tmp/100%/relay', ssh: '/usr/bin/ssh' };

function proxyCommand(values: Readonly<Record<string, string>>, file?: string): string | undefined {
  const plan = planKeepaliveTest({
    host: 'box',
    isDefaultFile: file === undefined,
    mode: 'cut',
    effective: effectiveOf(values),
    ...(file === undefined ? {} : { file }),
  });
  if ('problem' in plan) return plan.problem.kind;
  return withRelay(plan, place).find((word) => word.startsWith('ProxyCommand='));
}

const relay = "ProxyCommand=env ELECTRON_RUN_AS_NODE=1 '/opt/it is/node' /x/keepalive.js relay /tmp/100%%/relay";

test('a direct connection is made by the relay itself', () => {
  expect(proxyCommand({})).toBe(`${relay} tcp %h %p`);
  expect(proxyCommand({ proxycommand: 'none', proxyjump: 'none' })).toBe(`${relay} tcp %h %p`);
});

test('the user’s own command is wrapped with its tokens', () => {
  expect(proxyCommand({ proxycommand: 'nc %h %p' })).toBe(`${relay} exec 'nc %h %p'`);
  expect(proxyCommand({ proxycommand: "sh -c 'nc %h'" })).toBe(`${relay} exec 'sh -c '\\''nc %h'\\'''`);
});

test('a jump becomes the ssh that it stands for', () => {
  expect(proxyCommand({ proxyjump: 'gate' })).toBe(
    `${relay} exec '/usr/bin/ssh -o BatchMode=yes -W '\\''[%h]:%p'\\'' -- gate'`,
  );
  expect(proxyCommand({ proxyjump: 'first,ann@[::1]:2222' }, '/etc/my config')).toBe(
    `${relay} exec '/usr/bin/ssh -F '\\''/etc/my config'\\'' -J first -l ann -p 2222 -o BatchMode=yes -W '\\''[%h]:%p'\\'' -- ::1'`,
  );
});

test('a way that cannot be known is not cut', () => {
  const from = { kind: 'line', uri: 'file:///c', lineIndex: 0, span: { start: 0, end: 1 } } as const;
  const plan = planKeepaliveTest({
    host: 'box',
    isDefaultFile: true,
    mode: 'cut',
    effective: effectiveOf({
      proxyjump: { value: 'none', certainty: 'depends', alternatives: [{ value: 'gate', from, decidedBy: from }] },
    }),
  });
  expect(plan).toEqual({ problem: { kind: 'way-in' } });
  expect(planKeepaliveTest({ host: 'box', isDefaultFile: true, mode: 'cut' })).toEqual({ problem: { kind: 'way-in' } });
});

test('the patience of a test follows the client’s own limit', () => {
  const plan = planKeepaliveTest({
    host: 'box',
    isDefaultFile: true,
    mode: 'cut',
    effective: effectiveOf({ serveraliveinterval: '60', serveralivecountmax: '3' }),
  });
  expect(plan).toMatchObject({ seconds: 250, probes: { interval: 60, countMax: 3 } });
});
