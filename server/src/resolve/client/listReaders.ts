import { strdelim } from '../../syntax/strdelim.ts';
import { readChannelTimeout } from '../../values/channelTimeout.ts';
import { isDomainName, splitHost } from '../../values/hostNames.ts';
import { atLeast } from '../../values/openSshVersion.ts';
import { asciiLower } from '../../values/patternList.ts';
import { readPort } from '../../values/port.ts';
import {
  type LineReader,
  listArguments,
  type ReadFault,
  type ReadInput,
  type Reading,
  refused,
  sets,
} from './lineReading.ts';

interface ListRules {
  /** Words that must stand alone, whatever their case. */
  readonly alone?: readonly string[];
  /** Refuses one entry. */
  readonly check?: (text: string, input: Parameters<LineReader>[0]) => Omit<ReadFault, 'at'> | undefined;
  /** Without an entry OpenSSH stops at once instead of taking the line as empty. */
  readonly needsOne?: (input: Parameters<LineReader>[0]) => boolean;
  readonly most?: number;
  /** What is kept of the entries. */
  readonly keep?: (values: readonly string[], input: Parameters<LineReader>[0]) => readonly string[];
  readonly emptyAllowed?: boolean;
  /** Nobody looks at what stands behind an empty word, up to 8.6. */
  readonly anythingBehind?: boolean;
}

function usedOf(words: readonly unknown[], { args }: ReadInput): number | 'all' {
  return words.length < args.length ? words.length + 1 : 'all';
}

/** A list that one line sets as a whole. */
function wholeList(rules: ListRules): LineReader {
  return (input) => {
    const words = listArguments(input);
    for (const [index, { value }] of words.entries()) {
      const data = { argument: value };
      if (value === '' && !rules.emptyAllowed) return refused('empty-argument', index);
      const alone = rules.alone?.includes(value.toLowerCase()) ?? false;
      if (alone && !input.lenient && words.length > 1) return refused('none-not-alone', index, { data });
      const wrong = alone ? undefined : rules.check?.(value, input);
      if (wrong) return { ok: false, fault: { at: index, data, ...wrong } };
    }
    if (words.length === 0 && rules.needsOne?.(input)) return refused('missing-argument', 'keyword', { fatal: true });
    if (rules.most !== undefined && words.length > rules.most) {
      return refused('too-many-entries', rules.most, { data: { limit: String(rules.most) } });
    }
    const values = words.map(({ value }) => value);
    // Up to 8.6 an empty word ended the list, and what stands behind it was too much.
    const used = rules.anythingBehind ? 'all' : usedOf(words, input);
    // No entry: the line changes nothing.
    if (values.length === 0) return { ok: true, effects: [], used };
    return sets(input.slot, rules.keep?.(values, input) ?? values, used);
  };
}

export const hostKeyFiles = wholeList({ alone: ['none'], most: 32, anythingBehind: true });

export const revokedHostKeys: LineReader = (input) => {
  if (!atLeast(input.version, '10.3')) {
    const path = input.args[0]?.value;
    if (path === undefined || path === '') return refused('missing-argument', path === undefined ? 'keyword' : 0);
    return sets(input.slot, [path], 1);
  }
  return wholeList({ alone: ['none'], needsOne: () => true })(input);
};

export const channelTimeout = wholeList({
  alone: ['none'],
  needsOne: ({ version }) => atLeast(version, '9.7'),
  check: (text, { version }) =>
    readChannelTimeout(text, version).ok ? undefined : { code: 'invalid-channel-timeout', fatal: true },
  keep: (values) => (values[0]?.toLowerCase() === 'none' ? ['none'] : values),
  emptyAllowed: true,
});

/** Only the first argument is kept. */
export const logVerbose = wholeList({
  alone: ['none'],
  keep: (values, { lenient }) => (lenient ? values : values.slice(0, 1)),
});

export const canonicalDomains = wholeList({
  alone: ['none'],
  needsOne: ({ version }) => atLeast(version, '9.7'),
  check: (text) => (isDomainName(text) ? undefined : { code: 'invalid-host-name' }),
  keep: (values, { version }) => values.map((name) => domain(name, atLeast(version, '7.8'))),
});

