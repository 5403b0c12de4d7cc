import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../server/src/cli/fleet/lines.ts';
import { createWorstList } from '../../../server/src/cli/fleet/worstList.ts';
import { runFleet } from '../../../server/src/cli/fleet.ts';
import { UsageError } from '../../../server/src/cli/io.ts';
import { runCommand, stubVersion } from '../../helpers/cli.ts';

stubVersion();
const dumps = path.join(import.meta.dirname, 'dumps');
const serverDump = fs.readFileSync(path.join(dumps, 'server-9.2.txt'), 'utf8');
const clientDump = fs.readFileSync(path.join(dumps, 'client-9.2.txt'), 'utf8');

/** The defaults with other values. */
function withValues(dump: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce(
    (text, [keyword, value]) => text.replace(new RegExp(`^${keyword} .*$`, 'm'), `${keyword} ${value}`),
    dump,
  );
}

function line(
  host: string,
  openssh: string | undefined,
  values: Record<string, string> = {},
  more: object = {},
): string {
  return JSON.stringify({ host, openssh, sshd_T: withValues(serverDump, values), ...more });
}

const fleet = (lines: readonly string[], ...args: string[]) =>
  runCommand(runFleet, args, { cwd: '/', input: lines.map((each) => `${each}\n`).join('') });

interface Json {
  hosts: number;
  malformed: { lines: number; shown: { line: number; problem: string }[] };
  verdicts: { verdict: string; hosts: number; examples: string[] }[];
  first: { first: string; hosts: number }[];
  noticedAfter: { seconds: number | null; hosts: number }[];
  versions: { openssh: string; hosts: number; verdicts: Record<string, number> }[];
  settings: { name: string; values: { value: string; hosts: number }[] }[];
  findings: { rule: string; hosts: number }[];
  deviations: { profile: string; control: string; directive: string; hosts: number }[];
  worst: { host: string; verdict: string; noticedAfter: number | null; noticedBy: string | null; first: string }[];
  assumedOpenssh: { hosts: number; openssh: string };
}

async function json(lines: readonly string[], ...args: string[]): Promise<Json> {
  return JSON.parse((await fleet(lines, ...args, '--format', 'json')).out) as Json;
}

const off = { clientaliveinterval: '0' };
const alive = (interval: number, count: number) => ({
  clientaliveinterval: String(interval),
  clientalivecountmax: String(count),
});

describe('the verdict on a machine', () => {
  const verdictOf = async (text: string, ...args: string[]) => (await json([text], ...args)).worst[0];

  it.each([
    ['no probe and no TCP keepalive', line('h', '9.6', { ...off, tcpkeepalive: 'no' }), 'never', null, null],
    ['TCP keepalive alone', line('h', '9.6', off), 'tcp-only', 7875, 'tcpKeepAlive'],
    ['probes', line('h', '9.6', alive(60, 3)), 'noticed', 240, 'ClientAliveInterval'],
    ['probes of 9.2 to 9.4', line('h', '9.2p1', alive(60, 3)), 'noticed', 480, 'ClientAliveInterval'],
    ['slow probes', line('h', '9.6', alive(300, 3)), 'slow', 1200, 'ClientAliveInterval'],
    ['a count of 0 since 8.2', line('h', '8.2', alive(300, 0)), 'slow', 1345, 'tcpRetransmission'],
    ['a count of 0 before 8.2', line('h', '8.0', alive(300, 0)), 'cuts-healthy', 300, 'ClientAliveInterval'],
    [
      'the banner of a release',
      line('h', 'OpenSSH_9.2p1 Debian-2+deb12u10', alive(60, 3)),
      'noticed',
      480,
      'ClientAliveInterval',
    ],
  ])('follows from %s', async (_, text, verdict, noticedAfter, noticedBy) => {
    expect(await verdictOf(text)).toMatchObject({ verdict, noticedAfter, noticedBy });
  });

  it('takes the kernel’s own times from sysctl, as an object or as text', async () => {
    const sysctl = {
      'net.ipv4.tcp_keepalive_time': 300,
      'net.ipv4.tcp_keepalive_intvl': 30,
      'net.ipv4.tcp_keepalive_probes': 4,
    };
    const text =
      'net.ipv4.tcp_keepalive_time = 300\nnet.ipv4.tcp_keepalive_intvl = 30\nnet.ipv4.tcp_keepalive_probes = 4';
    for (const given of [sysctl, text]) {
      const judged = await verdictOf(line('h', '9.6', off, { sysctl: given }));
      expect(judged).toMatchObject({ verdict: 'noticed', noticedAfter: 420, noticedBy: 'tcpKeepAlive' });
    }
  });

  it('knows what lies between', async () => {
    expect(await verdictOf(line('h', '9.6', alive(60, 3)), '--path', 'aws-nlb-tcp')).toMatchObject({
      verdict: 'noticed',
    });
    expect(await verdictOf(line('h', '9.6', alive(350, 1)), '--path', '350')).toMatchObject({
      verdict: 'path-forgets',
    });
    expect(await verdictOf(line('h', '9.2', alive(180, 1)), '--path', '350')).toMatchObject({
      verdict: 'path-forgets',
    });
  });

  it('tells with the client’s side who is first', async () => {
    const ssh_G = withValues(clientDump, { serveraliveinterval: '15' });
    expect(await verdictOf(line('h', '9.6', alive(60, 3), { ssh_G }))).toMatchObject({ first: 'client' });
    expect(await verdictOf(line('h', '9.6', alive(5, 1), { ssh_G }))).toMatchObject({ first: 'server' });
  });
});

