import { reached } from '../../knowledge/availability.ts';
import { findCriterion } from '../../knowledge/matchCriteria.ts';
import type { DirectiveLine, Word } from '../../syntax/configFile.ts';
import { strdelim } from '../../syntax/strdelim.ts';
import { faultInNetworkList } from '../../values/networkList.ts';
import { atLeast, type OpenSshVersion } from '../../values/openSshVersion.ts';
import { asciiLower } from '../../values/patternList.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';

/** One criterion of a Match line. Spans are in offsets of the line. */
export interface Criterion {
  /** In lower case, without the `!`. */
  readonly name: string;
  readonly negated: boolean;
  readonly argument?: string;
  readonly word: Word;
}

export interface MatchFault {
  readonly code: ConfigErrorCode;
  readonly word?: Word;
  readonly data?: Readonly<Record<string, string>>;
}

export interface MatchReading {
  readonly criteria: readonly Criterion[];
  readonly fault?: MatchFault;
  /** The line asks for a second reading of all files, whether it matches or not. */
  readonly requestsFinal: boolean;
}

/** Reads the criteria of a Match line as that version does. */
export function readMatchLine(line: DirectiveLine, version: OpenSshVersion): MatchReading {
  const words = atLeast(version, '9.9') ? [...line.args] : delimited(line);
  // Up to 8.6 a `#` had no meaning here.
  const isComment = (text: string): boolean => atLeast(version, '8.7') && text.startsWith('#');
  const criteria: Criterion[] = [];
  let requestsFinal = false;
  const stop = (fault: MatchFault): MatchReading => ({ criteria, fault, requestsFinal });
  /** The line counts, and yet is refused for the words that are left. */
  const finish = (from: number): MatchReading => {
    const extra = words[from];
    if (extra === undefined || (extra.value === '' && !atLeast(version, '8.7'))) return { criteria, requestsFinal };
    return stop({ code: 'extra-arguments', word: extra, data: { argument: extra.value } });
  };
  let at = 0;
  while (at < words.length) {
    const word = words[at++] as Word;
    if (isComment(word.value)) break;
    if (word.value === '' && !atLeast(version, '9.9')) {
      if (criteria.length === 0) break;
      return finish(at);
    }
    const negated = word.value.startsWith('!');
    const text = negated ? word.value.slice(1) : word.value;
    const lower = asciiLower(text);
    if (lower === 'all') {
      const next = words[at];
      if (criteria.length > 1 || (next !== undefined && next.value !== '' && !isComment(next.value))) {
        return stop({ code: 'match-all-not-alone', word });
      }
      criteria.push({ name: 'all', negated, word });
      return next && isComment(next.value) ? { criteria, requestsFinal } : finish(at + 1);
    }
    if (lower === 'canonical' || (lower === 'final' && atLeast(version, '8.0'))) {
      // Up to 10.0 the negated form asked for the second reading, too.
      if (lower === 'final') requestsFinal ||= !negated || !atLeast(version, '10.1');
      criteria.push({ name: lower, negated, word });
      continue;
    }
    const joined = joinedCriterion(text, version);
    const name = joined?.name ?? lower;
    const next = joined ? undefined : words[at++];
    const argument = joined?.argument ?? next?.value;
    const criterion = findCriterion('client', name);
    const known = criterion !== undefined && reached(version, criterion.since) && criterion.argument !== 'none';
    const emptyAllowed = criterion?.emptySince !== undefined && reached(version, criterion.emptySince);
    if (argument === undefined || isComment(argument) || (argument === '' && !emptyAllowed)) {
      return stop({ code: 'match-missing-argument', word, data: { criterion: name } });
    }
    const whole = next ? { start: word.start, end: next.end, value: word.value } : word;
    if (!known) return stop({ code: 'match-unsupported-criterion', word, data: { argument: name } });
    if (name === 'localnetwork') {
      const wrong = faultInNetworkList(argument);
      if (wrong !== undefined) {
        return stop({ code: 'match-invalid-network', word: next ?? word, data: { argument: wrong } });
      }
    }
    criteria.push({ name, negated, argument, word: whole });
  }
  if (criteria.length === 0) return stop({ code: 'match-without-criteria' });
  return { criteria, requestsFinal };
}

/** `host=pattern` in one word. Up to 9.8 the splitter has already cut it; 9.9p1 forgot the form. */
function joinedCriterion(text: string, version: OpenSshVersion): { name: string; argument: string } | undefined {
  const equals = text.indexOf('=');
  if (equals < 0 || (version.major === 9 && version.minor === 9 && version.patch === 1)) return undefined;
  const name = asciiLower(text.slice(0, equals));
  const criterion = findCriterion('client', name);
  if (!criterion?.equalsForm || !reached(version, criterion.since)) return undefined;
  return { name, argument: text.slice(equals + 1) };
}

/** Up to 9.8 Match lines were split in the old way: `=` separates, backslashes and single quotes mean nothing. */
function delimited(line: DirectiveLine): Word[] {
  const text = line.text.slice(0, line.rest.end);
  const words: Word[] = [];
  let next = line.rest.start;
  while (next >= 0 && next < text.length) {
    const token = strdelim(text, next, true);
    if (!token) break;
    words.push({ start: token.start, end: token.end, value: token.value });
    next = token.next;
  }
  return words;
}
