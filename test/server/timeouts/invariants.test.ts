import fc from 'fast-check';
import { expect, it } from 'vitest';
import { timeline } from '../../../server/src/timeouts/timeline.ts';
import type { Fires } from '../../../server/src/timeouts/timer.ts';
import { foretell, situation, timer } from './handMade.ts';

const release = fc.constantFrom('7.4', '8.0', '8.2', '8.9', '9.2', '9.4', '9.5', '9.6', '9.9', '10.3', '10.5');
const interval = fc.oneof(fc.constantFrom(0, 1, 15, 300), fc.nat(2147483647));
const count = fc.oneof(fc.constantFrom(0, 1, 3), fc.nat(2147483647));
const client = fc.record(
  {
    ServerAliveInterval: interval,
    ServerAliveCountMax: count,
    ConnectTimeout: fc.oneof(fc.constant('none'), fc.nat(1000)),
    TCPKeepAlive: fc.constantFrom('yes', 'no'),
    ProxyJump: fc.constantFrom('none', 'bastion'),
    ChannelTimeout: fc.constantFrom('none', 'session=5m', 'session*=60', 'global=10 *=0'),
    SessionType: fc.constantFrom('default', 'none'),
  },
  { requiredKeys: [] },
);
const server = fc.record(
  {
    ClientAliveInterval: interval,
    ClientAliveCountMax: count,
    LoginGraceTime: fc.nat(1000),
    TCPKeepAlive: fc.constantFrom('yes', 'no'),
    ChannelTimeout: fc.constantFrom('none', 'session=5m', 'session:*=60', '*=30 global=10'),
    UnusedConnectionTimeout: fc.oneof(fc.constant('none'), fc.nat(1000)),
    RekeyLimit: fc.constantFrom('0 0', '0 3600'),
  },
  { requiredKeys: [] },
);
const ends = fc.record(
  {
    client,
    server,
    ssh: release,
    sshd: release,
    path: fc.oneof(fc.integer({ min: 1, max: 10000 }), fc.constant('gcp-iap')),
  },
  { requiredKeys: ['ssh', 'sshd'] },
);

function sound(fires: Fires): boolean {
  if (typeof fires === 'string') return fires === 'never' || fires === 'unknown';
  return fires.earliest >= 0 && fires.earliest <= fires.latest && Number.isFinite(fires.latest);
}

it('answers everything with sound ranges, whatever is configured', () => {
  fc.assert(
    fc.property(ends, (given) => {
      const prediction = foretell(given);
      for (const { fires, id, note } of prediction.timers) {
        expect(sound(fires), id).toBe(true);
        expect(note, id).not.toBe('');
      }
      for (const { id, after, endedBy, closedBy } of prediction.situations) {
        expect(sound(after), id).toBe(true);
        expect(endedBy === null, id).toBe(closedBy === 'nobody');
        expect(after === 'never', id).toBe(closedBy === 'nobody');
        const drawn = timeline(prediction, id);
        expect(
          drawn.events.every((event) => event.at >= 0 && event.at <= drawn.span),
          id,
        ).toBe(true);
      }
      expect(prediction.verdict.text).not.toBe('');
      expect(JSON.parse(JSON.stringify(prediction.verdict))).toEqual(prediction.verdict);
    }),
  );
});

it('a dead peer is never noticed later than by the side that notices it first', () => {
  fc.assert(
    fc.property(ends, (given) => {
      const prediction = foretell(given);
      const { after } = situation(prediction, 'dead-idle');
      for (const id of ['ServerAliveInterval', 'ClientAliveInterval']) {
        const { fires } = timer(prediction, id);
        if (typeof fires === 'object') expect((after as { latest: number }).latest).toBeLessThanOrEqual(fires.latest);
      }
    }),
  );
});

it('a longer interval or a larger count never closes sooner, but for a count of zero', () => {
  const small = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(release, small, small, small, small, (version, i, n, moreI, moreN) => {
      const latest = (seconds: number, max: number, side: 'client' | 'server') => {
        const values =
          side === 'client'
            ? { client: { ServerAliveInterval: seconds, ServerAliveCountMax: max } }
            : { server: { ClientAliveInterval: seconds, ClientAliveCountMax: max } };
        const id = side === 'client' ? 'ServerAliveInterval' : 'ClientAliveInterval';
        const { fires } = timer(foretell({ ...values, ssh: version, sshd: version }), id);
        return typeof fires === 'object' ? fires.latest : Number.POSITIVE_INFINITY;
      };
      for (const side of ['client', 'server'] as const) {
        expect(latest(i + moreI, n, side)).toBeGreaterThan(latest(i, n, side));
        expect(latest(i, n + moreN, side)).toBeGreaterThan(latest(i, n, side));
      }
    }),
  );
});

it('of two sides that probe the one whose time runs out first closes, and equal times are a tie', () => {
  const seconds = fc.integer({ min: 5, max: 60 });
  const rounds = fc.integer({ min: 1, max: 5 });
  const releases = fc.constantFrom('8.9', '9.2', '9.4', '9.5', '10.5');
  fc.assert(
    fc.property(seconds, rounds, seconds, rounds, releases, (i, n, j, m, sshd) => {
      const ofClient = i * (n + 1);
      const ofServer = j * (m + 1) * (sshd === '9.2' || sshd === '9.4' ? 2 : 1);
      const { closedBy, after } = situation(
        foretell({
          client: { ServerAliveInterval: i, ServerAliveCountMax: n },
          server: { ClientAliveInterval: j, ClientAliveCountMax: m },
          sshd,
        }),
        'dead-idle',
      );
      expect(closedBy).toBe(ofClient === ofServer ? 'tie' : ofClient < ofServer ? 'client' : 'server');
      const sooner = Math.min(ofClient, ofServer);
      expect(after).toEqual({ earliest: sooner - 1, latest: sooner });
    }),
  );
});

it('a limit of ChannelTimeout either ends the idle session or is said to reach nothing', () => {
  const clientType = fc.constantFrom('session', 'session:*', 'session*', '*');
  const serverType = fc.constantFrom('session', 'session:*', 'session*', '*', 'session:shell');
  const since = fc.constantFrom('9.6', '9.9', '10.3', '10.4', '10.5');
  fc.assert(
    fc.property(fc.constantFrom('client', 'server'), clientType, serverType, since, (side, type, other, release) => {
      const pattern = side === 'client' ? type : other;
      const prediction = foretell({ [side]: { ChannelTimeout: `${pattern}=300` }, ssh: release, sshd: release });
      const ends = situation(prediction, 'healthy-idle').endedBy === 'ChannelTimeout';
      expect(prediction.verdict.text.includes('has no effect')).toBe(!ends);
    }),
  );
});
