import type { Dialect } from '../syntax/configFile.ts';
import { tables as clientTables } from './client/index.ts';
import type { Directive } from './directive.ts';
import { tables as serverTables } from './server/index.ts';

/** Names of the client's directives as the manual spells them. */
export type ClientDirectiveName = (typeof clientTables)[number][number]['name'];
/** Names of the server's directives as the manual spells them. */
export type ServerDirectiveName = (typeof serverTables)[number][number]['name'];
export type DirectiveName = ClientDirectiveName | ServerDirectiveName;

/** Every keyword of `ssh_config`, by name. */
export const clientDirectives: readonly Directive[] = inOrder(clientTables);
/** Every keyword of `sshd_config`, by name. */
export const serverDirectives: readonly Directive[] = inOrder(serverTables);

const byKeyword: Readonly<Record<Dialect, ReadonlyMap<string, Directive>>> = {
  client: index(clientDirectives),
  server: index(serverDirectives),
};

/** All directives of a dialect. */
export function directivesOf(dialect: Dialect): readonly Directive[] {
  return dialect === 'client' ? clientDirectives : serverDirectives;
}

/**
 * The row of a keyword or of one of a row's `aliases`, whatever the case of its letters.
 * A row with `aliasOf` (Debian's SetupTimeOut) is returned itself, not the row it stands for.
 */
export function findDirective(dialect: Dialect, keyword: string): Directive | undefined {
  return byKeyword[dialect].get(keyword.toLowerCase());
}

/** The row whose value the keyword sets: like `findDirective`, but goes on from a row with `aliasOf`. */
export function canonicalDirective(dialect: Dialect, keyword: string): Directive | undefined {
  const found = findDirective(dialect, keyword);
  return found?.aliasOf === undefined ? found : findDirective(dialect, found.aliasOf);
}

/** A row by its name, which the compiler checks. */
export function clientDirective(name: ClientDirectiveName): Directive {
  return required('client', name);
}

/** A row by its name, which the compiler checks. */
export function serverDirective(name: ServerDirectiveName): Directive {
  return required('server', name);
}

function required(dialect: Dialect, name: string): Directive {
  const found = findDirective(dialect, name);
  if (!found) throw new Error(`no ${dialect} directive ${name}`);
  return found;
}

function inOrder(tables: readonly (readonly Directive[])[]): readonly Directive[] {
  return tables.flat().sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

function index(directives: readonly Directive[]): ReadonlyMap<string, Directive> {
  const map = new Map<string, Directive>();
  for (const directive of directives) {
    for (const name of [directive.name, ...(directive.aliases ?? [])]) map.set(name.toLowerCase(), directive);
  }
  return map;
}
