import type { Dialect } from '../syntax/configFile.ts';
import { findDirective } from './directives.ts';

/** What is said about one directive. */
export interface DirectiveText {
  /** One line: what it is for. */
  readonly summary: string;
  /** Markdown: unit, clock, formula, what it does not do, versions. For directives about time. */
  readonly details?: string;
}

/** The contents of `texts/directives.LANGUAGE.json`. */
export interface DirectiveTexts {
  readonly client: Readonly<Record<string, DirectiveText>>;
  readonly server: Readonly<Record<string, DirectiveText>>;
  /** A line for each Match criterion, by its name in lower case. */
  readonly matchCriteria: Readonly<Record<Dialect, Readonly<Record<string, string>>>>;
}

/** The text of a keyword, whatever the case of its letters; an alias has a text of its own that says what it stands for. */
export function textFor(texts: DirectiveTexts, dialect: Dialect, keyword: string): DirectiveText | undefined {
  const directive = findDirective(dialect, keyword);
  if (directive === undefined) return undefined;
  const wanted = keyword.toLowerCase();
  const name = directive.aliases?.find((alias) => alias.toLowerCase() === wanted) ?? directive.name;
  return texts[dialect][name];
}

/** The text of the directive that an alias stands for, with its details; the same as `textFor` for any other keyword. */
export function fullTextFor(texts: DirectiveTexts, dialect: Dialect, keyword: string): DirectiveText | undefined {
  const own = textFor(texts, dialect, keyword);
  const name = findDirective(dialect, keyword)?.name;
  const details = own?.details ?? (name === undefined ? undefined : texts[dialect][name]?.details);
  return own === undefined || details === undefined ? own : { summary: own.summary, details };
}

/** What is said about a Match criterion. */
export function criterionText(texts: DirectiveTexts, dialect: Dialect, name: string): string | undefined {
  return texts.matchCriteria[dialect][name.toLowerCase()];
}
