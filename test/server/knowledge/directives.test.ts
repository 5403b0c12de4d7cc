import { describe, expect, it } from 'vitest';
import { allowedInMatch, availability, reached } from '../../../server/src/knowledge/availability.ts';
import { defaultFor, printedDefault } from '../../../server/src/knowledge/defaults.ts';
import type { Directive } from '../../../server/src/knowledge/directive.ts';
import {
  canonicalDirective,
  clientDirective,
  clientDirectives,
  findDirective,
  serverDirective,
  serverDirectives,
} from '../../../server/src/knowledge/directives.ts';
import { type OpenSshVersion, parseVersion } from '../../../server/src/values/openSshVersion.ts';
import keywords from './golden/keywords.json' with { type: 'json' };

const byName = (a: string, b: string) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);
const namesOf = (directives: readonly Directive[]) =>
  directives.flatMap((row) => [row.name, ...(row.aliases ?? [])]).sort(byName);
const version = (text: string): OpenSshVersion => {
  const parsed = parseVersion(text);
  if (!parsed) throw new Error(text);
  return parsed;
};
const every = [...clientDirectives, ...serverDirectives];

describe('the tables of directives', () => {
  it('know every keyword that OpenSSH and Debian ever had, and no other', () => {
    expect(namesOf(clientDirectives)).toEqual([...keywords.client.everKnown].sort(byName));
    expect(namesOf(serverDirectives)).toEqual([...keywords.server.everKnown].sort(byName));
    expect([namesOf(clientDirectives).length, namesOf(serverDirectives).length]).toEqual([139, 141]);
  });

  it('know 128 client and 126 server keywords of OpenSSH 10.5', () => {
    const known = (directives: readonly Directive[]) =>
      namesOf(
        directives.filter((row) =>
          ['known', 'deprecated', 'unsupported'].includes(availability(row, version('10.5')).kind),
        ),
      );
    expect(known(clientDirectives)).toEqual([...keywords.client['in10.5']].sort(byName));
    expect(known(serverDirectives)).toEqual([...keywords.server['in10.5']].sort(byName));
    expect([known(clientDirectives).length, known(serverDirectives).length]).toEqual([128, 126]);
  });

  it('list words for every directive that takes words', () => {
    for (const row of every.filter((row) => row.type === 'enum' || row.type === 'yesno' || row.type === 'enum-list')) {
      expect(row.words?.length, row.name).toBeGreaterThan(1);
    }
  });

  it('write releases as two numbers, or as older than all that is supported', () => {
    const release = /^(<5\.0|\d{1,2}\.\d{1,2}(\.\d)?)$/;
    for (const row of every) {
      const releases = [row.since, row.deprecatedIn, row.removedIn, row.inMatchSince, row.appliedInMatchSince];
      for (const one of [...releases, ...(row.defaultHistory ?? []).map(([first]) => first)]) {
        if (one !== undefined) expect(one, row.name).toMatch(release);
      }
    }
  });

  it('offer as default only what the directive takes', () => {
    for (const row of every.filter((row) => row.words !== undefined && row.default !== undefined)) {
      if (row.type !== 'yesno' && row.type !== 'enum') continue;
      expect(
        row.words?.map((word) => word.toLowerCase()),
        row.name,
      ).toContain(row.default?.toLowerCase());
    }
  });

  it('find a row by any spelling of its letters and by its aliases', () => {
    expect(findDirective('client', 'SERVERALIVEINTERVAL')?.name).toBe('ServerAliveInterval');
    expect(findDirective('server', 'KeepAlive')?.name).toBe('TCPKeepAlive');
    expect(findDirective('client', 'SetupTimeOut')?.name).toBe('SetupTimeOut');
    expect(canonicalDirective('client', 'SetupTimeOut')?.name).toBe('ServerAliveInterval');
    expect(findDirective('client', 'ClientAliveInterval')).toBeUndefined();
  });
});

