import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFiles } from '../../client/src/fileSystemRequests.ts';
import { localFiles } from '../../client/src/localFiles.ts';
import { workspaceFiles } from '../../client/src/workspaceFiles.ts';
import { type FileSystem, listRequest, readTextRequest, statRequest } from '../../server/src/protocol.ts';

let directory: string;
const uriOf = (name: string) => pathToFileURL(path.join(directory, name)).toString();

beforeAll(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'client-files-'));
  fs.writeFileSync(path.join(directory, 'config'), '\ufeffHost a\r\n', { mode: 0o640 });
  fs.mkdirSync(path.join(directory, 'conf.d'));
  fs.writeFileSync(path.join(directory, 'conf.d', 'b'), '');
  if (process.platform !== 'win32') execFileSync('mkfifo', [path.join(directory, 'fifo')]);
  fs.writeFileSync(path.join(directory, 'large'), '');
  fs.truncateSync(path.join(directory, 'large'), 33 * 1024 * 1024);
});
afterAll(() => fs.rmSync(directory, { recursive: true }));

const never: FileSystem = {
  stat: () => Promise.reject(new Error('asked elsewhere')),
  readText: () => Promise.reject(new Error('asked elsewhere')),
  list: () => Promise.reject(new Error('asked elsewhere')),
};

describe('files of this machine', () => {
  const files = localFiles(never);

  it('are described with owner and mode', async () => {
    const stat = await files.stat(uriOf('config'));
    expect(stat).toMatchObject({ kind: 'file', size: 11, uid: process.getuid?.() });
    expect(stat.kind === 'file' && (stat.mode ?? 0) & 0o777).toBe(0o640);
  });
  it('keep their byte order mark, over which OpenSSH stumbles', async () => {
    expect(await files.readText(uriOf('config'))).toEqual({ text: '\ufeffHost a\r\n' });
  });
  it('tell directories, FIFOs and missing files apart, and are never opened blindly', async () => {
    expect(await files.stat(uriOf('conf.d'))).toEqual({ kind: 'directory' });
    expect(await files.stat(uriOf('fifo'))).toEqual({ kind: 'other' });
    expect(await files.stat(uriOf('none'))).toEqual({ kind: 'missing' });
    expect(await files.stat(uriOf('config/below-a-file'))).toEqual({ kind: 'missing' });
    expect(await files.readText(uriOf('fifo'))).toEqual({ unreadable: 'not a regular file' });
    expect(await files.readText(uriOf('conf.d'))).toEqual({ unreadable: 'a directory' });
    expect(await files.readText(uriOf('large'))).toEqual({ unreadable: 'too large' });
  });
  it('are listed by name, and a missing directory lists nothing', async () => {
    expect(await files.list(uriOf('conf.d'))).toEqual(['b']);
    expect(await files.list(uriOf('none'))).toEqual([]);
  });
  it('are the only ones read directly', async () => {
    await expect(files.stat('vscode-vfs://github/a/.ssh/config')).rejects.toThrow('asked elsewhere');
  });
});

/** A stand-in for the editor's file system, with FileType as VS Code numbers it. */
function editorFiles(stat: () => unknown, bytes = new Uint8Array()) {
  const fileSystem = {
    stat: async () => stat(),
    readFile: async () => bytes,
    readDirectory: async () => [
      ['a', 1],
      ['b', 64],
    ],
  };
  return workspaceFiles(fileSystem as never, ((uri: string) => uri) as never);
}
const failing = (code: string) => () => {
  throw Object.assign(new Error(`the reason (${code})`), { code });
};

describe('files of the editor', () => {
  it.each([
    [1, 'file'],
    [65, 'file'],
    [2, 'directory'],
    [66, 'directory'],
    [0, 'other'],
    [64, 'other'],
  ])('of type %i are of kind %s', async (type, kind) => {
    expect(await editorFiles(() => ({ type, size: 1, mtime: 2 })).stat('x:/y')).toMatchObject({ kind });
  });
  it('that are not there are missing, and all other failures unreadable', async () => {
    expect(await editorFiles(failing('FileNotFound')).stat('x:/y')).toEqual({ kind: 'missing' });
    const refused = { kind: 'unreadable', reason: 'the reason (NoPermissions)' };
    expect(await editorFiles(failing('NoPermissions')).stat('x:/y')).toEqual(refused);
    expect(await editorFiles(failing('Unavailable')).readText('x:/y')).toEqual({
      unreadable: 'the reason (Unavailable)',
    });
  });
  it('are not read where they are not regular files', async () => {
    expect(await editorFiles(() => ({ type: 0, size: 0, mtime: 0 })).readText('x:/y')).toEqual({
      unreadable: 'not a regular file',
    });
  });
  it('with broken UTF-8 are read nevertheless', async () => {
    const files = editorFiles(() => ({ type: 1, size: 3, mtime: 0 }), new Uint8Array([0x41, 0xff, 0x42]));
    expect(await files.readText('x:/y')).toEqual({ text: 'A\ufffdB' });
  });
});

it('The three requests of the server are answered from the files', async () => {
  const handlers = new Map<string, (params: { uri: string }) => Promise<unknown>>();
  serveFiles({ onRequest: (method, handler) => handlers.set(method, handler) }, localFiles(never));
  const ask = (method: string, name: string) => handlers.get(method)?.({ uri: uriOf(name) });
  expect(await ask(statRequest, 'conf.d')).toEqual({ stat: { kind: 'directory' } });
  expect(await ask(listRequest, 'conf.d')).toEqual({ names: ['b'] });
  expect(await ask(readTextRequest, 'none')).toEqual({ unreadable: 'missing' });
});
