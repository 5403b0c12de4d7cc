import { describe, expect, it } from 'vitest';
import { effective, foretell, line, situation, timer, version } from './handMade.ts';

const seconds = (latest: number) => ({ earliest: latest - 1, latest });

describe('a peer that has gone', () => {
  it('costs one interval more than the product, on both sides', () => {
    const both = foretell({
      client: { ServerAliveInterval: 15, ServerAliveCountMax: 3 },
      server: { ClientAliveInterval: 20, ClientAliveCountMax: 3 },
    });
    expect(timer(both, 'ServerAliveInterval').fires).toEqual(seconds(60));
    expect(timer(both, 'ClientAliveInterval').fires).toEqual(seconds(80));
    expect(both.verdict).toMatchObject({ first: 'client', after: seconds(60) });
    expect(both.verdict.because).toHaveLength(2);
  });

  it.each(['9.2', '9.3', '9.4'])('costs twice that on sshd %s, whose probes leave at every second expiry', (sshd) => {
    const server = { ClientAliveInterval: 15, ClientAliveCountMax: 3 };
    const alive = timer(foretell({ sshd, server }), 'ClientAliveInterval');
    expect(alive).toMatchObject({ fires: seconds(120), probeEvery: 30, probes: 3, closedBy: 'server' });
    expect(alive.note).toContain('9.2 to 9.4');
  });

  it.each(['8.2', '9.1', '9.5', '9.6', '10.5'])('costs the plain figure on sshd %s', (sshd) => {
    const server = { ClientAliveInterval: 15, ClientAliveCountMax: 3 };
    expect(timer(foretell({ sshd, server }), 'ClientAliveInterval')).toMatchObject({
      fires: seconds(60),
      probeEvery: 15,
    });
  });

  it('is noticed by the client first where both say 15/3 and the server is 9.2', () => {
    const ends = {
      client: { ServerAliveInterval: 15, ServerAliveCountMax: 3 },
      server: { ClientAliveInterval: 15, ClientAliveCountMax: 3 },
    };
    expect(foretell({ ...ends, sshd: '9.2' }).verdict).toMatchObject({ first: 'client', after: seconds(60) });
    expect(foretell({ ...ends, sshd: '9.6' }).verdict).toMatchObject({ first: 'tie', after: seconds(60) });
  });

  it('is noticed by the side whose time runs out first', () => {
    const prediction = foretell({
      client: { ServerAliveInterval: 30, ServerAliveCountMax: 3 },
      server: { ClientAliveInterval: 10, ClientAliveCountMax: 2 },
    });
    expect(prediction.verdict).toMatchObject({ first: 'server', after: seconds(30) });
    const dead = situation(prediction, 'dead-idle');
    expect(dead).toMatchObject({ endedBy: 'ClientAliveInterval', closedBy: 'server' });
    expect(dead.clientSees).toMatch(/^Timeout, server HOST not responding\. \(after 119 to 120 s\)$/);
    expect(dead.serverSees).toMatch(/^Timeout, client not responding from user USER ADDRESS port PORT/);
  });

  it('is left to TCP where nobody probes', () => {
    const nobody = foretell({});
    expect(situation(nobody, 'dead-idle')).toMatchObject({
      endedBy: 'tcpKeepAlive',
      closedBy: 'tie',
      after: { earliest: 7875, latest: 7875 },
    });
    const off = foretell({ client: { TCPKeepAlive: 'no' }, server: { TCPKeepAlive: 'no' } });
    expect(situation(off, 'dead-idle')).toMatchObject({ endedBy: null, closedBy: 'nobody', after: 'never' });
    expect(off.verdict.first).toBe('nobody');
  });

  it('is given up by the kernel before a very patient keepalive does, for a probe is data that waits', () => {
    const prediction = foretell({ client: { ServerAliveInterval: 600, ServerAliveCountMax: 3 } });
    expect(timer(prediction, 'ServerAliveInterval').fires).toEqual(seconds(2400));
    expect(situation(prediction, 'dead-idle')).toMatchObject({
      endedBy: 'tcpRetransmission',
      after: { earliest: 599 + 924, latest: 600 + 1045 },
    });
    // A frozen process acknowledges through its kernel: TCP does not see it.
    expect(situation(prediction, 'peer-frozen')).toMatchObject({
      endedBy: 'ServerAliveInterval',
      after: seconds(2400),
    });
  });

  it('depends on the operating system where only TCP watches', () => {
    const on = (clientPlatform: 'macos' | 'windows') =>
      timer(foretell({ clientPlatform }), 'tcpKeepAlive', 'tcp').fires;
    expect(on('macos')).toEqual({ earliest: 7800, latest: 7800 });
    expect(on('windows')).toBe('unknown');
  });
});

