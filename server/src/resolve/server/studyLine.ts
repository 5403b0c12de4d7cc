import { availability } from '../../knowledge/availability.ts';
import type { Directive } from '../../knowledge/directive.ts';
import { findDirective, serverDirectives } from '../../knowledge/directives.ts';
import { nearest } from '../../knowledge/nearest.ts';
import { mayKnow } from '../../knowledge/otherBuilds.ts';
import type { DirectiveLine, Span } from '../../syntax/configFile.ts';
import { atLeast, type OpenSshVersion, versionKey } from '../../values/openSshVersion.ts';
import type { ConfigErrorCode } from '../configErrorCode.ts';
import type { ReadFault, SlotValue } from './lineReading.ts';
import { type MatchCondition, readMatchLine } from './matchLine.ts';
import { mayStandInMatch, type ServerSpec } from './serverSpec.ts';
import { serverSpecs } from './serverSpecs.ts';

export interface LineFault {
  readonly code: ConfigErrorCode;
  /** In offsets of the line. */
  readonly span: Span;
  readonly data?: Readonly<Record<string, string>>;
  readonly refused: boolean;
  /** Seen only where the line applies. */
  readonly onlyApplying?: true;
}

/** All that can be said of a line wherever it stands. */
export interface LineStudy {
  readonly directive?: Directive;
  readonly spec?: ServerSpec;
  /** What it sets; absent where it is refused or sets nothing. */
  readonly values?: readonly SlotValue[];
  readonly match?: MatchCondition;
  readonly isInclude: boolean;
  readonly faults: readonly LineFault[];
  /** Whether it may stand in a Match block. */
  readonly inMatch: boolean;
}

const specsByKeyword = new Map(serverSpecs.map((spec) => [spec.name.toLowerCase(), spec]));
/** What a line is read for. One object for a whole walk: studies are kept by its `key`. */
export interface Reading {
  readonly version: OpenSshVersion;
  /** Path of the home of the user that runs sshd. */
  readonly home: string;
  readonly key: string;
}

export function readingFor(version: OpenSshVersion, home: string): Reading {
  return { version, home, key: `${versionKey(version)} ${home}` };
}

const studies = new WeakMap<DirectiveLine, { readonly key: string; readonly study: LineStudy }>();

/** Reads a line once: line objects are immutable and outlive edits elsewhere in their file. */
export function studyLine(line: DirectiveLine, reading: Reading): LineStudy {
  const known = studies.get(line);
  // Documents are looked at for one version at a time: only the last one is kept.
  if (known?.key === reading.key) return known.study;
  const study = read(line, reading.version, reading.home);
  studies.set(line, { key: reading.key, study });
  return study;
}

function read(line: DirectiveLine, version: OpenSshVersion, home: string): LineStudy {
  const keyword = line.keyword.value;
  const failed = (fault: LineFault, inMatch: boolean): LineStudy => ({ isInclude: false, faults: [fault], inMatch });
  const directive = findDirective('server', keyword);
  const available = directive ? availability(directive, version, keyword) : undefined;
  const known = available && ['known', 'deprecated', 'unsupported'].includes(available.kind) ? directive : undefined;
  const oldAlias = beforeAlias(keyword, version);
  const inMatch = known !== undefined && oldAlias === undefined && mayStandInMatch(known, version, keyword);
  const argv = line.rest.end > line.rest.start;
  if (!argv && atLeast(version, '8.7')) {
    // Not even looked up: sshd complains of the missing argument, whatever the keyword.
    return failed({ code: 'missing-argument', span: line.keyword, refused: true }, true);
  }
  if (!known || !directive) {
    const refused = !mayKnow('server', keyword, version);
    const data = unknownData(keyword, available);
    return failed({ code: 'unknown-keyword', span: line.keyword, data, refused }, !refused);
  }
  if (line.problem === 'invalid-quotes') {
    return failed({ code: 'invalid-quotes', span: line.rest, refused: true }, true);
  }
  if (directive.name === 'Match') return readMatch(line, directive, version);
  if (directive.name === 'Include') return readInclude(line, directive, inMatch);
  const standing = oldAlias === 'deprecated' ? 'deprecated' : (available?.kind ?? 'known');
  return readSetting(line, directive, standing, version, home, inMatch);
}

