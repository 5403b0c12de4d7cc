import { describe, expect, it } from 'vitest';
import { clientKinds } from '../../../server/src/timeouts/clientKinds.ts';
import { foretell, situation, timer } from './handMade.ts';

describe('other clients', () => {
  it('paramiko keeps the path and never notices a dead server', () => {
    const client = { ServerAliveInterval: 15, ConnectTimeout: 10 };
    const plain = foretell({ clientKind: 'paramiko', client, path: 350 });
    expect(timer(plain, 'ServerAliveInterval')).toMatchObject({ fires: 'never', probeEvery: null });
    expect(timer(plain, 'path').fires).toEqual({ earliest: 350, latest: 350 });
    expect(situation(plain, 'connect-no-banner')).toMatchObject({
      endedBy: 'banner_timeout',
      after: { earliest: 15, latest: 15 },
    });
    const kept = foretell({
      clientKind: 'paramiko',
      path: 350,
      overrides: { client: { serveraliveinterval: '30' } },
    });
    expect(timer(kept, 'path').fires).toBe('never');
    expect(situation(kept, 'peer-frozen')).toMatchObject({ closedBy: 'nobody', after: 'never' });
    // Its requests are data that waits for an acknowledgement.
    expect(situation(kept, 'dead-idle')).toMatchObject({ endedBy: 'tcpRetransmission' });
  });

  it('JSch reads ServerAlive and counts to one by default', () => {
    const prediction = foretell({ clientKind: 'jsch', client: { ServerAliveInterval: 15 } });
    expect(timer(prediction, 'ServerAliveInterval').fires).toEqual({ earliest: 29, latest: 30 });
  });

  it('dropbear notices after three intervals', () => {
    const prediction = foretell({ clientKind: 'dropbear', overrides: { client: { serveraliveinterval: '10' } } });
    expect(timer(prediction, 'ServerAliveInterval').fires).toEqual({ earliest: 29, latest: 30 });
  });

  it('Remote-SSH runs ssh with a ConnectTimeout that beats the file', () => {
    const client = { ConnectTimeout: 60, ServerAliveInterval: 15 };
    const prediction = foretell({ clientKind: 'remote-ssh', client, ssh: '9.2' });
    expect(timer(prediction, 'ConnectTimeout').fires).toEqual({ earliest: 15, latest: 15 });
    expect(timer(prediction, 'ServerAliveInterval').fires).toEqual({ earliest: 59, latest: 60 });
  });

  it('Apache MINA closes an idle session by itself', () => {
    expect(situation(foretell({ clientKind: 'mina' }), 'healthy-idle')).toMatchObject({
      endedBy: 'IDLE_TIMEOUT',
      closedBy: 'client',
      after: { earliest: 600, latest: 600 },
    });
  });

  it('each says where its figures come from', () => {
    for (const { id, source, note } of clientKinds) {
      if (id !== 'openssh') expect([source, note], id).not.toContain('');
    }
  });
});