describe('the report on a fleet', () => {
  const lines = [
    line('good', '9.6', alive(60, 3)),
    line('late', '9.6', alive(300, 3)),
    line('debian', '9.2', alive(300, 3)),
    line('off', '8.7', off),
    line('dead', '8.7', { ...off, tcpkeepalive: 'no' }),
  ];

  it('counts by verdict, release and setting, worst first', async () => {
    const report = await json(lines);
    expect(report.verdicts.map(({ verdict, hosts }) => `${verdict} ${hosts}`)).toEqual([
      'never 1',
      'tcp-only 1',
      'slow 2',
      'noticed 1',
    ]);
    expect(report.versions.map(({ openssh }) => openssh)).toEqual(['8.7', '9.2', '9.6']);
    const intervals = report.settings.find(({ name }) => name === 'ClientAliveInterval');
    expect(intervals?.values.map(({ value, hosts }) => `${value}: ${hosts}`)).toEqual(['0: 2', '300: 2', '60: 1']);
    expect(report.worst.map(({ host }) => host)).toEqual(['dead', 'off', 'debian', 'late', 'good']);
    expect(report.findings.map(({ rule }) => rule)).toContain('client-alive-double-interval');
  });

  it('is the same whatever order the lines come in', async () => {
    const { examples: _a, ...forward } = { ...(await json(lines)), examples: 0 };
    const { examples: _b, ...backward } = { ...(await json([...lines].reverse())), examples: 0 };
    const plain = (report: object) => JSON.stringify(report, (key, value) => (key === 'examples' ? undefined : value));
    expect(plain(backward)).toBe(plain(forward));
  });

  it('counts deviations from profiles by their controls', async () => {
    const { deviations } = await json(lines, '--profile', 'cis-debian12', '--profile', 'lynis');
    expect(deviations).toContainEqual(
      expect.objectContaining({
        profile: 'cis-debian12',
        control: '5.1.7',
        directive: 'ClientAliveInterval',
        hosts: 2,
      }),
    );
    expect(deviations).toContainEqual(
      expect.objectContaining({ profile: 'lynis', control: 'SSH-7408', directive: 'TCPKeepAlive', hosts: 4 }),
    );
  });

  it('names lines that it cannot read, with their numbers, and goes on', async () => {
    const { out, err, code } = await fleet(
      [
        '{"host": "a"',
        line('good', '9.6', alive(60, 3)),
        '',
        '[]',
        '{"host": "b", "openssh": "9.6", "sshd_T": "Permission denied"}',
        line('c', 'unknown'),
        line('d', '9.6', {}, { ssh_G: 'usage: ssh' }),
        '{"openssh": "9.6"}',
      ],
      '--format',
      'json',
    );
    const report = JSON.parse(out) as Json;
    expect(report.hosts).toBe(1);
    expect(report.malformed).toEqual({
      lines: 6,
      shown: [
        { line: 1, problem: 'no JSON' },
        { line: 4, problem: 'no JSON object' },
        { line: 5, problem: 'sshd_T of b is not what sshd -T prints' },
        { line: 6, problem: 'openssh of c names no OpenSSH release' },
        { line: 7, problem: 'ssh_G of d is not what ssh -G prints' },
        { line: 8, problem: 'host is missing' },
      ],
    });
    expect(err).toContain('line 4: no JSON object');
    expect(code).toBe(2);
  });

  it('says which release it assumes', async () => {
    const report = await json([line('a', undefined, alive(60, 3))], '--openssh', '9.2');
    expect(report.assumedOpenssh).toEqual({ hosts: 1, openssh: '9.2' });
    expect(report.worst[0]).toMatchObject({ noticedAfter: 480 });
  });

  it('fails where it is told to', async () => {
    expect((await fleet(lines)).code).toBe(0);
    expect((await fleet(lines, '--fail-on', 'warning')).code).toBe(1);
    expect((await fleet(lines.slice(0, 1), '--fail-on', 'info')).code).toBe(0);
    expect((await fleet(lines.slice(0, 1), '--fail-on', 'warning', '--profile', 'lynis')).code).toBe(1);
  });

  it.each([[['--format', 'pdf']], [['host']], [['--profile', 'acme']], [['--worst', 'x']], [['--fail-on', 'hint']]])(
    'calls %j wrong usage',
    async (args) => {
      await expect(fleet(lines, ...args)).rejects.toBeInstanceOf(UsageError);
    },
  );
});

