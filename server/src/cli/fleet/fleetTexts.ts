import * as l10n from '@vscode/l10n';
import { duration } from '../../timeouts/format.ts';
import { type Judgement, slowFrom, type VerdictId } from './judgement.ts';

/** A verdict as a short name. */
export function verdictName(verdict: VerdictId): string {
  switch (verdict) {
    case 'never':
      return l10n.t('never notices');
    case 'path-forgets':
      return l10n.t('forgotten on the way');
    case 'cuts-healthy':
      return l10n.t('cuts healthy sessions');
    case 'tcp-only':
      return l10n.t('TCP keepalive only');
    case 'slow':
      return l10n.t('notices late');
    case 'noticed':
      return l10n.t('notices in time');
  }
}

/** What a verdict means, in one sentence. */
export function verdictMeaning(verdict: VerdictId): string {
  switch (verdict) {
    case 'never':
      return l10n.t('A client that has gone stays connected for ever: no probe, and TCPKeepAlive no.');
    case 'path-forgets':
      return l10n.t('What lies between forgets an idle connection before anything moves on it; then it hangs.');
    case 'cuts-healthy':
      return l10n.t('ClientAliveCountMax 0 before 8.2: a silent session ends, well or not.');
    case 'tcp-only':
      return l10n.t('sshd does not probe; the kernel notices a client that has gone after hours.');
    case 'slow':
      return l10n.t('sshd notices a client that has gone after more than {0}.', duration(slowFrom));
    case 'noticed':
      return l10n.t('sshd notices a client that has gone within {0}.', duration(slowFrom));
  }
}

export function firstName(first: Judgement['first']): string {
  switch (first) {
    case 'client':
      return l10n.t('the client');
    case 'server':
      return l10n.t('the server');
    case 'path':
      return l10n.t('the path');
    case 'tie':
      return l10n.t('both at once');
    case 'nobody':
      return l10n.t('nobody');
  }
}

/** When a client that has gone is noticed, for a table. */
export function noticedText(after: number | null): string {
  return after === null ? l10n.t('never') : duration(after);
}

/** Why a machine stands among the worst. */
export function reasonText({ noticedAfter, noticedBy, findings, deviations }: Judgement): string {
  const parts = [noticedBy === null ? noticedText(noticedAfter) : `${noticedText(noticedAfter)} (${noticedBy})`];
  if (findings.length > 0) parts.push(findings.map(({ rule }) => rule).join(', '));
  if (deviations.length > 0) parts.push(l10n.t('{0} deviations', deviations.length));
  return parts.join('; ');
}
