import { CompletionItemKind } from 'vscode-languageserver';
import type { Directive } from '../../knowledge/directive.ts';
import type { Snapshot } from '../../snapshot.ts';
import { addressOfWritten, isSystemFile, takesPath } from '../writtenPath.ts';
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

/** Undefined where no folder can be told from what is typed. */
export function pathPlace(snapshot: Snapshot, directive: Directive, place: ArgumentPlace): PathPlace | undefined {
  if (!takesPath(directive)) return undefined;
  const { word } = place;
  const slash = word.typed.lastIndexOf('/');
  if (slash >= 0) {
    const folder = addressOfWritten(snapshot, directive, word.typed.slice(0, slash + 1));
    if (folder === undefined) return undefined;
    return { uri: folder, segment: partOf(fromColumn(word, slash + 1), /\//), prefix: '' };
  }
  const written = usualFolders[snapshot.dialect][directive.name];
  if (written === undefined || word.typed === '~') return undefined;
  const folder = addressOfWritten(snapshot, directive, written);
  const relative = directive.name === 'Include' && snapshot.dialect === 'client' && !isSystemFile(snapshot);
  return folder === undefined ? undefined : { uri: folder, segment: word, prefix: relative ? '' : written };
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
