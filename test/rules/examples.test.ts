import { describe, expect, it } from 'vitest';
import { allRules } from '../../server/src/rules/allRules.ts';
import type { Dialect } from '../../server/src/syntax/configFile.ts';
import { type FindingsOptions, findingsIn } from '../helpers/findings.ts';

/** What the examples of a rule need beside their text. */
const surroundings: Readonly<Record<string, FindingsOptions>> = {
  'client-alive-double-interval': { version: '9.2' },
  'match-value-not-applied': { version: '9.2' },
  'interval-exceeds-path': { settings: { openssh: { version: '10.5' }, path: { '*': 'aws-nlb-tcp' } } },
  'profile-value': { settings: { openssh: { version: '10.5' }, compliance: ['cis-debian12'] } },
  'profile-promise': { settings: { openssh: { version: '10.5' }, compliance: ['stig-rhel9'] } },
  'match-syntax': { dialect: 'client' },
  'include-problem': { files: { '/home/me/.ssh/conf.d/work.conf': 'Host work\n  Port 22\n' } },
};

const onlyDialect = (dialects: readonly Dialect[]) => (dialects.length === 1 ? dialects[0] : undefined);

describe.each(allRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const dialect = /^\s*Host\s/m.test(rule.doc.bad) ? 'client' : 'server';
  const where: FindingsOptions = { dialect: onlyDialect(rule.dialects) ?? dialect, ...surroundings[id] };

  it('finds a fault in its bad example', async () => {
    const found = await findingsIn(rule.doc.bad, where);
    expect(found.map((finding) => finding.rule)).toContain(id);
  });

  it('finds none in its good example, nor does any rule that warns', async () => {
    const found = await findingsIn(rule.doc.good, where);
    expect(found.filter((finding) => finding.rule === id || /error|warning/.test(finding.severity))).toEqual([]);
  });

  it('is documented', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
    for (const text of [rule.doc.summary, rule.doc.why, rule.doc.bad, rule.doc.good])
      expect(text.length).toBeGreaterThan(10);
    expect(rule.doc.summary).toMatch(/\.$/);
  });
});

it('no two rules share an id', () => {
  expect(new Set(allRules.map((rule) => rule.id)).size).toBe(allRules.length);
});