/** What two words, aliases of KbdInteractiveAuthentication today, were up to 8.6. */
function beforeAlias(
  keyword: string,
  version: OpenSshVersion,
): 'ChallengeResponseAuthentication' | 'deprecated' | undefined {
  if (atLeast(version, '8.7')) return undefined;
  const word = keyword.toLowerCase();
  if (word === 'challengeresponseauthentication') return 'ChallengeResponseAuthentication';
  return word === 'skeyauthentication' ? 'deprecated' : undefined;
}

function unknownData(keyword: string, available: ReturnType<typeof availability> | undefined): Record<string, string> {
  if (available?.kind === 'not-yet') return { since: available.since };
  if (available?.kind === 'removed') return { removedIn: available.removedIn };
  if (available?.kind === 'other-vendor') return { distribution: available.distribution };
  const near = nearest(keyword, names);
  return near === undefined ? {} : { nearest: near };
}

const names = serverDirectives.filter(({ status }) => status === 'active').map(({ name }) => name);

function readMatch(line: DirectiveLine, directive: Directive, version: OpenSshVersion): LineStudy {
  const match = readMatchLine(line, version);
  const { fault } = match;
  const faults = fault
    ? [
        {
          code: fault.code,
          span: fault.span ?? line.keyword,
          refused: true,
          ...(fault.data ? { data: fault.data } : {}),
        },
      ]
    : [];
  return { directive, match, isInclude: false, faults, inMatch: true };
}

function readInclude(line: DirectiveLine, directive: Directive, inMatch: boolean): LineStudy {
  const empty = line.args.find(({ value }) => value === '');
  const faults: LineFault[] = [];
  if (empty) faults.push({ code: 'empty-argument', span: empty, refused: true });
  else if (line.args.length === 0) faults.push({ code: 'missing-argument', span: line.keyword, refused: true });
  return { directive, isInclude: true, faults, inMatch };
}

function readSetting(
  line: DirectiveLine,
  directive: Directive,
  availability: string,
  version: OpenSshVersion,
  home: string,
  inMatch: boolean,
): LineStudy {
  const old = beforeAlias(line.keyword.value, version);
  const canonical = old && old !== 'deprecated' ? old : (directive.aliasOf ?? directive.name);
  const spec = specsByKeyword.get(canonical.toLowerCase());
  const base = { directive, isInclude: false, inMatch };
  const ignored = ignoredAs(directive, availability, version);
  if (ignored) {
    return { ...base, faults: ignored === 'silently' ? [] : [{ code: ignored, span: line.keyword, refused: false }] };
  }
  if (!spec) return { ...base, faults: [] };
  const rest = line.text.slice(line.rest.start, line.rest.end);
  const reading = spec.read({ args: line.args, rest, version, home });
  if (!reading.ok) return { ...base, spec, faults: [placed(reading.fault, line)] };
  const extra = line.args[reading.used];
  if (extra) {
    const span = { start: extra.start, end: line.args.at(-1)?.end ?? extra.end };
    const fault = { code: 'extra-arguments', span, data: { argument: extra.value }, refused: true } as const;
    return { ...base, spec, faults: [fault] };
  }
  return reading.values.length === 0
    ? { ...base, spec, faults: [] }
    : { ...base, spec, values: reading.values, faults: [] };
}

/** Directives that are taken and do nothing. */
function ignoredAs(
  directive: Directive,
  availability: string,
  version: OpenSshVersion,
): 'deprecated-directive' | 'unsupported-directive' | 'silently' | undefined {
  if (directive.name === 'Protocol') return 'silently';
  if (availability === 'deprecated' || directive.type === 'ignored') return 'deprecated-directive';
  if (availability === 'unsupported') return 'unsupported-directive';
  const compiledIn = directive.compiledWith === undefined || isCompiledIn(directive, version);
  return compiledIn ? undefined : 'unsupported-directive';
}

/** Kerberos and GSSAPI are in Debian's builds and were not in the upstream ones that were measured; AFS is in neither. */
function isCompiledIn(directive: Directive, version: OpenSshVersion): boolean {
  if (/afs/i.test(directive.name)) return false;
  return /^(kerberos|gssapi)/i.test(directive.name) ? version.vendor === 'debian' : true;
}

function placed(fault: ReadFault, line: DirectiveLine): LineFault {
  const span =
    fault.at === 'keyword' ? line.keyword : fault.at === 'rest' ? line.rest : (line.args[fault.at] ?? line.keyword);
  return {
    code: fault.code,
    span,
    refused: true,
    ...(fault.data ? { data: fault.data } : {}),
    ...(fault.onlyApplying ? { onlyApplying: true } : {}),
  };
}