describe('a count of zero', () => {
  it('makes the client end a healthy session, in every version, and never probe', () => {
    for (const ssh of ['8.2', '9.2', '10.5']) {
      const prediction = foretell({ ssh, client: { ServerAliveInterval: 900, ServerAliveCountMax: 0 } });
      expect(timer(prediction, 'ServerAliveInterval')).toMatchObject({ fires: seconds(900), probeEvery: null });
      expect(situation(prediction, 'healthy-idle')).toMatchObject({
        endedBy: 'ServerAliveInterval',
        closedBy: 'client',
        after: seconds(900),
      });
      expect(prediction.verdict.text).toContain('healthy');
    }
  });

  it('does not, where the server’s probes break the silence', () => {
    const client = { ServerAliveInterval: 900, ServerAliveCountMax: 0 };
    const fed = foretell({ client, server: { ClientAliveInterval: 300, ClientAliveCountMax: 3 } });
    expect(situation(fed, 'healthy-idle')).toMatchObject({ endedBy: null, after: 'never' });
    const late = foretell({ sshd: '9.2', client, server: { ClientAliveInterval: 450, ClientAliveCountMax: 3 } });
    expect(situation(late, 'healthy-idle')).toMatchObject({ endedBy: 'ServerAliveInterval', after: seconds(900) });
  });

  it('means never on sshd since 8.2, and the first silent interval before', () => {
    const server = { ClientAliveInterval: 300, ClientAliveCountMax: 0 };
    const current = foretell({ sshd: '8.2', server });
    expect(timer(current, 'ClientAliveInterval')).toMatchObject({ fires: 'never', probeEvery: 300 });
    const old = foretell({ sshd: '8.1', server });
    expect(timer(old, 'ClientAliveInterval')).toMatchObject({ fires: seconds(300), probeEvery: null });
    expect(situation(old, 'healthy-idle')).toMatchObject({ endedBy: 'ClientAliveInterval', closedBy: 'server' });
    const answered = foretell({ sshd: '8.1', server, client: { ServerAliveInterval: 60 } });
    expect(situation(answered, 'healthy-idle').after).toBe('never');
  });

  it('lets the kernel end a session with a dead client that sshd itself would keep', () => {
    const prediction = foretell({ server: { ClientAliveInterval: 300, ClientAliveCountMax: 0 } });
    expect(situation(prediction, 'dead-idle')).toMatchObject({
      endedBy: 'tcpRetransmission',
      closedBy: 'server',
      after: { earliest: 299 + 924, latest: 300 + 1045 },
    });
  });
});

describe('a session that keeps printing', () => {
  it('is never probed by sshd since 9.2, nor up to 7.5', () => {
    const server = { ClientAliveInterval: 15, ClientAliveCountMax: 3 };
    const printing = (sshd: string) => situation(foretell({ sshd, server }), 'dead-sending');
    expect(printing('8.9')).toMatchObject({
      endedBy: 'ClientAliveInterval',
      after: { earliest: 59, latest: 64 },
    });
    for (const sshd of ['7.5', '9.2', '10.5']) {
      expect(printing(sshd).endedBy).toBe('tcpRetransmission');
    }
  });

  it('does not keep the client from noticing', () => {
    const prediction = foretell({ client: { ServerAliveInterval: 15 } });
    expect(situation(prediction, 'dead-sending')).toMatchObject({
      endedBy: 'ServerAliveInterval',
      closedBy: 'client',
      after: seconds(60),
    });
  });
});

