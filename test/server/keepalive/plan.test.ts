import { describe, expect, test } from 'vitest';
import { hostProblem, userProblem } from '../../../server/src/keepalive/names.ts';
import { type KeepalivePlan, type KeepaliveRequest, planKeepaliveTest } from '../../../server/src/keepalive/plan.ts';
import { commandText } from '../../../server/src/keepalive/relayCommand.ts';
import { parseVersion } from '../../../server/src/values/openSshVersion.ts';
import { effectiveOf } from './effectiveOf.ts';

function planned(request: Partial<KeepaliveRequest> & { openssh?: string } = {}): KeepalivePlan {
  const { openssh, ...rest } = request;
  const version = openssh === undefined ? undefined : parseVersion(openssh);
  const plan = planKeepaliveTest({
    host: 'box',
    isDefaultFile: true,
    mode: 'quick',
    ...(version ? { clientVersion: version } : {}),
    ...rest,
  });
  if ('problem' in plan) throw new Error(JSON.stringify(plan.problem));
  return plan;
}

const names = (plan: KeepalivePlan) =>
  plan.argv.flatMap((word, index) => (plan.argv[index - 1] === '-o' ? [word.replace(/=.*/, '')] : []));

test('the host stands last, after the end of options', () => {
  expect(planned().argv.slice(-2)).toEqual(['--', 'box']);
});

test('the default configuration is left to ssh, another one is named', () => {
  expect(planned().argv).not.toContain('-F');
  expect(planned({ isDefaultFile: true, file: '/home/ann/.ssh/config' }).argv).not.toContain('-F');
  expect(planned({ isDefaultFile: false, file: '/w/ssh config' }).argv.join('\n')).toContain('-F\n/w/ssh config');
  expect(planKeepaliveTest({ host: 'box', isDefaultFile: false, file: 'config', mode: 'quick' })).toEqual({
    problem: { kind: 'file', file: 'config' },
  });
});

test('options are given only to releases that know them', () => {
  const young = ['ForkAfterAuthentication', 'SessionType', 'StdinNull'];
  for (const openssh of ['8.0', '8.4'])
    expect(names(planned({ openssh }))).not.toEqual(expect.arrayContaining(['LogVerbose']));
  for (const openssh of ['8.0', '8.4', '8.6']) {
    for (const name of young) expect(names(planned({ openssh }))).not.toContain(name);
  }
  expect(names(planned({ openssh: '8.5' }))).toContain('LogVerbose');
  for (const openssh of ['8.7', '8.9', '9.2', '10.5'])
    expect(names(planned({ openssh }))).toEqual(expect.arrayContaining(young));
  expect(names(planned({ openssh: '7.4' }))).not.toContain('RemoteCommand');
  expect(names(planned())).not.toContain('LogVerbose');
});

test('what belongs to the user is never overridden', () => {
  const mine = names(planned({ openssh: '10.5' }));
  for (const name of ['IgnoreUnknown', 'StrictHostKeyChecking', 'ProxyCommand', 'ProxyJump', 'UserKnownHostsFile']) {
    expect(mine).not.toContain(name);
  }
});

test('ServerAliveInterval is explicit in each mode, as BatchMode changes its default on Debian', () => {
  expect(planned().argv).toContain('ServerAliveInterval=1');
  expect(planned({ mode: 'observe' }).argv).toContain('ServerAliveInterval=0');
});

test('a sensible ConnectTimeout of the user is kept', () => {
  expect(planned({ effective: effectiveOf({ connecttimeout: '7' }) }).limits.connect).toBe(7);
  expect(planned({ effective: effectiveOf({ connecttimeout: 'none' }) }).limits.connect).toBe(15);
  expect(planned({ effective: effectiveOf({ connecttimeout: '3600' }) }).limits.connect).toBe(15);
});

test('the user’s own settings become an expectation', () => {
  const effective = effectiveOf({ serveraliveinterval: '15', serveralivecountmax: '3' });
  expect(planned({ effective }).expectations).toMatchObject({ interval: 15, deadServer: { earliest: 59, latest: 60 } });
  expect(planned({ effective: effectiveOf({ serveraliveinterval: '0' }) }).expectations?.deadServer).toBe('never');
});

test('durations are whole seconds within bounds', () => {
  for (const seconds of [0, -1, 1.5, Number.NaN, 1e9]) {
    expect(planKeepaliveTest({ host: 'box', isDefaultFile: true, mode: 'quick', seconds })).toEqual({
      problem: { kind: 'seconds' },
    });
  }
});

test('the command is shown as one would type it', () => {
  const plan = planned({ isDefaultFile: false, file: "/w/it's" });
  expect(commandText('/usr/bin/ssh', plan.argv)).toMatch(
    /^\/usr\/bin\/ssh -N -T -n -F '\/w\/it'\\''s' -o BatchMode=yes .* -- box$/,
  );
});

describe('names', () => {
  test.each([
    'box',
    'ann@box',
    'box-1.example.org',
    '192.0.2.1',
    '2001:db8::1',
    'fe80::1%eth0',
    'bücher.example',
    'a_b',
    'ann@corp@box',
    'CORP\\ann@box',
  ])('%s may be used', (name) => {
    expect(hostProblem(name)).toBeUndefined();
  });

  test.each([
    ['', 'empty'],
    ['ann@', 'empty'],
    ['@box', 'empty'],
    ['-oProxyCommand=touch x', 'leading-dash'],
    ['ann@-oProxyCommand=x', 'leading-dash'],
    ['-l@box', 'leading-dash'],
    ['x`touch y`', 'forbidden-character'],
    ['x;touch y', 'forbidden-character'],
    ['$(x)', 'forbidden-character'],
    ['${HOME}', 'forbidden-character'],
    ['a|b', 'forbidden-character'],
    ['a&b', 'forbidden-character'],
    ['a>b', 'forbidden-character'],
    ['a b', 'forbidden-character'],
    ['a\nb', 'forbidden-character'],
    ['a\u0000b', 'forbidden-character'],
    ['a\u001b[2J', 'forbidden-character'],
    ['a\u202eb', 'forbidden-character'],
    ['a\u00a0b', 'forbidden-character'],
    ['a\ud800b', 'forbidden-character'],
    ["a'b", 'forbidden-character'],
    ['a"b', 'forbidden-character'],
    ['ann;x@box', 'forbidden-character'],
    ['ssh://box', 'not-a-host'],
    ['*', 'not-a-host'],
    ['web?', 'not-a-host'],
    ['box\\x', 'not-a-host'],
    ['x'.repeat(2000), 'too-long'],
  ])('%j may not: %s', (name, problem) => {
    expect(hostProblem(name)).toBe(problem);
  });

  test('a backslash joins a domain and a user, and nothing else', () => {
    expect(userProblem('CORP\\ann')).toBeUndefined();
    for (const name of ['\\ann', 'CORP\\', 'CORP\\\\ann', 'CORP\\-x', 'a\\b\\c', 'CORP-\\ann']) {
      expect(userProblem(name)).toBe('backslash');
    }
  });
});

test('a client of 8.0 or 8.1 is known to count the wait for the banner as connecting', () => {
  const holds = (release: string) => {
    const clientVersion = parseVersion(release);
    const plan = planKeepaliveTest({
      host: 'box',
      isDefaultFile: true,
      mode: 'quick',
      ...(clientVersion ? { clientVersion } : {}),
    });
    return 'problem' in plan ? undefined : plan.connectHoldsBanner === true;
  };
  expect(['8.0', '8.1', '8.2', '9.2', '10.5'].map(holds)).toEqual([true, true, false, false, false]);
});
