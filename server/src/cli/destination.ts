import * as l10n from '@vscode/l10n';
import { splitDestination } from '../resolve/client/destination.ts';
import type { ClientTarget } from '../resolve/effectiveConfig.ts';
import { UsageError } from './io.ts';

/** `[user@]host` or `ssh://[user@]host[:port]`, taken apart; what ssh answers with its usage is a usage error. */
export function destinationOf(text: string | undefined): Pick<ClientTarget, 'host' | 'user' | 'port'> {
  if (text === undefined || text === '') throw new UsageError(l10n.t('a host is missing'));
  const parts = splitDestination(text);
  if (parts.host === '' || /^(@|ssh:\/\/)/.test(parts.host)) {
    throw new UsageError(l10n.t('{0} is not a destination: write HOST, USER@HOST or ssh://USER@HOST:PORT', text));
  }
  return parts;
}
