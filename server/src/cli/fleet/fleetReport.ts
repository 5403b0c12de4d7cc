import type { Row } from './counter.ts';
import type { Deviation, FleetFinding, Judgement, VerdictId } from './judgement.ts';

export interface WorstHost {
  readonly host: string;
  readonly judgement: Judgement;
}

/** All that the formats print, sorted worst first. */
export interface FleetReport {
  readonly hosts: number;
  /** Machines whose line does not say their release. */
  readonly assumedVersions: number;
  readonly malformed: {
    readonly lines: number;
    readonly shown: readonly { readonly line: number; readonly problem: string }[];
  };
  readonly verdicts: readonly Row<VerdictId>[];
  readonly firsts: readonly Row<Judgement['first']>[];
  /** By seconds until the server notices a client that has gone; null for never. */
  readonly noticed: readonly Row<number | null>[];
  /** The same in a few columns that hold every machine: at most so many seconds, longer (Infinity), never (null). */
  readonly noticedWithin: readonly { readonly bound: number | null; readonly hosts: number }[];
  readonly versions: readonly {
    readonly version: string;
    readonly hosts: number;
    readonly verdicts: readonly Row<VerdictId>[];
  }[];
  /** `hosts`: machines that have the setting at all. Of very many values the first ones are kept apart. */
  readonly settings: readonly {
    readonly name: string;
    readonly hosts: number;
    readonly values: readonly Row<string>[];
  }[];
  readonly findings: readonly Row<FleetFinding>[];
  readonly deviations: readonly Row<Deviation>[];
  readonly worst: readonly WorstHost[];
}

/** The first rows as they are shown, and behind them `…` with the machines of all others. */
export function firstRows<Key>(
  rows: readonly Row<Key>[],
  most: number,
  total: number,
  textOf: (key: Key) => string,
): readonly Row<string>[] {
  const shown = rows.slice(0, most).map((row) => ({ ...row, key: textOf(row.key) }));
  const rest = total - shown.reduce((sum, { hosts }) => sum + hosts, 0);
  return rest > 0 ? [...shown, { key: '…', hosts: rest, examples: [] }] : shown;
}

/** What the formats know beside the report. */
export interface ReportContext {
  /** What lies between, as asked for. */
  readonly path: string | number | undefined;
  readonly profiles: readonly string[];
  /** The release taken for machines that do not say theirs. */
  readonly assumed: string;
  /** As HTML names it. */
  readonly language: string;
  readonly color: boolean;
}
