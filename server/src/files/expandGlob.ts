import { componentMatcher, unescapeComponent } from '../values/glob.ts';
import type { FileSystem } from './fileSystem.ts';

/**
 * Paths that match an absolute glob(7) pattern, in OpenSSH's order (by byte value). A pattern without wildcards
 * matches when the path exists. `at` turns an absolute path into the URI where the file system finds it.
 */
export async function expandGlob(fs: FileSystem, pattern: string, at: (path: string) => string): Promise<string[]> {
  let paths = [''];
  for (const component of pattern.split('/').slice(1)) {
    if (component === '') continue;
    const matches = componentMatcher(component);
    if (!matches) {
      paths = paths.map((path) => `${path}/${unescapeComponent(component)}`);
      continue;
    }
    const found = await Promise.all(
      paths.map(async (path) => {
        const names = await fs.list(at(path === '' ? '/' : path));
        return names.filter(matches).map((name) => `${path}/${name}`);
      }),
    );
    paths = found.flat();
  }
  const stats = await Promise.all(paths.map((path) => fs.stat(at(path))));
  const existing = paths.filter((_, i) => stats[i]?.kind !== 'missing');
  return existing.sort(byCodePoint);
}

function byCodePoint(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
