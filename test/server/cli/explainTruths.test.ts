import { describe, expect, it } from 'vitest';
import { type Question, upTo, verdict } from './askExplain.ts';

/** What is true of each mechanism, by release: the answer of the command line, down to the line that is the reason. */

const releases = ['8.4', '9.2', '9.6', '10.5'] as const;
const web = (...lines: readonly string[]) => ['Host web', ...lines.map((line) => `  ${line}`)];
const never = { endedBy: null, after: 'never' };

describe('a peer that has gone', () => {
  it.each(releases)('costs interval times count and one interval more, on both sides: %s', async (release) => {
    const client = await verdict({
      client: web('ServerAliveInterval 15', 'ServerAliveCountMax 3'),
      ssh: release,
      sshd: release,
    });
    expect(client).toMatchObject({ first: 'client', after: upTo(60), because: ['config:2', 'config:3'] });
    expect(client.situation('dead-idle').clientSees).toContain('Timeout, server web not responding.');
    const half = release === '9.2';
    const server = await verdict({
      server: ['ClientAliveInterval 15', 'ClientAliveCountMax 3'],
      ssh: release,
      sshd: release,
    });
    expect(server).toMatchObject({ first: 'server', after: upTo(half ? 120 : 60), probes: half ? 30 : 15 });
    expect(server.because).toEqual(['sshd_config:1', 'sshd_config:2']);
    expect(server.situation('dead-idle').serverSees).toContain('Timeout, client not responding from user');
  });

  it('is noticed twice as late by sshd 9.2 to 9.4, by no other', async () => {
    const server = ['ClientAliveInterval 10', 'ClientAliveCountMax 2'];
    const closes = async (sshd: string) => (await verdict({ server, sshd })).after;
    for (const sshd of ['9.2', '9.3', '9.4']) expect(await closes(sshd), sshd).toEqual(upTo(60));
    for (const sshd of ['8.0', '9.0', '9.1', '9.5', '9.9', '10.2']) expect(await closes(sshd), sshd).toEqual(upTo(30));
  });

  it.each(releases)('a session that prints hides it from sshd since 9.2: %s', async (release) => {
    const question: Question = {
      server: ['ClientAliveInterval 15', 'ClientAliveCountMax 1'],
      ssh: release,
      sshd: release,
      more: ['--output-every', '5'],
    };
    const { situation } = await verdict(question);
    const old = release === '8.4';
    for (const id of ['dead-idle', 'dead-sending']) {
      expect(situation(id).endedBy, id).toBe(old ? 'ClientAliveInterval' : 'tcpRetransmission');
    }
    if (old) expect(situation('dead-idle').after).toEqual({ earliest: 29, latest: 40 });
    else {
      expect(situation('dead-idle').after).toEqual({ earliest: 924, latest: 1050 });
      expect(situation('dead-idle').serverSees).toContain('Read error from remote host ADDRESS port PORT');
    }
  });

  it('is noticed by TCP keepalive alone where nobody probes, and where the first probe comes after it', async () => {
    const hours = { earliest: 7875, latest: 7875 };
    const nobody = await verdict({});
    expect(nobody).toMatchObject({ first: 'tie', after: hours });
    expect(nobody.text).toContain('only TCP keepalive does');
    const patient = await verdict({ client: web('ServerAliveInterval 1d'), server: ['ClientAliveInterval 12h'] });
    expect(patient).toMatchObject({ first: 'tie', after: hours });
    expect(patient.situation('dead-idle').endedBy).toBe('tcpKeepAlive');
    const off = await verdict({ client: web('TCPKeepAlive no'), server: ['TCPKeepAlive no'] });
    expect(off.situation('dead-idle')).toMatchObject(never);
    expect(off.timer('tcpKeepAlive').lines[0]).toBe('config:2');
  });

  it.each([
    ['9.6', 'client_loop: send disconnect: Broken pipe'],
    ['9.9', 'Read from remote host web: Connection timed out; client_loop: send disconnect: Broken pipe'],
  ])('%s writes what its system told it', async (ssh, words) => {
    const { situation } = await verdict({ ssh });
    if (process.platform === 'linux') expect(situation('dead-sending').clientSees).toContain(`${words} (after`);
  });

  it('while the client’s machine sleeps it is the server that closes', async () => {
    const { situation } = await verdict({
      client: web('ServerAliveInterval 5'),
      server: ['ClientAliveInterval 15', 'ClientAliveCountMax 3'],
    });
    expect(situation('asleep')).toMatchObject({ endedBy: 'ClientAliveInterval', closedBy: 'server', after: upTo(60) });
  });
});

