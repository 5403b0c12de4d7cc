import {
  type ListResult,
  listRequest,
  type ReadTextResult,
  readTextRequest,
  type StatResult,
  statRequest,
} from '../protocol.ts';
import type { FileSystem } from './fileSystem.ts';

/**
 * Files asked from the client, which also reaches remote and virtual workspaces. `send` is the connection's
 * `sendRequest`. A client that fails to answer makes the file unreadable, never the server fail.
 */
export function clientFileSystem(send: (method: string, params: unknown) => Promise<unknown>): FileSystem {
  return {
    async stat(uri) {
      try {
        const result = (await send(statRequest, { uri })) as StatResult | null;
        return result?.stat ?? { kind: 'unreadable', reason: 'no answer' };
      } catch (error) {
        return { kind: 'unreadable', reason: reasonOf(error) };
      }
    },
    async readText(uri) {
      try {
        const result = (await send(readTextRequest, { uri })) as ReadTextResult | null;
        return result ?? { unreadable: 'no answer' };
      } catch (error) {
        return { unreadable: reasonOf(error) };
      }
    },
    async list(uri) {
      try {
        const result = (await send(listRequest, { uri })) as ListResult | null;
        return result?.names ?? [];
      } catch {
        return [];
      }
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
