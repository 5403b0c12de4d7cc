import type { InitializeParams, ServerCapabilities } from 'vscode-languageserver';
import {
  type ClientCapabilities,
  CodeActionKind,
  PositionEncodingKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { fixAllKind } from './features/codeActions.ts';
import type { FeatureOptions } from './features/featureOptions.ts';
import { tokenModifiers, tokenTypes } from './features/semanticTokens.ts';
import type { InitializationOptions } from './protocol.ts';

/** What the server offers to this client. */
export function capabilitiesFor(client: ClientCapabilities): ServerCapabilities {
  return {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    completionProvider: {
      resolveProvider: true,
      triggerCharacters: [' ', '=', ',', '%', '/', '{', ':', '@', '!', '+', '^'],
    },
    signatureHelpProvider: { triggerCharacters: [' ', ':', '=', ','] },
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: client.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
    documentSymbolProvider: client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentFormattingProvider: true,
    documentRangeFormattingProvider: { rangesSupport: true },
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n', moreTriggerCharacter: [' '] },
    workspaceSymbolProvider: true,
    codeActionProvider: client.textDocument?.codeAction?.codeActionLiteralSupport
      ? { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] }
      : false,
    codeLensProvider: { resolveProvider: true },
    inlayHintProvider: true,
    // A client that can asks for what is on the screen alone: who overrules whom is worked out for each block.
    semanticTokensProvider: {
      legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
      range: true,
      full: !client.textDocument?.semanticTokens?.requests.range,
    },
    documentLinkProvider: { resolveProvider: false },
    ...(client.textDocument?.diagnostic
      ? {
          diagnosticProvider: {
            identifier: 'ssh-timeouts',
            interFileDependencies: true,
            workspaceDiagnostics: false,
          },
        }
      : {}),
    ...(client.workspace?.workspaceFolders
      ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }
      : {}),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Our own client's options; empty for any other client. */
export function initializationOptionsOf({ initializationOptions }: InitializeParams): InitializationOptions {
  return isObject(initializationOptions) ? initializationOptions : {};
}

/** Clients wrap settings in their section, or send the section's content. */
export function settingsIn(sent: unknown): unknown {
  if (!isObject(sent)) return undefined;
  if ('sshTimeouts' in sent) return sent['sshTimeouts'];
  return 'settings' in sent ? settingsIn({ sshTimeouts: sent['settings'] }) : sent;
}

export function foldersOf(params: InitializeParams): readonly string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map((folder) => folder.uri);
  return params.rootUri ? [params.rootUri] : [];
}

/** What features have to know of the client. */
export function featureOptionsFor(
  { textDocument }: ClientCapabilities,
  { commands = false }: InitializationOptions,
  world: Pick<FeatureOptions, 'date' | 'clientUri'>,
): FeatureOptions {
  const formats = textDocument?.hover?.contentFormat;
  const signature = textDocument?.signatureHelp?.signatureInformation;
  return {
    ...world,
    markdown: formats === undefined || formats.includes('markdown'),
    commands: commands === true,
    rulePages: commands === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    labelDetails: textDocument?.completion?.completionItem?.labelDetailsSupport === true,
    labelOffsets: signature?.parameterInformation?.labelOffsetSupport === true,
  };
}

/** `zh-cn` for `zh_CN.UTF-8` or `zh-Hans`; English for all without texts. It also becomes part of file names. */
export function languageOf(locale: string | undefined): 'en' | 'zh-cn' {
  return /^zh([_-](cn|sg|hans)\b|[._]|$)/i.test(locale ?? '') ? 'zh-cn' : 'en';
}