describe('counts and intervals at their limits', () => {
  it.each(releases)('ServerAliveCountMax 0 ends a healthy session without a probe: %s', async (release) => {
    const answer = await verdict({
      client: web('ServerAliveInterval 20', 'ServerAliveCountMax 0'),
      ssh: release,
      sshd: release,
    });
    expect(answer).toMatchObject({ first: 'client', after: upTo(20), because: ['config:2', 'config:3'] });
    expect(answer.timer('ServerAliveInterval')).toMatchObject({ probeEvery: null, fires: upTo(20) });
    // Its product is 0: nothing bounds the login.
    expect(answer.situation('connect-stalls-kex').endedBy).toBe('LoginGraceTime');
  });

  it('ServerAliveCountMax 0 spares a session whose server probes more often', async () => {
    const client = web('ServerAliveInterval 20', 'ServerAliveCountMax 0');
    const idle = async (server: readonly string[], sshd = '9.6') =>
      (await verdict({ client, server, sshd })).situation('healthy-idle');
    expect(await idle(['ClientAliveInterval 10'])).toMatchObject(never);
    // 9.2 sends one every 20 s.
    expect(await idle(['ClientAliveInterval 10'], '9.2')).toMatchObject({ endedBy: 'ServerAliveInterval' });
    expect(await idle(['ClientAliveInterval 30'])).toMatchObject({ endedBy: 'ServerAliveInterval' });
  });

  it('ClientAliveCountMax 0 probes for ever since 8.2 and closes at the first silence before', async () => {
    const server = ['ClientAliveInterval 30', 'ClientAliveCountMax 0'];
    for (const sshd of releases) {
      const answer = await verdict({ server, sshd });
      expect(answer.situation('peer-frozen'), sshd).toMatchObject(never);
      expect(answer.timer('ClientAliveInterval'), sshd).toMatchObject({ fires: 'never' });
      expect(answer.probes, sshd).toBe(sshd === '9.2' ? 60 : 30);
    }
    const old = await verdict({ server, sshd: '8.0' });
    expect(old.situation('healthy-idle')).toMatchObject({ endedBy: 'ClientAliveInterval', after: upTo(30) });
    expect(old.probes).toBeNull();
  });

  it('an interval of 0 is off, whatever the count, and a zero locks where “none” does not', async () => {
    const off = await verdict({
      client: ['Host web', '  ServerAliveInterval 0', 'Host *', '  ServerAliveInterval 30', '  ServerAliveCountMax 5'],
      server: ['ClientAliveInterval 0', 'ClientAliveCountMax 2'],
    });
    expect(off.timer('ServerAliveInterval')).toMatchObject({ fires: 'never', lines: ['config:2', 'config:5'] });
    expect(off.timer('ClientAliveInterval').note).toContain('no effect without ClientAliveInterval');
    const open = await verdict({
      client: ['Host web', '  ServerAliveInterval none', 'Host *', '  ServerAliveInterval 30'],
    });
    expect(open).toMatchObject({ after: upTo(120), because: ['config:4', 'ServerAliveCountMax 3'] });
  });

  it('a fraction becomes a whole number since 10.3 and is refused before', async () => {
    const client = web('ServerAliveInterval 0.5');
    expect((await verdict({ client, ssh: '10.5' })).timer('ServerAliveInterval').fires).toBe('never');
    await expect(verdict({ client, ssh: '10.2' })).rejects.toThrow();
  });

  it('a wait is cut where ssh’s milliseconds would overflow', async () => {
    const most = 2147483;
    const { situation } = await verdict({
      client: web('ServerAliveInterval 2147483647', 'ServerAliveCountMax 9', 'ConnectTimeout 2147483647'),
      server: ['LoginGraceTime 0'],
      ssh: '9.2',
    });
    expect(situation('connect-stalls-kex').after).toEqual({ earliest: most, latest: most });
    expect(situation('connect-no-banner').after).toEqual({ earliest: most, latest: most });
  });
});

