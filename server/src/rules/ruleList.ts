import { allRules } from './allRules.ts';
import { pythonRules } from './python/pythonRules.ts';
import type { RuleInfo } from './rulePage.ts';

/** Every rule, about OpenSSH's files and about Python, in the order in which their pages are listed. */
export const ruleList: readonly RuleInfo[] = [...allRules, ...pythonRules];
