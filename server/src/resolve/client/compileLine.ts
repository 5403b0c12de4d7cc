import { availability } from '../../knowledge/availability.ts';
import type { Directive } from '../../knowledge/directive.ts';
import { findDirective } from '../../knowledge/directives.ts';
import { mayKnow } from '../../knowledge/otherBuilds.ts';
import type { DirectiveLine, Span, Word } from '../../syntax/configFile.ts';
import type { Variables } from '../../values/environment.ts';
import { atLeast, type OpenSshVersion, versionKey } from '../../values/openSshVersion.ts';
import { asciiLower } from '../../values/patternList.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import { readerOf } from './keywordReaders.ts';
import type { Effect, LineReader, ReadFault, ReadInput, Reading } from './lineReading.ts';
import { type MatchReading, readMatchLine } from './matchLine.ts';

/** A fault of one line. The span is in offsets of the line. */
export interface LineFault {
  readonly code: ConfigErrorCode;
  readonly span: Span;
  readonly data: Readonly<Record<string, string>>;
  /** OpenSSH stops at once; otherwise it counts the fault and goes on to the end of the file. */
  readonly fatal: boolean;
  /** It notes the fault and goes on as if there were none. */
  readonly noted?: true;
  readonly whenActive?: true;
}

/** What a line means to one version: everything about it that does not depend on where it stands. */
export interface CompiledLine {
  readonly kind: 'setting' | 'host' | 'match' | 'include' | 'unknown';
  /** In lower case, as written. */
  readonly keyword: string;
  readonly faults: readonly LineFault[];
  readonly effects: readonly Effect[];
  readonly later?: (variables: Variables) => Omit<CompiledLine, 'later'>;
  readonly patterns?: readonly string[];
  readonly match?: MatchReading;
}

interface Meaning {
  readonly kind: CompiledLine['kind'] | 'deprecated' | 'unsupported';
  /** In lower case, as written. */
  readonly keyword: string;
  readonly slot: string;
  readonly read?: LineReader;
}

/** Results of one version, by line object: lines are immutable and shared between trees and graphs. */
export interface LineCompiler {
  readonly version: OpenSshVersion;
  compile(line: DirectiveLine): CompiledLine;
}

const compilers = new Map<string, LineCompiler>();

/** The compiler of a version. There is one for each, with its memo. */
export function lineCompiler(version: OpenSshVersion): LineCompiler {
  const key = versionKey(version);
  const known = compilers.get(key);
  if (known) return known;
  const results = new WeakMap<DirectiveLine, CompiledLine>();
  const meanings = new Map<string, Meaning>();
  const compile = (line: DirectiveLine): CompiledLine => {
    let result = results.get(line);
    if (!result) {
      result = compileLine(line, version, meanings);
      results.set(line, result);
    }
    return result;
  };
  const compiler = { version, compile };
  compilers.set(key, compiler);
  return compiler;
}

/** Known keywords are remembered as they are written. */
function meaningOf(written: string, version: OpenSshVersion, meanings: Map<string, Meaning>): Meaning {
  let meaning = meanings.get(written);
  if (!meaning) {
    meaning = findMeaning(asciiLower(written), version);
    if (meaning.kind !== 'unknown') meanings.set(written, meaning);
  }
  return meaning;
}

function findMeaning(keyword: string, version: OpenSshVersion): Meaning {
  const directive = findDirective('client', keyword);
  const known = directive && availability(directive, version, keyword).kind;
  // Up to 8.6 it was not a name of KbdInteractiveAuthentication.
  if (keyword === 'skeyauthentication' && !atLeast(version, '8.7'))
    return { kind: 'unsupported', keyword, slot: keyword };
  const slot = directive ? slotOf(directive, keyword, version) : keyword;
  if (known === 'deprecated' || known === 'unsupported') return { kind: known, keyword, slot };
  if (known !== 'known') return { kind: 'unknown', keyword, slot };
  if (keyword === 'host' || keyword === 'match' || keyword === 'include') return { kind: keyword, keyword, slot };
  return { kind: 'setting', keyword, slot, read: readerOf(slot) };
}

/** The value that a keyword sets. Before 8.7 ChallengeResponseAuthentication was one of its own. */
function slotOf(directive: Directive, keyword: string, version: OpenSshVersion): string {
  const name = (directive.aliasOf ?? directive.name).toLowerCase();
  const challenge = keyword === 'challengeresponseauthentication' || keyword === 'tisauthentication';
  return challenge && !atLeast(version, '8.7') ? 'challengeresponseauthentication' : name;
}

const takesCommand = ['proxycommand', 'localcommand', 'remotecommand', 'knownhostscommand'];