describe('a healthy idle session', () => {
  it('is not ended by keepalives: 600/3 is no idle logout', () => {
    const prediction = foretell({
      server: { ClientAliveInterval: 600, ClientAliveCountMax: 3 },
      client: { ServerAliveInterval: 15, ServerAliveCountMax: 3 },
    });
    expect(situation(prediction, 'healthy-idle')).toMatchObject({ endedBy: null, closedBy: 'nobody', after: 'never' });
    const asked = foretell({ server: { ClientAliveInterval: 600 }, situation: 'healthy-idle' });
    expect(asked.verdict).toMatchObject({ first: 'nobody', after: 'never' });
  });

  it('is lost behind a 350 s NAT with ClientAliveInterval 300 on 9.2, whose probes leave every 600 s', () => {
    const ends = { sshd: '9.2', path: 350, server: { ClientAliveInterval: 300, ClientAliveCountMax: 3 } };
    const lost = foretell(ends);
    expect(timer(lost, 'ClientAliveInterval').probeEvery).toBe(600);
    expect(timer(lost, 'path').fires).toEqual({ earliest: 350, latest: 350 });
    expect(lost.verdict).toMatchObject({ first: 'path', after: { earliest: 350, latest: 350 } });
    expect(situation(lost, 'path-forgets')).toMatchObject({ endedBy: 'path', closedBy: 'path' });

    const kept = foretell({ ...ends, client: { ServerAliveInterval: 300 } });
    expect(timer(kept, 'path').fires).toBe('never');
    expect(situation(kept, 'healthy-idle').after).toBe('never');
    expect(timer(foretell({ ...ends, sshd: '9.6' }), 'path').fires).toBe('never');
  });

  it('is judged by the profile’s sourced figure, and left open where there is none', () => {
    const nat = timer(foretell({ path: 'aws-nat-gateway' }), 'path');
    expect(nat.fires).toEqual({ earliest: 350, latest: 350 });
    expect(nat.because).toContainEqual(expect.objectContaining({ kind: 'profile', id: 'aws-nat-gateway' }));
    expect(timer(foretell({ path: 'tailscale' }), 'path').fires).toBe('unknown');
    expect(timer(foretell({}), 'path').fires).toBe('unknown');
  });

  it('is kept by TCP keepalive alone where the path waits longer than two hours', () => {
    expect(timer(foretell({ path: 'rfc5382-min' }), 'path').fires).toBe('never');
    expect(timer(foretell({ path: 3600 }), 'path').fires).toEqual({ earliest: 3600, latest: 3600 });
  });

  it('is not kept by probes on a path that counts what the user does', () => {
    const prediction = foretell({ path: 'aws-ssm-session', client: { ServerAliveInterval: 30 } });
    expect(timer(prediction, 'path').fires).toEqual({ earliest: 1200, latest: 1200 });
  });
});

