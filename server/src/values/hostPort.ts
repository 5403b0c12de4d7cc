/** A host with what stands after it: undefined where nothing does. Brackets around the host are taken off. */
export interface HostPort {
  readonly host: string;
  readonly port: string | undefined;
}

/**
 * Splits `host:port` or `[address]:port`; undefined where a bracket stays open, text follows it, or a slash takes the
 * place of the colon.
 */
export function splitHostPort(text: string): HostPort | undefined {
  const bracketEnd = text.startsWith('[') ? text.indexOf(']') : undefined;
  if (bracketEnd === -1) return undefined;
  const end = bracketEnd === undefined ? text.search(/[:/]/) : bracketEnd + 1;
  const host = end < 0 ? text : text.slice(0, end);
  const separator = end < 0 ? '' : text.charAt(end);
  if (separator !== '' && separator !== ':') return undefined;
  const clean = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  return { host: clean, port: separator === '' ? undefined : text.slice(end + 1) };
}
