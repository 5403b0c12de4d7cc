import { describe, expect, test } from 'vitest';
import { type Observation, observe, startObservation } from '../../../server/src/keepalive/observe.ts';
import { serverInterval } from '../../../server/src/keepalive/serverInterval.ts';
import { conclude, givenUp, phaseTimes } from '../../../server/src/keepalive/verdict.ts';
import { events, play, toLive } from './play.ts';

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

describe('verdicts', () => {
  const connecting = '3 log debug1: Connecting to box.example [192.0.2.7] port 22.\n';
  const banner = `${connecting}5 log debug1: Connection established.\n7 log debug1: Local version string SSH-2.0-OpenSSH_9.2\n`;
  const kex = `${banner}30 log debug1: Remote protocol version 2.0, remote software version OpenSSH_9.6\n`;
  const auth = `${kex}60 log debug1: SSH2_MSG_NEWKEYS received\n`;
  const proxy =
    '2 log debug1: Setting implicit ProxyCommand from ProxyJump: ssh -W %h:%p jump\n3 log debug1: Executing proxy command: exec ssh -W box:22 jump\n7 log debug1: Local version string SSH-2.0-OpenSSH_9.2\n';
  const offered = '66 log debug1: Server accepts key: k ED25519 SHA256:B\n';

  test.each([
    ['dns', 'start', '9 log ssh: Could not resolve hostname box: Name or service not known'],
    ['tcp-refused', 'connect', `${connecting}9 log ssh: connect to host box.example port 22: Connection refused`],
    ['tcp-timeout', 'connect', `${connecting}9 log ssh: connect to host box.example port 22: Connection timed out`],
    ['tcp-timeout', 'connect', `${connecting}9 log ssh: connect to host box.example port 22: Operation timed out`],
    ['tcp-unreachable', 'connect', `${connecting}9 log ssh: connect to host box.example port 22: No route to host`],
    ['tcp-other', 'connect', `${connecting}9 log ssh: connect to host box.example port 22: Permission denied`],
    [
      'banner-timeout',
      'banner',
      `${banner}9 log Connection timed out during banner exchange\n9 log Connection to 192.0.2.7 port 22 timed out`,
    ],
    ['kex-or-auth-timeout', 'kex', `${kex}40 log Connection to 192.0.2.7 port 22 timed out`],
    ['kex-or-auth-timeout', 'auth', `${auth}90 log Connection to 192.0.2.7 port 22 timed out`],
    [
      'closed-before-banner',
      'banner',
      `${banner}9 log kex_exchange_identification: Connection closed by remote host\n9 log Connection closed by 192.0.2.7 port 22`,
    ],
    ['closed-before-banner', 'banner', `${banner}9 log ssh_exchange_identification: Connection closed by remote host`],
    [
      'penalty',
      'banner',
      `${banner}9 log debug1: kex_exchange_identification: banner line 0: Not allowed at this time\n9 log kex_exchange_identification: Connection closed by remote host`,
    ],
    [
      'max-startups',
      'banner',
      `${banner}9 log debug1: kex_exchange_identification: banner line 0: Exceeded MaxStartups\n9 log kex_exchange_identification: Connection closed by remote host`,
    ],
    [
      'negotiation',
      'kex',
      `${kex}40 log Unable to negotiate with 192.0.2.7 port 22: no matching host key type found. Their offer: ssh-rsa`,
    ],
    ['hostkey-unknown', 'kex', `${kex}40 log Host key verification failed.`],
    [
      'hostkey-changed',
      'kex',
      `${kex}40 log @    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n40 log Offending ED25519 key in /home/ann/.ssh/known_hosts:3\n40 log Host key verification failed.`,
    ],
    ['auth-password', 'auth', `${auth}90 log ann@box: Permission denied (password,keyboard-interactive).`],
    ['auth-passphrase', 'auth', `${auth}${offered}90 log ann@box: Permission denied (publickey,password).`],
    ['auth-no-key', 'auth', `${auth}90 log ann@box: Permission denied (publickey,password).`],
    [
      'auth',
      'auth',
      `${auth}70 log debug1: Offering public key: /home/ann/.ssh/id ED25519 SHA256:x\n90 log ann@box: Permission denied (publickey,password).`,
    ],
    ['auth', 'auth', `${auth}90 log ann@box: Permission denied (gssapi-with-mic).`],
    [
      'auth-second-factor',
      'auth',
      `${auth}${offered}80 log Authenticated using "publickey" with partial success.\n90 log ann@box: Permission denied (password).`,
    ],
    // As releases before 8.9 say it.
    [
      'auth-second-factor',
      'auth',
      `${auth}${offered}80 log Authenticated with partial success.\n90 log ann@box: Permission denied (keyboard-interactive).`,
    ],
    [
      'auth',
      'auth',
      `${auth}${offered}80 log Authenticated using "publickey" with partial success.\n90 log ann@box: Permission denied (publickey).`,
    ],
    [
      'too-many-keys',
      'auth',
      `${auth}90 log Received disconnect from 192.0.2.7 port 22:2: Too many authentication failures`,
    ],
    ['closed', 'auth', `${auth}90 log Connection closed by 192.0.2.7 port 22`],
    [
      'reset',
      'connect',
      '3 log debug1: Connecting to box [192.0.2.7] port 22.\n4 log ssh: connect to host box port 22: Connection reset by peer',
    ],
    ['reset', 'kex', `${kex}40 log Connection reset by 192.0.2.7 port 22`],
    ['config', 'start', '2 err command-line: line 0: Bad configuration option: logverbose'],
    [
      'config',
      'start',
      '2 log /home/ann/.ssh/config: line 3: Bad configuration option: x\n2 log /home/ann/.ssh/config: terminating, 1 bad configuration options',
    ],
    ['alias', 'start', '2 log hostname contains invalid characters'],
    [
      'way-in',
      'banner',
      `${proxy}8 err Permission denied\n9 log kex_exchange_identification: Connection closed by remote host`,
    ],
    // The proxy has gone before ssh could say its own first words.
    [
      'way-in',
      'connect',
      '3 log debug1: Executing proxy command: exec nc box 22\n8 err nc: no way\n9 log banner exchange: Connection to UNKNOWN port 65535: Broken pipe',
    ],
    ['no-connection-of-its-own', 'start', ''],
  ])('%s in the phase %s', (code, phase, run) => {
    const exit = code === 'no-connection-of-its-own' ? '99 exit 0' : '99 exit 255';
    expect(conclude(play(`${run}\n${exit}`))).toMatchObject({ code, phase });
  });

  test('words of ssh that nobody knows here are passed on', () => {
    const run = `${kex}40 log ssh_dispatch_run_fatal: Connection to 192.0.2.7 port 22: incorrect signature\n40 log Bytes per second: sent 1.0, received 1.0\n41 exit 255`;
    expect(conclude(play(run))).toMatchObject({
      code: 'unknown',
      phase: 'kex',
      detail: 'ssh_dispatch_run_fatal: Connection to 192.0.2.7 port 22: incorrect signature',
    });
  });

  test('the way in is blamed with its own words', () => {
    const run = `${proxy}8 err ssh: connect to host jump port 22: Connection refused
      9 log kex_exchange_identification: Connection closed by remote host\n10 exit 255`;
    expect(conclude(play(run))).toMatchObject({ code: 'way-in', detail: 'Connection refused' });
  });

  test('what ssh says while it is being ended is no failure', () => {
    const run = `${toLive('9.2')}\n1000 stop done\n1001 log Connection closed by 192.0.2.7 port 22\n1002 exit 255`;
    expect(conclude(play(run, 'observe')).code).toBe('healthy');
  });

  test('a run during which the machine slept says nothing', () => {
    expect(conclude(play(`${toLive('9.2')}\n900 gap 4000\n9000 stop done`, 'observe'))).toMatchObject({
      code: 'suspended',
      outcome: 'void',
    });
    expect(conclude(play(`${toLive('9.2')}\n900 gap 900\n9000 stop done`, 'observe')).code).toBe('healthy');
  });

  test('our own limit before the live connection is a stall', () => {
    expect(conclude(play(`${auth}60000 stop limit\n60001 exit 255`))).toMatchObject({ code: 'stalled', phase: 'auth' });
  });
});