describe('ChannelTimeout', () => {
  const fires = (sshd: string, value: string, session: 'shell' | 'command' = 'shell') =>
    timer(foretell({ sshd, session, server: { ChannelTimeout: value } }), 'ChannelTimeout', 'server').fires;

  it('never fires in any sshd as the manual writes it', () => {
    for (const sshd of ['9.2', '9.6', '10.5']) {
      expect(fires(sshd, 'session=5m')).toBe('never');
      expect(fires(sshd, 'session:*=5m')).toEqual(seconds(300));
      expect(fires(sshd, 'session*=5m')).toEqual(seconds(300));
    }
    const prediction = foretell({ server: { ChannelTimeout: 'session=5m' } });
    expect(timer(prediction, 'ChannelTimeout', 'server').note).toContain('session:shell');
  });

  it('closes a healthy idle session although both sides probe', () => {
    const prediction = foretell({
      client: { ServerAliveInterval: 15 },
      server: { ChannelTimeout: 'session:*=30', ClientAliveInterval: 15 },
    });
    expect(situation(prediction, 'healthy-idle')).toMatchObject({
      endedBy: 'ChannelTimeout',
      closedBy: 'server',
      after: seconds(30),
    });
    expect(prediction.verdict).toMatchObject({ first: 'server', after: seconds(30) });
  });

  it('takes the first pattern that matches; 0 shields', () => {
    expect(fires('10.5', 'session:command=5 session:*=60', 'command')).toEqual(seconds(5));
    expect(fires('10.5', 'session:command=5 session:*=60')).toEqual(seconds(60));
    expect(fires('10.5', 'session:shell=0 *=60')).toBe('never');
  });

  it('knows “global” from 9.7 on, and does not match it by a wildcard', () => {
    expect(fires('9.6', 'global=10')).toBe('never');
    expect(fires('9.7', 'global=10')).toEqual(seconds(10));
    expect(fires('9.7', '*=60 global=10')).toEqual(seconds(10));
    expect(fires('9.7', 'session:shell=0 global=10')).toEqual(seconds(10));
  });

  it('is labelled plain “session” by clients from 9.6 to 10.3', () => {
    const client = (ssh: string, value: string) =>
      timer(foretell({ ssh, client: { ChannelTimeout: value } }), 'ChannelTimeout', 'client').fires;
    expect(client('10.3', 'session=5')).toEqual(seconds(5));
    expect(client('10.3', 'session:*=5')).toBe('never');
    expect(client('10.4', 'session=5')).toBe('never');
    expect(client('10.4', 'session:*=5')).toEqual(seconds(5));
    for (const ssh of ['9.6', '10.3', '10.5']) expect(client(ssh, 'session*=5')).toEqual(seconds(5));
  });

  it('in a Match block runs from 10.5 on; before, the global list does', () => {
    const nothing = { value: 'none', from: { kind: 'default', version: version('9.9') } } as const;
    const inMatch = { value: 'session:*=2', from: line(3, 'Match User ann') };
    const at = (sshd: string, value: object) =>
      timer(foretell({ sshd, server: { ChannelTimeout: value } }), 'ChannelTimeout', 'server');
    expect(at('9.9', { ...inMatch, applied: nothing }).fires).toBe('never');
    expect(at('9.9', { ...inMatch, applied: nothing }).note).toContain('Match');
    expect(at('10.5', inMatch).fires).toEqual(seconds(2));
    const overGlobal = { ...inMatch, value: 'session:*=0', applied: { value: 'session:*=2', from: line(0) } };
    expect(at('9.9', overGlobal).fires).toEqual(seconds(2));
    expect(at('10.5', { ...inMatch, value: 'session:*=0' }).fires).toBe('never');
  });

  it('“none” in a Match block that applies cuts off the login in every version', () => {
    for (const sshd of ['9.2', '10.5']) {
      const prediction = foretell({ sshd, server: { ChannelTimeout: { value: 'none', from: line(3, 'Match all') } } });
      expect(prediction.verdict).toMatchObject({ first: 'server', after: { earliest: 0, latest: 0 } });
      expect(situation(prediction, 'healthy-idle').serverSees).toContain('bad timeout none');
    }
    expect(fires('10.5', 'none')).toBe('never');
  });
});

describe('ConnectTimeout', () => {
  it('does not bound key exchange and login; interval times count and LoginGraceTime do', () => {
    const alone = foretell({ client: { ConnectTimeout: 3 }, server: { LoginGraceTime: 0 } });
    expect(situation(alone, 'connect-stalls-kex')).toMatchObject({ endedBy: null, after: 'never' });
    const probing = foretell({
      client: { ConnectTimeout: 3, ServerAliveInterval: 2, ServerAliveCountMax: 2 },
    });
    expect(situation(probing, 'connect-stalls-kex')).toMatchObject({
      endedBy: 'ServerAliveInterval',
      after: { earliest: 4, latest: 4 },
    });
    const zero = foretell({ client: { ServerAliveInterval: 2, ServerAliveCountMax: 0 }, sshd: '9.9' });
    expect(situation(zero, 'connect-stalls-auth')).toMatchObject({
      endedBy: 'LoginGraceTime',
      closedBy: 'server',
      after: { earliest: 120, latest: 124 },
    });
  });

  it('is one budget up to 9.4 and a limit for each wait from 9.5 on', () => {
    const silent = (ssh: string, more = {}) =>
      situation(foretell({ ssh, client: { ConnectTimeout: 10, ...more } }), 'connect-no-banner').after;
    expect(silent('9.4')).toEqual({ earliest: 10, latest: 10 });
    expect(silent('9.5')).toEqual({ earliest: 10, latest: 20 });
    expect(silent('10.5', { ProxyCommand: 'nc %h %p' })).toEqual({ earliest: 10, latest: 10 });
    expect(situation(foretell({ client: { ServerAliveInterval: 1 } }), 'connect-no-banner').after).toBe('never');
  });

  it('starts anew for each attempt, a second apart', () => {
    const client = { ConnectTimeout: 2, ConnectionAttempts: 3 };
    expect(situation(foretell({ client }), 'connect-no-answer')).toMatchObject({
      endedBy: 'ConnectTimeout',
      after: { earliest: 8, latest: 8 },
    });
  });

  it('gives way to the operating system’s own limit', () => {
    const ending = (client: Record<string, number>) => situation(foretell({ client }), 'connect-no-answer');
    expect(ending({})).toMatchObject({ endedBy: 'tcpConnect', after: { earliest: 127, latest: 127 } });
    expect(ending({ ConnectTimeout: 300 })).toMatchObject({ endedBy: 'tcpConnect' });
  });
});

