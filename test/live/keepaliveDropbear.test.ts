import { afterAll, beforeAll, describe, expect, test as it } from 'vitest';
import { serverInterval } from '../../server/src/keepalive/serverInterval.ts';
import { noDropbear, startDropbear } from '../helpers/dropbear.ts';
import { hasSshd, writeClientConfig } from '../helpers/sshd.ts';
import { type Bundles, buildRunner, runProbe, test } from './keepaliveHarness.ts';

const reason = hasSshd() ? noDropbear() : 'OpenSSH is not installed';

// A server of another house: other words, another form of probe, another limit.
describe.skipIf(reason !== undefined).concurrent(`a live test with dropbear${reason ? ` (${reason})` : ''}`, () => {
  let bundles: Bundles;
  const servers: Awaited<ReturnType<typeof startDropbear>>[] = [];
  const dropbear = async (...args: readonly string[]) => {
    const server = await startDropbear(args);
    servers.push(server);
    return writeClientConfig({ ...server, log: () => '' });
  };

  beforeAll(async () => {
    bundles = await buildRunner();
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    bundles?.remove();
  });

  it('it answers every probe', async () => {
    const { observation, verdict } = await test(bundles.runner, await dropbear(), { seconds: 4 });
    expect(verdict).toEqual({ code: 'healthy', phase: 'live', outcome: 'healthy' });
    expect(observation.serverSoftware).toMatch(/^dropbear/);
    expect(observation.samples.length).toBeGreaterThanOrEqual(3);
  });

  it('its own probes are seen and counted, and nothing is said in OpenSSH’s words', async () => {
    const file = await dropbear('-K', '2');
    const { observation, verdict } = await test(bundles.runner, file, { mode: 'observe', seconds: 9 });
    expect(verdict.code).toBe('healthy');
    expect(observation.serverProbes.map(({ form }) => form)).toContain('global');
    expect(serverInterval(observation)).toMatchObject({ kind: 'measured', configured: 2, certainty: 'measured' });
    const { out } = await runProbe(bundles, ['box', '-F', file, '--mode', 'observe', '--seconds', '7']).outcome;
    expect(out).toMatch(/^The server’s own probes: every 2 s$/m);
    expect(out).not.toMatch(/ClientAlive/);
  }, 40_000);

  it('its idle limit ends a connection whose probes it answers', async () => {
    const { code, out } = await runProbe(bundles, ['box', '-F', await dropbear('-I', '3')]).outcome;
    expect(code).toBe(1);
    expect(out).toMatch(/^→ .*dropbear/m);
  }, 40_000);
});
