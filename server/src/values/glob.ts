/**
 * One path component of a glob(7) pattern as OpenSSH's own glob.c matches it: `*`, `?`, `[a-z]`, `[!a]`, backslash
 * escapes. A leading dot is matched by a literal dot only. Undefined where the component holds no wildcard.
 */
export function componentMatcher(component: string): ((name: string) => boolean) | undefined {
  if (!/[*?[]/.test(component)) return undefined;
  let source = '';
  for (let i = 0; i < component.length; i++) {
    const c = component[i] as string;
    if (c === '*') source += '[^/]*';
    else if (c === '?') source += '[^/]';
    else if (c === '\\' && i + 1 < component.length) source += escapeRegExp(component[++i] as string);
    else if (c === '[') {
      const set = readSet(component, i);
      if (set) {
        source += set.source;
        i = set.last;
      } else source += '\\[';
    } else source += escapeRegExp(c);
  }
  const pattern = new RegExp(`^${source}$`, 'su');
  const literalDot = component.startsWith('.') || component.startsWith('\\.');
  return (name) => (literalDot || !name.startsWith('.')) && pattern.test(name);
}

/** The literal text of a component without wildcards: backslash escapes removed. */
export function unescapeComponent(component: string): string {
  return component.replace(/\\(.)/gsu, '$1');
}

function readSet(text: string, open: number): { source: string; last: number } | undefined {
  let i = open + 1;
  const negated = text[i] === '!';
  if (negated) i++;
  // A bracket right after the opening one is a member, not the end.
  const close = text.indexOf(']', i + 1);
  if (close < 0) return undefined;
  const members = text.slice(i, close);
  let body = '';
  for (let k = 0; k < members.length; k++) {
    const from = members[k] as string;
    if (members[k + 1] === '-' && k + 2 < members.length) {
      const to = members[k + 2] as string;
      if (from <= to) body += `${escapeInSet(from)}-${escapeInSet(to)}`;
      k += 2;
    } else body += escapeInSet(from);
  }
  if (body === '') return { source: negated ? '[^/]' : '(?!)', last: close };
  return { source: negated ? `[^/${body}]` : `[${body}]`, last: close };
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function escapeInSet(text: string): string {
  return text.replace(/[\\\]^[-]/g, '\\$&');
}
