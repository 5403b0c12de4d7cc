import { reached } from '../../knowledge/availability.ts';
import { findCriterion } from '../../knowledge/matchCriteria.ts';
import type { DirectiveLine, Span, Word } from '../../syntax/configFile.ts';
import { strdelim } from '../../syntax/strdelim.ts';
import { type AddressEntry, readAddressList } from '../../values/addressList.ts';
import { atLeast, type OpenSshVersion } from '../../values/openSshVersion.ts';
import { readPort } from '../../values/port.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';

export type CriterionName =
  | 'all'
  | 'user'
  | 'group'
  | 'host'
  | 'address'
  | 'localaddress'
  | 'localport'
  | 'rdomain'
  | 'version'
  | 'invalid-user';

/** One condition of a Match line. Spans count from the start of the line. */
export interface Criterion extends Span {
  readonly name: CriterionName;
  /** As OpenSSH sees it; empty for criteria without an argument. */
  readonly argument: string;
  readonly argumentSpan?: Span;
  /** Of Address and LocalAddress. */
  readonly addresses?: readonly AddressEntry[];
  /** Of LocalPort. */
  readonly port?: number;
}

export interface MatchFault {
  readonly code: ConfigErrorCode;
  /** Undefined: the keyword. */
  readonly span?: Span;
  readonly data?: Readonly<Record<string, string>>;
}

/** A Match line's criteria, all of which must hold; those before the fault where there is one. */
export interface MatchCondition {
  readonly criteria: readonly Criterion[];
  readonly fault?: MatchFault;
}

/** The name of a criterion with an argument that `version` knows. */
function criterionNamed(word: string, version: OpenSshVersion): CriterionName | undefined {
  const known = findCriterion('server', word);
  if (!known || known.argument === 'none' || !reached(version, known.since)) return undefined;
  return known.name.toLowerCase() as CriterionName;
}

/** Reads a server's Match line as `version` does. */
export function readMatchLine(line: DirectiveLine, version: OpenSshVersion): MatchCondition {
  const words = conditionWords(line, version);
  const criteria: Criterion[] = [];
  const failed = (code: ConfigErrorCode, word: Word | undefined, data?: Record<string, string>): MatchCondition => ({
    criteria,
    fault: { code, ...(word ? { span: word } : {}), ...(data ? { data } : {}) },
  });
  let at = 0;
  while (at < words.length) {
    const attribute = words[at];
    if (!attribute || attribute.value.startsWith('#')) break;
    if (attribute.value === '' && !atLeast(version, '9.9')) {
      // The old loop stops at an empty word; what stands after it is too much.
      const next = words[at + 1];
      if (criteria.length === 0) break;
      return next ? failed('extra-arguments', next, { argument: next.value }) : { criteria };
    }
    const name = attribute.value.toLowerCase();
    if (name === 'all') {
      const next = words[at + 1];
      if (criteria.length > 0) return failed('match-all-not-alone', attribute);
      if (next && next.value !== '' && !next.value.startsWith('#')) return failed('match-all-not-alone', next);
      criteria.push({ name: 'all', argument: '', start: attribute.start, end: attribute.end });
      const after = words[at + 2];
      return after && next?.value === '' ? failed('extra-arguments', after, { argument: after.value }) : { criteria };
    }
    if (name === 'invalid-user' && atLeast(version, '9.9')) {
      criteria.push({ name, argument: '', start: attribute.start, end: attribute.end });
      at += 1;
      continue;
    }
    const parts = nameAndArgument(attribute, words[at + 1], version);
    const { argument } = parts;
    if (!argument || argument.value === '' || argument.value.startsWith('#')) {
      return failed('match-missing-argument', attribute, { criterion: attribute.value });
    }
    const criterion = readCriterion(parts.name, argument, attribute, version);
    if ('code' in criterion)
      return failed(criterion.code, criterion.code === 'match-unsupported-criterion' ? attribute : argument, {
        argument: criterion.code === 'match-unsupported-criterion' ? attribute.value : argument.value,
      });
    criteria.push(criterion);
    at += parts.used;
  }
  return criteria.length === 0 ? failed('match-without-criteria', undefined) : { criteria };
}

function readCriterion(
  name: string,
  argument: Word,
  attribute: Word,
  version: OpenSshVersion,
): Criterion | { readonly code: ConfigErrorCode } {
  const known = criterionNamed(name, version);
  if (!known) return { code: 'match-unsupported-criterion' };
  const base = {
    name: known,
    argument: argument.value,
    argumentSpan: { start: argument.start, end: argument.end },
    start: attribute.start,
    end: argument.end,
  };
  if (known === 'address' || known === 'localaddress') {
    const addresses = readAddressList(argument.value);
    return addresses.ok ? { ...base, addresses: addresses.value } : { code: 'match-invalid-network' };
  }
  if (known === 'localport') {
    const port = readPort(argument.value);
    return port === undefined ? { code: 'match-invalid-port' } : { ...base, port };
  }
  return base;
}

/** From 10.0 on (and in 9.9p2) `user=x` is one word, cut here; before, the line's splitter already did. */
function nameAndArgument(
  attribute: Word,
  next: Word | undefined,
  version: OpenSshVersion,
): { name: string; argument: Word | undefined; used: number } {
  const equals = attribute.value.indexOf('=');
  const cuts = atLeast(version, '10.0') || (atLeast(version, '9.9') && version.patch !== 1);
  const name = attribute.value.slice(0, Math.max(equals, 0));
  if (!cuts || equals < 0 || !criterionNamed(name, version)) {
    return { name: attribute.value, argument: next, used: 2 };
  }
  // The words differ in length from what is written only where there are quotes: then the span is the whole word.
  const plain = attribute.end - attribute.start === attribute.value.length;
  const argument = {
    value: attribute.value.slice(equals + 1),
    start: plain ? attribute.start + equals + 1 : attribute.start,
    end: attribute.end,
  };
  return { name, argument, used: 1 };
}

/** The line's words as its Match reader sees them: up to 9.8 by the old splitter, which knows `"` and `=` only. */
function conditionWords(line: DirectiveLine, version: OpenSshVersion): readonly Word[] {
  if (atLeast(version, '9.9')) return line.args;
  const text = line.text.slice(0, line.rest.end);
  const words: Word[] = [];
  let next = line.rest.start;
  while (next >= 0 && next < text.length) {
    const token = strdelim(text, next, true);
    if (!token) break;
    words.push({ value: token.value, start: token.start, end: token.end });
    next = token.next;
  }
  return words;
}