describe('the other clocks', () => {
  it('LoginGraceTime gets up to four random seconds from 9.9 on', () => {
    const grace = (sshd: string) => timer(foretell({ sshd, server: { LoginGraceTime: 60 } }), 'LoginGraceTime').fires;
    expect(grace('9.8')).toEqual({ earliest: 60, latest: 60 });
    expect(grace('9.9')).toEqual({ earliest: 60, latest: 64 });
    expect(timer(foretell({ server: { LoginGraceTime: 0 } }), 'LoginGraceTime').fires).toBe('never');
  });

  it('UnusedConnectionTimeout ends ssh -N, keepalives or not', () => {
    const prediction = foretell({
      client: { ServerAliveInterval: 1, SessionType: 'none' },
      server: { UnusedConnectionTimeout: 30, ClientAliveInterval: 1 },
    });
    expect(situation(prediction, 'no-session')).toMatchObject({
      endedBy: 'UnusedConnectionTimeout',
      closedBy: 'server',
      after: { earliest: 30, latest: 31 },
    });
    expect(prediction.situations.map(({ id }) => id)).not.toContain('healthy-idle');
  });

  it('ControlPersist counts only where a shared connection is opened', () => {
    const persist = (client: Record<string, string>) =>
      timer(foretell({ client: { ControlPersist: '60', ...client } }), 'ControlPersist').fires;
    expect(persist({})).toBe('never');
    expect(persist({ ControlMaster: 'auto', ControlPath: '/tmp/cm' })).toEqual(seconds(60));
    expect(persist({ ControlMaster: 'auto', ControlPath: '/tmp/cm', ControlPersist: 'yes' })).toBe('never');
  });

  it('ForwardX11Timeout refuses new programs and ends nothing', () => {
    const client = { ForwardX11: 'yes', ForwardX11Trusted: 'no' };
    const x11 = timer(foretell({ client }), 'ForwardX11Timeout');
    expect(x11).toMatchObject({ fires: { earliest: 1200, latest: 1201 }, closedBy: 'nobody' });
    expect(timer(foretell({ client: { ...client, ForwardX11Trusted: 'yes' } }), 'ForwardX11Timeout').fires).toBe(
      'never',
    );
  });

  it('RekeyLimit and AddKeysToAgent end nothing', () => {
    const prediction = foretell({ client: { RekeyLimit: '0 3600', AddKeysToAgent: '1800' } });
    expect(timer(prediction, 'RekeyLimit', 'client')).toMatchObject({ fires: 'never', closedBy: 'nobody' });
    expect(timer(prediction, 'RekeyLimit', 'client').note).toContain('1 h');
    expect(timer(prediction, 'AddKeysToAgent').note).toContain('30 min');
  });

  it('a time in RekeyLimit can bring a probe of sshd 9.2 forward', () => {
    const server = { ClientAliveInterval: 15, ClientAliveCountMax: 3, RekeyLimit: '0 20' };
    expect(timer(foretell({ sshd: '9.2', server }), 'ClientAliveInterval').fires).toEqual({
      earliest: 59,
      latest: 120,
    });
  });

  it('a sleeping laptop is dropped by the server, not by the client', () => {
    const prediction = foretell({
      client: { ServerAliveInterval: 5, ServerAliveCountMax: 1 },
      server: { ClientAliveInterval: 15, ClientAliveCountMax: 3 },
    });
    expect(situation(prediction, 'asleep')).toMatchObject({
      endedBy: 'ClientAliveInterval',
      closedBy: 'server',
      after: seconds(60),
    });
  });
});

