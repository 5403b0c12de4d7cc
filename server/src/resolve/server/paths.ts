/** A file name as sshd keeps it: `none` in lower case, `~` filled in, a relative one after the working directory. */
export function absolutePath(path: string, home: string): string {
  if (path.toLowerCase() === 'none') return 'none';
  const expanded = expandTilde(path, home);
  // Service managers start sshd in `/`; sshd joins with a slash of its own.
  return /^[/~]/.test(expanded) ? expanded : `//${expanded}`;
}

/** Fills in the home of the user that runs sshd. Another user's (`~name`) stays as written: it is not known here. */
export function expandTilde(path: string, home: string): string {
  if (path === '~') return `${home}/`;
  return path.startsWith('~/') ? `${home}/${path.replace(/^~\/+/, '')}` : path;
}
