import type { Snapshot } from '../snapshot.ts';
import { badLine } from './badLine.ts';
import { badTime } from './badTime.ts';
import { badValue } from './badValue.ts';
import { channelTimeoutClosesForwards } from './channelTimeoutClosesForwards.ts';
import { channelTimeoutMatchesNothing } from './channelTimeoutMatchesNothing.ts';
import { clientAliveDoubleInterval } from './clientAliveDoubleInterval.ts';
import { clientAliveIsNoIdleLogout } from './clientAliveIsNoIdleLogout.ts';
import { clientCountMaxZero } from './clientCountMaxZero.ts';
import { connectTimeoutScope } from './connectTimeoutScope.ts';
import { controlPersistDropsForwards } from './controlPersistDropsForwards.ts';
import { countMaxWithoutInterval } from './countMaxWithoutInterval.ts';
import { deprecatedDirective } from './deprecatedDirective.ts';
import { fractionCutOff } from './fractionCutOff.ts';
import { hostPatternMistake } from './hostPatternMistake.ts';
import { includeProblem } from './includeProblem.ts';
import { intervalExceedsPath } from './intervalExceedsPath.ts';
import { loginGraceTimeZero } from './loginGraceTimeZero.ts';
import { matchChannelTimeoutNone } from './matchChannelTimeoutNone.ts';
import { matchSyntax } from './matchSyntax.ts';
import { matchValueNotApplied } from './matchValueNotApplied.ts';
import { millisecondsSuspected } from './millisecondsSuspected.ts';
import { neverEffective } from './neverEffective.ts';
import { noDeadPeerDetection } from './noDeadPeerDetection.ts';
import { noneDoesNotLock } from './noneDoesNotLock.ts';
import { notAllowedInMatch } from './notAllowedInMatch.ts';
import { notInThisVersion } from './notInThisVersion.ts';
import { profilePromise } from './profilePromise.ts';
import { profileValue } from './profileValue.ts';
import { refusedAtStart } from './refusedAtStart.ts';
import type { Finding, Rule } from './rule.ts';
import { type OnFault, runTheseRules } from './runRules.ts';
import { serverCountMaxZero } from './serverCountMaxZero.ts';
import { serverNoneIsFatal } from './serverNoneIsFatal.ts';
import { sharedWithoutKeepalive } from './sharedWithoutKeepalive.ts';
import { tcpKeepAliveInert } from './tcpKeepAliveInert.ts';
import { unindentedInBlock } from './unindentedInBlock.ts';
import { unknownDirective } from './unknownDirective.ts';
import { unusedConnectionEndsTunnels } from './unusedConnectionEndsTunnels.ts';
import { unusedSuppressionRule } from './unusedSuppressionRule.ts';
import { vendorDirective } from './vendorDirective.ts';
import { wrongFile } from './wrongFile.ts';

/** Every rule, in the order in which their pages are listed. */
export const allRules: readonly Rule<Snapshot>[] = [
  unknownDirective,
  wrongFile,
  notInThisVersion,
  vendorDirective,
  badLine,
  badValue,
  badTime,
  serverNoneIsFatal,
  matchSyntax,
  notAllowedInMatch,
  includeProblem,
  refusedAtStart,
  deprecatedDirective,
  hostPatternMistake,
  neverEffective,
  unindentedInBlock,
  clientCountMaxZero,
  serverCountMaxZero,
  countMaxWithoutInterval,
  noneDoesNotLock,
  fractionCutOff,
  millisecondsSuspected,
  clientAliveDoubleInterval,
  channelTimeoutMatchesNothing,
  matchValueNotApplied,
  matchChannelTimeoutNone,
  channelTimeoutClosesForwards,
  intervalExceedsPath,
  noDeadPeerDetection,
  tcpKeepAliveInert,
  connectTimeoutScope,
  clientAliveIsNoIdleLogout,
  loginGraceTimeZero,
  unusedConnectionEndsTunnels,
  controlPersistDropsForwards,
  sharedWithoutKeepalive,
  profileValue,
  profilePromise,
  unusedSuppressionRule,
];

/** Everything that the rules find in a document, by position. `onFault` is told of a rule that threw. */
export function runRules(snapshot: Snapshot, onFault?: OnFault): Finding[] {
  return runTheseRules(allRules, snapshot, onFault);
}
