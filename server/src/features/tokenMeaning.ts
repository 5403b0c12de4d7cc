import * as l10n from '@vscode/l10n';
import type { Dialect } from '../syntax/configFile.ts';

/** What a percent token stands for; undefined for a letter that stands for nothing. */
export function tokenMeaning(dialect: Dialect, letter: string): string | undefined {
  return (dialect === 'client' ? clientTokens : serverTokens)[letter]?.();
}

type Meanings = Readonly<Record<string, () => string>>;

const clientTokens: Meanings = {
  '%': () => l10n.t('a percent sign'),
  C: () => l10n.t('hash of local host, host, port, user and jump hosts'),
  d: () => l10n.t('your home directory'),
  f: () => l10n.t('fingerprint of the host key'),
  H: () => l10n.t('the host or address that is looked up'),
  h: () => l10n.t('the host to connect to'),
  I: () => l10n.t('why the command runs: ADDRESS, HOSTNAME or ORDER'),
  i: () => l10n.t('your numeric user id'),
  j: () => l10n.t('the jump hosts'),
  K: () => l10n.t('the host key, in base64'),
  k: () => l10n.t('HostKeyAlias, else the host as typed'),
  L: () => l10n.t('name of this machine, without the domain'),
  l: () => l10n.t('name of this machine, with the domain'),
  n: () => l10n.t('the host as typed'),
  p: () => l10n.t('the port'),
  r: () => l10n.t('user on the server'),
  T: () => l10n.t('the tunnel device, or NONE'),
  t: () => l10n.t('type of the host key'),
  u: () => l10n.t('your user name'),
};

const serverTokens: Meanings = {
  '%': () => l10n.t('a percent sign'),
  C: () => l10n.t('addresses and ports of both ends'),
  D: () => l10n.t('routing domain of the connection'),
  F: () => l10n.t('fingerprint of the CA key'),
  f: () => l10n.t('fingerprint of the key or certificate'),
  h: () => l10n.t('home directory of the user'),
  i: () => l10n.t('key id of the certificate'),
  K: () => l10n.t('the CA key, in base64'),
  k: () => l10n.t('the key or certificate, in base64'),
  s: () => l10n.t('serial number of the certificate'),
  T: () => l10n.t('type of the CA key'),
  t: () => l10n.t('type of the key or certificate'),
  U: () => l10n.t('numeric id of the user'),
  u: () => l10n.t('name of the user'),
};
