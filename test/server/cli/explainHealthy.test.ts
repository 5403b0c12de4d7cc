import { describe, expect, it } from 'vitest';
import { type Question, upTo, verdict } from './askExplain.ts';

/** What ends a connection whose both ends are well, and what lies between them: the answer of the command line. */

const releases = ['8.4', '9.2', '9.6', '10.5'] as const;
const web = (...lines: readonly string[]) => ['Host web', ...lines.map((line) => `  ${line}`)];
const never = { endedBy: null, after: 'never' };

describe('ChannelTimeout', () => {
  const idle = async (list: string, release: string, more: Question = {}) =>
    (await verdict({ server: [`ChannelTimeout ${list}`], ssh: release, sshd: release, ...more })).situation(
      'healthy-idle',
    );
  const closes = { endedBy: 'ChannelTimeout', closedBy: 'server', after: upTo(300) };

  it.each(['9.2', '9.6', '10.5'])('in sshd %s each form matches what its channels are called', async (release) => {
    for (const list of ['session:*=5m', 'session:shell=5m', '*=5m', 's*=5m', 'session:shell=5m session:*=1h']) {
      expect(await idle(list, release), list).toMatchObject(closes);
    }
    for (const list of ['session=5m', 'session:command=5m', 'agent-connection=5m', 'none', 'session:shell=0 *=5m']) {
      expect(await idle(list, release), list).toMatchObject(never);
    }
    const command = { client: web('RemoteCommand top') };
    expect(await idle('session:command=5m', release, command)).toMatchObject(closes);
    expect(await idle('session:*=5m', release, { more: ['--output-every', '60'] })).toMatchObject(never);
    expect(await idle('session:*=5m', release, { more: ['--output-every', '400'] })).toMatchObject(closes);
  });

  it('“global” counts from 9.7 on, and the log names the session’s own limit', async () => {
    expect(await idle('global=5m', '9.6')).toMatchObject(never);
    expect(await idle('global=5m', '9.7')).toMatchObject(closes);
    expect((await idle('global=5m', '10.5')).serverSees).toContain('closing after 0 seconds');
    expect((await idle('session:*=5m', '10.5')).serverSees).toContain('closing after 300 seconds');
  });

  it('in a Match block is shown and not applied before 10.5; “none” there cuts off every login', async () => {
    const server = ['ChannelTimeout session:*=1h', 'Match User bob', '  ChannelTimeout session:*=5m'];
    const of = async (sshd: string) => verdict({ server, sshd, host: 'bob@web' });
    for (const sshd of ['9.2', '9.6', '10.4']) {
      expect(await of(sshd), sshd).toMatchObject({ after: upTo(3600), because: ['sshd_config:1'] });
    }
    expect(await of('10.5')).toMatchObject({ after: upTo(300), because: ['sshd_config:3'] });
    const fatal = ['Match User bob', '  ChannelTimeout none'];
    for (const sshd of ['9.2', '9.9', '10.5']) {
      const answer = await verdict({ server: fatal, sshd, host: 'bob@web' });
      expect(answer, sshd).toMatchObject({ first: 'server', after: { latest: 0 }, because: ['sshd_config:2'] });
      expect(answer.situation('healthy-idle').serverSees).toContain('bad timeout none');
    }
  });

  it('the client calls its channel “session” up to 10.3 and by its kind from 10.4 on', async () => {
    const own = async (list: string, ssh: string) =>
      (await verdict({ client: web(`ChannelTimeout ${list}`), ssh })).situation('healthy-idle').endedBy;
    for (const ssh of ['9.6', '10.3']) {
      expect(await own('session=5m', ssh), ssh).toBe('ChannelTimeout');
      expect(await own('session:*=5m', ssh), ssh).toBeNull();
    }
    for (const ssh of ['10.4', '10.5']) {
      expect(await own('session=5m', ssh), ssh).toBeNull();
      expect(await own('session:*=5m', ssh), ssh).toBe('ChannelTimeout');
    }
    for (const ssh of ['9.6', '10.5']) expect(await own('session*=5m', ssh), ssh).toBe('ChannelTimeout');
    await expect(own('session*=5m', '9.5')).rejects.toThrow();
  });

  it('is not reset by keepalives of either side', async () => {
    const answer = await verdict({
      client: web('ServerAliveInterval 1'),
      server: ['ClientAliveInterval 1', 'ChannelTimeout session:*=5m'],
    });
    expect(answer).toMatchObject({ first: 'server', after: upTo(300), because: ['sshd_config:2'] });
    expect(answer.situation('healthy-idle')).toMatchObject({ clientExit: 255 });
  });
});

