import { readEscapeChar } from '../../values/escapeChar.ts';
import { readInteger } from '../../values/integer.ts';
import { readLogFacility, readLogLevel } from '../../values/logLevel.ts';
import { formatOctalMode, readOctalMode } from '../../values/octalMode.ts';
import { atLeast, type OpenSshVersion } from '../../values/openSshVersion.ts';
import { fault, type Parsed, parsed } from '../../values/parsed.ts';
import { readPort } from '../../values/port.ts';
import { readQos } from '../../values/qos.ts';
import { readRekeyBytes, readRekeySeconds } from '../../values/rekeyLimit.ts';
import { readTimeSpan } from '../../values/timeSpan.ts';
import { readTunnelDevice } from '../../values/tunnelDevice.ts';
import { clientFlag, readWord } from '../../values/words.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import { type LineReader, oneArgument, type ReadInput, type Reading, refused, sets } from './lineReading.ts';

/** One of a set of words; the table maps each to what is printed. */
export function word(meanings: Readonly<Record<string, string>>): LineReader {
  return oneArgument((text) => readWord(text, meanings));
}

export const flag = word(clientFlag);
export const anyText = oneArgument((text) => parsed(text));
export const integer = oneArgument((text) => asText(readInteger(text)), 'integer-missing');
export const port = oneArgument((text) => {
  const number = readPort(text);
  return number ? parsed(String(number)) : fault('invalid-port');
});
export const logLevel = oneArgument((text, { version }) => readLogLevel(text, version.vendor), 'invalid-log-level');
export const escapeChar = oneArgument(readEscapeChar);
/** Up to 8.6 the last line won. */
export const tunnelDevice: LineReader = (input) => {
  const reading = oneArgument(readTunnelDevice)(input);
  if (reading.ok !== true || atLeast(input.version, '8.7')) return reading;
  return { ...reading, effects: reading.effects.map((effect) => ({ ...effect, how: 'last' })) };
};

const digests = ['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512'];
export const digest = oneArgument((text) => {
  const name = text.toUpperCase();
  return digests.includes(name) ? parsed(name) : fault('invalid-hash');
});

/** `none` leaves it unset, so that a later line still counts. */
export const timeSpan: LineReader = (input) => {
  const text = input.args[0]?.value;
  if (text === undefined || text === '') return refused('missing-time', text === undefined ? 'keyword' : 0);
  if (text === 'none') return { ok: true, effects: [], used: 1 };
  const span = readTimeSpan(text, input.version);
  return span.ok
    ? sets(input.slot, [String(span.value)], 1)
    : refused(span.code as ConfigErrorCode, 0, { data: { argument: text } });
};

/** Words that differ between releases. */
export function wordBy(meanings: (version: OpenSshVersion) => Readonly<Record<string, string>>): LineReader {
  return oneArgument((text, { version }) => readWord(text, meanings(version)));
}

export const syslogFacility: LineReader = (input) => anywhere('first-anywhere', facility(input));
const facility = oneArgument(readLogFacility, 'invalid-log-facility');

/** The last line wins. */
export const bindMask: LineReader = (input) => anywhere('last-anywhere', mask(input));
const mask = oneArgument((text) => {
  const value = readOctalMode(text);
  return value.ok ? parsed(formatOctalMode(value.value)) : value;
});

function anywhere(how: 'first-anywhere' | 'last-anywhere', reading: Reading): Reading {
  return reading.ok === true ? { ...reading, effects: reading.effects.map((effect) => ({ ...effect, how })) } : reading;
}

function asText(outcome: Parsed<number>): Parsed<string> {
  return outcome.ok ? parsed(String(outcome.value)) : outcome;
}

/** Two values of their own: bytes and seconds. */
export const rekeyLimit: LineReader = ({ slot, args, version }) => {
  const [size, interval] = args;
  if (size === undefined || size.value === '') return refused('missing-argument', size ? 0 : 'keyword');
  const bytes = readRekeyBytes(size.value);
  if (!bytes.ok) return refused(bytes.code as ConfigErrorCode, 0, { data: { argument: size.value } });
  const first = { slot, how: 'first', values: [String(bytes.value)] } as const;
  if (interval === undefined) return { ok: true, effects: [first], used: 1 };
  const seconds = readRekeySeconds(interval.value, version);
  if (!seconds.ok) return refused(seconds.code as ConfigErrorCode, 1, { data: { argument: interval.value } });
  if (seconds.value === 'unset') return { ok: true, effects: [first], used: 2 };
  const second = { slot: 'rekeylimit.interval', how: 'first', values: [String(seconds.value)] } as const;
  return { ok: true, effects: [first, second], used: 2 };
};

