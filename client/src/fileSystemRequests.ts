import {
  type FileSystem,
  type ListResult,
  listRequest,
  type ReadTextResult,
  readTextRequest,
  type StatResult,
  statRequest,
  type UriParams,
} from '../../server/src/protocol.ts';

/** The part of a language client that takes answers to requests. */
interface RequestReceiver {
  onRequest<Result>(method: string, handler: (params: UriParams) => Promise<Result>): unknown;
}

/** Answers the server's file requests with `files`. */
export function serveFiles(client: RequestReceiver, files: FileSystem): void {
  client.onRequest(statRequest, async ({ uri }): Promise<StatResult> => ({ stat: await files.stat(uri) }));
  client.onRequest(readTextRequest, ({ uri }): Promise<ReadTextResult> => files.readText(uri));
  client.onRequest(listRequest, async ({ uri }): Promise<ListResult> => ({ names: await files.list(uri) }));
}
