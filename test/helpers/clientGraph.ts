import type { ConfigGraph, Environment } from '../../server/src/resolve/configGraph.ts';
import { loadConfigGraph } from '../../server/src/resolve/loadConfigGraph.ts';
import type { OpenSshVersion } from '../../server/src/values/openSshVersion.ts';
import { parseVersion } from '../../server/src/values/openSshVersion.ts';
import { memoryFileSystem } from './memoryFileSystem.ts';

/** A machine whose values all are known. */
export const knownMachine: Environment = {
  homeUri: 'file:///home/me',
  userName: 'me',
  uid: 1000,
  hostName: 'box.example',
  variables: { HOME: '/home/me' },
};

/** A client's configuration in memory: its main file, and further ones by path. Version 9.2 of Debian unless said. */
export async function clientGraph(
  config: string,
  {
    files = {},
    version = '9.2',
    environment = knownMachine,
  }: { files?: Record<string, string>; version?: string; environment?: Environment } = {},
): Promise<ConfigGraph> {
  return loadConfigGraph({
    dialect: 'client',
    roots: [
      { uri: 'file:///home/me/.ssh/config', role: 'user' },
      { uri: 'file:///etc/ssh/ssh_config', role: 'system' },
    ],
    version: parseVersion(version) as OpenSshVersion,
    environment,
    fileSystem: memoryFileSystem({ '/home/me/.ssh/config': config, ...files }),
  });
}