describe('the formats', () => {
  const hostile = '<img src=x onerror=alert(1)>"&\u001b[31m=1+1,"';
  const lines = [
    line(hostile, '9.6', { ...off, banner: '<b>' }),
    line('=cmd', '9.2', alive(300, 3)),
    line('web,1', '9.9', { channeltimeout: 'none', ...alive(60, 3) }),
    'broken <b>',
  ];

  it('are a table on a terminal', async () => {
    const { out } = await fleet(lines.slice(1));
    expect(out.split('\n').slice(0, 6)).toMatchInlineSnapshot(`
      [
        "2 machines",
        "",
        "What becomes of a client that has gone",
        "  1  50.0 %  notices late     sshd notices a client that has gone after more than 15 min.",
        "  1  50.0 %  notices in time  sshd notices a client that has gone within 15 min.",
        "",
      ]
    `);
    expect(out).not.toContain('\u001b');
  });

  it('are a CSV that a spreadsheet takes for text', async () => {
    const { out } = await fleet(lines, '--format', 'csv');
    const rows = out.split('\r\n');
    expect(rows[0]).toBe('section,name,value,hosts,share,examples');
    expect(rows).toContain("verdict,verdict,slow,1,0.3333,'=cmd");
    expect(rows).toContain('worst,noticed,240,1,0.3333,"web,1"');
    expect(out).not.toContain('\u001b');
  });

  it('are one HTML page that loads nothing and escapes everything', async () => {
    const { out } = await fleet(lines, '--format', 'html');
    expect(out).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(out).toContain('<svg role="img"');
    expect(out).not.toContain('<img');
    expect(out).not.toContain('<b>');
    expect(out).not.toContain('\u001b');
    expect(out).not.toMatch(/<script|https?:|url\(|@import|<link/);
    expect(out).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&amp;');
  });

  it('count every machine in the picture, however many different times there are', async () => {
    const machines = 2100;
    // More times than are kept one by one.
    const lines = Array.from({ length: machines }, (_, i) => line(`h${i}`, '9.6', alive(300 + i, 3)));
    const { out } = await fleet([...lines, line('quiet', '9.6', { tcpkeepalive: 'no' })], '--format', 'html');
    const columns = /aria-label="([^"]*)" class="histogram"/.exec(out)?.[1]?.split(', ') ?? [];
    const counts = columns.map((column) => Number(/\d+$/.exec(column)?.[0]));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(machines + 1);
    expect(columns.at(-1)).toBe('never: 1');
    const { out: text } = await fleet(lines.slice(0, 100), '--format', 'text');
    const values = text.slice(text.indexOf('ClientAliveInterval\n')).split('\n').slice(1, 10);
    expect(values.reduce((sum, row) => sum + Number.parseInt(row, 10), 0)).toBe(100);
    expect(values.at(-1)).toMatch(/^ +92 +92\.0 % +…$/);
  });

  it('stay what they are with nothing to report', async () => {
    for (const format of ['text', 'json', 'csv', 'html']) {
      const { code, out } = await fleet([], '--format', format);
      expect(code).toBe(0);
      expect(out).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

describe('the stream', () => {
  async function* chunks(...texts: string[]): AsyncIterable<string> {
    yield* texts;
  }
  const read = async (...texts: string[]) => {
    const found: (string | undefined)[] = [];
    for await (const { text } of linesOf(chunks(...texts))) found.push(text);
    return found;
  };

  it('has the same lines however it is cut', async () => {
    expect(await read('a\nb', 'c\n', '\nd')).toEqual(['a', 'bc', '', 'd']);
    expect(await read('a\n')).toEqual(['a']);
    expect(await read('')).toEqual([]);
  });

  it('does not keep a line that no machine writes', async () => {
    const part = 'x'.repeat(6 * 1024 * 1024);
    expect(await read(part, part, part, 'y\nshort\n')).toEqual([undefined, 'short']);
  });

  it('keeps the worst few, in order', () => {
    const worst = createWorstList<number>(3, (a, b) => a - b);
    for (const number of [5, 1, 4, 2, 3]) worst.add(number);
    expect(worst.list()).toEqual([1, 2, 3]);
  });
});
