import { atLeast, type OpenSshVersion } from './openSshVersion.ts';
import { fault, type Parsed, parsed } from './parsed.ts';

/** Code points of the quality-of-service classes, in the order in which OpenSSH looks them up to print one. */
const classes: readonly (readonly [string, number])[] = [
  ['af11', 0x28],
  ['af12', 0x30],
  ['af13', 0x38],
  ['af21', 0x48],
  ['af22', 0x50],
  ['af23', 0x58],
  ['af31', 0x68],
  ['af32', 0x70],
  ['af33', 0x78],
  ['af41', 0x88],
  ['af42', 0x90],
  ['af43', 0x98],
  ['cs0', 0x00],
  ['cs1', 0x20],
  ['cs2', 0x40],
  ['cs3', 0x60],
  ['cs4', 0x80],
  ['cs5', 0xa0],
  ['cs6', 0xc0],
  ['cs7', 0xe0],
  ['ef', 0xb8],
];
const voice: readonly (readonly [string, number])[] = [['va', 0xb0]];
const oldServiceTypes: readonly (readonly [string, number])[] = [
  ['lowdelay', 0x10],
  ['throughput', 0x08],
  ['reliability', 0x04],
];

function table(version: OpenSshVersion): readonly (readonly [string, number])[] {
  // Its code point was a wrong one at first.
  const lowEffort = ['le', atLeast(version, '8.9') ? 0x04 : 0x01] as const;
  const low = atLeast(version, '8.2') ? [lowEffort] : [];
  if (!atLeast(version, '10.1')) return [...classes, ...low, ...oldServiceTypes];
  return atLeast(version, '10.3') ? [...classes, ...low, ...voice] : [...classes, ...low];
}

/**
 * Reads one argument of IPQoS as OpenSSH prints it back: a class name, `none` or a number in hexadecimal; `ignored` for
 * the service types that 10.1 on passes over. Code: `invalid-qos`.
 */
export function readQos(text: string, version: OpenSshVersion): Parsed<string> {
  const word = text.toLowerCase();
  if (word === 'none') return parsed('none');
  const known = table(version);
  const byName = known.find(([name]) => name === word);
  if (byName) return parsed(nameOf(byName[1], known));
  if (oldServiceTypes.some(([name]) => name === word)) return parsed('ignored');
  const number = atLeast(version, '9.8') ? decimal(text) : anyBase(text);
  if (number === undefined || number < 0 || number > 255) return fault('invalid-qos');
  return parsed(nameOf(number, known));
}

function nameOf(value: number, known: readonly (readonly [string, number])[]): string {
  return known.find(([, code]) => code === value)?.[0] ?? `0x${value.toString(16).padStart(2, '0')}`;
}

function decimal(text: string): number | undefined {
  const match = /^[ \t\n\v\f\r]*([+-]?)(\d+)$/.exec(text);
  return match ? Number(`${match[1]}${match[2]}`) : undefined;
}

function anyBase(text: string): number | undefined {
  const match = /^[ \t\n\v\f\r]*([+-]?)(?:0x([0-9a-f]+)|(0[0-7]*)|([1-9]\d*))$/i.exec(text);
  if (!match) return undefined;
  const [, sign, hex, octal, plain] = match;
  const size = hex ? Number.parseInt(hex, 16) : octal ? Number.parseInt(octal, 8) : Number(plain);
  return sign === '-' && size !== 0 ? -size : size;
}