describe('a connection through a proxy', () => {
  it('is not watched by its own TCPKeepAlive', () => {
    const prediction = foretell({
      client: { ProxyJump: 'bastion', TCPKeepAlive: 'yes' },
      server: { TCPKeepAlive: 'no' },
    });
    expect(timer(prediction, 'tcpKeepAlive', 'tcp')).toMatchObject({ fires: 'never', probeEvery: null });
    // The proxy may give up by itself; nobody here can tell when.
    expect(situation(prediction, 'dead-idle')).toMatchObject({ after: 'unknown' });
    expect(prediction.assumptions.join(' ')).toContain('through a proxy');
  });

  it('still is watched end to end by ServerAlive; the jump host’s ssh has settings of its own', () => {
    const prediction = foretell({
      client: { ProxyJump: 'bastion', ServerAliveInterval: 15, ServerAliveCountMax: 3 },
      hops: [{ host: 'bastion', client: effective('client', '10.5', {}) }],
    });
    const hop = prediction.timers.filter((candidate) => candidate.hop === 'bastion');
    expect(hop.map(({ id, fires }) => [id, fires])).toEqual([
      ['ServerAliveInterval', 'never'],
      ['tcpKeepAlive', { earliest: 7875, latest: 7875 }],
    ]);
    expect(situation(prediction, 'dead-idle')).toMatchObject({ closedBy: 'client', after: seconds(60) });
    expect(prediction.idlePacketPeriod).toBe(15);
  });

  it('ends when the jump host’s ssh gives up sooner', () => {
    const prediction = foretell({
      client: { ProxyJump: 'bastion', ServerAliveInterval: 60 },
      hops: [
        { host: 'bastion', client: effective('client', '10.5', { ServerAliveInterval: 5, ServerAliveCountMax: 1 }) },
      ],
    });
    expect(situation(prediction, 'dead-idle').after).toEqual(seconds(10));
    expect(prediction.assumptions).toContain('The ssh to bastion sends a probe of its own every 5 s.');
  });
});

describe('a prediction', () => {
  it('says which defaults it took where a configuration is missing', () => {
    const prediction = foretell({ ssh: '9.6', sshd: '9.2' });
    expect(prediction.assumptions.join(' ')).toBe(
      'Client: the defaults of OpenSSH 9.6. Server: no sshd_config is paired, so the defaults of OpenSSH 9.2. Path: not known.',
    );
    expect(timer(prediction, 'ServerAliveInterval').because).toContainEqual({
      kind: 'default',
      directive: 'ServerAliveInterval',
      value: '0',
      openssh: '9.6',
    });
  });

  it('lists every mechanism once a side, each with a reason and a note', () => {
    for (const prediction of [foretell({}), foretell({ ssh: '8.0', sshd: '8.0', path: 350 })]) {
      const keys = prediction.timers.map(({ id, side, closedBy }) => `${id} ${side} ${closedBy}`);
      expect(new Set(keys).size).toBe(keys.length);
      for (const { id, note, because } of prediction.timers) {
        expect(note, id).not.toBe('');
        if (id !== 'path') expect(because, id).not.toHaveLength(0);
      }
    }
  });

  it('takes what-if values before those of the files', () => {
    const prediction = foretell({
      client: { ServerAliveInterval: 60 },
      overrides: { client: { serveraliveinterval: '15', serveralivecountmax: '1' } },
    });
    expect(timer(prediction, 'ServerAliveInterval').fires).toEqual(seconds(30));
  });

  it('says that it hangs on a criterion that was not evaluated', () => {
    const prediction = foretell({ client: { ServerAliveInterval: { value: '15', certainty: 'depends' } } });
    expect(timer(prediction, 'ServerAliveInterval').depends).toBe(true);
    expect(prediction.verdict.text).toContain('not evaluated');
  });

  it('MaxStartups of one number drops all from there on; of three it says how the chance rises', () => {
    const note = (value: string) => timer(foretell({ server: { MaxStartups: value } }), 'MaxStartups').note;
    expect(note('5:30:5')).toMatch(/^From 5 connections without login on, new ones are dropped at once\. /);
    expect(note('5:30:50')).toContain('a chance of 30 % rising to 100 % at 50');
  });

  it('a login that takes too long costs what this sshd charges: until 9.9 that of a crash', () => {
    const value = 'crash:70 authfail:5 noauth:1 grace-exceeded:25 max:600 min:15';
    const note = (sshd: string) =>
      timer(foretell({ server: { PerSourcePenalties: value }, sshd }), 'PerSourcePenalties').note;
    for (const sshd of ['9.8', '9.9']) expect(note(sshd), sshd).toContain('takes too long 70 s');
    for (const sshd of ['10.0', '10.5']) expect(note(sshd), sshd).toContain('takes too long 25 s');
  });
});
