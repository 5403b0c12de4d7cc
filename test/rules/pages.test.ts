import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleList } from '../../server/src/rules/ruleList.ts';
import { ruleIndex, rulePage } from '../../server/src/rules/rulePage.ts';

const folder = path.join(import.meta.dirname, '../../docs/rules');

// The pages are written by this test when it runs with `-u`: `npx vitest run test/rules/pages.test.ts -u`.
describe('docs/rules', () => {
  it.each(ruleList.map((rule) => [rule.id, rule] as const))(
    '%s.md is what the rule says of itself',
    async (id, rule) => {
      await expect(rulePage(rule)).toMatchFileSnapshot(path.join(folder, `${id}.md`));
    },
  );

  it('lists every rule', async () => {
    await expect(ruleIndex(ruleList)).toMatchFileSnapshot(path.join(folder, 'README.md'));
  });

  it('has no page of a rule that is gone', () => {
    const pages = fs.readdirSync(folder).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(ruleList.map((rule) => `${rule.id}.md`).sort());
  });
});
