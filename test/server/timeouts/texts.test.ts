import { describe, expect, it } from 'vitest';
import { advise, suitableInterval } from '../../../server/src/timeouts/advice.ts';
import { duration, exactWhen } from '../../../server/src/timeouts/format.ts';
import { contextOf, hoverText, lensText, timerIdOf } from '../../../server/src/timeouts/model.ts';
import { timeline } from '../../../server/src/timeouts/timeline.ts';
import { effective, foretell, version } from './handMade.ts';

describe('the lens', () => {
  it('says when a dead server is noticed, whether idle is safe, and whether the server is sooner', () => {
    const client = { ServerAliveInterval: 15, ServerAliveCountMax: 3 };
    const server = { ClientAliveInterval: 15, ClientAliveCountMax: 2 };
    expect(lensText(foretell({ client, server, path: 'aws-nat-gateway' }))).toBe(
      'dead server noticed in 60 s · idle is safe behind 350 s NAT · server may drop first at 45 s',
    );
    expect(lensText(foretell({ client }))).toBe('dead server noticed in 60 s · idle packet every 15 s');
  });

  it('says what is missing', () => {
    expect(lensText(foretell({ client: {}, path: 350 }))).toBe(
      'dead server noticed by TCP only, in 2 h 11 min 15 s · 350 s NAT forgets it while idle',
    );
    expect(lensText(foretell({ client: { TCPKeepAlive: 'no' } }))).toBe(
      'dead server never noticed · idle is not kept alive',
    );
    expect(lensText(foretell({ client: { ServerAliveInterval: 900, ServerAliveCountMax: 0 } }))).toBe(
      'closes even a healthy session after 15 min of silence · idle is not kept alive',
    );
  });

  it('names the server’s idle logout', () => {
    const server = { ChannelTimeout: 'session:*=600' };
    expect(lensText(foretell({ client: { ServerAliveInterval: 60 }, server }))).toBe(
      'dead server noticed in 240 s · idle packet every 60 s · server closes idle sessions after 10 min',
    );
  });

  it('speaks of the client where it stands in a sshd_config', () => {
    const server = { ClientAliveInterval: 300, ClientAliveCountMax: 1, UnusedConnectionTimeout: 60 };
    expect(lensText(foretell({ server, sshd: '9.2' }))).toBe(
      'dead client noticed in 20 min · probes every 10 min, not 300 s · connections without a channel closed after 60 s · idle packet every 10 min',
    );
    expect(lensText(foretell({ server: {} }))).toContain('dead client not noticed by sshd');
  });
});

describe('the hover', () => {
  it('says when a timer fires, what it does not do, and who is first', () => {
    const prediction = foretell({ client: { ServerAliveInterval: 15 } });
    expect(hoverText(prediction, timerIdOf('ServerAliveCountMax'))).toBe(
      'Fires 59 to 60 s after the last data from the server; typing does not reset it. ' +
        '15 × (3 + 1): it closes when one more answer than ServerAliveCountMax is missing. ' +
        'A healthy server answers, however idle the session. ' +
        'During key exchange and login the limit is 15 × 3 = 45 s for each wait. ' +
        'In all: If the other end goes away: The client closes first, 59 to 60 s after the server’s last data: 15 × (3 + 1). ' +
        'A healthy idle session is ended by neither side; what lies between is not known.',
    );
    expect(hoverText(prediction, 'NoSuchTimer')).toBe('');
  });
});

describe('times', () => {
  it('keeps the tenths of what was measured where they count', () => {
    expect([3.4, 9.96, 12.4].map((seconds) => duration(seconds))).toEqual(['3.4 s', '10 s', '12 s']);
  });

  it('are seconds below ten minutes and then the usual units', () => {
    expect([0, 59, 599, 600, 1200, 7875, 432000].map((seconds) => duration(seconds))).toEqual([
      '0 s',
      '59 s',
      '599 s',
      '10 min',
      '20 min',
      '2 h 11 min 15 s',
      '5 d',
    ]);
    expect(exactWhen({ earliest: 9, latest: 10 })).toBe('9 to 10 s');
    expect(exactWhen('never')).toBe('never');
  });
});

