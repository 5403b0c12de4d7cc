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
  readonly settings: readonly { readonly name: string; readonly values: readonly Row<string>[] }[];
  readonly findings: readonly Row<FleetFinding>[];
  readonly deviations: readonly Row<Deviation>[];
  readonly worst: readonly WorstHost[];
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
