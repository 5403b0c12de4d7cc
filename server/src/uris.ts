import { pathOfUri, uriOfPath } from './resolve/paths.ts';

/**
 * The spelling that the loader gives an address: clients differ in what they percent-encode. Addresses without an
 * authority part, such as `untitled:Untitled-1`, stay as they are.
 */
export function normaliseUri(uri: string): string {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(uri)) return uri;
  try {
    return uriOfPath(uri, pathOfUri(uri));
  } catch {
    // A lone percent sign: not an address that any file has.
    return uri;
  }
}

/** Appends path segments to a folder's address. `..` and `.` are resolved. */
export function joinUri(folder: string, ...segments: readonly string[]): string {
  const parts = pathOfUri(folder).split('/');
  for (const segment of segments.flatMap((each) => each.split('/'))) {
    if (segment === '..') {
      if (parts.length > 1) parts.pop();
    } else if (segment !== '.' && segment !== '') parts.push(segment);
  }
  if (parts.at(-1) === '' && parts.length > 1 && parts.at(-2) === '') parts.pop();
  return uriOfPath(folder, parts.join('/').replace(/^\/\//, '/'));
}

/** The folder that holds a file; undefined for the topmost one and for addresses that are not paths. */
export function folderOf(uri: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(uri)) return undefined;
  const path = pathOfUri(uri);
  const slash = path.lastIndexOf('/');
  if (slash < 0 || path === '/') return undefined;
  return uriOfPath(uri, slash === 0 ? '/' : path.slice(0, slash));
}

/** A path of a setting as an address: absolute, below the home directory, or relative to the folder `base`. */
export function addressOfPath(path: string, base: string | undefined, home: string | undefined): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return normaliseUri(path);
  const slashed = path.replaceAll('\\', '/');
  if (slashed === '~' || slashed.startsWith('~/')) return home ? joinUri(home, slashed.slice(1)) : undefined;
  if (slashed.startsWith('/')) return uriOfPath(base ?? home ?? 'file:///', slashed);
  if (/^[a-z]:\//i.test(slashed)) return uriOfPath('file:///', `/${slashed}`);
  return base ? joinUri(base, slashed) : undefined;
}
