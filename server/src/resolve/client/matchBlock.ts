import { atLeast, type OpenSshVersion } from '../../values/openSshVersion.ts';
import { matchHostName, matchHostPatterns, matchPatternList } from '../../values/patternList.ts';
import type { Assumptions } from '../effectiveConfig.ts';
import type { Block } from './compiledConfig.ts';
import { type HostState, textOf } from './hostState.ts';
import type { Criterion } from './matchLine.ts';

/** What the criteria of one reading are compared with. */
export interface MatchContext {
  readonly version: OpenSshVersion;
  /** What Host patterns see: as typed, or the final name in lower case. */
  readonly host: string;
  readonly originalHost: string;
  readonly isFinal: boolean;
  /** The local account; undefined where it is not known. */
  readonly localUser: string | undefined;
  readonly command: string;
  readonly assume: Assumptions;
  readonly state: HostState;
}

/** Whether a section matches; where only running or looking could tell, the criterion that would decide. */
export type BlockMatch = boolean | { readonly undecidedBy: string };

/** The section's own condition, without the one it is included under. */
export function matchBlock(block: Block, context: MatchContext): BlockMatch {
  if (block.kind === 'root') return true;
  if (block.kind === 'host') return matchHost(block, context.host);
  let undecidedBy: string | undefined;
  for (const criterion of block.criteria) {
    const outcome = matchCriterion(criterion, context);
    if (outcome === undefined) undecidedBy ??= criterion.name;
    else if (outcome === criterion.negated) return false;
  }
  return undecidedBy === undefined ? true : { undecidedBy };
}

/** Of a line with an empty pattern, only those in front of it have been compared. */
function matchHost({ patterns, broken }: Block, host: string): boolean {
  return matchHostPatterns(host, broken ? patterns.slice(0, patterns.indexOf('')) : patterns);
}

/** The criterion's outcome without its negation; undefined where it cannot be known. */
function matchCriterion({ name, argument = '' }: Criterion, context: MatchContext): boolean | undefined {
  const { state, assume, isFinal } = context;
  switch (name) {
    case 'all':
      return true;
    case 'canonical':
    case 'final':
      return isFinal;
    case 'exec':
      return assume.exec;
    case 'localnetwork':
      return assume.localnetwork;
    case 'host':
      return matchHostName(currentHost(context), argument);
    case 'originalhost':
      return matchHostName(context.originalHost, argument);
    case 'user':
      return matchText(textOf(state, 'user') ?? context.localUser, argument);
    case 'localuser':
      return matchText(context.localUser, argument);
    case 'tagged':
      return matchOrEmpty(textOf(state, 'tag') ?? '', argument, context);
    case 'command':
      return matchOrEmpty(context.command, argument, context);
    case 'sessiontype':
      return matchText(sessionType(context), argument);
    case 'version':
      return matchRelease(context.version, argument);
    default:
      return false;
  }
}

/** The name that `Match host` sees: HostName as far as it is set, with `%h` filled in. */
export function currentHost({ isFinal, host, state }: MatchContext): string {
  const hostName = isFinal ? undefined : textOf(state, 'hostname');
  return hostName === undefined ? host : hostName.replaceAll(/%([%h])/g, (_, letter) => (letter === 'h' ? host : '%'));
}

function matchText(text: string | undefined, list: string): boolean | undefined {
  return text === undefined ? undefined : matchPatternList(text, list) === 'matched';
}

/** From 10.0 on the empty argument stands for "none". */
function matchOrEmpty(text: string, list: string, { version }: MatchContext): boolean {
  if (text === '' && atLeast(version, '10.0')) return list === '';
  return matchPatternList(text, list) === 'matched';
}

function sessionType({ state, command }: MatchContext): string {
  const type = textOf(state, 'sessiontype');
  if (type === 'subsystem' || type === 'none') return type;
  return command === '' ? 'shell' : 'exec';
}

/** Releases whose last patch level is not 1. */
const lastPatch: Readonly<Record<string, number>> = { '9.3': 2, '9.9': 2, '10.0': 2 };

function matchRelease(version: OpenSshVersion, list: string): boolean | undefined {
  const release = `${version.major}.${version.minor}`;
  const name = `OpenSSH_${release}p${version.patch ?? lastPatch[release] ?? 1}`;
  if (version.vendor === 'upstream') return matchPatternList(name, list) === 'matched';
  // Distributions append their package's version, which is not known.
  const bare = matchPatternList(`${name} `, list);
  const longer = matchPatternList(`${name} \u0000`, list);
  return bare === longer ? bare === 'matched' : undefined;
}
