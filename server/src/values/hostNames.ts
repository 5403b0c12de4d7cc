/** Takes the brackets off `[::1]`. */
export function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') && host.length > 1 ? host.slice(1, -1) : host;
}

/** A host in front of `:port` or `/path`; `rest` is undefined where the text ends with the host. */
export interface HostField {
  readonly host: string;
  readonly delimiter?: ':' | '/';
  readonly rest?: string;
}

/** Splits `host:port`, `[addr]:port`, `host/port`; undefined where a bracket is not closed or text follows it. */
export function splitHost(text: string): HostField | undefined {
  let end: number;
  if (text.startsWith('[')) {
    end = text.indexOf(']') + 1;
    if (end === 0) return undefined;
  } else {
    end = text.search(/[:/]/);
    if (end < 0) end = text.length;
  }
  if (end === text.length) return { host: text };
  const delimiter = text.charAt(end);
  if (delimiter !== ':' && delimiter !== '/') return undefined;
  return { host: text.slice(0, end), delimiter, rest: text.slice(end + 1) };
}

/** Whether a text is made like a domain name: letters, digits, `-`, `_` and single dots. */
export function isDomainName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(name) && !name.includes('..');
}