function domain(name: string, dropDot: boolean): string {
  const lower = asciiLower(name);
  return dropDot && lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

const cnameRules: ListRules = {
  needsOne: ({ version }) => atLeast(version, '9.7'),
  check: (text) => (text === '*' || /:./s.test(text) ? undefined : { code: 'invalid-cname-rule' }),
  keep: (values) =>
    values.map((rule) => {
      if (rule === '*') return '*:*';
      if (rule.toLowerCase() === 'none') return 'none';
      return asciiLower(rule);
    }),
  emptyAllowed: true,
};

const oldCnames = wholeList(cnameRules);
const newCnames = wholeList({ ...cnameRules, alone: ['none'] });

/** The word none came with 8.9. */
export const permittedCnames: LineReader = (input) => (atLeast(input.version, '8.9') ? newCnames : oldCnames)(input);

function wrongTarget(text: string): Omit<ReadFault, 'at'> | undefined {
  const target = splitHost(text);
  const right =
    target?.rest !== undefined && target.delimiter === ':' && (target.rest === '*' || (readPort(target.rest) ?? 0) > 0);
  return right ? undefined : { code: 'invalid-permit-open', fatal: true };
}

const remoteTargets = wholeList({
  alone: ['any', 'none'],
  needsOne: () => true,
  emptyAllowed: true,
  check: wrongTarget,
});

/** Up to 9.1 the words counted in small letters and in the first place only, and 8.7 to 9.1 passed over that place. */
export const permitRemoteOpen: LineReader = (input) => {
  if (atLeast(input.version, '9.2')) return remoteTargets(input);
  const [first, ...others] = listArguments(input);
  if (!first || first.value === '') return refused('missing-argument', first ? 0 : 'keyword', { fatal: true });
  if (first.value === 'any' || first.value === 'none') return sets(input.slot, [first.value], 1);
  const targets = atLeast(input.version, '8.7') ? others : [first, ...others];
  for (const { value } of targets) {
    const wrong = wrongTarget(value);
    if (wrong)
      return {
        ok: false,
        fault: { at: input.args.findIndex((word) => word.value === value), ...wrong, data: { argument: value } },
      };
  }
  if (targets.length === 0) return { ok: true, effects: [], used: 'all' };
  return sets(
    input.slot,
    targets.map(({ value }) => value),
    'all',
  );
};

/** Patterns are appended line by line; `-PATTERN` takes earlier ones away. */
export const sendEnv: LineReader = (input) => {
  const words = listArguments(input);
  const wrong = words.findIndex(({ value }) => value === '' || value.includes('='));
  if (wrong >= 0) return refused('invalid-environment-name', wrong, { data: { argument: words[wrong]?.value ?? '' } });
  if (words.length === 0 && atLeast(input.version, '9.7'))
    return refused('missing-argument', 'keyword', { fatal: true });
  return sets(
    input.slot,
    words.map(({ value }) => value),
    usedOf(words, input),
    'environment',
  );
};

/** The first SetEnv line counts as a whole; of repeated names in it, the first. */
export const setEnv: LineReader = (input) => {
  const words = input.lenient ? blankSeparated(input.rest) : listArguments(input);
  const wrong = words.findIndex(({ value }) => !value.includes('='));
  if (wrong >= 0) return refused('invalid-set-env', wrong, { data: { argument: words[wrong]?.value ?? '' } });
  if (words.length === 0) {
    return atLeast(input.version, '9.7')
      ? refused('missing-argument', 'keyword', { fatal: true })
      : { ok: true, effects: [], used: 'all' };
  }
  const names = new Set<string>();
  const values: string[] = [];
  for (const { value } of words) {
    const name = value.slice(0, value.indexOf('='));
    if (atLeast(input.version, '9.1') && names.has(name)) continue;
    names.add(name);
    values.push(value);
  }
  return sets(input.slot, values, 'all');
};

/** One path a line, appended unless it is there already. */
export const appendedPath: LineReader = ({ slot, args }): Reading => {
  const path = args[0]?.value;
  if (path === undefined || path === '') return refused('missing-argument', path === undefined ? 'keyword' : 0);
  return sets(slot, [path], 1, 'append-file');
};

/** Up to 8.6 an `=` separated arguments everywhere but here. */
function blankSeparated(rest: string): { readonly value: string }[] {
  const words: { readonly value: string }[] = [];
  let next = 0;
  while (next >= 0 && next < rest.length) {
    const token = strdelim(rest, next, false);
    if (!token || token.value === '') break;
    words.push({ value: token.value });
    next = token.next;
  }
  return words;
}
