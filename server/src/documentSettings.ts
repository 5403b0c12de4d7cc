import type { FileSystem } from './files/fileSystem.ts';
import { readSettings } from './readSettings.ts';
import type { Settings } from './settings.ts';
import { folderOf, joinUri, normaliseUri } from './uris.ts';
import type { OpenDocument, WorkspaceOptions } from './workspace.ts';

const settingsFileName = '.ssh-timeouts.json';
/** How many folders upwards it is looked for. */
const foldersUpwards = 40;

/** The settings of each document: the client's, and those of the project that it belongs to. */
export interface DocumentSettings {
  /** `base` is the folder that relative paths in them start from. */
  of(document: OpenDocument): Promise<{ settings: Settings; base: string | undefined }>;
  /** The client's settings are asked for again: those of this document, or of all. */
  forget(uri?: string): void;
}

type Options = Pick<WorkspaceOptions, 'clientSettings' | 'projectSettings' | 'folders' | 'overrides'>;

export function createDocumentSettings(
  options: Options,
  files: FileSystem,
  openDocument: (uri: string) => OpenDocument | undefined,
): DocumentSettings {
  const fromClient = new Map<string, Promise<unknown>>();

  async function readProjectSettings(documentUri: string): Promise<{ settings: unknown; base: string } | undefined> {
    let directory = folderOf(documentUri);
    for (let level = 0; directory !== undefined && level < foldersUpwards; level++) {
      const uri = joinUri(directory, settingsFileName);
      const open = openDocument(uri)?.getText();
      if (open !== undefined || (await files.stat(uri)).kind === 'file') {
        const read = open === undefined ? await files.readText(uri) : { text: open };
        const settings = 'text' in read ? parseJson(read.text) : undefined;
        return { settings, base: directory };
      }
      directory = folderOf(directory);
    }
    return undefined;
  }

  async function of(document: OpenDocument): Promise<{ settings: Settings; base: string | undefined }> {
    const remembered = fromClient.get(document.uri) ?? options.clientSettings(document.uri);
    fromClient.set(document.uri, remembered);
    const [client, project] = await Promise.all([
      remembered,
      (options.projectSettings ?? readProjectSettings)(normaliseUri(document.uri)),
    ]);
    const folder = innermostFolder(options.folders(), document.uri) ?? options.folders()[0];
    const settings = readSettings(client, project?.settings, options.overrides);
    return { settings, base: project?.base ?? folder };
  }

  return {
    of,
    forget(uri) {
      if (uri === undefined) fromClient.clear();
      else fromClient.delete(uri);
    },
  };
}

/** Folders may lie within each other; names that only begin alike do not. */
function innermostFolder(folders: readonly string[], uri: string): string | undefined {
  const holding = folders.filter((folder) => uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`));
  return holding.toSorted((a, b) => b.length - a.length)[0];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
