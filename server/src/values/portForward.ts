import { fault, type Parsed, parsed } from './parsed.ts';
import { readPort } from './port.ts';

/** One end of a forwarding: a TCP port, perhaps on a host, or the path of a Unix socket. */
export type ForwardEnd =
  | { readonly kind: 'tcp'; readonly host?: string; readonly port: number }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'socks' };

export interface PortForward {
  readonly listen: ForwardEnd;
  readonly connect: ForwardEnd;
}

export type ForwardKind = 'local' | 'remote' | 'dynamic' | 'remote-dynamic';

const longestHost = 1024;
const longestPath = 107;

interface Field {
  readonly text: string;
  readonly isPath: boolean;
}

/**
 * Reads a forwarding whose fields are joined by colons: `[bind:]port:host:hostport`, with paths in place of either end.
 * Variables must be expanded before. Code: `invalid-forward`.
 */
export function readPortForward(spec: string, kind: ForwardKind): Parsed<PortForward> {
  const fields = splitFields(spec.replace(/^[ \t\n\v\f\r]+/, ''));
  const forward = fields && assemble(fields);
  const valid = forward && isValid(forward, fields.length, kind);
  return valid ? parsed(forward) : fault('invalid-forward');
}

function splitFields(text: string): Field[] | undefined {
  const fields: Field[] = [];
  let at = 0;
  while (at < text.length) {
    if (fields.length === 4) return undefined;
    if (text[at] === '[') {
      const end = text.indexOf(']', at);
      if (end < 0 || (end + 1 < text.length && text[end + 1] !== ':')) return undefined;
      const inside = text.slice(at + 1, end);
      fields.push({ text: inside, isPath: inside.includes('/') });
      at = end + 2;
      continue;
    }
    let field = '';
    let isPath = false;
    for (; at < text.length && text[at] !== ':'; at += 1) {
      if (text[at] === '\\') {
        at += 1;
        if (at === text.length) return undefined;
      } else if (text[at] === '/') {
        isPath = true;
      }
      field += text[at];
    }
    at += 1;
    fields.push({ text: field, isPath });
  }
  return fields;
}

function tcp(port: Field, host?: Field): ForwardEnd {
  const number = readPort(port.text) ?? -1;
  return host === undefined ? { kind: 'tcp', port: number } : { kind: 'tcp', host: host.text, port: number };
}

function assemble(fields: readonly Field[]): PortForward | undefined {
  const [first, second, third, fourth] = fields;
  if (!first) return undefined;
  const path = (field: Field): ForwardEnd => ({ kind: 'path', path: field.text });
  const socks: ForwardEnd = { kind: 'socks' };
  if (!second) return { listen: first.isPath ? path(first) : tcp(first), connect: socks };
  if (!third) {
    if (second.isPath) return { listen: first.isPath ? path(first) : tcp(first), connect: path(second) };
    return { listen: tcp(second, first), connect: socks };
  }
  if (!fourth) {
    if (first.isPath) return { listen: path(first), connect: tcp(third, second) };
    if (third.isPath) return { listen: tcp(second, first), connect: path(third) };
    return { listen: tcp(first), connect: tcp(third, second) };
  }
  return { listen: tcp(second, first), connect: tcp(fourth, third) };
}

function isValid(forward: PortForward, count: number, kind: ForwardKind): boolean {
  const { listen, connect } = forward;
  const dynamic = kind === 'dynamic' || kind === 'remote-dynamic';
  const remote = kind === 'remote' || kind === 'remote-dynamic';
  if (dynamic) {
    if (count > 2) return false;
  } else {
    if (count < 3 && connect.kind !== 'path' && listen.kind !== 'path') return false;
    if (connect.kind === 'socks' || (connect.kind === 'tcp' && connect.port <= 0)) return false;
  }
  if (listen.kind === 'tcp' && (listen.port < 0 || (!remote && listen.port === 0))) return false;
  return [listen, connect].every((end) => {
    if (end.kind === 'tcp') return (end.host?.length ?? 0) <= longestHost;
    return end.kind !== 'path' || end.path.length <= longestPath;
  });
}
