import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { ConfigError } from '../resolve/effectiveConfig.ts';
import { configErrorMessage } from '../rules/configErrorMessage.ts';
import { linePosition } from './position.ts';

/** What OpenSSH holds against a line, `-o` or the destination, with the place of it, as one line of standard error. */
export function complaint(graph: ConfigGraph, error: ConfigError): string {
  const message = configErrorMessage(error);
  if (error.uri.startsWith('file:')) return `${linePosition(graph, error.uri, error.span.start)}: ${message}\n`;
  return error.data['keyword'] === '' ? `${message}\n` : `-o: ${message}\n`;
}
