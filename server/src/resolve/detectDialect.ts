import { findDirective } from '../knowledge/directives.ts';
import type { Dialect } from '../syntax/configFile.ts';

/** Language ids of VS Code and Vim: each stands for one dialect, and the user may have chosen it against the name. */
const byLanguage: Readonly<Record<string, Dialect>> = {
  ssh_config: 'client',
  sshconfig: 'client',
  sshd_config: 'server',
  sshdconfig: 'server',
};

/** Ids of other editors, letters only. Emacs and Linguist call files of both dialects `ssh-config`: the name goes first. */
const byOtherLanguage: Readonly<Record<string, Dialect>> = {
  sshconfig: 'client',
  sshclientconfig: 'client',
  sshdconfig: 'server',
  sshserverconfig: 'server',
};

/**
 * Which dialect a document is written in: by its language id, else by its name, else by the keywords in it.
 * Undefined where none of them tells: the document is none of ours.
 */
export function detectDialect(languageId: string, uri: string, text: string): Dialect | undefined {
  const id = languageId.toLowerCase();
  return (
    byLanguage[id] ??
    dialectOfName(uri) ??
    byOtherLanguage[id.replace(/[^a-z]/g, '')] ??
    dialectOfContent(text, languageId)
  );
}

/** Endings of programs and prose: `ssh_config.py` reads or describes a configuration and is none. */
const otherFormat = /\.(py|md|rst|html?|json|ya?ml|toml|xml|rb|rs|go|js|ts|c|h|sh|pl|pdf|[1-8])$/i;

/** By path: `sshd_config`, `sshd_config.d/*.conf`, `ssh_config`, `ssh_config.d/*.conf`, `.ssh/config`. */
export function dialectOfName(uri: string): Dialect | undefined {
  const path = decode(uri)
    .replace(/[?#].*$/, '')
    .replaceAll('\\', '/');
  if (otherFormat.test(path)) return undefined;
  if (/(^|\/)sshd_config([._-][^/]*)?$/i.test(path) || /\/sshd_config\.d\/[^/]*$/i.test(path)) return 'server';
  if (/(^|\/)ssh_config([._-][^/]*)?$/i.test(path) || /\/ssh_config\.d\/[^/]*$/i.test(path)) return 'client';
  if (/(^|\/)\.?ssh\/(config|config\.d\/[^/]*|conf\.d\/[^/]*)$/i.test(path)) return 'client';
  return undefined;
}

/** Only documents without a language of their own are looked into. */
const neutralLanguages = new Set([
  ...['', 'plaintext', 'plain text', 'text', 'txt', 'normal', 'none', 'fundamental'],
  ...['conf', 'conf-unix', 'conf-space', 'config', 'properties', 'ini', 'ini files'],
]);

function dialectOfContent(text: string, languageId: string): Dialect | undefined {
  if (!neutralLanguages.has(languageId.toLowerCase())) return undefined;
  let client = 0;
  let server = 0;
  let known = 0;
  let lines = 0;
  for (const line of text.slice(0, 20_000).split('\n')) {
    const keyword = /^\s*([A-Za-z][A-Za-z0-9]*)(?:\s|=)/.exec(line)?.[1];
    if (/^\s*(#|$)/.test(line)) continue;
    lines += 1;
    if (!keyword) continue;
    const inClient = findDirective('client', keyword) !== undefined;
    const inServer = findDirective('server', keyword) !== undefined;
    if (inClient || inServer) known += 1;
    if (inClient && !inServer) client += 1;
    if (inServer && !inClient) server += 1;
  }
  if (known * 2 < lines || client === server) return undefined;
  return client > server ? 'client' : 'server';
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
