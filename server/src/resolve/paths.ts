/** The path part of a URI, decoded, without a trailing slash. */
export function pathOfUri(uri: string): string {
  const match = /^[a-z][a-z0-9+.-]*:(?:\/\/[^/?#]*)?([^?#]*)/i.exec(uri);
  const path = decoded(match?.[1] ?? uri);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The URI of an absolute path on the machine (scheme and authority) of `base`. */
export function uriOfPath(base: string, path: string): string {
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(base)?.[0] ?? 'file://';
  return origin + path.split('/').map(encodedSegment).join('/');
}

/** Percent-encoded as Node and VS Code do for file names; a lone surrogate, which no URI can hold, is replaced. */
function encodedSegment(segment: string): string {
  const wellFormed = segment.replace(/\p{Surrogate}/gu, '\ufffd');
  return encodeURIComponent(wellFormed).replace(/%(?:40|24|2B|2C|3D|26)/g, (code) => decodeURIComponent(code));
}
