import type { MarkdownString, Position, TextDocument } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { FileSystem, InitializationOptions } from '../../server/src/protocol.ts';

/** What is known of the machine the extension runs on; all of it may be unknown. */
export type MachineFacts = Pick<
  InitializationOptions,
  'environment' | 'remoteWindow' | 'sshVersion' | 'sshdVersion' | 'keepaliveTest' | 'texts' | 'ruleTexts'
>;

/** What differs between a Node extension host and a browser's. */
export interface Host {
  /** A client for the language server, not started. `id` is also the section of its trace setting. */
  createClient(id: string, name: string, options: LanguageClientOptions): BaseLanguageClient;
  readonly files: FileSystem;
  /** Looked up before each start of the server. Programs are asked only where `trusted`. */
  describeMachine(trusted: boolean): Promise<MachineFacts>;
  /** What the hover adds where this machine's own manual explains the keyword. */
  manualLink?(document: TextDocument, position: Position): Promise<MarkdownString | undefined>;
}