function compileLine(line: DirectiveLine, version: OpenSshVersion, meanings: Map<string, Meaning>): CompiledLine {
  const meaning = meaningOf(line.keyword.value, version, meanings);
  const { keyword } = meaning;
  const lenient = !atLeast(version, '8.7');
  const rest = line.text.slice(line.rest.start, line.rest.end);
  const fault = (code: ConfigErrorCode, span: Span, data: Record<string, string> = {}): LineFault => {
    const fatal = !atLeast(version, '8.5') && code !== 'unknown-keyword';
    return { code, span, data: { keyword: line.keyword.value, ...data }, fatal };
  };
  const failed = (kind: CompiledLine['kind'], ...faults: LineFault[]): CompiledLine => {
    return { kind, keyword, faults, effects: [] };
  };
  if (!lenient && rest === '') return failed('setting', fault('missing-argument', line.keyword));
  if (meaning.kind === 'unknown') {
    const noted = mayKnow('client', keyword, version);
    const unknown = { ...fault('unknown-keyword', line.keyword), ...(noted ? ({ noted: true } as const) : {}) };
    if (line.problem) return failed('unknown', unknown, fault('invalid-quotes', line.rest));
    return failed('unknown', unknown);
  }
  if (line.problem) return failed('setting', fault('invalid-quotes', line.rest));
  if (meaning.kind === 'deprecated' || meaning.kind === 'unsupported') {
    const note = { ...fault(`${meaning.kind}-directive`, line.keyword), fatal: false, noted: true } as const;
    return failed('setting', note);
  }
  if (meaning.kind === 'host') return hostLine(line, keyword, lenient, fault);
  if (meaning.kind === 'match') {
    const match = readMatchLine(line, version);
    const wrong = match.fault;
    const faults = wrong ? [fault(wrong.code, wrong.word ?? line.keyword, wrong.data)] : [];
    return { kind: 'match', keyword, faults, effects: [], match };
  }
  if (meaning.kind === 'include') {
    const empty = line.args.find(({ value }) => value === '');
    return { kind: 'include', keyword, faults: empty && !lenient ? [fault('empty-argument', empty)] : [], effects: [] };
  }
  // Since 8.7 this is found for every directive alike; a separator was enough before.
  if (rest === '' && takesCommand.includes(meaning.slot) && line.rest.start === line.keyword.end) {
    return failed('setting', fault('missing-argument', line.keyword));
  }
  const input: ReadInput = { slot: meaning.slot, args: line.args, rest, version, lenient, isOption: false };
  return fromReading(meaning.read?.(input) ?? { ok: true, effects: [], used: 'all' }, line, keyword, lenient, fault);
}

type MakeFault = (code: ConfigErrorCode, span: Span, data?: Record<string, string>) => LineFault;

function hostLine(line: DirectiveLine, keyword: string, lenient: boolean, fault: MakeFault): CompiledLine {
  const empty = line.args.findIndex(({ value }) => value === '');
  const words = empty >= 0 && lenient ? line.args.slice(0, empty) : line.args;
  const faults = empty >= 0 && !lenient ? [fault('empty-argument', line.args[empty] as Word)] : [];
  return { kind: 'host', keyword, faults, effects: [], patterns: words.map(({ value }) => value) };
}

function fromReading(
  reading: Reading,
  line: DirectiveLine,
  keyword: string,
  lenient: boolean,
  fault: MakeFault,
): CompiledLine {
  const base = { kind: 'setting', keyword, faults: [], effects: [] } as const;
  if (reading.ok === 'later') {
    return { ...base, later: (variables) => fromReading(reading.read(variables), line, keyword, lenient, fault) };
  }
  if (!reading.ok) {
    const more = reading.fault.whenActive ? leftOver(line, 1, lenient, fault) : [];
    return { ...base, faults: [located(reading.fault, line, fault), ...more] };
  }
  // Found when the value is set already: an IgnoreUnknown counts for the lines below.
  const faults = reading.used === 'all' ? [] : leftOver(line, reading.used, lenient, fault);
  return { ...base, effects: reading.effects, faults };
}

/** The fault of arguments that nobody has used. */
function leftOver(line: DirectiveLine, used: number, lenient: boolean, fault: MakeFault): readonly LineFault[] {
  const extra = line.args[used];
  if (extra === undefined || (lenient && extra.value === '')) return [];
  const last = line.args.at(-1) as Word;
  const span = { start: extra.start, end: last.end };
  return [fault('extra-arguments', span, { argument: line.text.slice(span.start, span.end) })];
}

function located(wrong: ReadFault, line: DirectiveLine, fault: MakeFault): LineFault {
  const { at, code, data, fatal, whenActive } = wrong;
  const span = at === 'keyword' ? line.keyword : at === 'rest' ? line.rest : (line.args[at] ?? line.keyword);
  const made = fault(code, { start: span.start, end: span.end }, data);
  return { ...made, fatal: made.fatal || fatal === true, ...(whenActive ? { whenActive } : {}) };
}

/** A `-o` setting: the same readers on a line of its own. */
export function compileOption(line: DirectiveLine, version: OpenSshVersion): CompiledLine {
  const keyword = asciiLower(line.keyword.value);
  const span = { start: line.keyword.start, end: line.keyword.end };
  if (keyword === 'host' || keyword === 'match' || keyword === 'include') {
    const faults: LineFault[] = [{ code: `${keyword}-not-an-option`, span, data: { keyword }, fatal: true }];
    return { kind: 'setting', keyword, faults, effects: [] };
  }
  const compiled = compileLine(line, version, new Map());
  if (keyword !== 'proxyjump' || compiled.faults.length > 0) return compiled;
  const rest = line.text.slice(line.rest.start, line.rest.end);
  const reading = readerOf(keyword)({ slot: keyword, args: line.args, rest, version, lenient: false, isOption: true });
  if (reading.ok !== false) return compiled;
  return {
    ...compiled,
    effects: [],
    faults: [{ code: reading.fault.code, span, data: { keyword, argument: rest }, fatal: true }],
  };
}