describe('a connection without a session', () => {
  const server = ['UnusedConnectionTimeout 5m'];

  it.each(['9.2', '9.6', '10.5'])('ssh -N is closed by sshd %s, probes or not', async (release) => {
    const answer = await verdict({
      client: web('ServerAliveInterval 5', 'RemoteForward 8080 localhost:80'),
      server,
      ssh: release,
      sshd: release,
      more: ['-N'],
    });
    const after = { earliest: 300, latest: 301 };
    expect(answer).toMatchObject({ first: 'server', after, because: ['sshd_config:1'] });
    expect(answer.situation('no-session')).toMatchObject({
      clientSees: 'Connection to web closed by remote host.',
      clientExit: 255,
      serverSees: 'terminating inactive connection from user USER ADDRESS port PORT',
    });
  });

  it('is not called a session', async () => {
    const { text } = await verdict({ client: web('ServerAliveInterval 5'), more: ['-N'] });
    expect(text).toContain('A healthy connection without a session is ended by neither side');
    expect(text).not.toContain('idle session');
  });

  it('a session is not: its channel is open', async () => {
    expect((await verdict({ server })).situation('healthy-idle')).toMatchObject(never);
  });

  it('an idle shared connection ends by ControlPersist, or by the server where that is sooner', async () => {
    const shared = web('ControlMaster auto', 'ControlPath ~/.ssh/%C', 'ControlPersist 10m');
    const own = await verdict({ client: shared, more: ['-N'] });
    expect(own).toMatchObject({ first: 'client', after: upTo(600), because: ['config:4'] });
    expect(own.situation('no-session').clientExit).toBeUndefined();
    expect((await verdict({ client: shared, server, more: ['-N'] })).situation('no-session').endedBy).toBe(
      'UnusedConnectionTimeout',
    );
    const alone = web('ControlPersist 10m');
    expect((await verdict({ client: alone })).timer('ControlPersist')).toMatchObject({ fires: 'never' });
  });
});

describe('the path', () => {
  it.each(releases)('a NAT of 350 s and ClientAliveInterval 300: lost on 9.2 alone: %s', async (sshd) => {
    const server = ['ClientAliveInterval 300'];
    const lost = sshd === '9.2';
    for (const path of ['350', 'aws-nat-gateway']) {
      const { situation, first } = await verdict({ server, sshd, more: ['--path', path] });
      expect(situation('healthy-idle'), path).toMatchObject(
        lost ? { endedBy: 'path', closedBy: 'path', after: { earliest: 350, latest: 350 } } : never,
      );
      expect(first === 'path', path).toBe(lost);
    }
    const client = web('ServerAliveInterval 300');
    const kept = await verdict({ client, server, sshd, more: ['--path', '350'] });
    expect(kept.situation('path-forgets')).toMatchObject(never);
  });

  it('a machine that sleeps sends nothing that keeps it, whatever the client’s interval', async () => {
    const client = web('ServerAliveInterval 30');
    const more = ['--path', '350', '--situation', 'asleep'];
    const alone = await verdict({ client, more });
    expect(alone).toMatchObject({ first: 'path', because: ['ClientAliveInterval 0', 'path 350'] });
    expect(alone.text).toContain('the sleeping machine’s connection after 350 s');
    const probed = await verdict({ client, server: ['ClientAliveInterval 60'], more });
    expect(probed).toMatchObject({ first: 'server', after: upTo(240) });
  });

  it('equal times are too late: the probe meets a path that has just forgotten', async () => {
    const at = async (seconds: number) =>
      (await verdict({ client: web(`ServerAliveInterval ${seconds}`), more: ['--path', '240'] })).situation(
        'healthy-idle',
      ).endedBy;
    expect(await at(240)).toBe('path');
    expect(await at(239)).toBeNull();
  });

  it('what the session’s program prints keeps it as a probe does', async () => {
    const { situation } = await verdict({ more: ['--path', '240', '--output-every', '60'] });
    expect(situation('healthy-idle')).toMatchObject(never);
  });
});

