import { strdelim } from '../../syntax/strdelim.ts';
import { readAddressList } from '../../values/addressList.ts';
import { argvAssemble } from '../../values/argvAssemble.ts';
import { readAuthMethods } from '../../values/authMethods.ts';
import { readChannelTimeout } from '../../values/channelTimeout.ts';
import { readListenAddress } from '../../values/listenAddress.ts';
import { readMaxStartups } from '../../values/maxStartups.ts';
import { readNetblockSize } from '../../values/netblockSize.ts';
import { atLeast } from '../../values/openSshVersion.ts';
import { readPermitSpec } from '../../values/permitSpec.ts';
import { readPerSourcePenalty } from '../../values/perSourcePenalty.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import {
  type LineReader,
  type LineReading,
  type ReadInput,
  refused,
  refusedApplying,
  type SlotValue,
  single,
} from './lineReading.ts';
import { absolutePath, expandTilde } from './paths.ts';

/** Reads every argument; the first that `read` refuses ends the line. */
function eachArgument(
  input: ReadInput,
  read: (argument: string, index: number) => string | { readonly code: ConfigErrorCode },
): string[] | LineReading {
  const values: string[] = [];
  for (const [index, { value }] of input.args.entries()) {
    const result = read(value, index);
    if (typeof result !== 'string') return refused(result.code, index, { argument: value });
    values.push(result);
  }
  return values;
}

function emptyList(input: ReadInput): LineReading {
  // Before 9.7 a line with nothing but a comment after the keyword set nothing, and nobody minded.
  return atLeast(input.version, '9.7') ? refused('missing-argument', 'keyword') : { ok: true, values: [], used: 0 };
}

/** Each argument is a value of its own. */
function separate(input: ReadInput, values: readonly string[]): LineReading {
  if (values.length === 0) return emptyList(input);
  return { ok: true, values: values.map((value) => ({ slot: '', value })), used: input.args.length };
}

/** All arguments are one value. */
function joined(input: ReadInput, values: readonly string[]): LineReading {
  return values.length === 0 ? emptyList(input) : single(values.join(' '), input.args.length);
}

export const userPatterns: LineReader = (whole) => {
  const input = cutAtEmpty(whole);
  const values = eachArgument(input, (argument) => {
    const at = argument.lastIndexOf('@');
    const bad = argument === '' || (at >= 0 && !readAddressList(argument.slice(at + 1)).ok);
    return bad ? { code: 'invalid-user-pattern' } : argument;
  });
  return Array.isArray(values) ? past(whole, input, separate(input, values)) : values;
};

export const groupPatterns: LineReader = (whole) => {
  const input = cutAtEmpty(whole);
  const values = eachArgument(input, (argument) => (argument === '' ? { code: 'empty-argument' } : argument));
  return Array.isArray(values) ? past(whole, input, separate(input, values)) : values;
};

/** Up to 8.6 an empty word ended some of the lists. */
function cutAtEmpty(input: ReadInput): ReadInput {
  const end = input.args.findIndex(({ value }) => value === '');
  return end < 0 || atLeast(input.version, '8.7') ? input : { ...input, args: input.args.slice(0, end) };
}

function past({ args }: ReadInput, cut: ReadInput, reading: LineReading): LineReading {
  return reading.ok && cut.args.length < args.length ? { ...reading, used: cut.args.length + 1 } : reading;
}

export const acceptEnv: LineReader = (whole) => {
  const input = cutAtEmpty(whole);
  const values = eachArgument(input, (argument) =>
    argument === '' || argument.includes('=') ? { code: 'invalid-environment-name' } : argument,
  );
  return Array.isArray(values) ? past(whole, input, separate(input, values)) : values;
};

/** A name that comes twice on the line keeps its first value since 9.1; before, both stayed. */
export const setEnv: LineReader = (input) => {
  const read = (argument: string) => (argument.includes('=') ? argument : { code: 'invalid-set-env' as const });
  const values = atLeast(input.version, '8.7') ? eachArgument(input, read) : oldSetEnv(input);
  if (!Array.isArray(values)) return values;
  if (values.length === 0 && !atLeast(input.version, '8.7')) return { ok: true, values: [], used: 1 };
  if (!atLeast(input.version, '9.1')) return separate(input, values);
  const byName = new Map<string, string>();
  for (const value of values) {
    const name = value.slice(0, value.indexOf('='));
    if (!byName.has(name)) byName.set(name, value);
  }
  return separate(input, [...byName.values()]);
};

/** The splitter of 8.6 and older takes `=` for a separator, except here. */
function oldSetEnv({ rest }: ReadInput): string[] | LineReading {
  const values: string[] = [];
  for (let next = 0; next >= 0 && next < rest.length; ) {
    const token = strdelim(rest, next, false);
    if (!token || token.value === '') break;
    if (!token.value.includes('=')) return refused('invalid-set-env', 'rest', { argument: token.value });
    values.push(token.value);
    next = token.next;
  }
  return values;
}

