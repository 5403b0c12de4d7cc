import { atLeast, type OpenSshVersion } from '../../values/openSshVersion.ts';

/** Whose home stands for `~`, and how it is filled in. */
export interface TildeContext {
  /** Path of the home directory of the user that runs sshd. */
  readonly home: string;
  readonly version: OpenSshVersion;
}

/** A file name as sshd keeps it: `none` in lower case, `~` filled in, a relative one after the working directory. */
export function absolutePath(path: string, context: TildeContext): string {
  if (path.toLowerCase() === 'none') return 'none';
  const expanded = expandTilde(path, context);
  // Service managers start sshd in `/`; sshd joins with a slash of its own.
  return /^[/~]/.test(expanded) ? expanded : `//${expanded}`;
}

/**
 * Fills in the home of root, who runs sshd. Another user's (`~name`) stays as written: it is not known here. Up to 8.6 a
 * name without a slash behind it was one of a file in root's own home, and of several slashes only one was dropped.
 */
export function expandTilde(path: string, { home, version }: TildeContext): string {
  const [, user, rest] = /^~([^/]*)(.*)$/s.exec(path) ?? [];
  if (user === undefined || rest === undefined) return path;
  const old = !atLeast(version, '8.7');
  if (old && rest === '') return `${home}/${user}`;
  return user === '' || user === 'root' ? `${home}/${rest.replace(old ? /^\// : /^\/+/, '')}` : path;
}
