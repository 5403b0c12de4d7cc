import { isDomainName, splitHost, withoutBrackets } from './hostNames.ts';
import { atLeast, newestKnownVersion, type OpenSshVersion } from './openSshVersion.ts';
import { fault, type Parsed, parsed } from './parsed.ts';
import { readPort } from './port.ts';

export interface JumpHop {
  readonly user?: string;
  readonly host: string;
  readonly port?: number;
}

/**
 * Reads `[user@]host[:port]` or `ssh://[user@]host[:port]`, comma separated, as ProxyJump takes it. The hop that is
 * connected to directly before the target is the last one. Code: `invalid-jump`.
 */
export function readJumpSpec(text: string, version: OpenSshVersion = newestKnownVersion): Parsed<readonly JumpHop[]> {
  const hops: JumpHop[] = [];
  for (const part of text.split(',')) {
    const hop = readHop(part, version);
    if (!hop) return fault('invalid-jump');
    hops.push(hop);
  }
  return parsed(hops);
}

function readHop(text: string, version: OpenSshVersion): JumpHop | undefined {
  const plain = () => hopFromText(text, !atLeast(version, '8.9'));
  if (!text.startsWith('ssh://')) return plain();
  const hop = hopFromUri(text.slice('ssh://'.length));
  // Up to 8.4 an address was then read as plain text, too, scheme and all.
  return hop && !atLeast(version, '8.5') ? plain() : hop;
}

/** Up to 8.8 a slash stood for the colon. */
function hopFromText(text: string, slashAllowed: boolean): JumpHop | undefined {
  const at = text.lastIndexOf('@');
  if (at === 0) return undefined;
  const field = splitHost(text.slice(at + 1));
  if (!field || field.host === '' || (field.delimiter === '/' && !slashAllowed)) return undefined;
  const port = field.rest ? readPort(field.rest) : undefined;
  if (field.rest && !port) return undefined;
  return {
    ...(at > 0 ? { user: text.slice(0, at) } : {}),
    host: withoutBrackets(field.host),
    ...(port ? { port } : {}),
  };
}

function hopFromUri(text: string): JumpHop | undefined {
  const at = text.indexOf('@');
  let user: string | undefined;
  if (at >= 0) {
    user = decoded(text.slice(0, at).replace(/;.*$/s, ''));
    if (!user) return undefined;
  }
  const field = splitHost(text.slice(at + 1));
  if (!field || field.host === '') return undefined;
  const host = withoutBrackets(field.host);
  if (!isDomainName(host)) return undefined;
  let rest = field.rest ?? '';
  let port: number | undefined;
  if (rest !== '' && field.delimiter === ':') {
    const slash = rest.indexOf('/');
    port = readPort(slash < 0 ? rest : rest.slice(0, slash));
    if (!port) return undefined;
    rest = slash < 0 ? '' : rest.slice(slash + 1);
  }
  // A path has no meaning for a hop.
  if (rest !== '') return undefined;
  return { ...(user === undefined ? {} : { user }), host: host.replace(/\.$/, ''), ...(port ? { port } : {}) };
}

function decoded(text: string): string | undefined {
  const spaced = text.replaceAll('+', ' ');
  if (/%(?![0-9A-Fa-f]{2})|%00/.test(spaced)) return undefined;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
