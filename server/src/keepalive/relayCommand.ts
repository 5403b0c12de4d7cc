import type { KeepalivePlan, WayIn } from './plan.ts';
import { relayPlaceholder } from './relayPlaceholder.ts';

/** What the runner's own ProxyCommand is made of; all paths absolute. */
export interface RelayPlace {
  /** Node, or an executable that ELECTRON_RUN_AS_NODE turns into it. */
  readonly node: string;
  readonly runner: string;
  /** The runner's private socket. */
  readonly socket: string;
  readonly ssh: string;
}

/** The arguments with the relay in place. */
export function withRelay(plan: KeepalivePlan, place: RelayPlace): readonly string[] {
  const { wayIn } = plan;
  if (!wayIn) return plan.argv;
  const command = relayCommand(wayIn, place);
  return plan.argv.map((word) => (word === relayPlaceholder ? `ProxyCommand=${command}` : word));
}

/**
 * The command that ssh gives to the user's shell: our relay around the user's own way in. Tokens such as %h stay
 * tokens: ssh expands them, so that Match and known_hosts see the true host.
 */
function relayCommand(wayIn: WayIn, place: RelayPlace): string {
  const relay = ['env', 'ELECTRON_RUN_AS_NODE=1', place.node, place.runner, 'relay', place.socket].map(literal);
  if (wayIn.kind === 'tcp') return [...relay, 'tcp', '%h', '%p'].join(' ');
  if (wayIn.kind === 'command') return [...relay, 'exec', shellQuoted(wayIn.command)].join(' ');
  const words = [place.ssh, ...wayIn.argv].map(literal);
  // The brackets are for addresses with colons; the target comes last but for the jump host.
  const jump = [...words.slice(0, -2), '-W', "'[%h]:%p'", ...words.slice(-2)].join(' ');
  return [...relay, 'exec', shellQuoted(jump)].join(' ');
}

/** A word that neither ssh's tokens nor the shell change. */
function literal(word: string): string {
  return shellQuoted(word.replaceAll('%', '%%'));
}

function shellQuoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
