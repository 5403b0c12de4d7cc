import { afterEach, describe, expect, it } from 'vitest';
import { type Hover, RegistrationRequest } from 'vscode-languageserver';
import { filePatience } from '../../server/src/files/clientFileSystem.ts';
import type { InitializationOptions } from '../../server/src/protocol.ts';
import { type LanguageClient, startInProcess } from '../helpers/languageClient.ts';
import { memoryFileSystem } from '../helpers/memoryFileSystem.ts';

const uri = 'vscode-vfs://github/me/dotfiles/.ssh/config';
const text = 'Include conf.d/*\nHost web\n  ServerAliveInterval 30\n';
let client: LanguageClient | undefined;

afterEach(async () => {
  await client?.stop();
  client = undefined;
});

async function hover(): Promise<string> {
  const answer = await client?.connection.sendRequest<Hover | null>('textDocument/hover', {
    textDocument: { uri },
    position: { line: 2, character: 4 },
  });
  return JSON.stringify(answer);
}

describe('a client that serves files', () => {
  const disk: Record<string, string> = {};
  const initializationOptions: InitializationOptions = {
    fileSystem: 'client',
    commands: true,
    environment: { homeUri: 'vscode-vfs://github/me/dotfiles' },
  };
  const start = (watch: (watchers: { globPattern: { baseUri: string } }[]) => void = () => {}) => {
    for (const name of Object.keys(disk)) delete disk[name];
    disk['/me/dotfiles/.ssh/conf.d/1'] = 'Host web\n  ServerAliveInterval 10\n';
    const asPath = (address: string) => address.replace('vscode-vfs://github', 'file://');
    return startInProcess({
      initializationOptions,
      capabilities: {
        workspace: { didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } },
      },
      fileSystem: {
        stat: () => Promise.reject(new Error('the server looked at its own disk')),
        readText: () => Promise.reject(new Error('the server looked at its own disk')),
        list: () => Promise.reject(new Error('the server looked at its own disk')),
      },
      prepare: (connection) => {
        const files = () => memoryFileSystem(disk);
        connection.onRequest('sshTimeouts/fs/stat', async (params: { uri: string }) => ({
          stat: await files().stat(asPath(params.uri)),
        }));
        connection.onRequest(
          'sshTimeouts/fs/readText',
          async (params: { uri: string }): Promise<unknown> => files().readText(asPath(params.uri)),
        );
        connection.onRequest('sshTimeouts/fs/list', async (params: { uri: string }) => ({
          names: await files().list(asPath(params.uri)),
        }));
        connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
          for (const { registerOptions } of registrations) watch(registerOptions?.watchers ?? []);
        });
      },
    });
  };

  it('is asked for Includes of a remote folder', async () => {
    client = await start();
    await client.open(uri, text);
    expect(await hover()).toContain('which overrules this line');
    expect(await hover()).toContain('vscode-vfs://github/me/dotfiles/.ssh/conf.d/1#L2');
    expect(client.log).toEqual([]);
  });

  it('is asked to watch the folders of the files that are read, and believed when it reports a change', async () => {
    const folders: string[] = [];
    client = await start((watchers) => folders.push(...watchers.map(({ globPattern }) => globPattern.baseUri)));
    await client.open(uri, text);
    expect(await hover()).toContain('`10`');
    await expect.poll(() => folders).toContain('vscode-vfs://github/me/dotfiles/.ssh/conf.d');
    expect(new Set(folders).size).toBe(folders.length);
    disk['/me/dotfiles/.ssh/conf.d/1'] = 'Host web\n  ServerAliveInterval 11111\n';
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: 'vscode-vfs://github/me/dotfiles/.ssh/conf.d/1', type: 2 }],
    });
    expect(await hover()).toContain('`11111`');
  });

  it('that fails to answer leaves the Includes unknown and the document judged', async () => {
    client = await startInProcess({ initializationOptions: { fileSystem: 'client' } });
    await client.open(uri, text);
    expect(await hover()).toContain('by this line');
    expect(client.log).toEqual([]);
  });

  it('that never answers makes the Includes unknown after a while, and nothing wait for good', async () => {
    client = await startInProcess({
      initializationOptions: { fileSystem: 'client' },
      runtime: {
        later: (task, milliseconds) => {
          const timer = setTimeout(task, milliseconds === filePatience ? 10 : milliseconds);
          return () => clearTimeout(timer);
        },
      },
      prepare: (connection) => {
        for (const method of ['stat', 'readText', 'list']) {
          connection.onRequest(`sshTimeouts/fs/${method}`, () => new Promise(() => {}));
        }
      },
    });
    await client.open(uri, text);
    expect(await hover()).toContain('by this line');
    expect(client.log).toEqual([]);
  });
});
