import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import type { Runtime } from './runtime.ts';

/** How long a client may think about its settings before it is taken to have none. */
const patienceMilliseconds = 3_000;

/** The settings of a document: asked from the client where it answers such questions, else what it has `sent`. */
export function clientSettings(
  connection: Connection,
  client: ClientCapabilities,
  runtime: Runtime,
  sent: () => unknown,
): (uri: string) => Promise<unknown> {
  return async (uri) => {
    if (!client.workspace?.configuration) return sent();
    let cancel = () => {};
    const silence = new Promise<unknown>((resolve) => {
      cancel = runtime.later(() => resolve(sent()), patienceMilliseconds);
    });
    const asked = connection.workspace.getConfiguration({ scopeUri: uri, section: 'sshTimeouts' });
    const answer = await Promise.race([asked.catch(() => sent()), silence]);
    cancel();
    return answer ?? sent();
  };
}
