import { expect, it } from 'vitest';
import { probeTimeline } from '../../../server/src/cli/probeTimeline.ts';
import { planKeepaliveTest } from '../../../server/src/keepalive/plan.ts';
import { buildReport } from '../../../server/src/keepalive/report.ts';
import { effectiveOf } from '../keepalive/effectiveOf.ts';
import { play, toLive } from '../keepalive/play.ts';

const effective = effectiveOf({ serveraliveinterval: '5', serveralivecountmax: '2' });

function drawn(rest: string, start = toLive('9.6'), mode: 'cut' | 'observe' = 'cut'): string {
  const plan = planKeepaliveTest({ host: 'box', isDefaultFile: true, mode, effective });
  if ('problem' in plan) throw new Error('no plan');
  const observation = play(`${start}\n${rest}`, mode);
  return probeTimeline(buildReport(observation, plan, '2025-01-02T03:04:05.000Z'), effective);
}

it('draws what was measured on the prediction', () => {
  expect(drawn('2000 cut 100 100\n16600 exit 255\n17000 stop done')).toMatchInlineSnapshot(`
    "
    The other end has gone, nobody types
             0 s                5 s                10 s               15 s
      client |------------------o------------------o-----------------MX
      server |---------------------------------------------------------------
      | last packet   o probe without answer   X gives up   M measured
      later: server, tcpKeepAlive, at 2 h 11 min 15 s
      Client: OpenSSH 10.5.
      Server: no sshd_config is paired, so the defaults of OpenSSH 9.6.
      Path: not known.
    "
  `);
});

it('takes the interval of the server from the test where it was seen', () => {
  const probe = 'debug1: client_input_global_request: rtype keepalive@openssh.com want_reply 1';
  const seen = [4_081, 8_082, 12_083].map((at) => `${at} log ${probe}`).join('\n');
  expect(drawn(`${seen}\n14000 stop done`, undefined, 'observe')).toMatchInlineSnapshot(`
    "
    The other end has gone, nobody types
             0 s               5 s               10 s              15 s
      client |-----------------o-----------------o-----------------X
      server |-------------o--------------o-------------o-------------X
      | last packet   o probe without answer   X gives up
      Client: OpenSSH 10.5.
      Server: OpenSSH 9.6 as measured 2025-01-02; what cannot be seen from outside, such as ClientAliveCountMax, is its default.
      Path: not known.
    "
  `);
});

it('draws nothing where no connection came about', () => {
  expect(drawn('5 exit 255', '')).toBe('');
});
