import { describe, expect, it } from 'vitest';
import { ask, upTo, verdict } from './askExplain.ts';

/** What people ask, as they would ask it: files, one call, the answer with the line that is the reason. */

const client15 = ['Host web', '  ServerAliveInterval 15', '  ServerAliveCountMax 3'];
const server15 = ['ClientAliveInterval 15', 'ClientAliveCountMax 3'];

describe('explain answers', () => {
  it('15/3 against 15/3: the client on 9.2, whose sshd takes twice as long; a tie on 9.6', async () => {
    const both = { client: client15, server: server15 };
    const old = await verdict({ ...both, sshd: '9.2' });
    expect(old).toMatchObject({ first: 'client', after: upTo(60), because: ['config:2', 'config:3'], probes: 30 });
    expect(old.situation('dead-idle').serverSees).toContain('119 to 120 s');
    const fixed = await verdict(both);
    expect(fixed).toMatchObject({ first: 'tie', after: upTo(60), probes: 15 });
    expect(fixed.because).toEqual(['config:2', 'config:3', 'sshd_config:1', 'sshd_config:2']);
  });

  it('count 0 on the client: it closes a healthy session', async () => {
    const zero = ['Host web', '  ServerAliveInterval 900', '  ServerAliveCountMax 0'];
    const answer = await verdict({ client: zero });
    expect(answer).toMatchObject({ first: 'client', after: upTo(900), because: ['config:2', 'config:3'] });
    expect(answer.text).toContain('even a healthy session');
    expect(answer.advice).toMatchObject([{ directive: 'ServerAliveCountMax', value: '3', at: { line: 3 } }]);
  });

  it('BatchMode on Debian: its ssh probes although no line says so', async () => {
    const batch = ['Host web', '  BatchMode yes'];
    const answer = await verdict({ client: batch, ssh: '9.2' });
    expect(answer).toMatchObject({ first: 'client', after: upTo(1200) });
    expect(answer.because).toEqual(['ServerAliveInterval 300', 'ServerAliveCountMax 3', 'config:2']);
    expect((await verdict({ client: batch })).situation('dead-idle').endedBy).toBe('tcpKeepAlive');
  });

  it('count 0 on the server: never since 8.2, a kill before', async () => {
    const zero = ['ClientAliveInterval 300', 'ClientAliveCountMax 0'];
    const current = await verdict({ server: zero });
    expect(current.situation('healthy-idle')).toMatchObject({ endedBy: null, after: 'never' });
    expect(current.text).toContain('sshd itself would wait for ever');
    const old = await verdict({ server: zero, sshd: '8.0' });
    expect(old).toMatchObject({ first: 'server', after: upTo(300), because: ['sshd_config:1', 'sshd_config:2'] });
  });

  it('ClientAliveInterval 300 on 9.2 behind a NAT of 350 s: lost, for the probes leave every 600 s', async () => {
    const lost = { server: ['ClientAliveInterval 300'], sshd: '9.2', more: ['--path', '350'] };
    const answer = await verdict(lost);
    expect(answer).toMatchObject({ first: 'path', after: { earliest: 350, latest: 350 }, probes: 600 });
    expect(answer.because).toEqual(['sshd_config:1', 'path 350']);
    expect(answer.text).toContain('10 min');
    const kept = await verdict({ ...lost, client: ['Host web', '  ServerAliveInterval 300'] });
    expect(kept.situation('healthy-idle')).toMatchObject({ endedBy: null, after: 'never' });
    expect(kept.text).toContain('the path keeps it');
  });

  it('ChannelTimeout session=5m: it never fires, and what to write instead', async () => {
    const answer = await verdict({ server: ['ChannelTimeout session=5m'] });
    expect(answer.situation('healthy-idle')).toMatchObject({ endedBy: null, after: 'never' });
    expect(answer.text).toContain('“session” does not match the session’s channel, session:shell');
    expect(answer.because).toContain('sshd_config:1');
    const timer = answer.timer('ChannelTimeout', 'server');
    expect(timer).toMatchObject({ fires: 'never', because: [{ line: 1 }] });
    expect(timer.note).toContain('session:*');
    expect(answer.advice).toContainEqual(
      expect.objectContaining({ directive: 'ChannelTimeout', value: 'session:*=300' }),
    );
    const right = await verdict({ server: ['ChannelTimeout session:*=5m'] });
    expect(right).toMatchObject({ first: 'server', after: upTo(300), because: ['sshd_config:1'] });
  });

  it('ChannelTimeout of the client: the word that is right before 10.4 is wrong from then on; other entries stay', async () => {
    const client = ['Host web', '  ChannelTimeout session=5m direct-tcpip=10m'];
    expect(await verdict({ client, ssh: '10.3' })).toMatchObject({ first: 'client', after: upTo(300) });
    const answer = await verdict({ client, ssh: '10.4' });
    expect(answer.text).toContain('The client’s ChannelTimeout has no effect');
    expect(answer.because).toContain('config:2');
    expect(answer.advice).toContainEqual(expect.objectContaining({ value: 'session*=300 direct-tcpip=600' }));
  });

  it('ssh -N -R with UnusedConnectionTimeout: the server closes it, however healthy and probed', async () => {
    const tunnel = ['Host tun', '  SessionType none', '  RemoteForward 8080 localhost:80', '  ServerAliveInterval 30'];
    const answer = await verdict({ client: tunnel, server: ['UnusedConnectionTimeout 5m'], host: 'tun' });
    expect(answer).toMatchObject({
      first: 'server',
      after: { earliest: 300, latest: 301 },
      because: ['sshd_config:1'],
    });
    expect(answer.text).toContain('A server that has gone is noticed by the client, after 120 s.');
  });

  it('a healthy idle client against 600/3: nobody logs it out after 30 minutes', async () => {
    const server = ['ClientAliveInterval 600', 'ClientAliveCountMax 3'];
    const answer = await verdict({ server, more: ['--situation', 'healthy-idle'] });
    expect(answer).toMatchObject({ first: 'nobody', after: 'never' });
    const dead = await verdict({ server });
    const nothing = await verdict({});
    expect(nothing.because).toContain('TCPKeepAlive yes');
    expect(dead.text).toContain('A healthy idle session is ended by neither side');
    expect(dead.text).toContain('before sshd would (40 min)');
    expect(dead.because).toContain('sshd_config:1');
  });

  it('ProxyJump without keepalive on the jump host: the target’s own probes watch the whole way', async () => {
    const client = [
      'Host bastion',
      '  HostName b.example.com',
      'Host inner',
      '  ProxyJump bastion',
      '  ServerAliveInterval 30',
    ];
    const answer = await verdict({ client, host: 'inner' });
    expect(answer).toMatchObject({ first: 'client', after: upTo(120) });
    expect(answer.because[0]).toBe('config:5');
    expect(answer.advice).toEqual([]);
    const leg = answer.timers.find(({ id, hop }) => id === 'ServerAliveInterval' && hop);
    expect(leg).toMatchObject({ hop: 'bastion', fires: 'never' });
  });

  it('ProxyJump with keepalive on the jump host alone: its ssh gives up, and sees its own leg only', async () => {
    const client = ['Host bastion', '  ServerAliveInterval 10', 'Host inner', '  ProxyJump bastion'];
    const answer = await verdict({ client, host: 'inner' });
    expect(answer).toMatchObject({ first: 'client', after: upTo(40) });
    expect(answer.because).toEqual(['config:2', 'ServerAliveCountMax 3']);
    expect(answer.text).toContain('The ssh to jump host bastion gives up first');
  });

  it('hosts that jump through each other: the way ends where it comes back', async () => {
    const client = ['Host inner', '  ProxyJump one', 'Host one', '  ProxyJump two', 'Host two', '  ProxyJump one'];
    const { timers } = await verdict({ client, host: 'inner' });
    const hops = timers.filter(({ id, hop }) => hop && id === 'ServerAliveInterval');
    expect(hops.map(({ hop }) => hop)).toEqual(['two', 'one']);
  });

  it('a jump host that is itself reached through another one', async () => {
    const client = [
      'Host inner',
      '  ProxyJump bastion',
      'Host bastion',
      '  ProxyJump gate',
      'Host gate',
      '  ServerAliveInterval 5',
    ];
    const { timers } = await verdict({ client, host: 'inner' });
    const hops = timers.filter(({ hop }) => hop !== undefined);
    expect(hops.map(({ id, hop }) => `${hop} ${id}`)).toEqual([
      'gate ServerAliveInterval',
      'gate tcpKeepAlive',
      'bastion ServerAliveInterval',
    ]);
  });
});

