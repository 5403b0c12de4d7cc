import type { Dialect, Span } from '../syntax/configFile.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

export interface TextEdit {
  readonly uri: string;
  /** Offsets of the file. */
  readonly span: Span;
  readonly newText: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Safe fixes take part in "fix all". */
  readonly safe: boolean;
}

/** One fault in a file. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly uri: string;
  readonly span: Span;
  readonly message: string;
  readonly related?: readonly { readonly uri: string; readonly span: Span; readonly message: string }[];
  readonly fixes?: readonly Fix[];
  readonly tag?: 'unnecessary' | 'deprecated';
}

/** What a rule reports; id, severity and file are added by the runner. */
export type Report = Omit<Finding, 'rule' | 'severity' | 'uri'> & {
  readonly uri?: string;
  readonly severity?: Severity;
};

export interface RuleDoc {
  /** One sentence: what it finds. */
  readonly summary: string;
  /** Why it matters, with the source of the claim. */
  readonly why: string;
  readonly bad: string;
  readonly good: string;
}
/** A rule: its file is its documentation. `Input` is the snapshot of one document, of one of the `Kind`s. */
export interface Rule<Input, Kind extends string = Dialect> {
  readonly id: string;
  readonly severity: Severity;
  readonly dialects: readonly Kind[];
  readonly doc: RuleDoc;
  check(input: Input): Iterable<Report>;
}
