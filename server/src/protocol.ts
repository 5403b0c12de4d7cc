import type { FileStat } from './files/fileSystem.ts';
import type { Environment } from './resolve/configGraph.ts';

// The contract of the file requests, which the client fulfils.
export { type FileStat, type FileSystem, largestFileBytes } from './files/fileSystem.ts';
export type { Environment } from './resolve/configGraph.ts';

/** Sent with `initialize` by our own client; every member may be missing, as with any other editor. */
export interface InitializationOptions {
  /** `client`: files are asked from the client; else the server reads them itself. */
  readonly fileSystem?: 'client';
  readonly environment?: Environment;
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
/** Parameters `{id}`; answers the Markdown page of a rule, a `string`, or null where no rule has this id. */
export const rulePageRequest = 'sshTimeouts/rulePage';

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
}
/** Scheme of the page that explains a rule inside the editor: `sshtimeouts-rule:/ID.md`. */
export const rulePageScheme = 'sshtimeouts-rule';
