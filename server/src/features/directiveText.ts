import type { Dialect } from '../syntax/configFile.ts';

/** What is said of a directive in the user's language. */
export interface DirectiveText {
  /** What it does, in one or two sentences. */
  readonly summary: string;
  /** Markdown of our own: what else to know, and what it does not do. */
  readonly details?: string;
}

type Json = Readonly<Record<string, unknown>>;

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

/** The texts of one dialect in the user's language. */
export interface Texts {
  readonly directive: (name: string) => DirectiveText | undefined;
  /** What a criterion of a Match line compares; by name in lower case. */
  readonly criterion: (name: string) => string | undefined;
}

/** Reads the texts of a language as they were loaded; what is missing is undefined. */
export function textsOf(loaded: unknown, dialect: Dialect): Texts {
  const directives = object(object(loaded)[dialect]);
  const criteria = object(object(object(loaded)['matchCriteria'])[dialect]);
  return {
    directive(name) {
      if (!Object.hasOwn(directives, name)) return undefined;
      const { summary, details } = object(directives[name]);
      if (typeof summary !== 'string') return undefined;
      return typeof details === 'string' ? { summary, details } : { summary };
    },
    criterion(name) {
      const text = Object.hasOwn(criteria, name) ? criteria[name] : undefined;
      return typeof text === 'string' ? text : undefined;
    },
  };
}