describe('a path that is cut', () => {
  const cut = `${toLive('9.6')}\n2000 cut 400 500\n`;
  const client = '4700 log Timeout, server box.example not responding.\n4701 exit 255\n';

  test('shows the side that gives up first, each from its own last news', () => {
    const both = play(`${cut}${client}9500 server-closed`, 'cut');
    expect(givenUp(both)).toEqual({ client: 3101, server: 8000 });
    expect(conclude(both)).toMatchObject({ code: 'cut-client-first', outcome: 'healthy' });
    expect(conclude(play(`${cut}3000 server-closed\n${client}`, 'cut')).code).toBe('cut-server-first');
  });

  test('where only one side notices, the other has no figure', () => {
    expect(givenUp(play(`${cut}${client}60000 stop done`, 'cut'))).toEqual({ client: 3101 });
    expect(givenUp(play(`${cut}3000 server-closed\n60000 stop done\n60001 exit 255`, 'cut'))).toEqual({ server: 1500 });
  });

  test('where nobody notices, that is the finding', () => {
    const nobody = play(`${cut}60000 stop done\n60001 exit 0`, 'cut');
    expect(conclude(nobody)).toMatchObject({ code: 'cut-nobody', outcome: 'problem' });
  });

  test('an end before the cut is judged as ever', () => {
    const early = `${toLive('9.6')}\n900 log Connection closed by 192.0.2.7 port 22\n901 exit 255`;
    expect(conclude(play(early, 'cut')).code).toBe('closed');
  });
});

test('an observation survives its way as JSON, and no line makes it throw', () => {
  const odd = ['', '\u0000\u001b[2J', 'debug3: ', 'debug1: kex: '.repeat(900), ': line : Bad', 'x'.repeat(100_000)];
  const run = [
    ...events(toLive('9.2')),
    ...odd.map((text) => ({ kind: 'line', at: 1, read: 1, source: 'log', text }) as const),
  ];
  const observation = run.reduce(observe, startObservation('quick', 'fifo'));
  expect(JSON.parse(JSON.stringify(observation))).toEqual(observation);
});