/** A list in which `none` may only stand alone. */
function listOrNone(
  read: (argument: string, input: ReadInput) => string | { readonly code: ConfigErrorCode },
): LineReader {
  return (input) => {
    const values = eachArgument(input, (argument, index) => {
      if (argument.toLowerCase() !== 'none') return read(argument, input);
      return index > 0 || input.args.length > 1 ? { code: 'none-not-alone' } : argument;
    });
    return Array.isArray(values) ? joined(input, values) : values;
  };
}

export const logVerbose = listOrNone((argument) => (argument === '' ? { code: 'empty-argument' } : argument));

const timeoutsOrNone = listOrNone((argument, { version }) =>
  readChannelTimeout(argument, version).ok ? argument : { code: 'invalid-channel-timeout' },
);

export const channelTimeout: LineReader = (input) => {
  const nones = input.args.map(({ value }) => value.toLowerCase() === 'none');
  // Up to 9.6 `none` was let through behind other values, and is one of the list.
  const loose = nones.indexOf(true) === input.args.length - 1 && nones.length > 1 && !atLeast(input.version, '9.7');
  if (!loose) return timeoutsOrNone(input);
  const reading = timeoutsOrNone({ ...input, args: input.args.slice(0, -1) });
  return reading.ok ? single(input.args.map(({ value }) => value).join(' '), input.args.length) : reading;
};

const pathsOrNone = listOrNone((argument, input) =>
  argument === '' ? { code: 'empty-argument' } : expandTilde(argument, input),
);

export const authorizedKeysFile: LineReader = (whole) => {
  const input = cutAtEmpty(whole);
  // 10.3 gave `none` a meaning here; before, it was a file name like others.
  if (atLeast(input.version, '10.3')) return pathsOrNone(input);
  const values = eachArgument(input, (argument) =>
    argument === '' ? { code: 'empty-argument' } : expandTilde(argument, input),
  );
  if (!Array.isArray(values)) return values;
  const reading = joined(input, values);
  // Up to 8.6 nothing behind an empty word was looked at.
  return reading.ok && input !== whole ? { ...reading, used: whole.args.length } : reading;
};

export const revokedKeys: LineReader = (input) => {
  if (atLeast(input.version, '10.3')) return pathsOrNone(input);
  const argument = input.args[0]?.value;
  if (argument === undefined || argument === '') return refused('missing-argument', argument === '' ? 0 : 'keyword');
  return single(absolutePath(argument, input), 1);
};

export const authenticationMethods: LineReader = (input) => {
  if (input.args.length === 0) return refused('missing-argument', 'keyword');
  const values = eachArgument(input, (argument, index) => {
    const anyBefore = input.args[0]?.value === 'any' && index > 0;
    if (argument === 'any' ? index > 0 : anyBefore) return { code: 'any-not-alone' };
    if (argument === 'any') return argument;
    return readAuthMethods(argument).ok ? argument : { code: 'unknown-authentication-method' };
  });
  if (Array.isArray(values)) return joined(input, values);
  const at = values.ok ? 'keyword' : values.fault.at;
  // Up to 9.6 `any` was held against the methods that had counted before it, not against those that stood there.
  const onlyAny = typeof at === 'number' && input.args.slice(at).every(({ value }) => value === 'any');
  const loose = onlyAny && !atLeast(input.version, '9.7');
  return loose && !values.ok ? { ok: false, fault: { ...values.fault, onlyApplying: true } } : values;
};

export const pubkeyAuthOptions: LineReader = (whole) => {
  const input = cutAtEmpty(whole);
  const words = input.args.map(({ value }) => value.toLowerCase());
  const wrong = words.findIndex((word) => !['none', 'touch-required', 'verify-required'].includes(word));
  if (wrong >= 0) return refused('unsupported-option', wrong, { argument: input.args[wrong]?.value ?? '' });
  const set = ['touch-required', 'verify-required'].filter((word) => words.includes(word));
  return past(whole, input, single(set.length === 0 ? 'none' : set.join(' '), input.args.length));
};

export function permit(directive: 'PermitOpen' | 'PermitListen'): LineReader {
  return (input) => {
    const { args, version } = input;
    if (args.length === 0 || (args[0]?.value === '' && !atLeast(version, '9.7'))) {
      return refused('missing-argument', args.length === 0 ? 'keyword' : 0);
    }
    const isWord = (text: string | undefined) => text === 'any' || text === 'none';
    if (!atLeast(version, '9.7') && isWord(args[0]?.value)) return single(args[0]?.value ?? '', 1);
    const values: string[] = [];
    for (const [index, { value }] of args.entries()) {
      if (value === '' && !atLeast(version, '9.7')) break;
      if (atLeast(version, '9.7') && isWord(value)) {
        if (index > 0) return refused('permit-word-not-alone', index, { argument: value });
        values.push(value);
        continue;
      }
      const spec = readPermitSpec(value, directive);
      if (!spec.ok) return refused('invalid-permit-spec', index, { argument: value });
      values.push(spec.value);
    }
    return single(values.join(' '), values.length);
  };
}

