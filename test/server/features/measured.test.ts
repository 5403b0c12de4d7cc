import { describe, expect, it } from 'vitest';
import { provideCodeLenses, resolveCodeLens } from '../../../server/src/features/codeLens.ts';
import { predictionFor } from '../../../server/src/features/prediction.ts';
import { provideTimeline } from '../../../server/src/features/timeline.ts';
import type { Measurement } from '../../../server/src/keepalive/measurement.ts';
import { hostSubject } from '../../../server/src/resolve/subjects.ts';
import { fullOptions, snapshotOf, type TestWorkspace } from '../../helpers/editor.ts';

const at = '2025-01-02T23:00:00.000Z';
const measured: Measurement = {
  at,
  software: 'OpenSSH_9.6',
  interval: { at, wire: 60, configured: 60 },
  roundTrip: { at, median: 41 },
};

const snapshot = (measurements: TestWorkspace['measurements'], scene: TestWorkspace = {}) =>
  snapshotOf('/home/me/.ssh/config', 'Host web\n  ServerAliveInterval 0\n', {
    ...scene,
    ...(measurements ? { measurements } : {}),
  });

async function lensTitles(measurements: TestWorkspace['measurements']) {
  const made = await snapshot(measurements);
  return provideCodeLenses(made, fullOptions).map(
    (lens) => (lens.command ? lens : resolveCodeLens(made, lens)).command?.title,
  );
}

describe('what live tests have learnt of a host', () => {
  it('stands above the host, with its age', async () => {
    expect(await lensTitles({ web: measured })).toContain('measured 2 days ago: server probes every 60 s, RTT 41 ms');
    expect(await lensTitles({ web: { ...measured, at: '2025-01-04T01:00:00.000Z' } })).toContain(
      'measured today: server probes every 60 s, RTT 41 ms',
    );
    expect((await lensTitles({ other: measured })).join()).not.toContain('measured');
    expect((await lensTitles(undefined)).join()).not.toContain('measured');
  });

  it('stands in for a server file that nobody has paired', async () => {
    const made = await snapshot({ web: measured });
    const prediction = predictionFor(made, made.graphs[0], hostSubject('web'));
    expect(prediction.keepalive.server).toMatchObject({ interval: 60, configured: true });
    const timer = prediction.timers.find(({ id }) => id === 'ClientAliveInterval');
    expect(timer?.because[0]).toEqual({ kind: 'measured', what: 'ClientAliveInterval 60', date: '2025-01-02' });
    expect(prediction.assumptions.join(' ')).toContain('OpenSSH 9.6 as measured 2025-01-02');
  });

  it('does not beat a server file that is paired', async () => {
    const paired = {
      files: { '/srv/sshd_config': 'ClientAliveInterval 10\n' },
      settings: { servers: { web: '/srv/sshd_config' } },
    };
    const made = await snapshot({ web: measured }, paired);
    expect(predictionFor(made, made.graphs[0], hostSubject('web')).keepalive.server.interval).toBe(10);
  });

  it('is the path where the settings name none', async () => {
    const idle = { web: { at, idle: { at, survived: 240, lost: 300 } } };
    const made = await snapshot(idle);
    expect(predictionFor(made, made.graphs[0], hostSubject('web')).pathSeconds).toBe(240);
    const set = await snapshot(idle, { settings: { path: { web: 350 } } });
    expect(predictionFor(set, set.graphs[0], hostSubject('web')).pathSeconds).toBe(350);
  });

  it('stands beside the prediction on one axis', async () => {
    const made = await snapshot({ web: { at, cut: { at, client: null, server: 241.2 } } });
    const question = { uri: made.uri, host: 'web', situation: 'dead-idle' };
    const marks = provideTimeline(made, question, fullOptions)?.picture.marks.filter(({ kind }) => kind === 'measured');
    expect(marks).toMatchObject([{ lane: 'server', at: 241.2, label: 'measured 241.2 s' }]);
  });
});