export const controlPersist: LineReader = ({ slot, args, version }) => {
  const text = args[0]?.value;
  if (text === undefined || text === '') return refused('missing-argument', text === undefined ? 'keyword' : 0);
  if (text === 'no' || text === 'false') return sets(slot, ['no'], 1);
  if (text === 'yes' || text === 'true') return sets(slot, ['yes'], 1);
  const span = readTimeSpan(text, version);
  if (!span.ok || span.value < 0) return refused('invalid-control-persist', 0, { data: { argument: text } });
  return sets(slot, [span.value === 0 ? 'yes' : String(span.value)], 1);
};

const addKeysWords = { true: 'true', false: 'false', yes: 'true', no: 'false', ask: 'ask', confirm: 'confirm' };

export const addKeysToAgent: LineReader = (input) => {
  const { slot, args, version } = input;
  // A lifetime came with 8.4.
  if (!atLeast(version, '8.4')) return word(addKeysWords)(input);
  const [first, second] = args;
  if (first === undefined || first.value === '') return refused('missing-argument', first ? 0 : 'keyword');
  const meaning = readWord(first.value, addKeysWords);
  if (second === undefined) {
    if (meaning.ok) return sets(slot, [meaning.value], 1);
    const life = readTimeSpan(first.value, version);
    if (!life.ok) return refused('unsupported-option', 0, { data: { argument: first.value } });
    return sets(slot, [life.value <= 0 ? 'true' : String(life.value)], 1);
  }
  if (!meaning.ok || meaning.value !== 'confirm') {
    return refused('unsupported-option', meaning.ok ? 1 : 0, {
      data: { argument: (meaning.ok ? second : first).value },
    });
  }
  const life = readTimeSpan(second.value, version);
  if (!life.ok) return refused('invalid-time', 1, { data: { argument: second.value } });
  return sets(slot, [life.value <= 0 ? 'confirm' : `confirm ${life.value}`], 2);
};

export const qos: LineReader = ({ slot, args, version }) => {
  if (args[0] === undefined) return refused('missing-argument', 'keyword');
  const values: string[] = [];
  for (const [index, { value }] of args.slice(0, 2).entries()) {
    const outcome = readQos(value, version);
    if (!outcome.ok) return refused('invalid-qos', index, { data: { argument: value } });
    values.push(outcome.value === 'ignored' ? 'none' : outcome.value);
  }
  const [interactive = 'none', bulk = interactive] = values;
  // Up to 8.6 each line took the place of the one before.
  const how = atLeast(version, '8.7') ? 'first' : 'last';
  return sets(slot, [`${interactive} ${bulk}`], values.length, how);
};

export const obscureKeystrokes: LineReader = ({ slot, args }) => {
  const [first, second] = args;
  if (first === undefined) return refused('missing-argument', 'keyword');
  const data = { argument: first.value };
  let printed: string | undefined;
  if (first.value === 'yes' || first.value === 'true') printed = 'yes';
  else if (first.value === 'no' || first.value === 'false') printed = 'no';
  else if (first.value.startsWith('interval:')) {
    const milliseconds = readInteger(first.value.slice('interval:'.length));
    if (!milliseconds.ok) return refused(milliseconds.code as ConfigErrorCode, 0, { data });
    if (milliseconds.value < 1 || milliseconds.value > 1000) return refused('value-out-of-range', 0, { data });
    printed = milliseconds.value === 20 ? 'yes' : String(milliseconds.value);
  }
  if (printed === undefined) return refused('unsupported-option', 0, { data });
  if (second !== undefined) return refused('invalid-argument', 1, { data: { argument: second.value } });
  return sets(slot, [printed], 1);
};

/** The rest of the line, verbatim: a command. */
export const command: LineReader = (input) => sets(input.slot, [commandText(input)], 'all');
export const proxyCommand: LineReader = (input) => sets(input.slot, [commandText(input)], 'all', 'proxy-command');

function commandText({ rest }: ReadInput): string {
  return rest.replace(/^[ \t\r\n=]+/, '');
}

/** The comment that it means to cut off stays, whatever the manual says. */
export const versionAddendum: LineReader = ({ slot, rest }) => {
  const text = rest.replace(/^[ \t\r\n]+/, '');
  if (text.includes('\r')) return refused('invalid-argument', 'rest', { data: { argument: text }, fatal: true });
  return sets(slot, [text.toLowerCase() === 'none' ? '' : text], 'all');
};

export const refuseConnection: LineReader = ({ args }) => {
  const reason = args[0]?.value;
  if (reason === undefined || reason === '') return refused('missing-argument', reason === undefined ? 'keyword' : 0);
  return refused('refuse-connection', 0, { data: { argument: reason }, fatal: true, whenActive: true });
};
