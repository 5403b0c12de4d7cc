import { nodeFileSystem } from '../files/nodeFileSystem.ts';
import { grammarOf } from '../resolve/grammarOf.ts';
import { loadConfigGraph } from '../resolve/loadConfigGraph.ts';
import { singleRoot } from '../rootCandidates.ts';
import { parseConfig } from '../syntax/parseConfig.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';
import type { CheckInput } from './checkInputs.ts';
import type { CliIo } from './io.ts';
import { machineEnvironment } from './machine.ts';

/**
 * For each input the inputs that stand in one configuration with it: those that include it, and all they include. Each
 * is loaded once, so that a tree of many configurations is not searched through for every one of its files.
 */
export async function relatedInputs(
  inputs: readonly CheckInput[],
  version: OpenSshVersion,
  io: CliIo,
): Promise<(uri: string) => ReadonlySet<string>> {
  const known = new Set(inputs.map(({ uri }) => uri));
  const related = new Map<string, Set<string>>();
  const environment = machineEnvironment(io);
  for (const { uri, text, dialect, isDump } of inputs) {
    if (isDump || dialect === 'python' || !/^[ \t]*Include\b/im.test(text)) continue;
    const own = parseConfig(text, { dialect, grammar: grammarOf(version) });
    const graph = await loadConfigGraph({
      dialect,
      roots: singleRoot(dialect, uri),
      version,
      environment,
      fileSystem: nodeFileSystem,
      openFile: (each) => (each === uri ? own : undefined),
    });
    const together = [...graph.files.keys()].filter((each) => known.has(each));
    for (const each of together) {
      const others = related.get(each) ?? new Set<string>();
      related.set(each, others);
      for (const other of together) others.add(other);
    }
  }
  return (uri) => new Set([uri, ...(related.get(uri) ?? [])]);
}
