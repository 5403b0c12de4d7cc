import fs from 'node:fs';
import path from 'node:path';
import type { KeepaliveMode } from '../../../server/src/keepalive/plan.ts';

/** What is recorded of each release, and what must be read out of it. */
export interface Scenario {
  readonly mode: KeepaliveMode;
  readonly verdict: string;
  readonly phase: string;
  readonly detail?: RegExp;
}

export const scenarios = {
  'a healthy connection': { mode: 'quick', verdict: 'healthy', phase: 'live' },
  'a server that probes': { mode: 'observe', verdict: 'healthy', phase: 'live' },
  'through a jump host': { mode: 'observe', verdict: 'healthy', phase: 'live' },
  'through a proxy command': { mode: 'quick', verdict: 'healthy', phase: 'live' },
  'a path that dies': { mode: 'quick', verdict: 'went-silent', phase: 'live', detail: /^Timeout, server / },
  'a path that dies at the login': { mode: 'quick', verdict: 'never-answered', phase: 'live' },
  'a port where nobody listens': { mode: 'quick', verdict: 'tcp-refused', phase: 'connect' },
  'a name that does not resolve': { mode: 'quick', verdict: 'dns', phase: 'start' },
  'a server without a banner': { mode: 'quick', verdict: 'banner-timeout', phase: 'banner' },
  'a stall after the banner': { mode: 'quick', verdict: 'kex-or-auth-timeout', phase: 'kex' },
  'a refusal before the banner': {
    mode: 'quick',
    verdict: 'penalty',
    phase: 'banner',
    detail: /^Not allowed at this time$/,
  },
  'too many startups': { mode: 'quick', verdict: 'max-startups', phase: 'banner' },
  'closed before the banner': { mode: 'quick', verdict: 'closed-before-banner', phase: 'banner' },
  'no algorithm in common': {
    mode: 'quick',
    verdict: 'negotiation',
    phase: 'kex',
    detail: /^no matching key exchange/,
  },
  'an unknown host key': { mode: 'quick', verdict: 'hostkey-unknown', phase: 'kex' },
  'a changed host key': { mode: 'quick', verdict: 'hostkey-changed', phase: 'kex' },
  'a revoked host key': { mode: 'quick', verdict: 'hostkey-revoked', phase: 'kex' },
  'a password wanted': {
    mode: 'quick',
    verdict: 'auth-password',
    phase: 'auth',
    detail: /: Permission denied \(password,keyboard-interactive\)\.$/,
  },
  'a password wanted besides the key': {
    mode: 'quick',
    verdict: 'auth-second-factor',
    phase: 'auth',
    detail: /: Permission denied \(password\)\.$/,
  },
  'no user key': { mode: 'quick', verdict: 'auth-no-key', phase: 'auth' },
  'another user key': { mode: 'quick', verdict: 'auth', phase: 'auth' },
  'too many user keys': { mode: 'quick', verdict: 'too-many-keys', phase: 'auth' },
  'a server that closes unused connections': { mode: 'observe', verdict: 'server-closed', phase: 'live' },
  'a line that ssh does not know': {
    mode: 'quick',
    verdict: 'config',
    phase: 'start',
    detail: /line 2: .*nosuchthing/,
  },
  'a jump host that is down': { mode: 'quick', verdict: 'way-in', phase: 'banner', detail: /^Connection refused$/ },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof scenarios;

const folder = path.join(import.meta.dirname, 'golden');
const heading = '## ';

/** One file for each release of the client: the version in its name, a section for each scenario, in the form of `play`. */
export function recordings(): readonly { readonly client: string; readonly runs: ReadonlyMap<string, string> }[] {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .map((name) => ({ client: name.slice(0, -'.log'.length), runs: sections(read(name)) }));
}

function sections(text: string): ReadonlyMap<string, string> {
  const parts = text.split(new RegExp(`^${heading}`, 'm')).slice(1);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)] as const));
}

const read = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8');

export function writeRecording(client: string, runs: ReadonlyMap<string, string>): void {
  fs.mkdirSync(folder, { recursive: true });
  const text = [...runs].map(([name, run]) => `${heading}${name}\n${run}\n`).join('\n');
  fs.writeFileSync(path.join(folder, `${client}.log`), text);
}
