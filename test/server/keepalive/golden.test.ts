import { describe, expect, test } from 'vitest';
import { serverInterval } from '../../../server/src/keepalive/serverInterval.ts';
import { conclude, phaseTimes } from '../../../server/src/keepalive/verdict.ts';
import { recordings, type Scenario, scenarios } from './golden.ts';
import { play } from './play.ts';

// What real clients wrote on loopback, recorded by `npm run soak -- keepaliveLogs`.
const recorded = recordings();

test('clients from 8.0 to 10.5 are recorded', () => {
  const clients = recorded.map(({ client }) => client.replace(/p\d.*/, '')).sort();
  expect(clients).toEqual(['10.5', '8.0', '8.4', '8.9', '9.2', '9.4', '9.6', '9.9']);
});

describe.each(recorded)('the log of a client of $client', ({ client, runs }) => {
  test('holds every scenario', () => expect([...runs.keys()]).toEqual(Object.keys(scenarios)));

  test.each(Object.entries(scenarios))('tells %s', (name, { mode, ...expected }: Scenario) => {
    const { code, phase, detail } = conclude(play(runs.get(name) ?? '', mode));
    // 8.0 and 8.1 take a connection for open only when the banner is there.
    const early = name === 'a server without a banner' && /^8\.[01]/.test(client);
    // Where the jump host's ssh was gone sooner than this one could say its first words.
    const sooner = /^\S+ log banner exchange: .*Broken pipe$/m.test(runs.get(name) ?? '');
    const wanted = early
      ? { code: 'tcp-timeout', phase: 'connect' }
      : { code: expected.verdict, phase: sooner ? 'connect' : expected.phase };
    expect({ code, phase }).toEqual(wanted);
    if (expected.detail) expect(detail).toMatch(expected.detail);
  });

  test('has phases, method, addresses and answers of a healthy connection', () => {
    const observation = play(runs.get('a healthy connection') ?? '');
    expect(phaseTimes(observation).map(({ phase }) => phase)).toEqual([
      'start',
      'connect',
      'banner',
      'kex',
      'auth',
      'live',
    ]);
    expect(observation).toMatchObject({
      method: 'publickey',
      way: 'direct',
      addresses: [{ address: '127.0.0.1' }],
      serverSoftware: expect.stringMatching(/^OpenSSH_/),
      hostKey: { type: 'ssh-ed25519', fingerprint: expect.stringMatching(/^SHA256:/) },
      acceptedKeys: 1,
      failures: [],
    });
    expect(observation.samples.length).toBeGreaterThanOrEqual(2);
    for (const { roundTrip } of observation.samples) expect(roundTrip).not.toBeNull();
  });

  test('has the server’s own probes, and those of the jump host are not mistaken for them', () => {
    for (const name of ['a server that probes', 'through a jump host']) {
      const observation = play(runs.get(name) ?? '', 'observe');
      expect(observation.samples).toEqual([]);
      expect(serverInterval(observation)).toMatchObject({
        kind: 'measured',
        configured: name.includes('jump') ? 2 : 1,
      });
    }
    expect(play(runs.get('through a jump host') ?? '', 'observe').way).toBe('jump');
    expect(play(runs.get('through a proxy command') ?? '').way).toBe('proxy-command');
  });

  test('names the line of known_hosts that has changed', () => {
    expect(play(runs.get('a changed host key') ?? '').offendingKey).toEqual({ file: '/home/ann/known_hosts', line: 2 });
  });
});
