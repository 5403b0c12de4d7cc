import { describe, expect, it } from 'vitest';
import { clientDirectives } from '../../../server/src/knowledge/directives.ts';
import { findCriterion, matchCriteria } from '../../../server/src/knowledge/matchCriteria.ts';
import { editDistance, nearest } from '../../../server/src/knowledge/nearest.ts';
import { findPathProfile, type PathProfile, pathProfiles } from '../../../server/src/knowledge/pathProfiles.ts';

const names = clientDirectives.map((row) => row.name);

describe('the nearest name', () => {
  it.each([
    ['ServerAliveIntervall', 'ServerAliveInterval'],
    ['serveralivintreval', 'ServerAliveInterval'],
    ['HostNmae', 'Hostname'],
    ['Prot', 'Port'],
    ['Frobnicate', undefined],
    ['X', undefined],
  ])('to %s is %s', (written, meant) => {
    expect(nearest(written, names)).toBe(meant);
  });

  it('counts a swap of neighbours as one edit', () => {
    expect(editDistance('prot', 'port')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('same', 'same')).toBe(0);
  });
});

describe('Match criteria', () => {
  it('are found whatever the case, in their own dialect only', () => {
    expect(findCriterion('server', 'user')?.name).toBe('User');
    expect(findCriterion('client', 'LocalPort')).toBeUndefined();
    expect([matchCriteria.client.length, matchCriteria.server.length]).toEqual([13, 10]);
  });
});

describe('path profiles', () => {
  it('have a source exactly where they have a figure, and each id once', () => {
    const profiles: readonly PathProfile[] = pathProfiles;
    for (const profile of profiles) {
      expect(profile.source !== undefined, profile.id).toBe(profile.idleSeconds !== undefined);
    }
    expect(new Set(profiles.map((profile) => profile.id)).size).toBe(profiles.length);
    expect(findPathProfile('aws-nlb-tcp')?.idleSeconds).toBe(350);
    expect(findPathProfile('gcp-iap')?.idleSeconds).toBeUndefined();
  });
});
