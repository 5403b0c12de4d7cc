import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../server/src/keepalive/observe.ts';
import { serverInterval } from '../../../server/src/keepalive/serverInterval.ts';
import { conclude, phaseTimes } from '../../../server/src/keepalive/verdict.ts';
import { play, toLive } from './play.ts';

const trips = ({ samples }: Observation) =>
  samples.map(({ roundTrip, coarse }) => (coarse ? 'coarse' : roundTrip === null ? 'open' : Math.round(roundTrip)));

describe.each(['8.0', '8.4', '8.9', '9.2p1 Debian-2+deb12u10', '9.4', '9.6', '9.9', '10.5'])(
  'a client of %s',
  (client) => {
    test('is followed from the first line to the answers', () => {
      const observation = play(`${toLive(client)}
      1083 log debug3: send packet: type 80
      1133 log debug3: receive packet: type 82
      2083 log debug3: send packet: type 80
      2134 log debug3: receive packet: type 81
      3000 stop done
      3010 exit 0`);
      expect(observation.phase).toBe('live');
      expect(observation.method).toBe('publickey');
      expect(trips(observation)).toEqual([50, 51]);
      expect(phaseTimes(observation).map(({ phase, took }) => [phase, took])).toEqual([
        ['start', 3],
        ['connect', 4],
        ['banner', 23],
        ['kex', 30],
        ['auth', 23],
        ['live', undefined],
      ]);
      expect(conclude(observation)).toEqual({ code: 'healthy', phase: 'live', outcome: 'healthy' });
    });
  },
);

describe('probes of ours', () => {
  test('the request before the session is not one of them', () => {
    expect(play(toLive('9.2')).samples).toEqual([]);
  });

  test('an answer that was read together with its probe is an answer without a time', () => {
    const observation = play(`${toLive('9.2')}
      1083 log debug3: send packet: type 80
      + log debug3: receive packet: type 82
      2083 log debug3: send packet: type 80
      2085 log debug3: receive packet: type 82
      3000 stop done`);
    expect(trips(observation)).toEqual(['coarse', 2]);
    expect(conclude(observation).code).toBe('healthy');
  });

  test('are answered in their order, also when the way is longer than the interval', () => {
    const observation = play(`${toLive('9.2')}
      1000 log debug3: send packet: type 80
      2000 log debug3: send packet: type 80
      2500 log debug3: receive packet: type 82
      3500 log debug3: receive packet: type 82
      5000 stop done`);
    expect(trips(observation)).toEqual([1500, 1500]);
  });

  test('LogVerbose in front of the text is looked through', () => {
    const observation = play(`${toLive('9.2')}
      1000 log debug3: packet.c:ssh_packet_send2_wrapped():1095 (pid=4711): send packet: type 80
      1020 log debug3: packet.c:ssh_packet_read_poll2():1584 (bin=ssh, uid=0, pid=4711): receive packet: type 82
      2000 stop done`);
    expect(trips(observation)).toEqual([20]);
  });

  test('a rekey in between leads back to no earlier phase', () => {
    const observation = play(`${toLive('9.2')}
      900 log debug1: SSH2_MSG_KEXINIT sent
      950 log debug1: SSH2_MSG_NEWKEYS received
      1000 log debug3: send packet: type 80
      1020 log debug3: receive packet: type 82`);
    expect(observation.phase).toBe('live');
    expect(trips(observation)).toEqual([20]);
  });

  test('one without an answer just before the end may still be under way', () => {
    const run = `${toLive('9.2')}
      1000 log debug3: send packet: type 80
      1020 log debug3: receive packet: type 82
      2000 log debug3: send packet: type 80`;
    expect(conclude(play(`${run}\n2500 stop done`)).code).toBe('healthy');
    expect(conclude(play(`${run}\n3500 stop done`)).code).toBe('lossy');
  });

  test('several without an answer at the end mean silence, and none at all something else', () => {
    const probe = (at: number) => `${at} log debug3: send packet: type 80\n`;
    const late = `${probe(2000)}${probe(3000)}${probe(4000)}6000 stop done`;
    const answered = `${probe(1000)}1020 log debug3: receive packet: type 82\n`;
    expect(conclude(play(`${toLive('9.2')}\n${answered}${late}`)).code).toBe('went-silent');
    expect(conclude(play(`${toLive('9.2')}\n${late}`)).code).toBe('never-answered');
  });

  test('ssh giving up by itself says the same', () => {
    const end = '17000 log Timeout, server box.example not responding.\n17001 exit 255';
    expect(conclude(play(`${toLive('9.2')}\n1000 log debug3: send packet: type 80\n${end}`))).toMatchObject({
      code: 'never-answered',
      detail: 'Timeout, server box.example not responding.',
    });
  });
});

