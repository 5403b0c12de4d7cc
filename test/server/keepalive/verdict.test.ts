import { describe, expect, test } from 'vitest';
import { observe, startObservation } from '../../../server/src/keepalive/observe.ts';
import { conclude, givenUp } from '../../../server/src/keepalive/verdict.ts';
import { events, play, toLive } from './play.ts';

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
