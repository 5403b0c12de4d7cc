import { type Expansion, expand } from '../../values/environment.ts';
import { atLeast } from '../../values/openSshVersion.ts';
import type { ConfigGraph } from '../configGraph.ts';
import { variablesOf } from './compileGraph.ts';
import { sha1 } from './sha1.ts';

/** What the percent tokens stand for; `undefined` where it is not known. */
export interface TokenValues {
  readonly host: string;
  readonly originalHost: string;
  readonly port: string;
  readonly hostKeyAlias: string | undefined;
  readonly jumpHost: string;
  readonly localUser: string | undefined;
  readonly remoteUser: string | undefined;
}

export interface Expander {
  /** Tokens only. */
  percent(text: string): Expansion;
  /** `~`, tokens and, where the release does so, variables. */
  path(text: string): Expansion;
  /** Tokens and variables. */
  percentAndVariables(text: string, withUser?: boolean): Expansion;
}

/** The path behind a `file:` URI or the like; undefined without one. */
export function pathOfUri(uri: string | undefined): string | undefined {
  const match = uri === undefined ? undefined : /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/[^/]*)?(\/.*)$/.exec(uri);
  return match?.[1] === undefined ? undefined : decodeURIComponent(match[1]);
}

/**
 * `~` and `~name` in front of a path stand for the user's home directory; that of another user is not known. Up to 8.6 a
 * name without a slash behind it was one of a file in the own home, and of several slashes only one was dropped.
 */
export function expandTilde(
  text: string,
  { environment, version }: Pick<ConfigGraph, 'environment' | 'version'>,
): string | undefined {
  const [, user, rest] = /^~([^/]*)(.*)$/s.exec(text) ?? [];
  if (user === undefined || rest === undefined) return text;
  const home = pathOfUri(environment.accountHomeUri ?? environment.homeUri);
  if (home === undefined) return undefined;
  const base = home.endsWith('/') ? home : `${home}/`;
  const old = !atLeast(version, '8.7');
  if (old && rest === '') return base + user;
  if (user !== '' && user !== environment.userName) return undefined;
  return base + rest.replace(old ? /^\// : /^\/+/, '');
}

export function createExpander(graph: ConfigGraph, values: TokenValues): Expander {
  const { environment, version } = graph;
  const home = pathOfUri(environment.accountHomeUri ?? environment.homeUri);
  const local = environment.hostName;
  const known = (text: string | undefined): string | null => text ?? null;
  const token =
    (withUser: boolean) =>
    (letter: string): string | undefined | null => {
      switch (letter) {
        case 'h':
          return values.host;
        case 'n':
          return values.originalHost;
        case 'p':
          return values.port;
        case 'k':
          return values.hostKeyAlias ?? values.originalHost;
        case 'L':
          return known(local?.split('.', 1)[0]);
        case 'l':
          return known(local);
        case 'i':
          return known(environment.uid?.toString());
        case 'd':
          return known(home);
        case 'u':
          return known(values.localUser);
        case 'j':
          return atLeast(version, '9.6') ? values.jumpHost : undefined;
        case 'r':
          return withUser ? known(values.remoteUser) : undefined;
        case 'C':
          return withUser ? connectionHash() : undefined;
        default:
          return undefined;
      }
    };
  const connectionHash = (): string | null => {
    if (local === undefined || values.remoteUser === undefined) return null;
    const jump = atLeast(version, '9.6') ? values.jumpHost : '';
    return sha1(local + values.host + values.port + values.remoteUser + jump);
  };
  const variables = variablesOf(graph);
  const percentAndVariables = (text: string, withUser = true): Expansion => expand(text, variables, token(withUser));
  const percent = (text: string): Expansion => expand(text, undefined, token(true));
  const path = (text: string): Expansion => {
    const full = expandTilde(text, graph);
    if (full === undefined) return { kind: 'unknown', name: '~' };
    return atLeast(version, '8.4') ? percentAndVariables(full) : percent(full);
  };
  return { percent, path, percentAndVariables };
}
