import type { Directive } from '../knowledge/directive.ts';
import { mappedUri } from '../resolve/mappedFolders.ts';
import { pathOfUri, uriOfPath } from '../resolve/paths.ts';
import type { Snapshot } from '../snapshot.ts';
import { expand } from '../values/environment.ts';

const pathTypes: ReadonlySet<string> = new Set(['path', 'pathlist', 'include-paths', 'yesno-or-path']);

export function takesPath(directive: Directive): boolean {
  return pathTypes.has(directive.type);
}

/**
 * The address of a file or folder as it is written in a line; undefined where that depends on the connection, on the
 * folder that ssh is started in, or on what is not known of the machine.
 */
export function addressOfWritten(snapshot: Snapshot, directive: Directive, written: string): string | undefined {
  const { environment, roots } = snapshot.graphs[0];
  const home = environment.homeUri === undefined ? undefined : pathOfUri(environment.homeUri);
  const variables = (name: string) => environment.variables?.[name];
  const tokens = (letter: string) => ({ d: home, u: environment.userName })[letter];
  const client = snapshot.dialect === 'client';
  const expanded = expand(
    written,
    directive.expandsEnvironment ? variables : undefined,
    // A server's tokens are about the user who logs in.
    directive.tokens && client ? tokens : undefined,
  );
  if (expanded.kind !== 'text' || /[*?[%]/.test(expanded.text)) return undefined;
  const path = absolute(snapshot, directive, expanded.text, home);
  if (path === undefined) return undefined;
  const trimmed = path.length > 1 ? path.replace(/\/+$/, '') : path;
  return mappedUri(environment, trimmed) ?? uriOfPath(environment.homeUri ?? roots[0]?.uri ?? snapshot.uri, trimmed);
}

function absolute(snapshot: Snapshot, { name }: Directive, text: string, home: string | undefined): string | undefined {
  const client = snapshot.dialect === 'client';
  if (text.startsWith('/')) return text;
  if (text.startsWith('~')) {
    return client && text.startsWith('~/') && home !== undefined ? `${home}/${text.slice(2)}` : undefined;
  }
  // All others are relative to the folder that the program is started in.
  if (name !== 'Include') return undefined;
  if (client && !isSystemFile(snapshot)) return home === undefined ? undefined : `${home}/.ssh/${text}`;
  const { systemDirectoryUri } = snapshot.graphs[0].environment;
  return `${systemDirectoryUri ? pathOfUri(systemDirectoryUri) : '/etc/ssh'}/${text}`;
}

/** Includes of the system's own file are relative to its folder. */
export function isSystemFile({ graphs, uri }: Snapshot): boolean {
  return graphs[0].roots.some((root) => root.uri === uri && root.role === 'system');
}