describe('the timeline', () => {
  const draw = (prediction: Parameters<typeof timeline>[0], id?: Parameters<typeof timeline>[1]) => {
    const { events, later } = timeline(prediction, id);
    const mark = ({ at, until, lane, kind }: (typeof events)[number]) =>
      `${at}${until === undefined ? '' : `-${until}`} ${lane} ${kind}`;
    return { shown: events.map(mark), later: later.map(mark) };
  };

  it('shows the probes of both sides and who gives up', () => {
    const client = { ServerAliveInterval: 15, ServerAliveCountMax: 2 };
    const server = { ClientAliveInterval: 20, ClientAliveCountMax: 1 };
    expect(draw(foretell({ client, server })).shown).toEqual([
      '0 client last-packet',
      '0 server last-packet',
      '15 client probe',
      '20 server probe',
      '30 client probe',
      '39-40 server gives-up',
      '44-45 client gives-up',
    ]);
  });

  it('doubles the server’s probes on 9.2 and leaves what comes much later out of the picture', () => {
    const client = { ServerAliveInterval: 5, ServerAliveCountMax: 1 };
    const server = { ClientAliveInterval: 15, ClientAliveCountMax: 3 };
    const { shown, later } = draw(foretell({ client, server, sshd: '9.2' }));
    expect(shown).toContain('9-10 client gives-up');
    expect(later).toEqual(['119-120 server gives-up']);
  });

  it('shows only the faster side’s probes while both are well', () => {
    const client = { ServerAliveInterval: 30 };
    const server = { ClientAliveInterval: 60, ChannelTimeout: '*=100' };
    expect(draw(foretell({ client, server }), 'healthy-idle').shown).toEqual([
      '0 client last-packet',
      '0 server last-packet',
      '30 client answered-probe',
      '60 client answered-probe',
      '90 client answered-probe',
      '99-100 server closes-idle',
    ]);
  });

  it('shows the unanswered probes of the ssh to a jump host, where that one gives up', () => {
    const hops = [
      { host: 'jump', client: effective('client', '10.5', { ServerAliveInterval: 10, ServerAliveCountMax: 1 }) },
    ];
    const drawn = timeline({ ...foretell({ client: {}, hops }) });
    expect(drawn.events.map(({ at, lane, kind, hop }) => `${at} ${lane} ${kind} ${hop ?? ''}`.trim())).toEqual([
      '0 client last-packet',
      '0 server last-packet',
      '10 client probe jump',
      '19 client gives-up jump',
    ]);
  });

  it('shows where the path forgets, before the probe that comes too late', () => {
    const prediction = foretell({ server: { ClientAliveInterval: 300 }, sshd: '9.2', path: 350 });
    expect(draw(prediction, 'path-forgets').shown).toEqual([
      '0 client last-packet',
      '0 server last-packet',
      '350 path path-forgets',
    ]);
    expect(draw(prediction, 'path-forgets').later).toEqual(['2399-2400 server gives-up']);
  });
});

describe('advice', () => {
  const advised = (ends: {
    client?: Record<string, string | number>;
    server?: Record<string, string | number>;
    path?: number;
    sshd?: string;
  }) => {
    const { client, server, path, sshd = '10.5' } = ends;
    const context = contextOf({
      client: effective('client', '10.5', client ?? {}),
      server: server && effective('server', sshd, server),
      clientVersion: version('10.5'),
      serverVersion: version(sshd),
      path,
    });
    return advise(context).map(({ directive, value }) => `${directive} ${value}`);
  };

  it('leaves alone what does its work', () => {
    expect(advised({ client: { ServerAliveInterval: 120 } })).toEqual([]);
    expect(advised({ client: { ServerAliveInterval: 120 }, path: 350 })).toEqual([]);
  });

  it('proposes the longest interval that half of the path’s patience allows', () => {
    expect(advised({})).toEqual(['ServerAliveInterval 60']);
    expect(advised({ path: 60 })).toEqual(['ServerAliveInterval 30']);
    expect(advised({ client: { ServerAliveInterval: 300 }, path: 350 })).toEqual(['ServerAliveInterval 60']);
    expect([7200, 100, 7, 1].map(suitableInterval)).toEqual([60, 45, 3, 1]);
  });

  it('puts a count of zero and the pattern “session” right', () => {
    expect(advised({ client: { ServerAliveInterval: 900, ServerAliveCountMax: 0 } })).toEqual([
      'ServerAliveCountMax 3',
    ]);
    expect(advised({ client: { ServerAliveInterval: 60 }, server: { ChannelTimeout: 'session=5m' } })).toEqual([
      'ChannelTimeout session:*=300',
    ]);
  });
});