describe('which version knows a keyword', () => {
  it.each([
    ['client', 'ChannelTimeout', '9.5', 'not-yet'],
    ['client', 'ChannelTimeout', '9.6', 'known'],
    ['client', 'SetupTimeOut', '9.2', 'known'],
    ['client', 'SetupTimeOut', '9.2-upstream', 'other-vendor'],
    ['client', 'HostbasedAlgorithms', '8.6', 'known'],
    ['client', 'HostbasedAlgorithms', '8.7', 'removed'],
    ['client', 'RSAAuthentication', '9.2', 'unsupported'],
    ['client', 'UseRoaming', '9.2', 'deprecated'],
    ['server', 'GSSAPIAuthentication', '10.4', 'absent'],
    ['server', 'GssAuthentication', '10.4', 'known'],
    ['server', 'GssAuthentication', '10.3', 'not-yet'],
    ['server', 'GSSAPICleanupCreds', '10.5', 'other-vendor'],
  ] as const)('%s %s in %s is %s', (dialect, name, release, kind) => {
    const row = findDirective(dialect, name);
    expect(row && availability(row, version(release)).kind).toBe(kind);
  });

  it('counts an alias from its own first release', () => {
    const row = clientDirective('PubkeyAcceptedAlgorithms');
    expect(availability(row, version('8.4')).kind).toBe('not-yet');
    expect(availability(row, version('8.4'), 'pubkeyacceptedkeytypes').kind).toBe('known');
  });

  it('knows which server directives may stand under Match', () => {
    expect(allowedInMatch(serverDirective('LoginGraceTime'), version('10.5'))).toBe(false);
    expect(allowedInMatch(serverDirective('Subsystem'), version('9.4'))).toBe(false);
    expect(allowedInMatch(serverDirective('Subsystem'), version('9.5'))).toBe(true);
  });

  it('takes the oldest mark as reached by all', () => {
    expect(reached(version('7.4'), '<5.0')).toBe(true);
    expect(reached(version('7.4'), '7.5')).toBe(false);
  });
});

describe('defaults', () => {
  it.each([
    ['ServerAliveInterval', '9.2', '0'],
    ['ServerAliveCountMax', '7.4', '3'],
    ['ForwardX11Trusted', '9.2', 'yes'],
    ['ForwardX11Trusted', '9.2-upstream', 'no'],
    ['ForwardX11Trusted', '9.6-debian', 'yes'],
    ['CheckHostIP', '8.4', 'yes'],
    ['CheckHostIP', '8.5', 'no'],
    ['UpdateHostKeys', '8.9', 'true'],
    ['ControlMaster', '9.6', 'false'],
    ['IPQoS', '9.6', 'af21 cs1'],
    ['IPQoS', '9.6-debian', 'lowdelay throughput'],
    ['IPQoS', '10.5', 'ef cs0'],
    ['RekeyLimit', '9.6', '0 0'],
    ['ConnectTimeout', '9.2', 'none'],
    ['ChannelTimeout', '9.5', undefined],
    ['ChannelTimeout', '9.6', 'none'],
    ['KexAlgorithms', '9.6-debian', undefined],
  ] as const)('of %s in %s is %s', (name, release, value) => {
    expect(defaultFor(clientDirective(name), version(release))).toBe(value);
  });

  it('probe every 300 s in Debian builds under BatchMode', () => {
    const interval = clientDirective('ServerAliveInterval');
    expect(defaultFor(interval, version('9.2'), { batchMode: true })).toBe('300');
    expect(defaultFor(interval, version('9.2-upstream'), { batchMode: true })).toBe('0');
  });

  it('are printed as measured, left out where nothing is printed, and never guessed', () => {
    const printed = (name: string, release: string) => {
      const row = findDirective('server', name);
      return row && printedDefault(row, version(release));
    };
    expect(printed('ListenAddress', '9.2')).toEqual({ kind: 'printed', lines: ['[::]:22', '0.0.0.0:22'] });
    expect(printed('ChannelTimeout', '9.2')).toEqual({ kind: 'not-printed' });
    expect(printed('ChannelTimeout', '10.5')).toEqual({ kind: 'printed', lines: ['none'] });
    expect(printed('Ciphers', '9.2')).toMatchObject({ kind: 'printed' });
    expect(printed('Ciphers', '9.6')).toMatchObject({ kind: 'printed' });
    expect(printed('Ciphers', '9.6-debian')).toEqual({ kind: 'unsourced' });
    expect(printed('PermitRootLogin', '9.2')).toEqual({ kind: 'printed', lines: ['without-password'] });
    expect(printed('LoginGraceTime', '9.6')).toEqual({ kind: 'printed', lines: ['120'] });
    expect(printed('PerSourcePenalties', '9.6')).toEqual({ kind: 'not-printed' });
  });
});
