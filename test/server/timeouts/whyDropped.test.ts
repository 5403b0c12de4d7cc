import { describe, expect, it } from 'vitest';
import { type PredictInput, predict } from '../../../server/src/timeouts/model.ts';
import { type DropReport, whyDropped } from '../../../server/src/timeouts/whyDropped.ts';
import { newestKnownVersion } from '../../../server/src/values/openSshVersion.ts';

type Values = Readonly<Record<string, string>>;

function causes(report: DropReport, client: Values = {}, server: Values = {}, more: Partial<PredictInput> = {}) {
  const versions = { clientVersion: newestKnownVersion, serverVersion: newestKnownVersion };
  return whyDropped(predict({ ...versions, overrides: { client, server }, ...more }), report);
}

/** The first explanation, and those that are not ruled out. */
function ranked(...args: Parameters<typeof causes>) {
  const [first, ...others] = causes(...args).filter(({ weight }) => weight !== 'ruled-out');
  return { first: first?.id, weight: first?.weight, others: others.map(({ id }) => id) };
}

const probing = { serveraliveinterval: '15', serveralivecountmax: '3' };

describe('why a connection ended', () => {
  it.each<[string, string, Values, Values, number | undefined]>([
    ['client-keepalive', 'Timeout, server web.example.org not responding.', probing, {}, 60],
    ['client-login-stall', 'Connection to 192.0.2.7 port 22 timed out', probing, {}, 45],
    [
      'banner',
      'Connection timed out during banner exchange\r\nConnection to 192.0.2.7 port 22 timed out',
      { connecttimeout: '10' },
      {},
      10,
    ],
    ['connect', 'ssh: connect to host web port 22: Connection timed out', { connecttimeout: '10' }, {}, 10],
    ['system-connect', 'ssh: connect to host web port 22: Connection timed out', {}, {}, 128],
    [
      'server-keepalive',
      'Timeout, client not responding from user bob 192.0.2.1 port 4711',
      {},
      { clientaliveinterval: '30' },
      120,
    ],
    ['server-keepalive', 'Connection to web closed by remote host.', {}, { clientaliveinterval: '30' }, 125],
    ['unused', 'Connection to web closed by remote host.', {}, { unusedconnectiontimeout: '300' }, 301],
    ['unused', 'client_loop: send disconnect: Broken pipe', {}, { unusedconnectiontimeout: '300' }, 301],
    ['unused', 'terminating inactive connection from user bob 192.0.2.1 port 4711', {}, {}, undefined],
    ['channel-server', '', {}, { channeltimeout: 'session:*=600' }, 600],
    ['channel-server', 'Connection to web closed.', {}, { channeltimeout: 'session:*=600' }, 605],
    ['login-grace', 'Connection closed by 192.0.2.7 port 22', {}, { logingracetime: '30' }, 31],
    ['login-grace', 'Timeout before authentication for connection from 192.0.2.1 to 192.0.2.7, pid = 9', {}, {}, 120],
    ['max-startups', 'drop connection #10 from [192.0.2.1]:1 on [192.0.2.7]:22 past Maxstartups', {}, {}, undefined],
    ['penalty', 'drop connection #0 from [192.0.2.1]:1 on [192.0.2.7]:22 penalty: failed authentication', {}, {}, 0],
    ['master', 'Shared connection to web closed.', {}, {}, undefined],
  ])('finds %s behind “%s”', (cause, message, client, server, seconds) => {
    const report = seconds === undefined ? { message } : { message, seconds };
    expect(ranked(report, client, server).first).toBe(cause);
  });

  it('takes a broken pipe for no proof, and lets values and time decide', () => {
    const message = 'client_loop: send disconnect: Broken pipe';
    const behindNat = { path: 350 } as const;
    const forgotten = ranked({ message, seconds: 700 }, {}, {}, behindNat);
    expect(forgotten).toMatchObject({ first: 'path', weight: 'fits' });
    expect(forgotten.others).toContain('sleep');
    // Probes keep that path awake, so it cannot have been the path.
    const kept = ranked({ message, seconds: 700 }, probing, {}, behindNat);
    expect(kept.first).not.toBe('path');
    expect(kept.others).not.toContain('path');
    // After a minute no path of 350 s has forgotten anything.
    expect(ranked({ message, seconds: 60 }, {}, {}, behindNat).others).not.toContain('path');
  });

  it('believes words that nothing else writes, whatever the files say by now', () => {
    const [first] = causes({ message: 'Timeout, server web not responding.' });
    expect(first).toMatchObject({ id: 'client-keepalive', weight: 'proven', fires: 'never' });
  });

  it('tells the ssh of a jump host by the name in its words', () => {
    const hops = [{ host: 'jump' }];
    const [first] = causes({ message: 'Timeout, server jump not responding.' }, probing, {}, { hops });
    expect(first?.timer?.hop).toBe('jump');
  });

  it('rules out what cannot have acted yet', () => {
    const early = causes(
      { message: 'Connection to web closed by remote host.', seconds: 20 },
      {},
      { clientaliveinterval: '30' },
    );
    expect(early.find(({ id }) => id === 'server-keepalive')?.weight).toBe('ruled-out');
    expect(early[0]?.id).toBe('server-process');
  });

  it('says of each cause what would tell it apart', () => {
    const every = ['Broken pipe', 'closed by remote host', 'Connection to x closed.', ''].flatMap((message) =>
      causes({ message }),
    );
    for (const { title, sign, id } of every) {
      expect(title, id).toMatch(/\s/);
      expect(sign, id).toMatch(/\s/);
    }
  });

  it('answers nothing to words that it does not know', () => {
    expect(causes({ message: 'Segmentation fault' })).toEqual([]);
  });
});
