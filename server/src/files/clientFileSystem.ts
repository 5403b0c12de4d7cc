import {
  type ListResult,
  listRequest,
  type ReadTextResult,
  readTextRequest,
  type StatResult,
  statRequest,
} from '../protocol.ts';
import type { FileSystem } from './fileSystem.ts';

/** Milliseconds after which a file counts as unreadable: the other machine may be gone without a word. */
export const filePatience = 10_000;

/**
 * Files asked from the client, which also reaches remote and virtual workspaces. `ask` is the connection's
 * `sendRequest`; `later` calls a task after so many milliseconds and answers what cancels that. A client that fails to
 * answer, or does not answer in time, makes the file unreadable; it never makes the server fail or wait for good.
 */
export function clientFileSystem(
  ask: (method: string, params: unknown) => Promise<unknown>,
  later: (task: () => void, milliseconds: number) => () => void,
): FileSystem {
  async function send(method: string, params: unknown): Promise<unknown> {
    let cancel = () => {};
    const silence = new Promise<never>((_, reject) => {
      cancel = later(() => reject(new Error(`no answer within ${filePatience / 1000} s`)), filePatience);
    });
    try {
      return await Promise.race([ask(method, params), silence]);
    } finally {
      cancel();
    }
  }

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
