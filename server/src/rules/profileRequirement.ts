import * as l10n from '@vscode/l10n';
import { reached } from '../knowledge/availability.ts';
import type { ComplianceProfile, Requirement } from '../knowledge/complianceProfiles.ts';
import { findDirective } from '../knowledge/directives.ts';
import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import { readChannelTimeout } from '../values/channelTimeout.ts';
import { readMaxStartups } from '../values/maxStartups.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';
import { matchPattern } from '../values/patternList.ts';
import { certain, numberOf, wordOf } from './connections.ts';

/** Whether this OpenSSH knows what is asked for: nobody can set what it does not know. */
export function isKnownTo(version: OpenSshVersion, { dialect, directive }: Requirement): boolean {
  const row = findDirective(dialect, directive);
  return row !== undefined && reached(version, row.since);
}

/** What a profile asks for, as a sentence without its end. */
export function askedFor({ label }: ComplianceProfile, { directive, kind, value, control }: Requirement): string {
  switch (kind) {
    case 'above-0':
      return l10n.t('{0} ({1}) asks for {2} of 1 to {3}', label, control, directive, value);
    case 'up-to':
      return l10n.t('{0} ({1}) asks for {2} of 0 to {3}', label, control, directive, value);
    case 'positive':
      return l10n.t('{0} ({1}) asks for {2} above 0', label, control, directive);
    case 'start-up':
    case 'rekey':
      return l10n.t('{0} ({1}) asks for {2} {3} or stricter', label, control, directive, value);
    default:
      return l10n.t('{0} ({1}) asks for {2} {3}', label, control, directive, value);
  }
}

/** Whether the values in effect are what is asked for; undefined where it is not certain what is in effect. */
export function fulfils(effective: EffectiveConfig, requirement: Requirement): boolean | undefined {
  const { directive, kind, value } = requirement;
  switch (kind) {
    case 'word': {
      const word = wordOf(effective, directive);
      return word === undefined ? undefined : word === value;
    }
    case 'rekey':
      return fulfilsRekey(wordOf(effective, directive));
    case 'start-up':
      return fulfilsStartUp(wordOf(effective, directive), value, effective.version);
    case 'session-channel':
      return fulfilsChannel(effective, directive, value);
    default:
      return fulfilsNumber(numberOf(effective, directive), kind, Number(value));
  }
}

function fulfilsNumber(
  number: number | undefined,
  kind: 'above-0' | 'positive' | 'equals' | 'up-to',
  value: number,
): boolean | undefined {
  if (number === undefined) return undefined;
  if (kind === 'equals') return number === value;
  if (kind === 'positive') return number > 0;
  return number <= value && (kind === 'up-to' || number > 0);
}

/** At most 1 GiB and at most an hour; 0 is OpenSSH's own choice of bytes, and no limit of time. */
function fulfilsRekey(word: string | undefined): boolean | undefined {
  if (word === undefined) return undefined;
  const [bytes, seconds] = word.split(' ').map(Number);
  if (bytes === undefined || seconds === undefined) return false;
  return bytes > 0 && bytes <= 2 ** 30 && seconds > 0 && seconds <= 3600;
}

function fulfilsStartUp(word: string | undefined, value: string, version: OpenSshVersion): boolean | undefined {
  const inEffect = readMaxStartups(word ?? '', version);
  const asked = readMaxStartups(value, version);
  if (!inEffect.ok || !asked.ok) return undefined;
  const { begin = 0, rate = 100, full } = inEffect.value;
  return begin <= (asked.value.begin ?? 0) && rate >= (asked.value.rate ?? 100) && full <= asked.value.full;
}

/** Every kind of session is closed within the time; what a Match block shows and does not apply counts for nothing. */
function fulfilsChannel(
  effective: EffectiveConfig,
  directive: Requirement['directive'],
  value: string,
): boolean | undefined {
  const found = effective.values.get(directive.toLowerCase());
  if (found === undefined) return effective.unsourced.includes(directive.toLowerCase()) ? undefined : false;
  const running = certain(effective, directive);
  if (running === undefined) return undefined;
  const entries = (running.applied?.value ?? running.value).split(/\s+/).flatMap((word) => {
    const entry = readChannelTimeout(word, effective.version);
    return entry.ok ? [entry.value] : [];
  });
  const most = Number(value.split('=')[1]);
  return ['session:shell', 'session:command', 'session:subsystem:sftp'].every((label) => {
    const seconds = entries.find(({ type }) => type !== 'global' && matchPattern(label, type))?.seconds ?? 0;
    return seconds > 0 && seconds <= most;
  });
}
