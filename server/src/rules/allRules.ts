import type { Snapshot } from '../snapshot.ts';
import { badLine } from './badLine.ts';
import { badTime } from './badTime.ts';
import { badValue } from './badValue.ts';
import { batchModeConnectTimeout } from './batchModeConnectTimeout.ts';
import { batchModeInterval } from './batchModeInterval.ts';
import { bothSidesProbe } from './bothSidesProbe.ts';
import { channelTimeoutClosesForwards } from './channelTimeoutClosesForwards.ts';
import { channelTimeoutLeavesConnection } from './channelTimeoutLeavesConnection.ts';
import { channelTimeoutMatchesNothing } from './channelTimeoutMatchesNothing.ts';
import { clientAliveDoubleInterval } from './clientAliveDoubleInterval.ts';
import { clientAliveIsNoIdleLogout } from './clientAliveIsNoIdleLogout.ts';
import { clientCountMaxZero } from './clientCountMaxZero.ts';
import { commentedOutValue } from './commentedOutValue.ts';
import { connectionAttemptsProduct } from './connectionAttemptsProduct.ts';
import { connectTimeoutScope } from './connectTimeoutScope.ts';
import { controlPathForManyHosts } from './controlPathForManyHosts.ts';
import { controlPersistDropsForwards } from './controlPersistDropsForwards.ts';
import { controlPersistOutlived } from './controlPersistOutlived.ts';
import { countMaxWithoutInterval } from './countMaxWithoutInterval.ts';
import { deprecatedDirective } from './deprecatedDirective.ts';
import { dropInName } from './dropInName.ts';
import { fewStartups } from './fewStartups.ts';
import { filePermissions } from './filePermissions.ts';
import { forwardX11Deadline } from './forwardX11Deadline.ts';
import { fractionCutOff } from './fractionCutOff.ts';
import { gitHostKeepalive } from './gitHostKeepalive.ts';
import { hostKeyUnchecked } from './hostKeyUnchecked.ts';
import { hostPatternMistake } from './hostPatternMistake.ts';
import { includeProblem } from './includeProblem.ts';
import { includeTooLate } from './includeTooLate.ts';
import { intervalExceedsPath } from './intervalExceedsPath.ts';
import { jumpHostKeepalive } from './jumpHostKeepalive.ts';
import { keepaliveTooHasty } from './keepaliveTooHasty.ts';
import { keepaliveTooPatient } from './keepaliveTooPatient.ts';
import { loginGraceTimeShort } from './loginGraceTimeShort.ts';
import { loginGraceTimeZero } from './loginGraceTimeZero.ts';
import { matchChannelTimeoutNone } from './matchChannelTimeoutNone.ts';
import { matchSyntax } from './matchSyntax.ts';
import { matchValueNotApplied } from './matchValueNotApplied.ts';
import { millisecondsSuspected } from './millisecondsSuspected.ts';
import { neverEffective } from './neverEffective.ts';
import { noDeadPeerDetection } from './noDeadPeerDetection.ts';
import { noKeepalive } from './noKeepalive.ts';
import { noneDoesNotLock } from './noneDoesNotLock.ts';
import { notAllowedInMatch } from './notAllowedInMatch.ts';
import { notInThisVersion } from './notInThisVersion.ts';
import { oneAtATime } from './oneAtATime.ts';
import { profilePromise } from './profilePromise.ts';
import { profileValue } from './profileValue.ts';
import { refusedAtStart } from './refusedAtStart.ts';
import { rekeyTooOften } from './rekeyTooOften.ts';
import { remoteForwardKept } from './remoteForwardKept.ts';
import type { Finding, Rule } from './rule.ts';
import { type OnFault, runTheseRules } from './runRules.ts';
import { serverClosesQuietSessions } from './serverClosesQuietSessions.ts';
import { serverCountMaxZero } from './serverCountMaxZero.ts';
import { serverNoneIsFatal } from './serverNoneIsFatal.ts';
import { sharedConnectionKeepalive } from './sharedConnectionKeepalive.ts';
import { sharedWithoutKeepalive } from './sharedWithoutKeepalive.ts';
import { tcpKeepAliveInert } from './tcpKeepAliveInert.ts';
import { tcpKeepAliveTooLate } from './tcpKeepAliveTooLate.ts';
import { timeUnitPortability } from './timeUnitPortability.ts';
import { tmoutMissing } from './tmoutMissing.ts';
import { unindentedInBlock } from './unindentedInBlock.ts';
import { unknownDirective } from './unknownDirective.ts';
import { unusedConnectionEarly } from './unusedConnectionEarly.ts';
import { unusedConnectionEndsTunnels } from './unusedConnectionEndsTunnels.ts';
import { unusedSuppressionRule } from './unusedSuppressionRule.ts';
import { useDnsSlow } from './useDnsSlow.ts';
import { vendorDirective } from './vendorDirective.ts';
import { weakAlgorithm } from './weakAlgorithm.ts';
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
  filePermissions,
  refusedAtStart,
  deprecatedDirective,
  hostPatternMistake,
  neverEffective,
  includeTooLate,
  dropInName,
  commentedOutValue,
  unindentedInBlock,
  clientCountMaxZero,
  serverCountMaxZero,
  countMaxWithoutInterval,
  noneDoesNotLock,
  fractionCutOff,
  millisecondsSuspected,
  timeUnitPortability,
  clientAliveDoubleInterval,
  channelTimeoutMatchesNothing,
  matchValueNotApplied,
  matchChannelTimeoutNone,
  channelTimeoutClosesForwards,
  channelTimeoutLeavesConnection,
  serverClosesQuietSessions,
  intervalExceedsPath,
  tcpKeepAliveTooLate,
  keepaliveTooHasty,
  keepaliveTooPatient,
  bothSidesProbe,
  noDeadPeerDetection,
  tcpKeepAliveInert,
  noKeepalive,
  jumpHostKeepalive,
  gitHostKeepalive,
  connectTimeoutScope,
  connectionAttemptsProduct,
  batchModeConnectTimeout,
  batchModeInterval,
  clientAliveIsNoIdleLogout,
  loginGraceTimeZero,
  loginGraceTimeShort,
  fewStartups,
  oneAtATime,
  useDnsSlow,
  unusedConnectionEndsTunnels,
  unusedConnectionEarly,
  controlPersistDropsForwards,
  controlPersistOutlived,
  controlPathForManyHosts,
  sharedWithoutKeepalive,
  sharedConnectionKeepalive,
  remoteForwardKept,
  forwardX11Deadline,
  rekeyTooOften,
  hostKeyUnchecked,
  weakAlgorithm,
  profileValue,
  profilePromise,
  tmoutMissing,
  unusedSuppressionRule,
];

/** Everything that the rules find in a document, by position. `onFault` is told of a rule that threw. */
export function runRules(snapshot: Snapshot, onFault?: OnFault): Finding[] {
  return runTheseRules(allRules, snapshot, onFault);
}
