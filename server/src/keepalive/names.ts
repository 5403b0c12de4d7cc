/** What is wrong with a name that shall stand on ssh's command line. */
export type NameProblem = 'empty' | 'leading-dash' | 'forbidden-character' | 'not-a-host' | 'backslash' | 'too-long';

// A name may reach a shell: through %h, %n or %r in ProxyCommand, Match exec and their like. ssh itself refuses such
// names only from 9.6 on, so the rule here is the stricter of the two. Blank, control and invisible characters included.
const forbiddenCharacter = /['"`$;&<>|(){}\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u;

// `/` opens an ssh:// address, whose %xx would be decoded after this check; `*` and `?` are patterns, not hosts.
const notInHosts = /[\\/*?#^~!,=]/;

/** Judges the HOST argument: `alias`, `name`, `address` or `user@name`. Undefined where it may be used. */
export function hostProblem(text: string): NameProblem | undefined {
  if (text.length > 1024) return 'too-long';
  const at = text.lastIndexOf('@');
  const user = at < 0 ? undefined : text.slice(0, at);
  const host = text.slice(at + 1);
  if (text === '' || host === '') return 'empty';
  // A dash in front of the whole argument would make it an option, and a dash in front of the host one for a proxy.
  if (text.startsWith('-') || host.startsWith('-')) return 'leading-dash';
  if (user !== undefined) {
    const problem = userProblem(user);
    if (problem) return problem;
  }
  if (forbiddenCharacter.test(host)) return 'forbidden-character';
  return notInHosts.test(host) ? 'not-a-host' : undefined;
}

/**
 * Judges a user name. One backslash is let through where it joins a Windows domain and an account (`DOMAIN\user`):
 * between two plain characters no shell makes more of it than to drop it.
 */
export function userProblem(text: string): NameProblem | undefined {
  if (text === '') return 'empty';
  if (text.length > 256) return 'too-long';
  if (text.startsWith('-')) return 'leading-dash';
  if (forbiddenCharacter.test(text)) return 'forbidden-character';
  if (text.includes('\\') && !/^[\p{L}\p{N}._-]*[\p{L}\p{N}]\\[\p{L}\p{N}_][^\\]*$/u.test(text)) return 'backslash';
  return undefined;
}
