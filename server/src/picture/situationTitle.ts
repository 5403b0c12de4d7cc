import * as l10n from '@vscode/l10n';
import type { SituationId } from '../timeouts/timer.ts';

/** What happens in a situation, for a heading. */
export function situationTitle(id: SituationId): string {
  const titles: Readonly<Record<SituationId, string>> = {
    'dead-idle': l10n.t('The other end has gone, nobody types'),
    'dead-sending': l10n.t('The other end has gone while this one keeps sending'),
    'peer-frozen': l10n.t('The other end’s process hangs'),
    'healthy-idle': l10n.t('Both ends are well, nobody types'),
    'path-forgets': l10n.t('The path forgets the connection'),
    'connect-no-answer': l10n.t('Nobody answers the connection request'),
    'connect-no-banner': l10n.t('Connected, and the server says nothing'),
    'connect-stalls-kex': l10n.t('The key exchange stalls'),
    'connect-stalls-auth': l10n.t('The login stalls'),
    asleep: l10n.t('The client’s machine sleeps'),
    'no-session': l10n.t('Connected without a session'),
  };
  return titles[id];
}

/** What the seconds of a situation count from. */
export function axisTitle(id: SituationId): string {
  switch (id) {
    case 'healthy-idle':
    case 'path-forgets':
      return l10n.t('time since anybody typed or printed anything');
    case 'connect-no-answer':
      return l10n.t('time since ssh began to connect');
    case 'connect-no-banner':
      return l10n.t('time since the connection was accepted');
    case 'connect-stalls-kex':
    case 'connect-stalls-auth':
      return l10n.t('time since the login came to a halt');
    case 'asleep':
      return l10n.t('time since the client’s machine fell asleep');
    case 'no-session':
      return l10n.t('time since the last session ended');
    default:
      return l10n.t('time since the last packet got through');
  }
}

/** What gets through between the two ends in a situation. */
export function betweenText(id: SituationId, endsHealthy: boolean): string {
  switch (id) {
    case 'dead-idle':
    case 'dead-sending':
      return l10n.t('nothing gets through');
    case 'peer-frozen':
      return l10n.t('packets arrive, nobody answers');
    case 'path-forgets':
      return endsHealthy ? l10n.t('forgotten: nothing gets through') : l10n.t('all gets through');
    case 'asleep':
      return l10n.t('the client answers nothing');
    case 'connect-no-answer':
      return l10n.t('no answer');
    case 'connect-no-banner':
      return l10n.t('open, and silent');
    case 'connect-stalls-kex':
    case 'connect-stalls-auth':
      return l10n.t('silent in mid-login');
    default:
      return endsHealthy ? l10n.t('forgotten: nothing gets through') : l10n.t('all gets through');
  }
}
