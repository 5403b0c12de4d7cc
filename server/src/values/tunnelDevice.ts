import { fault, type Parsed, parsed } from './parsed.ts';

const largestDevice = 2147483647 - 1 - 1;

/** Reads TunnelDevice, `local[:remote]`, as it is printed back. Codes: `missing-argument`, `invalid-tunnel-device`. */
export function readTunnelDevice(text: string): Parsed<string> {
  if (text === '') return fault('missing-argument');
  const colon = text.indexOf(':');
  const local = device(colon < 0 ? text : text.slice(0, colon));
  const remote = colon < 0 ? 'any' : device(text.slice(colon + 1));
  return local === undefined || remote === undefined ? fault('invalid-tunnel-device') : parsed(`${local}:${remote}`);
}

function device(text: string): string | undefined {
  if (text.toLowerCase() === 'any') return 'any';
  const match = /^[ \t\n\v\f\r]*([+-]?)(\d+)$/.exec(text);
  if (!match) return undefined;
  const number = Number(`${match[1]}${match[2]}`);
  return number < 0 || number > largestDevice ? undefined : String(Math.abs(number));
}
