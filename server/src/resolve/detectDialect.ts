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
 * Which dialect a document is written in: by its language id, else by its name, else by what it says in its first lines
 * and by the keywords in it. Undefined where none of them tells, and for a template, which only becomes a configuration.
 */
export function detectDialect(languageId: string, uri: string, text: string): Dialect | undefined {
  const id = languageId.toLowerCase();
  const dialect =
    byLanguage[id] ??
    dialectOfName(uri) ??
    byOtherLanguage[id.replace(/[^a-z]/g, '')] ??
    dialectOfContent(uri, text, id);
  return dialect !== undefined && isTemplate(text) ? undefined : dialect;
}

/** Endings of texts that a program fills in. */
const templateEnding = /\.(j2|jinja2?|erb|epp|ejs|gotmpl|tmpl|tpl|template|mustache|hbs)$/i;

/** These commands may hold braces of their own: `docker inspect --format '{{.NetworkSettings.IPAddress}}'`. */
const command = /^\s*"?(\w+Command|Match)\b/i;

/** Whether places are left for a program to fill in. */
function isTemplate(text: string): boolean {
  if (!text.includes('{{') && !text.includes('{%') && !text.includes('<%')) return false;
  return text
    .split('\n')
    .some((line) => /\{\{.*\}\}|\{%.*%\}|<%.*%>/.test(line) && !/^\s*#/.test(line) && !command.test(line));
}

/** Endings of programs and prose: `ssh_config.py` reads or describes a configuration and is none. */
const otherFormat = /\.(py|md|rst|html?|json|ya?ml|toml|xml|rb|rs|go|js|ts|c|h|sh|pl|pdf|[1-8])$/i;

/** Names of files, and where they lie on Linux, macOS and Windows, in dotfiles and beside virtual machines. */
const names: readonly (readonly [Dialect, RegExp])[] = [
  ['server', /(^|\/)sshd_config([._-][^/]*)?$/i],
  ['server', /\/sshd_config\.d\/[^/]*$/i],
  ['server', /(^|\/)opensshserver\.config$/i],
  ['client', /(^|\/)ssh_config([._-][^/]*)?$/i],
  ['client', /\/ssh_config\.d\/[^/]*$/i],
  ['client', /(^|\/)openssh\.config$/i],
  ['client', /(^|\/)\.?ssh\/(config|config\.d\/[^/]*|conf\.d\/[^/]*)$/i],
  ['client', /(^|\/)\.ssh\/config[._-][^/]*$/i],
  ['client', /(^|\/)(private_)?dot_ssh\/(private_)?config$/i],
  ['client', /\/etc\/ssh\/crypto(\.conf|\/[^/]*\.conf)$/i],
  ['client', /\/[._]?(lima|colima)\/(.*\/)?ssh[._]config$/i],
];

/** By path: `sshd_config`, `sshd_config.d/*.conf`, `ssh_config`, `ssh_config.d/*.conf`, `.ssh/config` and their like. */
export function dialectOfName(uri: string): Dialect | undefined {
  const path = decode(uri)
    .replace(/[?#].*$/, '')
    .replaceAll('\\', '/');
  if (otherFormat.test(path) || templateEnding.test(path)) return undefined;
  return names.find(([, pattern]) => pattern.test(path))?.[0];
}

/** Only documents without a language of their own are looked into. */
const neutralLanguages = new Set([
  ...['', 'plaintext', 'plain text', 'text', 'txt', 'normal', 'none', 'fundamental'],
  ...['conf', 'conf-unix', 'conf-space', 'config', 'properties', 'ini', 'ini files'],
]);

/** What OpenSSH's own files and Vim's mode lines say of themselves. */
const titles: readonly (readonly [Dialect, RegExp])[] = [
  ['client', /^#.*(\$OpenBSD: ssh_config,v|\b(ft|filetype|syntax)=sshconfig\b)/m],
  ['server', /^#.*(\$OpenBSD: sshd_config,v|\b(ft|filetype|syntax)=sshdconfig\b)/m],
];

function dialectOfContent(uri: string, whole: string, languageId: string): Dialect | undefined {
  if (!neutralLanguages.has(languageId) || templateEnding.test(decode(uri))) return undefined;
  const text = whole.slice(0, 20_000);
  return titles.find(([, pattern]) => pattern.test(text))?.[0] ?? dialectOfKeywords(text);
}

/** Sections, braces, statements with a semicolon and `key: value` are other formats. */
const otherSyntax = /^[ \t]*[[<{}]|[{;][ \t]*$|^[ \t]*[\w-]+:([ \t]|$)|^---/m;

/** Nearly every line must be a directive, and one of them such as nobody writes by chance. */
function dialectOfKeywords(text: string): Dialect | undefined {
  if (otherSyntax.test(text.replace(/^[ \t]*#.*$/gm, ''))) return undefined;
  const only = { client: 0, server: 0 };
  let known = 0;
  let lines = 0;
  let telling = false;
  let inBlock = false;
  for (const line of text.split('\n')) {
    if (/^\s*(#|$)/.test(line)) continue;
    lines += 1;
    const keyword = /^\s*([A-Za-z][A-Za-z0-9]*)(?:\s|=)/.exec(line)?.[1];
    if (keyword === undefined) continue;
    const inClient = findDirective('client', keyword) !== undefined;
    const inServer = findDirective('server', keyword) !== undefined;
    if (!inClient && !inServer) continue;
    known += 1;
    if (inClient !== inServer) only[inClient ? 'client' : 'server'] += 1;
    // A long word, or a line further in under Host or Match: nobody writes either by chance.
    telling ||= keyword.length >= (inClient && inServer ? 12 : 8) || (inBlock && /^\s/.test(line));
    inBlock ||= /^(Host|Match)\s/i.test(line);
  }
  if (!telling || known * 5 < lines * 4 || only.client === only.server) return undefined;
  return only.client > only.server ? 'client' : 'server';
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
