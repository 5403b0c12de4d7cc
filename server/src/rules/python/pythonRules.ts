import type { PythonSnapshot } from '../../pythonSnapshot.ts';
import type { Finding } from '../rule.ts';
import { paramikoConnectTimeoutPartial } from './connectTimeoutPartial.ts';
import { paramikoExecTimeoutMeaning } from './execTimeoutMeaning.ts';
import { paramikoExitStatusUnbounded } from './exitStatusUnbounded.ts';
import { fabricTimeSuffix } from './fabricTimeSuffix.ts';
import { paramikoKeepaliveMs } from './keepaliveMilliseconds.ts';
import { paramikoKeepaliveNoDetection } from './keepaliveNoDetection.ts';
import { paramikoNoKeepalive } from './noKeepalive.ts';
import { paramikoOneAddress } from './oneAddress.ts';
import type { PythonRule } from './pythonRule.ts';
import { paramikoSshconfigIgnored } from './sshConfigIgnored.ts';
import { isSilenced, pythonSuppressions } from './suppressions.ts';

/** Every rule about Python source, in the order in which their pages are listed. */
export const pythonRules: readonly PythonRule[] = [
  paramikoNoKeepalive,
  paramikoKeepaliveNoDetection,
  paramikoKeepaliveMs,
  paramikoConnectTimeoutPartial,
  paramikoOneAddress,
  paramikoExecTimeoutMeaning,
  paramikoExitStatusUnbounded,
  paramikoSshconfigIgnored,
  fabricTimeSuffix,
];

/** Everything that the rules find in a Python document, by position. `onFault` is told of a rule that threw. */
export function runPythonRules(
  snapshot: PythonSnapshot,
  onFault?: (rule: string, error: unknown) => void,
  rules: readonly PythonRule[] = pythonRules,
): Finding[] {
  const suppressions = pythonSuppressions(snapshot);
  const found: Finding[] = [];
  for (const rule of rules) {
    const setting = snapshot.settings.rules[rule.id];
    if (setting === 'off') continue;
    try {
      for (const report of rule.check(snapshot)) {
        const severity = setting ?? report.severity ?? rule.severity;
        const finding: Finding = { ...report, rule: rule.id, severity, uri: report.uri ?? snapshot.uri };
        if (!isSilenced(finding, suppressions)) found.push(finding);
      }
    } catch (error) {
      onFault?.(rule.id, error);
    }
  }
  return found.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
