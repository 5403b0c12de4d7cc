import { CompletionItemKind } from 'vscode-languageserver';
import type { Directive } from '../../knowledge/directive.ts';
import { mappedUri } from '../../resolve/mappedFolders.ts';
import { pathOfUri, uriOfPath } from '../../resolve/paths.ts';
import type { Snapshot } from '../../snapshot.ts';
import { expand } from '../../values/environment.ts';
import type { Candidate, Suggestions } from './candidates.ts';
import { type ArgumentPlace, fromColumn, partOf, type TypedWord } from './place.ts';

/** What stands in a folder that was looked into before the completion. */
export interface Folder {
  readonly uri: string;
  readonly entries: readonly { readonly name: string; readonly isFolder: boolean }[];
}

/** The folder whose content may be typed next, and the part of the word that names something in it. */
interface PathPlace {
  readonly uri: string;
  readonly segment: TypedWord;
  /** Stands before the names where nothing of a folder is typed yet. */
  readonly prefix: string;
}

const pathTypes: ReadonlySet<string> = new Set(['path', 'pathlist', 'include-paths', 'yesno-or-path']);

/** Where files of a directive usually lie, as one would write it; an Include of the client is relative to there. */
const usualFolders: Readonly<Record<'client' | 'server', Readonly<Record<string, string>>>> = {
  client: {
    CertificateFile: '~/.ssh/',
    IdentityFile: '~/.ssh/',
    Include: '~/.ssh/',
    RevokedHostKeys: '~/.ssh/',
    UserKnownHostsFile: '~/.ssh/',
  },
  server: {
    HostCertificate: '/etc/ssh/',
    HostKey: '/etc/ssh/',
    Include: '/etc/ssh/',
    RevokedKeys: '/etc/ssh/',
    TrustedUserCAKeys: '/etc/ssh/',
  },
};

export function takesPath(directive: Directive): boolean {
  return pathTypes.has(directive.type);
}

/** Undefined where no folder can be told from what is typed. */
export function pathPlace(snapshot: Snapshot, directive: Directive, place: ArgumentPlace): PathPlace | undefined {
  if (!takesPath(directive)) return undefined;
  const { word } = place;
  const slash = word.typed.lastIndexOf('/');
  if (slash >= 0) {
    const folder = absolute(snapshot, directive, word.typed.slice(0, slash + 1));
    if (folder === undefined) return undefined;
    return { uri: folder, segment: partOf(fromColumn(word, slash + 1), /\//), prefix: '' };
  }
  const written = usualFolders[snapshot.dialect][directive.name];
  if (written === undefined || word.typed === '~') return undefined;
  const folder = absolute(snapshot, directive, written);
  const relative = directive.name === 'Include' && snapshot.dialect === 'client' && !isSystemFile(snapshot);
  return folder === undefined ? undefined : { uri: folder, segment: word, prefix: relative ? '' : written };
}

/** The address of a folder that is written with a slash at its end. */
function absolute(snapshot: Snapshot, directive: Directive, written: string): string | undefined {
  const { environment, roots } = snapshot.graphs[0];
  const home = environment.homeUri === undefined ? undefined : pathOfUri(environment.homeUri);
  const variables = (name: string) => environment.variables?.[name];
  const tokens = (letter: string) => ({ d: home, u: environment.userName })[letter];
  const expanded = expand(
    written,
    directive.expandsEnvironment ? variables : undefined,
    directive.tokens ? tokens : undefined,
  );
  if (expanded.kind !== 'text' || /[*?[]/.test(expanded.text)) return undefined;
  const { text } = expanded;
  const client = snapshot.dialect === 'client';
  const system = environment.systemDirectoryUri ? pathOfUri(environment.systemDirectoryUri) : '/etc/ssh';
  const below = (folder: string | undefined, rest: string) => (folder === undefined ? undefined : `${folder}/${rest}`);
  const path = text.startsWith('/')
    ? text
    : client && text.startsWith('~/')
      ? below(home, text.slice(2))
      : directive.name !== 'Include' || text.startsWith('~')
        ? undefined
        : client && !isSystemFile(snapshot)
          ? below(below(home, '.ssh'), text)
          : below(system, text);
  if (path === undefined) return undefined;
  const trimmed = path.length > 1 ? path.replace(/\/+$/, '') : path;
  return mappedUri(environment, trimmed) ?? uriOfPath(environment.homeUri ?? roots[0]?.uri ?? snapshot.uri, trimmed);
}

function isSystemFile({ graphs, uri }: Snapshot): boolean {
  return graphs[0].roots.some((root) => root.uri === uri && root.role === 'system');
}

/** Names in the folder that suit the directive. */
export function pathSuggestions(
  directive: Directive,
  place: ArgumentPlace,
  { segment, prefix }: PathPlace,
  folder: Folder,
): Suggestions {
  const names = new Set(folder.entries.map(({ name }) => name));
  const hidden = segment.typed.startsWith('.');
  const candidates = folder.entries.flatMap(({ name, isFolder }): Candidate[] => {
    if (name.startsWith('.') && !hidden) return [];
    const written = writtenName(prefix + name, place.quote);
    if (written === undefined) return [];
    if (!isFolder) {
      const rank = rankOf(directive, name, names);
      return rank === undefined ? [] : [{ label: written, kind: CompletionItemKind.File, rank }];
    }
    const inside: Candidate = { label: `${written}/`, kind: CompletionItemKind.Folder, rank: 6, goesOn: true };
    const all: Candidate = { label: `${written}/*`, kind: CompletionItemKind.Folder, rank: 3 };
    return directive.type === 'include-paths' && name.endsWith('.d') ? [all, inside] : [inside];
  });
  return { word: segment, candidates };
}

/** A name with blanks is escaped outside of quotes; undefined for one that cannot be written. */
function writtenName(name: string, quote: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these cannot stand in a line
  if (/[\x00-\x1f"'\\]/.test(name)) return undefined;
  return quote === '' ? name.replaceAll(' ', '\\ ') : name;
}

/** Likely ones first; undefined for what can only be meant by mistake. */
function rankOf({ name: directive, type }: Directive, name: string, all: ReadonlySet<string>): number | undefined {
  const isPublic = name.endsWith('.pub');
  switch (directive) {
    case 'IdentityFile':
    case 'HostKey':
      if (isPublic || /^(known_hosts|config|authorized_keys|environment|sshd?_config)/.test(name)) return undefined;
      return all.has(`${name}.pub`) || /^id_|_key$/.test(name) ? 3 : 7;
    case 'CertificateFile':
    case 'HostCertificate':
      if (!isPublic) return undefined;
      return name.endsWith('-cert.pub') ? 3 : 7;
    case 'UserKnownHostsFile':
    case 'GlobalKnownHostsFile':
      return /^(ssh_)?known_hosts/.test(name) ? 3 : isPublic ? undefined : 7;
    case 'ChrootDirectory':
      return undefined;
    default:
      if (type === 'include-paths') return isPublic || /^(id_|known_hosts|authorized_keys)/.test(name) ? undefined : 4;
      return 5;
  }
}
