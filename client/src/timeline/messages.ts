import type { HostArgument, TimelineQuestion, TimelineView } from '../../../server/src/protocol.ts';

// What the panel's page and the extension tell each other. Types only: the page is a world of its own.

export type WhatIf = NonNullable<TimelineQuestion['whatIf']>;

/** What outlives a reload of the window. */
export interface TimelineState {
  readonly about: HostArgument;
  readonly situation?: string;
  readonly whatIf: WhatIf;
}

/** What a page is made with. */
export interface TimelinePageData {
  readonly words: TimelineWords;
  readonly state: TimelineState;
  /** The answer for this state; absent where it took too long. */
  readonly view?: TimelineView | null;
}

export type FromPage =
  /** `id` comes back with the answer: a later question makes an earlier one void. */
  | { readonly type: 'ask'; readonly id: number; readonly situation?: string; readonly whatIf: WhatIf }
  | { readonly type: 'open'; readonly uri: string; readonly line: number }
  | { readonly type: 'apply'; readonly whatIf: WhatIf }
  | { readonly type: 'keepPath'; readonly path: string }
  | { readonly type: 'copy'; readonly text: string };

export type ToPage =
  | { readonly type: 'view'; readonly id: number; readonly view: TimelineView | null }
  /** The files or settings changed: ask again. */
  | { readonly type: 'refresh' }
  /** What was tried has been written, so it is no longer tried. */
  | { readonly type: 'applied' };

/** The words of the page, in the language of the editor. */
export type TimelineWords = Readonly<
  Record<
    | 'situation'
    | 'asTable'
    | 'time'
    | 'side'
    | 'event'
    | 'why'
    | 'whatIf'
    | 'trying'
    | 'was'
    | 'takeBack'
    | 'client'
    | 'path'
    | 'server'
    | 'presets'
    | 'noPreset'
    | 'apply'
    | 'keepPath'
    | 'reset'
    | 'copySvg'
    | 'copyMarkdown'
    | 'copied'
    | 'advice'
    | 'tryIt'
    | 'assumptions'
    | 'gone'
    | 'opens'
    | 'legend'
    | 'legendProbe'
    | 'legendAnswered'
    | 'legendEnds'
    | 'legendForgets'
    | 'legendMeasured'
    | 'marks',
    string
  >
>;
