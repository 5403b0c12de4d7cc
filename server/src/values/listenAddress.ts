import { splitHostPort } from './hostPort.ts';
import { fault, type Parsed, parsed } from './parsed.ts';
import { readPort } from './port.ts';

/** Where a server listens: without a port, on every port of the file. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number | undefined;
}

/**
 * Reads the address of ListenAddress: `host`, `host:port`, `[address]:port` or a bare IPv6 address.
 * Codes: `missing-address`, `invalid-address`, `invalid-port`.
 */
export function readListenAddress(text: string): Parsed<ListenAddress> {
  if (text === '') return fault('missing-address');
  const bareIpv6 = !text.includes('[') && /:.*:/.test(text);
  if (bareIpv6) return parsed({ host: text, port: undefined });
  const split = splitHostPort(text);
  if (!split) return fault('invalid-address');
  if (split.port === undefined) return parsed({ host: split.host, port: undefined });
  const port = readPort(split.port);
  if (port === undefined || port <= 0) return fault('invalid-port');
  return parsed({ host: split.host, port });
}
