import * as l10n from '@vscode/l10n';
import type { ServerPeer } from '../resolve/effectiveConfig.ts';
import { atLeast, type OpenSshVersion } from '../values/openSshVersion.ts';
import { UsageError } from './io.ts';

const members: Readonly<Record<string, keyof ServerPeer>> = {
  user: 'user',
  host: 'host',
  addr: 'address',
  laddr: 'localAddress',
  lport: 'localPort',
  rdomain: 'rdomain',
};

/** Reads what stands after `-C` of `sshd -T`: `user=ann,addr=192.0.2.1,...`; a later spec adds to an earlier one. */
export function parseConnectionSpec(specs: readonly string[], version: OpenSshVersion): ServerPeer {
  const peer: Record<string, string | number | boolean> = {};
  for (const part of specs.flatMap((spec) => spec.split(','))) {
    if (part === 'invalid-user' && atLeast(version, '9.9')) {
      peer['invalidUser'] = true;
      continue;
    }
    const [name = '', ...rest] = part.split('=');
    const member = members[name];
    if (!member || rest.length === 0) {
      throw new UsageError(l10n.t('{0} takes {1}, not {2}', '-C', `${Object.keys(members).join('=, ')}=`, part));
    }
    const value = rest.join('=');
    peer[member] = member === 'localPort' ? portNumber(value) : value;
  }
  return peer;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new UsageError(l10n.t('{0} takes a port, not {1}', '-C lport', text));
  return port;
}
