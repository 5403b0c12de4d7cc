import type { Dialect } from '../syntax/configFile.ts';
import { atLeast, type OpenSshVersion } from '../values/openSshVersion.ts';
import type { Environment } from './configGraph.ts';
import type { ClientTarget } from './effectiveConfig.ts';
import { pathOfUri } from './paths.ts';

/** The absolute glob pattern of one Include argument, or why there is none. */
export type IncludePath =
  | { readonly kind: 'pattern'; readonly path: string }
  /** Nothing is included, and OpenSSH goes on. */
  | { readonly kind: 'skipped' }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: 'tilde-in-system-file' | 'unknown-token' | 'incomplete-token' };

export interface IncludeContext {
  readonly dialect: Dialect;
  readonly version: OpenSshVersion;
  /** Whether the including file was reached from the system file (`/etc/ssh/ssh_config`). */
  readonly fromSystemFile: boolean;
  readonly environment: Environment;
  readonly home: string | undefined;
  readonly systemDirectory: string;
  readonly target?: ClientTarget;
}

/** Anchors an Include argument as OpenSSH does (readconf.c oInclude, servconf.c sInclude). */
export function includePath(argument: string, context: IncludeContext): IncludePath {
  if (context.dialect === 'server') return anchored(argument, `${context.systemDirectory}/`);
  const expanded = atLeast(context.version, '9.9') ? expandTokens(argument, context) : literal(argument);
  if (expanded.kind !== 'pattern') return expanded;
  const { path } = expanded;
  if (path.startsWith('~')) {
    if (context.fromSystemFile) return { kind: 'refused', reason: 'tilde-in-system-file' };
    return expandTilde(path, context.home);
  }
  if (context.fromSystemFile) return anchored(path, `${context.systemDirectory}/`);
  if (path.startsWith('/')) return literal(path);
  return expandTilde(`~/.ssh/${path}`, context.home);
}

function literal(path: string): IncludePath {
  return { kind: 'pattern', path };
}

function anchored(path: string, directory: string): IncludePath {
  return literal(path.startsWith('/') ? path : directory + path);
}

function expandTilde(path: string, home: string | undefined): IncludePath {
  if (path !== '~' && !path.startsWith('~/')) return { kind: 'unknown', reason: path.split('/', 1)[0] ?? path };
  return home === undefined ? { kind: 'unknown', reason: '~' } : literal(home + path.slice(1));
}

function expandTokens(argument: string, context: IncludeContext): IncludePath {
  let path = '';
  for (let i = 0; i < argument.length; i++) {
    const c = argument[i];
    if (c === '$' && argument[i + 1] === '{') {
      const close = argument.indexOf('}', i);
      if (close < 0) return { kind: 'refused', reason: 'incomplete-token' };
      const name = argument.slice(i + 2, close);
      if (context.environment.variables === undefined) return { kind: 'unknown', reason: `\${${name}}` };
      const value = context.environment.variables[name];
      if (value === undefined) return { kind: 'skipped' };
      path += value;
      i = close;
    } else if (c === '%') {
      const letter = argument[++i];
      if (letter === undefined) return { kind: 'refused', reason: 'incomplete-token' };
      const value = tokenValue(letter, context);
      if (value === undefined) {
        return 'CdhijkLlnpru'.includes(letter)
          ? { kind: 'unknown', reason: `%${letter}` }
          : { kind: 'refused', reason: 'unknown-token' };
      }
      path += value;
    } else path += c;
  }
  return literal(path);
}

/** What a token stands for, as far as it can be known before the configuration is resolved. */
function tokenValue(letter: string, { environment, home, target }: IncludeContext): string | undefined {
  const shortHost = environment.hostName?.split('.', 1)[0];
  switch (letter) {
    case '%':
      return '%';
    case 'd':
      return environment.accountHomeUri === undefined ? home : pathOfUri(environment.accountHomeUri);
    case 'h':
    case 'n':
      return target?.host;
    case 'i':
      return environment.uid?.toString();
    case 'l':
      return environment.hostName;
    case 'L':
      return shortHost;
    case 'r':
      return target?.user;
    case 'p':
      return target?.port?.toString();
    case 'u':
      return environment.userName;
    default:
      return undefined;
  }
}