/** Kept as written: ports and address family are known only when the whole file is read. */
export const listenAddress: LineReader = ({ args }) => {
  const [address, keyword, domain] = args;
  if (address === undefined || address.value === '') return refused('missing-argument', address ? 0 : 'keyword');
  const result = readListenAddress(address.value);
  if (!result.ok)
    return refused(result.code === 'invalid-port' ? 'invalid-port' : 'invalid-listen-address', 0, {
      argument: address.value,
    });
  if (keyword === undefined) return single(address.value, 1);
  if (keyword.value !== 'rdomain' || domain === undefined) {
    return refused('invalid-listen-address', 1, { argument: keyword.value });
  }
  return single(`${address.value} rdomain ${domain.value}`, 3);
};

export const subsystem: LineReader = ({ args, version }) => {
  const [name, command, ...more] = args.map(({ value }) => value);
  if (name === undefined || name === '') return refused('missing-argument', name === undefined ? 'keyword' : 0);
  if (command === undefined || command === '') {
    // From 9.5 to 10.2 a line that does not apply was not read so far.
    const refuse = atLeast(version, '9.5') && !atLeast(version, '10.3') ? refusedApplying : refused;
    return refuse('missing-argument', command === undefined ? 'keyword' : 1);
  }
  const value = atLeast(version, '9.5')
    ? // 9.5 and 9.6 print a blank even where no arguments follow.
      `${argvAssemble([command])}${more.length > 0 || !atLeast(version, '9.7') ? ' ' : ''}${argvAssemble(more)}`
    : [command, ...more].join(' ');
  return { ok: true, values: [{ slot: name, value: `${name} ${value}` }], used: args.length };
};

export const maxStartups: LineReader = ({ args, version }) => {
  const [spec] = args;
  if (spec === undefined || spec.value === '') return refused('missing-argument', spec ? 0 : 'keyword');
  const result = readMaxStartups(spec.value, version);
  if (!result.ok) return refused('invalid-max-startups', 0, { argument: spec.value });
  const { begin, rate, full } = result.value;
  // Before 9.2, -1 was the same as no line at all.
  if (begin === -1 && rate === undefined) return { ok: true, values: [], used: 1 };
  const values: SlotValue[] = [{ slot: 'full', value: String(full) }];
  if (begin !== undefined) values.push({ slot: 'begin', value: String(begin) });
  if (rate !== undefined) values.push({ slot: 'rate', value: String(rate) });
  return { ok: true, values, used: 1 };
};

export const netblockSize: LineReader = ({ args, version }) => {
  const [spec] = args;
  if (spec === undefined || spec.value === '') return refused('missing-argument', spec ? 0 : 'keyword');
  const result = readNetblockSize(spec.value);
  if (!result.ok) return refused('invalid-netblock-size', 0, { argument: spec.value });
  // Up to 10.2 a missing IPv6 size is not the default but whatever the memory held: 0 where it was measured.
  const ipv6 = result.value.ipv6 ?? (atLeast(version, '10.3') ? 128 : 0);
  return single(`${result.value.ipv4}:${ipv6}`, 1);
};

/** The first value of each sub-key wins, and any of them switches the penalties on. */
export const perSourcePenalties: LineReader = (input) => {
  const values: SlotValue[] = [];
  for (const [index, { value }] of input.args.entries()) {
    const result = readPerSourcePenalty(value, input.version);
    if (!result.ok) return refused(result.code as ConfigErrorCode, index, { argument: value });
    if (result.value.key === 'enabled') {
      if (index < input.args.length - 1) return refused('yes-no-not-alone', index, { argument: value });
      values.push({ slot: 'enabled', value: result.value.value });
    } else {
      values.push({ slot: result.value.key, value: result.value.value });
      values.push({ slot: 'enabled', value: 'yes', overrules: true });
    }
  }
  return input.args.length === 0
    ? refused('missing-argument', 'keyword')
    : { ok: true, values, used: input.args.length };
};

export const penaltyExemptList: LineReader = ({ args }) => {
  const [list] = args;
  if (list === undefined || list.value === '') return refused('missing-argument', list ? 0 : 'keyword');
  return readAddressList(list.value).ok
    ? single(list.value, 1)
    : refused('invalid-address-list', 0, { argument: list.value });
};
