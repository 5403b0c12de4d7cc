import type { Environment } from './resolve/configGraph.ts';
import { pathOfUri, uriOfPath } from './resolve/paths.ts';
import type { Settings } from './settings.ts';
import { addressOfPath } from './uris.ts';

/** The machine whose facts are known, as the client tells them. */
export interface KnownMachine {
  readonly environment: Environment;
  /** The window shows another machine than this one: addresses without a machine's name are not ours. */
  readonly remoteWindow?: boolean | undefined;
}

/**
 * The machine that an address belongs to, by scheme and authority. Empty for the one that the window shows: files,
 * documents that are not saved yet, and other editions of its files such as Git's.
 */
export function machineOf(uri: string): string {
  const [, scheme = '', authority = ''] = /^([a-z][a-z0-9+.-]*):(?:\/\/([^/?#]*))?/i.exec(uri) ?? [];
  // Windows sees the distributions of WSL as shares; any other share is only a disk.
  if (scheme === 'file') {
    return /^(wsl\.localhost|wsl\$|wsl%24)$/i.test(authority) ? `${authority}${uri.split('/')[3] ?? ''}` : '';
  }
  if (scheme === 'vscode-local') return scheme;
  return authority === '' ? '' : `${scheme}://${authority}`;
}

/** Whether the document lies on the machine whose facts are known. */
export function isOnKnownMachine(uri: string, { environment, remoteWindow }: KnownMachine): boolean {
  const place = environment.homeUri ?? environment.systemDirectoryUri;
  if (place === undefined || machineOf(uri) !== machineOf(place)) return false;
  return !(remoteWindow && !uri.startsWith('file:') && machineOf(uri) === '');
}

/**
 * What is known of the machine that holds the document: for another than the known one, what its path tells. The
 * `.ssh` of an account is in its home; a repository on a server of code is no machine at all.
 */
export function environmentOf(uri: string, known: KnownMachine): Environment {
  if (isOnKnownMachine(uri, known)) return known.environment;
  if (!uri.startsWith('vscode-remote://')) return {};
  const path = pathOfUri(uri);
  const home = /^((?:\/[a-z]:)?\/.*)\/\.ssh\/./i.exec(path)?.[1] ?? /^(\/root)\//.exec(path)?.[1];
  const drive = /^\/[a-z]:(?=\/)/i.exec(path)?.[0];
  const system = drive ? `${drive}/ProgramData/ssh` : '/etc/ssh';
  return {
    ...(home === undefined ? {} : { homeUri: uriOfPath(uri, home) }),
    systemDirectoryUri: uriOfPath(uri, system),
  };
}

/** The machine as the settings want it seen: folders that stand for `~/.ssh` and `/etc/ssh`. */
export function mappedEnvironment(environment: Environment, settings: Settings, base: string | undefined): Environment {
  const wanted = Object.entries(settings.fileRoots).flatMap(([place, path]) => {
    const uri = addressOfPath(path, base, environment.homeUri)?.replace(/\/+$/, '');
    return uri === undefined ? [] : [{ place: place.replace(/\/+$/, ''), uri }];
  });
  const [first] = wanted;
  if (!first) return environment;
  // A home nobody knows, as in a browser, still has a name to hang the folder on.
  const homeUri = environment.homeUri ?? uriOfPath(first.uri, '/~');
  const home = pathOfUri(homeUri);
  const mappedFolders = wanted.map(({ place, uri }) => ({ path: place.replace(/^~(?=\/|$)/, home), uri }));
  const systemDirectoryUri = environment.systemDirectoryUri ?? uriOfPath(first.uri, '/etc/ssh');
  return { ...environment, homeUri, systemDirectoryUri, mappedFolders };
}
