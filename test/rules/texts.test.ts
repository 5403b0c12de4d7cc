import { describe, expect, it } from 'vitest';
import { ruleList } from '../../server/src/rules/ruleList.ts';
import { type RuleTexts, rulePage } from '../../server/src/rules/rulePage.ts';
import chinese from '../../texts/rules.zh-cn.json' with { type: 'json' };

const texts: RuleTexts = chinese;

describe('the Chinese rule texts', () => {
  it('are there for every rule and no other', () => {
    expect(Object.keys(texts).sort()).toEqual(ruleList.map((rule) => rule.id).sort());
  });

  it('hold the same figures as the English ones', () => {
    const figures = (text: string) => [...new Set(text.match(/\d+(\.\d+)?/g) ?? [])].sort();
    const words = /^(1|2|5|16)$/;
    for (const rule of ruleList) {
      const english = figures(rule.doc.why).filter((figure) => !words.test(figure));
      expect(
        figures(texts[rule.id]?.why ?? '').filter((figure) => !words.test(figure)),
        rule.id,
      ).toEqual(english);
    }
  });

  it('make a page', () => {
    const [rule] = ruleList;
    if (rule) expect(rulePage(rule, texts)).toContain('找出');
  });
});
