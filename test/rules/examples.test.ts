import { describe, expect, it } from 'vitest';
import { allRules } from '../../server/src/rules/allRules.ts';
import { findingsIn } from '../helpers/findings.ts';
import { exampleOptions } from './exampleSurroundings.ts';

describe.each(allRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const { bad, good } = exampleOptions(rule);

  it('finds a fault in its bad example', async () => {
    const found = await findingsIn(rule.doc.bad, bad);
    expect(found.map((finding) => finding.rule)).toContain(id);
  });

  it('finds none in its good example, nor does any rule that warns', async () => {
    const found = await findingsIn(rule.doc.good, good);
    expect(found.filter((finding) => finding.rule === id || /error|warning/.test(finding.severity))).toEqual([]);
  });

  it('is documented', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
    for (const text of [rule.doc.summary, rule.doc.why, rule.doc.bad, rule.doc.good])
      expect(text.length).toBeGreaterThanOrEqual(10);
    expect(rule.doc.summary).toMatch(/\.$/);
  });
});

it('no two rules share an id', () => {
  expect(new Set(allRules.map((rule) => rule.id)).size).toBe(allRules.length);
});
