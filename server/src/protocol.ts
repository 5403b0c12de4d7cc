import type { FileStat } from './files/fileSystem.ts';
import type { Measurement } from './keepalive/measurement.ts';
import type { Picture, Source } from './picture/picture.ts';
import type { Environment } from './resolve/configGraph.ts';

// The contract of the file requests, which the client fulfils.
export { type FileStat, type FileSystem, largestFileBytes } from './files/fileSystem.ts';
// Which documents the facts of a machine hold for.
export { isOnKnownMachine } from './machines.ts';
export type { Environment } from './resolve/configGraph.ts';

/** Sent with `initialize` by our own client; every member may be missing, as with any other editor. */
export interface InitializationOptions {
  /** `client`: files are asked from the client; else the server reads them itself. */
  readonly fileSystem?: 'client';
  readonly environment?: Environment;
  /** The extension runs on another machine than the one that the window shows. */
  readonly remoteWindow?: boolean;
  /** What `ssh -V` and `sshd -V` of the documents' machine printed. */
  readonly sshVersion?: string;
  readonly sshdVersion?: string;
  /** Contents of the l10n bundle for the display language. */
  readonly l10n?: Readonly<Record<string, string>>;
  /** Directive texts, where the server cannot read them itself (the browser). */
  readonly texts?: unknown;
  /** Texts of the rules in the display language, likewise. */
  readonly ruleTexts?: unknown;
  /** The client serves our commands: lenses may carry them. */
  readonly commands?: boolean;
  /** What live tests have learnt, by host as typed. */
  readonly measurements?: Readonly<Record<string, Measurement>>;
  /** The live test can run in this window. */
  readonly keepaliveTest?: boolean;
}

// From server to client.
export const statRequest = 'sshTimeouts/fs/stat';
export const readTextRequest = 'sshTimeouts/fs/readText';
export const listRequest = 'sshTimeouts/fs/list';
/** Parameters of the three file requests. */
export interface UriParams {
  readonly uri: string;
}
export interface StatResult {
  readonly stat: FileStat;
}
export type ReadTextResult = { readonly text: string } | { readonly unreadable: string };
export interface ListResult {
  readonly names: readonly string[];
}

// From client to server.
/** Parameters `{uri, host}`; answers an `EffectiveConfigView`. */
export const effectiveConfigRequest = 'sshTimeouts/effectiveConfig';
/** Parameters `{uri}`; answers the concrete host names of the configuration, a `string[]`. */
export const hostsRequest = 'sshTimeouts/hosts';
/**
 * Parameters `{uri, host, mode, seconds?}`; answers `describeKeepaliveTest(...)` of keepalive/describe.ts, or null where
 * the file is no root configuration of this machine's ssh nor a part of one.
 */
export const keepalivePlanRequest = 'sshTimeouts/keepalivePlan';
/** Parameters `{uri, languageId, text}`; answers which dialect the text is written in, or null: `client`, `server`. */
export const dialectRequest = 'sshTimeouts/dialect';
/** Parameters `{id}`; answers the Markdown page of a rule, a `string`, or null where no rule has this id. */
export const rulePageRequest = 'sshTimeouts/rulePage';

/** Parameters a `HostArgument` with `message` and perhaps `seconds`; answers a Markdown page, a `string`, or null. */
export const whyDroppedRequest = 'sshTimeouts/whyDropped';

/** A notification: parameters `{measurements}`, as in the initialization options. */
export const measurementsNotification = 'sshTimeouts/measurements';

/** Parameters `TimelineQuestion`; answers a `TimelineView`, or null where there is nothing to foretell. */
export const timelineRequest = 'sshTimeouts/timeline';
/** Parameters `TimelineQuestion`; answers `TimelineChanges`: what would have to be written for it to come true. */
export const timelineChangesRequest = 'sshTimeouts/timelineChanges';

/** Which connection, in which situation, and what if it were set up otherwise. */
export interface TimelineQuestion extends HostArgument {
  /** A situation's id; where absent the one that the verdict is about. */
  readonly situation?: string;
  /** Values by the ids of `TimelineControl`. */
  readonly whatIf?: Readonly<Record<string, string>>;
}

/** Everything that the timeline panel shows, with its words. */
export interface TimelineView {
  /** What to call the connection. */
  readonly title: string;
  readonly picture: Picture;
  readonly situations: readonly { readonly id: string; readonly title: string; readonly group: string }[];
  readonly assumptions: readonly string[];
  readonly controls: readonly TimelineControl[];
  readonly advice: readonly {
    readonly text: string;
    readonly why: string;
    /** The values that it stands for, by control. */
    readonly whatIf: Readonly<Record<string, string>>;
  }[];
  /** OpenSSH would not even start, so this is what would be if it did. */
  readonly refusal?: string;
}

/** Something that can be tried: a slider where it has steps in an order, else a choice. */
export interface TimelineControl {
  readonly id: string;
  readonly side: 'client' | 'path' | 'server';
  readonly kind: 'slider' | 'choice';
  /** The directive's name, or what it is. */
  readonly label: string;
  readonly value: string;
  /** The value in effect. */
  readonly base: string;
  readonly choices: readonly { readonly value: string; readonly text: string }[];
  /** Where the value in effect comes from. */
  readonly source: Source;
  /** Values that have a name; `value` is empty where the current one has none. */
  readonly presets?: {
    readonly value: string;
    readonly base: string;
    readonly choices: readonly { readonly value: string; readonly text: string }[];
  };
}

export interface TimelineChanges {
  /** Whole texts, to be shown beside each other, and the edits that lead from one to the other. */
  readonly files: readonly {
    readonly uri: string;
    readonly before: string;
    readonly after: string;
    readonly edits: readonly { readonly range: EditRange; readonly newText: string }[];
  }[];
  /** What is written, what else changes by it, and what cannot be written into a file. */
  readonly notes: readonly string[];
}

/** As LSP counts: lines and characters from 0. */
export interface EditRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** A document "what ssh will use for HOST, and why": text with links. */
export interface EffectiveConfigView {
  readonly text: string;
  readonly links: readonly {
    readonly line: number;
    readonly start: number;
    readonly end: number;
    readonly uri: string;
    readonly targetLine: number;
  }[];
}

/** Commands that a code lens or a hover may carry; our client serves them. Their one argument is a `HostArgument`. */
export const testKeepaliveCommand = 'sshTimeouts.testKeepalive';
export const showEffectiveConfigCommand = 'sshTimeouts.showEffectiveConfig';
export const showTimelineCommand = 'sshTimeouts.showTimeline';
/** Which connection a command is about: the host as one would type it after `ssh`; empty for a server's global part. */
export interface HostArgument {
  readonly uri: string;
  readonly host: string;
  /** The Match line that it is about, as written, where no host says it. */
  readonly block?: string;
}
/** What a Python document must name to be one of ours; all others are not sent to the server. */
export const clientLibraryNames = /\b(?:paramiko|asyncssh|fabric2?)\b/;
/** Scheme of the page that explains a rule inside the editor: `sshtimeouts-rule:/ID.md`. */
export const rulePageScheme = 'sshtimeouts-rule';
