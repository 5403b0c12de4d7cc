import { paramikoReleases } from '../knowledge/paramikoReleases.ts';
import { compareLibraryVersions, type LibraryVersion, parseLibraryVersion } from '../values/libraryVersion.ts';

/** What a file says of a library: one release, or bounds between which any may be installed. */
export interface Requirement {
  readonly version: LibraryVersion;
  /** False: the newest release that the bounds allow was taken. */
  readonly exact: boolean;
}

/** Reads what one of the `requirementFiles` says of paramiko; undefined where it does not name it. */
export function paramikoRequirement(fileName: string, text: string): Requirement | undefined {
  const specifier = specifierIn(fileName, text);
  return specifier === undefined ? undefined : requirementOf(specifier);
}

function specifierIn(fileName: string, text: string): string | undefined {
  if (fileName === 'Pipfile.lock') {
    const locked = /"paramiko"\s*:\s*\{[^}]*?"version"\s*:\s*"([^"]*)"/i.exec(text);
    return locked?.[1];
  }
  if (fileName.endsWith('.lock') || fileName === 'pylock.toml') {
    const locked = /^name\s*=\s*"paramiko"\s*\nversion\s*=\s*"([^"]+)"/im.exec(text.replaceAll('\r', ''));
    return locked?.[1] === undefined ? undefined : `==${locked[1]}`;
  }
  if (fileName === 'pyproject.toml' || fileName === 'Pipfile') {
    const table = /^\s*"?paramiko"?\s*=\s*(?:\{[^}\n]*?version\s*=\s*)?"([^"\n]*)"/im.exec(text);
    if (table) return table[1];
    return /["']\s*paramiko\s*(?:\[[^\]]*\])?\s*([<>=!~^][^"';]*)?\s*(?:;[^"']*)?["']/i
      .exec(text)
      ?.slice(1, 2)
      .map(given)[0];
  }
  const line = /^[ \t]*paramiko[ \t]*(?:\[[^\]]*\])?[ \t]*([<>=!~^(][^;#\n\\]*)?[ \t]*(?:[;#\\].*)?$/im.exec(text);
  return line ? given(line[1]) : undefined;
}

const given = (specifier: string | undefined) => specifier ?? '';

/** The release that a specifier names, or the newest that it allows. */
function requirementOf(specifier: string): Requirement | undefined {
  const clauses = specifier
    .replace(/[()\s]/g, '')
    .split(',')
    .filter((clause) => clause !== '' && clause !== '*')
    .map((clause) => /^(===?|~=|\^|~|>=|<=|!=|<|>)?(.*)$/.exec(clause));
  const exact = clauses.find((clause) => /^={2,3}$/.test(clause?.[1] ?? '') && !clause?.[2]?.includes('*'));
  const version = exact?.[2] === undefined ? undefined : parseLibraryVersion(exact[2]);
  if (version) return { version, exact: true };
  const allowed = paramikoReleases
    .map((release) => parseLibraryVersion(release))
    .filter((release) => release !== undefined)
    .filter((release) => clauses.every((clause) => allows(clause?.[1] ?? '', clause?.[2] ?? '', release)));
  const newest = allowed.at(-1);
  return newest && { version: newest, exact: false };
}

function allows(operator: string, text: string, release: LibraryVersion): boolean {
  const bound = parseLibraryVersion(text.replace(/\.\*$/, ''));
  if (!bound) return true;
  const order = compareLibraryVersions(release, bound);
  const parts = text.split('.').length;
  switch (operator) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0 || (order === 0 && parts > 2);
    case '<=':
      return order <= 0;
    case '<':
      return order < 0 || (order === 0 && parts > 2 && !/\.0$/.test(text));
    case '!=':
      return order !== 0 || parts > 2;
    case '==':
      return text.replace(/\.\*$/, '').includes('.') ? order === 0 : release.major === bound.major;
    case '^':
      return order >= 0 && release.major === bound.major;
    case '~':
    case '~=':
      return (
        order >= 0 && release.major === bound.major && (parts < 3 ? operator === '~=' || order === 0 : order === 0)
      );
    default:
      return order === 0;
  }
}
