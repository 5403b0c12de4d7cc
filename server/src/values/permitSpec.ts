import { splitHostPort } from './hostPort.ts';
import { fault, type Parsed, parsed } from './parsed.ts';
import { readPort } from './port.ts';

/**
 * Reads one argument of PermitOpen or PermitListen as the server prints it: `host:port`, where the port may be `*`, and
 * for PermitListen a port alone, which stands for any host. Codes: `missing-host`, `invalid-port`.
 */
export function readPermitSpec(text: string, directive: 'PermitOpen' | 'PermitListen'): Parsed<string> {
  if (directive === 'PermitListen' && !text.includes(':')) {
    return isPermitPort(text) ? parsed(`*:${text}`) : fault('invalid-port');
  }
  const split = splitHostPort(text);
  if (!split) return fault('missing-host');
  return split.port !== undefined && isPermitPort(split.port) ? parsed(text) : fault('invalid-port');
}

function isPermitPort(text: string): boolean {
  return text === '*' || (readPort(text) ?? 0) > 0;
}
