import { type RuleInfo, type RuleTexts, rulePage } from '../rules/rulePage.ts';

/**
 * The Markdown page of a rule; null where none of `rules` has this id. `loaded`: the rules' texts of a language, if
 * there are any.
 */
export function provideRulePage(rules: readonly RuleInfo[], id: string, loaded: unknown): string | null {
  const rule = rules.find((each) => each.id === id);
  if (!rule) return null;
  const texts = typeof loaded === 'object' && loaded !== null ? (loaded as RuleTexts) : {};
  return rulePage(rule, texts);
}
