import { type CachedFileSystem, sameContent } from './files/cachedFileSystem.ts';
import type { FileStat } from './files/fileSystem.ts';
import { newestEntries } from './files/newestEntries.ts';
import type { ConfigGraph, Environment } from './resolve/configGraph.ts';
import { grammarOf } from './resolve/grammarOf.ts';
import { loadConfigGraph } from './resolve/loadConfigGraph.ts';
import type { Roots } from './rootCandidates.ts';
import { sameGraph } from './sameSnapshot.ts';
import type { ConfigFile, Dialect, Grammar } from './syntax/configFile.ts';
import { parseConfig, updateConfig } from './syntax/parseConfig.ts';
import type { OpenSshVersion } from './values/openSshVersion.ts';
import type { OpenDocument } from './workspace.ts';

/** Parsed files and graphs that are kept to be compared with: beyond them an answer only costs more. */
const mostParsed = 2000;
const mostGraphs = 100;

/** Loads configurations; what did not change since the last time is the same object as then. */
export interface GraphLoader {
  load(dialect: Dialect, roots: Roots, version: OpenSshVersion, environment: Environment): Promise<ConfigGraph>;
  /** A text that is open in the editor. */
  parseOpen(uri: string, text: string, dialect: Dialect, grammar: Grammar): ConfigFile;
}

export function createGraphLoader(
  files: CachedFileSystem,
  openDocument: (uri: string) => OpenDocument | undefined,
): GraphLoader {
  const parsed = newestEntries<{ readonly file: ConfigFile; readonly stat?: FileStat }>(mostParsed);
  const graphs = newestEntries<ConfigGraph>(mostGraphs);

  /** The same text gives the same object; a changed one keeps the lines that the edit did not touch. */
  function parseOpen(uri: string, text: string, dialect: Dialect, grammar: Grammar): ConfigFile {
    const key = `${dialect} ${grammar} ${uri}`;
    const before = parsed.get(key)?.file;
    const file = before ? updateConfig(before, text) : parseConfig(text, { dialect, grammar });
    parsed.set(key, { file });
    return file;
  }

  /** Keeps what the loader parsed of files that are not open, for as long as their size and time stay the same. */
  async function keepParsed(graph: ConfigGraph, grammar: Grammar): Promise<void> {
    for (const [uri, state] of graph.files) {
      if (state.kind !== 'loaded') continue;
      const key = `${graph.dialect} ${grammar} ${uri}`;
      if (parsed.get(key)?.file !== state.file) parsed.set(key, { file: state.file, stat: await files.stat(uri) });
    }
  }

  async function load(
    dialect: Dialect,
    roots: Roots,
    version: OpenSshVersion,
    environment: Environment,
  ): Promise<ConfigGraph> {
    const grammar = grammarOf(version);
    const graph = await loadConfigGraph({
      dialect,
      roots,
      version,
      environment,
      fileSystem: files,
      openFile: (uri) => {
        const text = openDocument(uri)?.getText();
        return text === undefined ? undefined : parseOpen(uri, text, dialect, grammar);
      },
      parsed: (uri, stat) => {
        const kept = parsed.get(`${dialect} ${grammar} ${uri}`);
        return kept?.stat && sameContent(kept.stat, stat) ? kept.file : undefined;
      },
    });
    await keepParsed(graph, grammar);
    const key = JSON.stringify([dialect, roots, version, environment]);
    const before = graphs.get(key);
    if (before && sameGraph(before, graph)) return before;
    graphs.set(key, graph);
    return graph;
  }

  return { load, parseOpen };
}
