import * as l10n from '@vscode/l10n';
import type { NameProblem } from './names.ts';
import { longestSeconds, type PlanProblem } from './plan.ts';

/** Why a test cannot be planned, in words to act on. Plain text. */
export function problemText(problem: PlanProblem): string {
  switch (problem.kind) {
    case 'host':
      return nameText(problem.problem);
    case 'file':
      return l10n.t('The path of the configuration must be absolute: {0}', problem.file);
    case 'way-in':
      return l10n.t(
        'The path cannot be cut: how this host is reached (ProxyCommand, ProxyJump) depends on a Match that only ssh itself can decide, or is unknown.',
      );
    case 'seconds':
      return l10n.t('The duration must be a whole number of seconds from 1 to {0}.', longestSeconds);
  }
}

function nameText(problem: NameProblem): string {
  switch (problem) {
    case 'empty':
      return l10n.t('The host or user name is empty.');
    case 'too-long':
      return l10n.t('The host or user name is too long.');
    case 'leading-dash':
      return l10n.t('A host or user name must not begin with a dash: ssh would take it for an option.');
    case 'forbidden-character':
      return l10n.t(
        'The name holds a blank, a control character, or one of \' " ` $ ; & < > | ( ) { }: these could reach a shell through ProxyCommand or Match exec.',
      );
    case 'not-a-host':
      return l10n.t('This is not a host name: patterns, addresses like ssh://... and backslashes cannot be tested.');
    case 'backslash':
      return l10n.t('A backslash is only accepted between a domain and a user name, as in DOMAIN\\user.');
  }
}
