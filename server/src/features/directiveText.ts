import { criterionText, type DirectiveText, type DirectiveTexts, fullTextFor } from '../knowledge/texts.ts';
import type { Dialect } from '../syntax/configFile.ts';

/** The texts of one dialect in the user's language. */
export interface Texts {
  readonly directive: (keyword: string) => DirectiveText | undefined;
  /** What a criterion of a Match line compares. */
  readonly criterion: (name: string) => string | undefined;
}

const none: Texts = { directive: () => undefined, criterion: () => undefined };

/** Reads the texts of a language as they were loaded or sent; what has not their form is as good as missing. */
export function textsOf(loaded: unknown, dialect: Dialect): Texts {
  if (!isTexts(loaded)) return none;
  return {
    directive: (keyword) => fullTextFor(loaded, dialect, keyword),
    criterion: (name) => criterionText(loaded, dialect, name),
  };
}

function isTexts(loaded: unknown): loaded is DirectiveTexts {
  const parts = loaded as Partial<Record<keyof DirectiveTexts, unknown>> | null | undefined;
  const { client, server, matchCriteria } = parts ?? {};
  return [client, server, matchCriteria].every((part) => typeof part === 'object' && part !== null);
}
