import * as l10n from '@vscode/l10n';
import { paramikoReleases } from '../knowledge/paramikoReleases.ts';
import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import type { ClientKind, ClientKindId } from '../timeouts/clientKinds.ts';
import { type GivenLimit, paramikoClient } from '../timeouts/paramikoClient.ts';
import { formatLibraryVersion, type LibraryVersion, parseLibraryVersion } from '../values/libraryVersion.ts';
import { UsageError } from './io.ts';

/** Clients whose release `--client-version` names, rather than OpenSSH's. */
export function hasOwnReleases(id: ClientKindId | undefined): id is 'paramiko' | 'fabric' {
  return id === 'paramiko' || id === 'fabric';
}

/** paramiko of a release with its defaults, or Fabric over it with what it takes from ssh_config. */
export function paramikoByName(
  id: 'paramiko' | 'fabric',
  release: string | undefined,
  config: EffectiveConfig,
): { readonly kind: ClientKind; readonly line: string } {
  const newest = paramikoReleases.at(-1) ?? '';
  const version = parseLibraryVersion(release ?? newest);
  if (!version) throw new UsageError(l10n.t('not a release of paramiko: {0} (such as 2.12, 4.0)', release ?? ''));
  const use = { version, banner: 'default', handshake: 'default', auth: 'default', channel: 'default' } as const;
  const kind = paramikoClient({
    id,
    ...use,
    timeout: id === 'fabric' ? connectTimeout(config) : 'default',
    keepalive: 'default',
    socketGiven: false,
  });
  return { kind, line: named(version, release !== undefined) };
}

/** Fabric reads a plain number; anything else raises an error before there is a connection. */
function connectTimeout(config: EffectiveConfig): GivenLimit {
  const value = config.values.get('connecttimeout')?.[0];
  if (value?.from.kind !== 'line' || !/^\d+$/.test(value.value)) return 'default';
  return { seconds: Number(value.value), because: { kind: 'line', origin: value.from } };
}

function named(version: LibraryVersion, asked: boolean): string {
  return `client: paramiko ${formatLibraryVersion(version)} (${asked ? l10n.t('as asked') : l10n.t('the newest known')})`;
}
