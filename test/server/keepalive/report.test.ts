import { expect, test } from 'vitest';
import { markdown, markdownCode, visible } from '../../../server/src/keepalive/escape.ts';
import type { Observation } from '../../../server/src/keepalive/observe.ts';
import { type KeepaliveMode, planKeepaliveTest } from '../../../server/src/keepalive/plan.ts';
import { buildReport } from '../../../server/src/keepalive/report.ts';
import { reportMarkdown, reportText } from '../../../server/src/keepalive/reportText.ts';
import { effectiveOf } from './effectiveOf.ts';
import { play, toLive } from './play.ts';

function report(observation: Observation, mode: KeepaliveMode = observation.mode) {
  const effective = effectiveOf({ serveraliveinterval: '15', serveralivecountmax: '3' });
  const plan = planKeepaliveTest({ host: 'box', isDefaultFile: true, mode, effective });
  if ('problem' in plan) throw new Error('no plan');
  return buildReport(observation, plan, '2025-01-02T03:04:05.000Z');
}

const healthy = `${toLive('9.2')}
  1000 log debug3: send packet: type 80
  1050 log debug3: receive packet: type 82
  2000 log debug3: send packet: type 80
  2052 log debug3: receive packet: type 82
  3083 stop done
  3090 exit 0`;

test('a healthy run reads like this', () => {
  expect(reportText(report(play(healthy)))).toMatchInlineSnapshot(`
    "The connection is healthy: every probe was answered.
    → Nothing to do. Mode “observe” shows whether the server sends probes of its own.

    Probes answered: 2 of 2
    Round trip: 51 ms median, 50 ms least, 51.9 ms p95
    The server’s own probes: kept back by ours; mode “observe” shows them
    Your settings notice a dead server: after 60 s: 15 × (3 + 1)

    before connecting: 3 ms
    connecting: 4 ms
    waiting for the server’s first words: 23 ms
    key exchange: 30 ms
    login: 23 ms
    live connection: 3 s

    Server: OpenSSH_9.6
    Host key: ssh-ed25519 SHA256:AAAA
    Client: OpenSSH_9.2
    Measured: 2025-01-02T03:04:05.000Z
    "
  `);
});

test('an observed server of 9.2 reads like this', () => {
  const probe = 'log debug1: client_input_global_request: rtype keepalive@openssh.com want_reply 1';
  const run = `${toLive('9.6', 'OpenSSH_9.2p1 Debian-2+deb12u10')}\n60081 ${probe}\n120083 ${probe}\n130083 stop done`;
  expect(reportText(report(play(run, 'observe')))).toMatchInlineSnapshot(`
    "The connection stayed up: the server’s own probes kept it awake.
    → Nothing to do as long as the server keeps sending them.

    The server’s own probes: every 60 s; likely ClientAliveInterval 30
    Your settings notice a dead server: after 60 s: 15 × (3 + 1)

    before connecting: 3 ms
    connecting: 4 ms
    waiting for the server’s first words: 23 ms
    key exchange: 30 ms
    login: 23 ms
    live connection: 130 s

    Server: OpenSSH_9.2p1 Debian-2+deb12u10
    Host key: ssh-ed25519 SHA256:AAAA
    Client: OpenSSH_9.6
    Measured: 2025-01-02T03:04:05.000Z

    - sshd 9.2 to 9.4 probe at twice the configured interval: 60 s on the wire is likely ClientAliveInterval 30.
    - In daily use your ServerAliveInterval 15 comes first, and the server then sends no probes at all.
    - ClientAliveCountMax cannot be seen from outside.
    "
  `);
});

test('a changed host key reads like this', () => {
  const run = `3 log debug1: Connecting to box.example [192.0.2.7] port 22.
    7 log debug1: Local version string SSH-2.0-OpenSSH_9.2
    30 log debug1: Remote protocol version 2.0, remote software version OpenSSH_9.6
    40 log @    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
    40 log Offending ED25519 key in /home/ann/.ssh/known_hosts:3
    40 log Host key verification failed.
    41 exit 255`;
  expect(reportText(report(play(run)))).toMatchInlineSnapshot(`
    "The server shows another key than the one on record: it was reinstalled, or someone stands in between.
    → Ask whoever runs the server; if the change is genuine, remove line 3 of /home/ann/.ssh/known_hosts and connect once in a terminal.

    ssh says: REMOTE HOST IDENTIFICATION HAS CHANGED

    before connecting: 3 ms
    connecting: 4 ms
    waiting for the server’s first words: 23 ms
    key exchange: not finished

    Server: OpenSSH_9.6
    Client: OpenSSH_9.2
    Measured: 2025-01-02T03:04:05.000Z
    "
  `);
});

test('the JSON has figures and no texts to be parsed', () => {
  const data = report(play(healthy));
  expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  expect(data).toMatchObject({
    version: 1,
    outcome: 'healthy',
    verdict: 'healthy',
    liveSeconds: 3,
    probes: { sent: 2, answered: 2, unanswered: 0, roundTrip: { min: 50, median: 51, p95: 51.9 } },
    expectations: { interval: 15, countMax: 3, deadServer: { earliest: 59, latest: 60 } },
  });
});

test('nothing that a server says takes effect', () => {
  const evil = '\u001b[2J\u202e[click](command:evil) <img src=x> `a` |x| \u0007';
  const run = `${toLive('9.2', evil)}\n70 err ${evil}\n90 log Received disconnect from 192.0.2.7 port 22:2: ${evil}\n91 exit 255`;
  const data = report(play(run));
  expect(data.verdict).toBe('server-disconnect');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;
  expect(reportText(data)).not.toMatch(control);
  const page = reportMarkdown(data);
  expect(page).not.toMatch(control);
  expect(page.replace(/(`+)[^`].*?\1/g, '')).not.toMatch(/<img|[^\\]\]\(/);
});

test('escaping shows what it takes the effect from', () => {
  expect(visible('a\u001b[2Jb\tc\u202ed')).toBe('a\\x1b[2Jb c\\u{202e}d');
  expect(visible('x'.repeat(600))).toHaveLength(501);
  expect(markdown('[a](b) <c> *d* & @e')).toBe('\\[a\\]\\(b\\) &lt;c&gt; \\*d\\* &amp; &#64;e');
  expect(markdownCode('a`b``c')).toBe('```a`b``c```');
  expect(markdownCode('`a`')).toBe('`` `a` ``');
});