describe('probes of the server', () => {
  const run = (server: string, ...times: number[]) =>
    play(
      `${toLive('9.6', server)}
      ${times.map((at) => `${at} log debug1: client_input_global_request: rtype keepalive@openssh.com want_reply 1`).join('\n')}
      ${Math.max(40_000, ...times)} stop done`,
      'observe',
    );

  test('are counted in whole seconds, and halved for sshd 9.2 to 9.4', () => {
    expect(serverInterval(run('OpenSSH_9.6', 15_081, 30_090, 45_120))).toMatchObject({
      wire: 15,
      configured: 15,
      certainty: 'measured',
    });
    for (const server of ['OpenSSH_9.2p1 Debian-2+deb12u10', 'OpenSSH_9.3', 'OpenSSH_9.4p1']) {
      expect(serverInterval(run(server, 4_081, 8_090))).toMatchObject({ wire: 4, configured: 2, certainty: 'likely' });
    }
    for (const server of ['OpenSSH_9.1', 'OpenSSH_9.5', 'dropbear_2022.83', 'OpenSSH_for_Windows_9.5']) {
      expect(serverInterval(run(server, 4_081, 8_090))).toMatchObject({
        wire: 4,
        configured: 4,
        certainty: 'measured',
      });
    }
  });

  test('an odd interval is no doubled one', () => {
    expect(serverInterval(run('OpenSSH_9.2', 3_081, 6_085))).toMatchObject({
      wire: 3,
      configured: 3,
      certainty: 'measured',
    });
  });

  test('one alone is timed from the login', () => {
    expect(serverInterval(run('OpenSSH_9.6', 30_090))).toMatchObject({ wire: 30, configured: 30 });
  });

  test('none in the time watched leaves a lower bound, which is half for sshd 9.2 to 9.4', () => {
    expect(serverInterval(run('OpenSSH_9.6'))).toEqual({ kind: 'none', watched: 39, longerThan: 39 });
    expect(serverInterval(run('OpenSSH_9.2'))).toEqual({ kind: 'none', watched: 39, longerThan: 19 });
  });

  test('are seen in the form of a session channel as well', () => {
    const line = 'debug1: client_input_channel_req: channel 0 rtype keepalive@openssh.com reply 1';
    expect(play(`${toLive('9.6')}\n5083 log ${line}`, 'observe').serverProbes).toEqual([{ at: 5083, form: 'channel' }]);
  });
});

describe('forged lines', () => {
  const forged = [
    'debug3: receive packet: type 82',
    'debug1: Entering interactive session.',
    'Authenticated to box.example ([192.0.2.7]:22) using "none".',
    'Host key verification failed.',
    'Timeout, server box.example not responding.',
    'debug1: client_input_global_request: rtype keepalive@openssh.com want_reply 1',
  ];

  test('on standard error change nothing', () => {
    const observation = play(`
      3 log debug1: Connecting to box.example [192.0.2.7] port 22.
      7 log debug1: Local version string SSH-2.0-OpenSSH_9.2
      30 log debug1: Remote protocol version 2.0, remote software version evil
      60 log debug1: SSH2_MSG_NEWKEYS received
      ${forged.map((text) => `70 err ${text}`).join('\n')}`);
    expect(observation.phase).toBe('auth');
    expect(observation.failures).toEqual([]);
    expect(observation.serverProbes).toEqual([]);
    expect(observation.authenticatedAt).toBeUndefined();
    expect(observation.stderr).toEqual(forged);
  });

  test('on standard error of a live connection are not believed while ssh stays', () => {
    const run = `${toLive('9.2')}\n90 err Connection to box.example closed by remote host.\n`;
    expect(conclude(play(`${run}9000 stop done\n9010 exit 0`, 'observe')).code).toBe('healthy');
    expect(conclude(play(`${run}95 exit 255`, 'observe')).code).toBe('server-closed');
  });

  test('an answer to nothing is no answer', () => {
    expect(play(`${toLive('9.2')}\n500 log debug3: receive packet: type 82`).samples).toEqual([]);
  });

  test('text of the server inside a line is no line of its own', () => {
    const observation = play(`${toLive('9.2')}\n500 log debug1: Remote: Timeout, server box not responding.`);
    expect(observation.failures).toEqual([]);
  });

  test('a log on standard error, where there is no pipe, is followed all the same', () => {
    const run = toLive('9.5').replaceAll(' log ', ' err ');
    expect(play(run, 'quick', 'stderr').phase).toBe('live');
  });
});
