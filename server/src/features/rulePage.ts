import { allRules } from '../rules/allRules.ts';
import { rulePage } from '../rules/rulePage.ts';

/** The Markdown page of a rule; null where no rule has this id. */
export function provideRulePage(id: string): string | null {
  const rule = allRules.find((each) => each.id === id);
  return rule ? rulePage(rule) : null;
}
