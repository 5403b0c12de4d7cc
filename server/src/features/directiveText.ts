import type { Dialect } from '../syntax/configFile.ts';

/** What is said of a directive in the user's language. */
export interface DirectiveText {
  /** What it does, in one or two sentences. */
  readonly summary: string;
  readonly details?: string;
  /** What readers believe that it does, and it does not. */
  readonly not?: string;
}

type Json = Readonly<Record<string, unknown>>;

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

/** Looks directives up in the texts of a language, as they were loaded; a missing one is undefined. */
export function directiveTexts(texts: unknown, dialect: Dialect): (name: string) => DirectiveText | undefined {
  const entries = object(object(object(texts)['directives'])[dialect]);
  return (name) => {
    if (!Object.hasOwn(entries, name)) return undefined;
    const { summary, details, not } = object(entries[name]);
    if (typeof summary !== 'string') return undefined;
    return {
      summary,
      ...(typeof details === 'string' ? { details } : {}),
      ...(typeof not === 'string' ? { not } : {}),
    };
  };
}
