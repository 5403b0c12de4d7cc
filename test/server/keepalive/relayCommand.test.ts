import { describe, expect, test } from 'vitest';
import { planKeepaliveTest } from '../../../server/src/keepalive/plan.ts';
import { withJump, withRelay } from '../../../server/src/keepalive/relayCommand.ts';
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

// Of an ssh that is started for a jump host.
const batch =
  '-o BatchMode=yes -o NumberOfPasswordPrompts=0 -o ControlMaster=no -o UpdateHostKeys=no -o AddKeysToAgent=no';

test('a jump becomes the ssh that it stands for', () => {
  expect(proxyCommand({ proxyjump: 'gate' })).toBe(
    `${relay} exec '/usr/bin/ssh ${batch} -W '\\''[%h]:%p'\\'' -- gate'`,
  );
  expect(proxyCommand({ proxyjump: 'ann@[::1]:2222' }, '/etc/my config')).toBe(
    `${relay} exec '/usr/bin/ssh -F '\\''/etc/my config'\\'' -l ann -p 2222 ${batch} -W '\\''[%h]:%p'\\'' -- ::1'`,
  );
});

describe('without a relay', () => {
  /** What each configuration says for a jump host, by its name. */
  const jumped = (jump: string, hosts: Readonly<Record<string, Readonly<Record<string, string>>>> = {}) => {
    const plan = planKeepaliveTest({
      host: 'box',
      isDefaultFile: true,
      mode: 'quick',
      effective: effectiveOf({ proxyjump: jump }),
      resolve: ({ host }) => effectiveOf(hosts[host] ?? {}),
    });
    if ('problem' in plan) return plan.problem.kind;
    const argv = withJump(plan, '/usr/bin/ssh');
    expect(argv.slice(-2)).toEqual(['--', 'box']);
    return argv.find((word) => word.startsWith('ProxyCommand='))?.slice('ProxyCommand='.length);
  };

  test('a jump host’s ssh is given the options that ProxyJump does not pass on', () => {
    expect(jumped('gate')).toBe(`/usr/bin/ssh ${batch} -W '[%h]:%p' -- gate`);
  });

  test('several are put into each other, and ssh’s tokens survive each of them', () => {
    expect(jumped('first,last')).toBe(
      `/usr/bin/ssh -o 'ProxyCommand=/usr/bin/ssh ${batch} -W '\\''[%%h]:%%p'\\'' -- first' ${batch} -W '[%h]:%p' -- last`,
    );
    expect(jumped('last', { last: { proxyjump: 'first' } })).toBe(jumped('first,last'));
  });

  test('its own ServerAliveInterval stays what it is in daily use', () => {
    expect(jumped('gate', { gate: { serveraliveinterval: '45' } })).toContain(' -o ServerAliveInterval=45 ');
  });

  test('a jump host that is reached by a command, over itself or in a circle is left to ssh', () => {
    expect(jumped('gate', { gate: { proxycommand: 'nc %h %p' } })).toBe(jumped('gate'));
    expect(jumped('gate', { gate: { proxyjump: 'gate' } })).toBe(jumped('gate'));
    expect(jumped('a', { a: { proxyjump: 'b' }, b: { proxyjump: 'a' } })?.match(/BatchMode/g)?.length).toBeLessThan(12);
  });

  test('names that a shell would make something of are not put together here', () => {
    expect(jumped('ann;x@gate')).toBeUndefined();
    expect(jumped('none')).toBeUndefined();
  });
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