describe('the report', () => {
  it('says what would help, where, and what comes of it', async () => {
    const client = ['Host web', '  ServerAliveInterval 400'];
    const text = await ask({ client, more: ['--path', '350'] });
    const advice = text.slice(text.indexOf('What would help'), text.indexOf('\nTimers')).replaceAll(/\s+/g, ' ');
    expect(advice).toContain(`ServerAliveInterval 60 in place of DIR/config:2, at most half of the 350 s`);
    expect(advice).toContain('now: The path is first: it forgets the idle connection after 350 s and tells nobody;');
    expect(advice).toContain('then: If the other end goes away: The client closes first, 239 to 240 s after');
    expect(advice).toContain('A healthy idle session is not ended, and the path keeps it.');
  });

  it('advises no line of ssh_config to a client that does not read it', async () => {
    const options = (client: string) => ['--path', '350', '--client', client];
    for (const client of ['ssh2', 'go', 'sshj', 'dropbear']) {
      expect(await ask({ more: options(client) }), client).not.toContain('of the client’s file');
    }
    expect(await ask({ more: options('asyncssh') })).toContain('ServerAliveInterval 60');
  });

  it('names every situation in words, who ends it, and the exit status', async () => {
    const text = await ask({ client: client15 });
    expect(text).toContain(
      'dead-idle: The other end has gone, nobody types\n      the client ends it after 59 to 60 s (ServerAliveInterval)',
    );
    expect(text).toContain('not responding. (after 59 to 60 s); exit status 255');
    expect(text.split('\n').every((line) => line.length <= 100)).toBe(true);
  });
});