describe('where a value comes from', () => {
  it('Include, wildcard blocks and Match: the first value wins and is named with its file', async () => {
    const client = [
      'Include DIR/extra',
      'Match host web user bob',
      '  ServerAliveCountMax 1',
      'Host *',
      '  ServerAliveInterval 90',
      '  ServerAliveCountMax 9',
    ];
    const files = { extra: ['Host w?b', '  ServerAliveInterval 20'] };
    const anybody = await verdict({ client, files, host: 'alice@web' });
    expect(anybody).toMatchObject({ after: upTo(200), because: ['extra:2', 'config:6'] });
    const bob = await verdict({ client, files, host: 'bob@web' });
    expect(bob).toMatchObject({ after: upTo(40), because: ['extra:2', 'config:3'] });
    const other = await verdict({ client, files, host: 'db' });
    expect(other).toMatchObject({ after: upTo(900), because: ['config:5', 'config:6'] });
  });

  it('-o beats every file, and does not reach the ssh of a jump host', async () => {
    const client = ['Host web', '  ProxyJump gate', 'Host *', '  ServerAliveInterval 60'];
    const answer = await verdict({ client, more: ['-o', 'ServerAliveInterval=5', '-o', 'ServerAliveCountMax 1'] });
    expect(answer).toMatchObject({ first: 'client', after: upTo(10) });
    expect(answer.because.join(' ')).toContain('ServerAliveInterval=5');
    expect(answer.timer('ServerAliveInterval', 'client', 'gate')).toMatchObject({
      fires: upTo(240),
      lines: ['config:4', 'ServerAliveCountMax 3'],
    });
  });

  it('a server’s Match User decides for that user, and an unknown address is left open', async () => {
    const server = [
      'ClientAliveInterval 300',
      'Match User bob',
      '  ClientAliveInterval 10',
      '  ClientAliveCountMax 1',
      'Match Address 10.0.0.0/8',
      '  ClientAliveInterval 7',
    ];
    const bob = await verdict({ server, host: 'bob@web' });
    expect(bob).toMatchObject({ after: upTo(20), because: ['sshd_config:3', 'sshd_config:4'] });
    const alice = await verdict({ server, host: 'alice@web' });
    expect(alice.timer('ClientAliveInterval')).toMatchObject({ depends: true, fires: upTo(1200) });
    expect(alice.text).toContain('could change ClientAliveInterval');
  });
});

describe('before the login', () => {
  it('LoginGraceTime closes, with up to four random seconds from 9.9 on; 0 never does', async () => {
    const stalls = async (sshd: string, grace: string) =>
      (await verdict({ server: [`LoginGraceTime ${grace}`], sshd })).situation('connect-stalls-auth');
    for (const sshd of releases) {
      const latest = sshd === '10.5' ? 94 : 90;
      expect(await stalls(sshd, '90'), sshd).toMatchObject({
        endedBy: 'LoginGraceTime',
        after: { earliest: 90, latest },
      });
      expect(await stalls(sshd, '0'), sshd).toMatchObject(never);
    }
    expect((await stalls('10.5', '90')).serverSees).toContain('Timeout before authentication for connection from');
    expect((await stalls('9.6', '90')).serverSees).toContain('fatal: Timeout before authentication for ADDRESS');
    // Debian's build of 9.2 lost the line.
    expect((await stalls('9.2', '90')).serverSees).toBe('nothing');
  });

  it.each(releases)('ConnectTimeout covers the banner, not what comes after it: %s', async (release) => {
    const { situation, timer } = await verdict({
      client: web('ConnectTimeout 10', 'ConnectionAttempts 3', 'ServerAliveInterval 4'),
      server: ['LoginGraceTime 0'],
      ssh: release,
    });
    const renewed = release === '9.6' || release === '10.5';
    expect(timer('ConnectTimeout').lines).toEqual(['config:2', 'config:3']);
    expect(situation('connect-no-answer').after).toEqual({ earliest: 32, latest: 32 });
    expect(situation('connect-no-banner').after).toEqual({ earliest: 10, latest: renewed ? 20 : 10 });
    expect(situation('connect-stalls-kex')).toMatchObject({ endedBy: 'ServerAliveInterval', after: { latest: 12 } });
    expect(situation('connect-stalls-kex').clientSees).toBe('Connection to ADDRESS port PORT timed out');
  });

  it('without ServerAlive nothing of the client bounds the key exchange', async () => {
    const { situation } = await verdict({ client: web('ConnectTimeout 10'), server: ['LoginGraceTime 0'] });
    expect(situation('connect-stalls-kex')).toMatchObject(never);
  });
});