describe('a way through others', () => {
  it('a chain of three: each ssh has the settings of its own host, and the soonest decides', async () => {
    const client = [
      ...['Host a', '  ServerAliveInterval 10', 'Host b', '  ServerAliveInterval 20'],
      ...['Host c', '  ServerAliveInterval 7', '  ServerAliveCountMax 1'],
      ...['Host web', '  ProxyJump a,b,c', '  ServerAliveInterval 60'],
    ];
    const answer = await verdict({ client });
    expect(answer).toMatchObject({ first: 'client', after: upTo(14), because: ['config:6', 'config:7'] });
    expect(answer.situation('dead-idle')).toMatchObject({ hop: 'c', endedBy: 'ServerAliveInterval' });
    expect(answer.situation('dead-idle').clientSees).toContain('Timeout, server c not responding.');
    expect(answer.timer('ServerAliveInterval', 'client', 'a').fires).toEqual(upTo(40));
    expect(answer.timer('ServerAliveInterval', 'client', 'b').fires).toEqual(upTo(80));
    expect(answer.timer('tcpKeepAlive', 'tcp')).toMatchObject({ fires: 'never' });
    expect(answer.situation('connect-no-answer').clientSees).toContain('connect to host a');
    expect(answer.assumptions).toContain('a → b → c');
  });

  it('the user’s own ProxyCommand ssh -W is a jump; that of a file given with -F reads other files', async () => {
    const lines = ['Host gate', '  ServerAliveInterval 10', 'Host web', '  ProxyCommand ssh -W %h:%p gate'];
    const own = await verdict({ own: lines });
    expect(own).toMatchObject({ first: 'client', after: upTo(40), because: ['config:2', 'ServerAliveCountMax 3'] });
    expect(own.assumptions).toContain('Way: through gate.');
    const given = await verdict({ client: lines });
    expect(given.assumptions).toContain('When that program gives up by itself is not known.');
    expect(given.timers.filter(({ hop }) => hop !== undefined)).toEqual([]);
  });
});

describe('other clients', () => {
  it('paramiko keeps the path and never notices a frozen server; sshd treats it like any client', async () => {
    const answer = await verdict({
      client: web('ServerAliveInterval 15'),
      server: ['ClientAliveInterval 20', 'ClientAliveCountMax 1'],
      ssh: '4.0',
      more: ['--client', 'paramiko'],
    });
    expect(answer.timer('ServerAliveInterval').fires).toBe('never');
    expect(answer.situation('dead-idle')).toMatchObject({ endedBy: 'ClientAliveInterval', after: upTo(40) });
    expect(answer.situation('connect-no-banner')).toMatchObject({ endedBy: 'banner_timeout', after: { latest: 15 } });
    expect(answer.assumptions).toContain('paramiko');
  });

  it('Remote-SSH runs ssh with a ConnectTimeout of its own', async () => {
    const answer = await verdict({ client: web('ConnectTimeout 60'), more: ['--client', 'remote-ssh'], ssh: '9.2' });
    expect(answer.situation('connect-no-banner').after).toEqual({ earliest: 15, latest: 15 });
  });
});
