import type { KeepaliveMode, LostDirection } from '../../../server/src/keepalive/plan.ts';
import type { KeepaliveReport } from '../../../server/src/keepalive/report.ts';
import type { Picture } from '../../../server/src/picture/picture.ts';
import type { TimelineView } from '../../../server/src/protocol.ts';

// What the page of a keepalive test and the extension tell each other. Types only.

/** A finished test, with all its words. */
export interface TestResult {
  readonly outcome: KeepaliveReport['outcome'];
  readonly title: string;
  readonly nextStep: string;
  readonly rows: readonly (readonly [name: string, value: string])[];
  readonly notes: readonly string[];
  /** Milliseconds; null where the phase did not end. */
  readonly phases: readonly { readonly name: string; readonly milliseconds: number | null }[];
  /** The prediction, with what was measured beside it. */
  readonly picture?: Picture;
  readonly advice: TimelineView['advice'];
  /** Seconds that the path was seen to wait. */
  readonly path?: number;
  readonly markdown: string;
}

export interface Sample {
  /** Seconds on the live connection. */
  readonly at: number;
  /** Milliseconds; null for a probe without answer. */
  readonly roundTrip: number | null;
}

/** What outlives a reload of the window. */
export interface ResultState {
  readonly host: string;
  readonly uri: string;
  readonly mode: KeepaliveMode;
  /** How long the test goes on, on the live connection. */
  readonly seconds?: number;
  readonly lost?: LostDirection;
  readonly samples: readonly Sample[];
  /** How a running test stands. */
  readonly text?: string;
  readonly result?: TestResult;
  /** The window was reloaded before there was a result. */
  readonly interrupted?: true;
}

/** What a page is made with. */
export interface ResultPageData {
  readonly words: ResultWords;
  readonly state: ResultState;
}

export type FromResultPage =
  /** The page is there, for the first time or again after it was out of sight. */
  | { readonly type: 'ready' }
  | { readonly type: 'again' }
  | { readonly type: 'apply'; readonly whatIf: Readonly<Record<string, string>> }
  | { readonly type: 'keepPath'; readonly path: number }
  | { readonly type: 'open'; readonly uri: string; readonly line: number }
  | { readonly type: 'copy'; readonly text: string };

export type ToResultPage =
  /** All there is so far. */
  | { readonly type: 'state'; readonly state: ResultState }
  | { readonly type: 'progress'; readonly text: string; readonly samples: readonly Sample[] }
  | { readonly type: 'result'; readonly result: TestResult };

export type ResultWords = Readonly<
  Record<
    | 'heading'
    | 'running'
    | 'roundTrips'
    | 'milliseconds'
    | 'seconds'
    | 'phases'
    | 'unfinished'
    | 'results'
    | 'prediction'
    | 'advice'
    | 'apply'
    | 'keepPath'
    | 'copy'
    | 'copied'
    | 'again'
    | 'interrupted'
    | 'marks'
    | 'opens'
    | 'asTable'
    | 'time'
    | 'side'
    | 'event'
    | 'why'
    | 'summary',
    string
  >
>;
