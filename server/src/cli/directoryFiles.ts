import fs from 'node:fs/promises';
import path from 'node:path';
import { nodeFileSystem } from '../files/nodeFileSystem.ts';
import { findDirective } from '../knowledge/directives.ts';
import { clientLibraryNames } from '../protocol.ts';
import { dialectOfName } from '../resolve/detectDialect.ts';
import { dialectOfDump } from '../resolve/dump.ts';
import type { CliIo } from './io.ts';
import { fileUri } from './machine.ts';

/** Directories that hold other people's files, or none. */
const passedOver = new Set(['.git', '.hg', '.svn', 'node_modules', '.venv', 'venv', '__pycache__', '.tox', '.cache']);

/** Templates, code, manuals and backups that bear the name of a configuration file. */
const otherKinds =
  /\.(j2|jinja2?|erb|epp|tmpl|tpl|in|mustache|md|rst|html?|[1-8]|py|rb|go|js|ts|sh|c|h|ya?ml|json|toml|bak|orig|rej|swp|rpmsave|rpmnew|dpkg-\w+|ucf-\w+)$|~$/i;

/** Files of any name are looked into where they end so and are not larger than this. */
const maybeOurs = /^[^.]+$|\.(conf|config|cfg|txt|dump|out)$/i;
const largestUnnamed = 256 * 1024;

/**
 * The files below a directory that are ssh_config or sshd_config, by name, else by content, and Python that names one of
 * the libraries. Sorted by name; links to
 * files are followed, links to directories are not, and a file with two names is listed once.
 */
export async function configFilesBelow(directory: string, io: CliIo): Promise<readonly string[]> {
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = async (name: string): Promise<void> => {
    const entries = await fs.readdir(path.resolve(io.cwd, name), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const child = path.join(name, entry.name);
      if (entry.isDirectory()) {
        if (!passedOver.has(entry.name)) await visit(child);
      } else if ((entry.isFile() || entry.isSymbolicLink()) && (await isOurs(fileUri(child, io), entry.name))) {
        const real = await fs.realpath(path.resolve(io.cwd, child));
        if (!seen.has(real)) found.push(child);
        seen.add(real);
      }
    }
  };
  await visit(directory);
  return found;
}

async function isOurs(uri: string, name: string): Promise<boolean> {
  if (name.endsWith('.py')) return namesLibrary(uri);
  if (otherKinds.test(name)) return false;
  const stat = await nodeFileSystem.stat(uri);
  if (stat.kind !== 'file') return false;
  if (dialectOfName(uri) || /\.sshd?_config$/i.test(name)) return true;
  if (!maybeOurs.test(name) || stat.size > largestUnnamed || stat.size === 0) return false;
  const read = await nodeFileSystem.readText(uri);
  return 'text' in read && (dialectOfDump(read.text) !== undefined || speaksSsh(read.text));
}

/** Python that names one of the libraries. */
async function namesLibrary(uri: string): Promise<boolean> {
  const read = await nodeFileSystem.readText(uri);
  return 'text' in read && clientLibraryNames.test(read.text);
}

/** Nearly every line starts with a keyword of the same dialect. Stricter than for a file that a user names. */
function speaksSsh(text: string): boolean {
  const lines = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  if (lines.length < 2 || text.includes('\0')) return false;
  const known = (dialect: 'client' | 'server') =>
    lines.filter((line) => {
      const keyword = /^\s*([A-Za-z][A-Za-z0-9]*)(?:\s|=)/.exec(line)?.[1];
      return keyword !== undefined && findDirective(dialect, keyword) !== undefined;
    }).length;
  return Math.max(known('client'), known('server')) >= lines.length * 0.9;
}
