import { findDirective } from '../knowledge/directives.ts';
import type { Dialect } from '../syntax/configFile.ts';

const byLanguage: Readonly<Record<string, Dialect>> = {
  ssh_config: 'client',
  'ssh-config': 'client',
  sshconfig: 'client',
  sshd_config: 'server',
  'sshd-config': 'server',
  sshdconfig: 'server',
};

/**
 * Which dialect a document is written in: by its language id, else by its name, else by the keywords in it.
 * Undefined where none of them tells: the document is none of ours.
 */
export function detectDialect(languageId: string, uri: string, text: string): Dialect | undefined {
  return byLanguage[languageId.toLowerCase()] ?? dialectOfName(uri) ?? dialectOfContent(text, languageId);
}

/** By path: `sshd_config`, `sshd_config.d/*.conf`, `ssh_config`, `ssh_config.d/*.conf`, `.ssh/config`. */
export function dialectOfName(uri: string): Dialect | undefined {
  const path = decode(uri)
    .replace(/[?#].*$/, '')
    .replaceAll('\\', '/');
  if (/(^|\/)sshd_config([._-][^/]*)?$/i.test(path) || /\/sshd_config\.d\/[^/]*$/i.test(path)) return 'server';
  if (/(^|\/)ssh_config([._-][^/]*)?$/i.test(path) || /\/ssh_config\.d\/[^/]*$/i.test(path)) return 'client';
  if (/(^|\/)\.?ssh\/(config|config\.d\/[^/]*|conf\.d\/[^/]*)$/i.test(path)) return 'client';
  return undefined;
}

/** Only documents without a language of their own are looked into. */
const neutralLanguages = new Set(['', 'plaintext', 'text', 'txt', 'conf', 'config', 'properties', 'ini']);

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
