import { type Case, clientNotices, frozen, healthy, serverNotices, stalls } from './kinds.ts';
import { controlPersist, dripping, jumps, loginGrace, sharedAndDead, sharedConnection, swallowed } from './specials.ts';

const probing = ['ServerAliveInterval 1', 'ServerAliveCountMax 2'];
/** Releases whose sshd has ChannelTimeout, and whose ssh has. */
const limits = { since: { server: '9.2' } } as const;
const clientLimits = { since: { client: '9.6' } } as const;
const printing = 'while echo x; do sleep 0.3; done';

/** Short intervals, so that all of it fits in well under a minute; the rules do not depend on the length. */
export const cases: readonly Case[] = [
  clientNotices('dead server, ServerAlive 2 × 1', ['ServerAliveInterval 2', 'ServerAliveCountMax 1']),
  clientNotices('dead server, ServerAlive 1 × 3', ['ServerAliveInterval 1', 'ServerAliveCountMax 3']),
  serverNotices('dead client, ClientAlive 2 × 1', ['ClientAliveInterval 2', 'ClientAliveCountMax 1']),
  serverNotices('dead client, ClientAlive 1 × 2', ['ClientAliveInterval 1', 'ClientAliveCountMax 2']),
  serverNotices('dead client, ClientAlive 1 × 2 in Match User, 60 before it', [
    'ClientAliveInterval 60',
    'Match User *',
    '  ClientAliveInterval 1',
    '  ClientAliveCountMax 2',
  ]),
  serverNotices('dead client, ClientAlive 1 × 0', ['ClientAliveInterval 1', 'ClientAliveCountMax 0']),
  clientNotices('both probe, the client is sooner: 1 × 2 against 3 × 1', probing, [
    'ClientAliveInterval 3',
    'ClientAliveCountMax 1',
  ]),
  serverNotices(
    'both probe, the server is sooner: 1 × 1 against 4 × 2',
    ['ClientAliveInterval 1', 'ClientAliveCountMax 1'],
    {
      client: ['ServerAliveInterval 4', 'ServerAliveCountMax 2'],
    },
  ),
  serverNotices(
    'dead client, ClientAlive 2 × 1, a program that prints',
    ['ClientAliveInterval 2', 'ClientAliveCountMax 1'],
    {
      program: printing,
      situation: 'dead-sending',
    },
  ),
  frozen('server process stopped, ServerAlive 2 × 1', 'server', {
    client: ['ServerAliveInterval 2', 'ServerAliveCountMax 1'],
  }),
  frozen('client process stopped, ClientAlive 1 × 1', 'client', {
    server: ['ClientAliveInterval 1', 'ClientAliveCountMax 1'],
  }),
  healthy('healthy and idle, both sides probe 1 × 1', {
    client: ['ServerAliveInterval 1', 'ServerAliveCountMax 1'],
    server: ['ClientAliveInterval 1', 'ClientAliveCountMax 1'],
  }),
  healthy(
    'healthy and idle, ServerAlive 3 × 0',
    { client: ['ServerAliveInterval 3', 'ServerAliveCountMax 0'] },
    {
      from: (bench) => bench.relay.last.toClient,
    },
  ),
  healthy('healthy and idle, ServerAlive 3 × 0, but the server probes', {
    client: ['ServerAliveInterval 3', 'ServerAliveCountMax 0'],
    server: ['ClientAliveInterval 1', 'ClientAliveCountMax 3'],
  }),
  healthy('NAT of 3 s, ClientAlive 2', { server: ['ClientAliveInterval 2'], forgetAfter: 3 }),
  healthy('NAT of 3 s, ClientAlive 2 and ServerAlive 2', {
    client: ['ServerAliveInterval 2'],
    server: ['ClientAliveInterval 2'],
    forgetAfter: 3,
  }),
  healthy(
    'ChannelTimeout session:*=3, both sides probe',
    {
      client: probing,
      server: ['ChannelTimeout session:*=3', 'ClientAliveInterval 1'],
    },
    limits,
  ),
  healthy('ChannelTimeout session:command=3', { server: ['ChannelTimeout session:command=3'] }, limits),
  healthy(
    'ChannelTimeout session=2, as the manual writes it',
    { server: ['ChannelTimeout session=2'] },
    { ...limits, watch: 6 },
  ),
  healthy(
    'ChannelTimeout session:*=2 in a Match block',
    {
      server: ['Match User *', '  ChannelTimeout session:*=2'],
    },
    { ...limits, watch: 6 },
  ),
  healthy(
    'ChannelTimeout session:*=3 in Match all, which is read on start',
    {
      server: ['Match all', '  ChannelTimeout session:*=3'],
    },
    limits,
  ),
  healthy(
    'ChannelTimeout session:*=2 in Match all after a global session:*=60',
    { server: ['ChannelTimeout session:*=60', 'Match all', '  ChannelTimeout session:*=2'] },
    { ...limits, watch: 6 },
  ),
  healthy(
    'ChannelTimeout global=3, a word of its own since 9.7',
    { server: ['ChannelTimeout global=3'] },
    { ...limits, watch: 6 },
  ),
  healthy(
    'ChannelTimeout session:subsystem:sftp=3, an sftp session',
    { server: ['ChannelTimeout session:subsystem:sftp=3 *=60'] },
    { ...limits, args: ['-s', 'sftp'], session: 'subsystem:sftp' },
  ),
  healthy(
    'ChannelTimeout session:*=3, a program that prints',
    { server: ['ChannelTimeout session:*=3'] },
    { ...limits, args: [printing], outputEvery: 0.3, watch: 6 },
  ),
  healthy('the client’s ChannelTimeout session*=3', { client: ['ChannelTimeout session*=3'] }, clientLimits),
  healthy(
    'the client’s ChannelTimeout session=2, known up to 10.3',
    { client: ['ChannelTimeout session=2'] },
    { ...clientLimits, watch: 6 },
  ),
  healthy(
    'the client’s ChannelTimeout session:*=2, known from 10.4 on',
    { client: ['ChannelTimeout session:*=2'] },
    { ...clientLimits, watch: 6 },
  ),
  healthy(
    'ssh -N, UnusedConnectionTimeout 2, ServerAlive 1',
    {
      client: probing,
      server: ['UnusedConnectionTimeout 2'],
    },
    { ...limits, args: ['-N'], session: 'none' },
  ),
  stalls('no banner, ConnectTimeout 2', '', ['ConnectTimeout 2'], 'connect-no-banner'),
  stalls(
    'no banner, ServerAlive 1 × 1',
    '',
    ['ServerAliveInterval 1', 'ServerAliveCountMax 1'],
    'connect-no-banner',
    5,
  ),
  stalls(
    'banner, then silence, ConnectTimeout 2',
    'SSH-2.0-Stalling\r\n',
    ['ConnectTimeout 2'],
    'connect-stalls-kex',
    6,
  ),
  stalls('banner, then silence, ServerAlive 1 × 2', 'SSH-2.0-Stalling\r\n', probing, 'connect-stalls-kex'),
  loginGrace,
  controlPersist,
  sharedConnection,
  sharedAndDead,
  ...jumps,
  dripping,
  swallowed,
];
