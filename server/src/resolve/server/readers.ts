import { readInteger } from '../../values/integer.ts';
import { formatOctalMode } from '../../values/octalMode.ts';
import { atLeast } from '../../values/openSshVersion.ts';
import { fault, parsed } from '../../values/parsed.ts';
import { readPort } from '../../values/port.ts';
import { readQos } from '../../values/qos.ts';
import { readRekeyBytes, readRekeySeconds } from '../../values/rekeyLimit.ts';
import { readTimeSpan } from '../../values/timeSpan.ts';
import { readWord, serverFlag } from '../../values/words.ts';
import { type LineReader, oneArgument, refused, refusedApplying, type SlotValue, single } from './lineReading.ts';
import { absolutePath, expandTilde } from './paths.ts';

/** Words of a closed set, with the one that each is printed as. */
export function word(meanings: Readonly<Record<string, string>>): LineReader {
  return oneArgument((text) => readWord(text, meanings));
}

export const flag = word(serverFlag);

export const timeSpan = oneArgument((text, { version }) => {
  const seconds = readTimeSpan(text, version);
  return seconds.ok ? parsed(String(seconds.value)) : seconds;
}, 'missing-time');

export const integer = oneArgument((text) => {
  const number = readInteger(text);
  return number.ok ? parsed(String(number.value)) : number;
}, 'integer-missing');

export const integerOrNone = oneArgument((text) => {
  if (text === 'none') return parsed('none');
  const number = readInteger(text);
  return number.ok ? parsed(number.value === 2147483647 ? 'none' : String(number.value)) : number;
});

export const port = oneArgument((text) => {
  const number = readPort(text);
  return number === undefined || number <= 0 ? fault('invalid-port') : parsed(String(number));
});

export const text = oneArgument((argument) => parsed(argument));
export const path = oneArgument((argument, input) => parsed(absolutePath(argument, input)));
export const tildePath = oneArgument((argument, input) => parsed(expandTilde(argument, input)));
/** A path, or the one word that is kept as it stands. */
export function pathOr(kept: (argument: string) => boolean): LineReader {
  return oneArgument((argument, input) => parsed(kept(argument) ? argument : absolutePath(argument, input)));
}

/** The rest of the line, verbatim: quotes and `#` belong to it. */
export const wholeRest: LineReader = ({ rest, args }) =>
  rest === '' ? refused('missing-argument', 'keyword') : single(rest, args.length);

/** A command line that must start with a slash, or `none`. Up to 8.6 only a line that applies was looked at. */
export const commandLine: LineReader = ({ rest, args, version }) => {
  if (rest === '') return refused('missing-argument', 'keyword');
  if (rest.startsWith('/') || rest.toLowerCase() === 'none') return single(rest, args.length);
  const refuse = atLeast(version, '8.7') ? refused : refusedApplying;
  return refuse('command-not-absolute', 'rest', { argument: rest });
};

export const versionAddendum: LineReader = ({ rest, args, version }) => {
  if (rest === '' && !atLeast(version, '8.7')) return refused('missing-argument', 'keyword');
  if (rest.includes('\r')) return refused('invalid-argument', 'rest', { argument: rest });
  return single(rest.toLowerCase() === 'none' ? 'none' : rest, args.length);
};

/** `none` switches off whatever was set before. */
export const unusedConnectionTimeout: LineReader = (input) => {
  if (input.args[0]?.value.toLowerCase() === 'none') {
    return { ok: true, values: [{ slot: '', value: 'none', overrules: true }], used: 1 };
  }
  const reading = timeSpan(input);
  return reading.ok && reading.values[0]?.value === '0' ? single('none', 1) : reading;
};

/** Bytes and seconds are two settings: the first value of each wins. */
export const rekeyLimit: LineReader = ({ args, version }) => {
  const [size, time] = args;
  if (size === undefined || size.value === '') return refused('missing-argument', size ? 0 : 'keyword');
  const bytes = readRekeyBytes(size.value);
  if (!bytes.ok)
    return refused(bytes.code === 'rekey-limit-too-small' ? bytes.code : 'invalid-number', 0, { argument: size.value });
  const values: SlotValue[] = [{ slot: 'bytes', value: String(bytes.value) }];
  if (time === undefined) return { ok: true, values, used: 1 };
  const seconds = readRekeySeconds(time.value, version);
  if (!seconds.ok) return refused(time.value === '' ? 'missing-time' : 'invalid-time', 1, { argument: time.value });
  if (seconds.value !== 'unset') values.push({ slot: 'seconds', value: String(seconds.value) });
  return { ok: true, values, used: 2 };
};

/** The mask's leading octal digits; what follows them is not looked at. */
export const streamLocalBindMask = oneArgument((argument) => {
  const digits = /^[ \t\n\v\f\r]*([+-]?)(?:0[oO])?([0-7]+)/.exec(argument);
  const mask = Number.parseInt(digits?.[2] ?? '', 8);
  if (!digits || mask > 0o777 || (digits[1] === '-' && mask !== 0)) return fault('invalid-mask');
  return parsed(formatOctalMode(mask));
});

export const ipQos: LineReader = ({ args, version }) => {
  const [first, second] = args;
  if (first === undefined || first.value === '') return refused('missing-argument', first ? 0 : 'keyword');
  const interactive = readQos(first.value, version);
  if (!interactive.ok) return refused('invalid-qos', 0, { argument: first.value });
  const bulk = second === undefined ? interactive : readQos(second.value, version);
  if (!bulk.ok) return refused('invalid-qos', 1, { argument: second?.value ?? '' });
  const printed = [interactive.value, bulk.value].map((value) => (value === 'ignored' ? 'none' : value));
  return single(printed.join(' '), second === undefined ? 1 : 2);
};
