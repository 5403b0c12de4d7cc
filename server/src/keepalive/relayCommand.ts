import type { KeepalivePlan } from './plan.ts';
import { relayPlaceholder } from './relayPlaceholder.ts';
import type { Jump, WayIn } from './wayIn.ts';

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

/** The arguments with the jump hosts spelt out, in the words of a POSIX shell. */
export function withJump(plan: KeepalivePlan, ssh: string): readonly string[] {
  if (!plan.jump) return plan.argv;
  return ['-o', `ProxyCommand=${jumpCommand(plan.jump, ssh)}`, '-o', 'ProxyUseFdpass=no', ...plan.argv];
}

/**
 * The command that ssh gives to the user's shell: our relay around the user's own way in. Tokens such as %h stay
 * tokens: ssh expands them, so that Match and known_hosts see the true host.
 */
function relayCommand(wayIn: WayIn, place: RelayPlace): string {
  const relay = ['env', 'ELECTRON_RUN_AS_NODE=1', place.node, place.runner, 'relay', place.socket].map(literal);
  if (wayIn.kind === 'tcp') return [...relay, 'tcp', '%h', '%p'].join(' ');
  const command = wayIn.kind === 'command' ? wayIn.command : jumpCommand(wayIn, place.ssh);
  return [...relay, 'exec', shellQuoted(command)].join(' ');
}

/** What ProxyJump would have ssh run, with the options of each jump host. */
function jumpCommand({ argv, through }: Jump, ssh: string): string {
  const inner = through ? ['-o', `ProxyCommand=${jumpCommand(through, ssh)}`] : [];
  const words = [ssh, ...inner, ...argv].map(literal);
  // The brackets are for addresses with colons; the target comes last but for the jump host.
  return [...words.slice(0, -2), '-W', "'[%h]:%p'", ...words.slice(-2)].join(' ');
}

/** The command as a person would type it in a shell; for showing only, nothing is started from it. */
export function commandText(program: string, argv: readonly string[]): string {
  return [program, ...argv].map(shellQuoted).join(' ');
}

/** A word that neither ssh's tokens nor the shell change. */
function literal(word: string): string {
  return shellQuoted(word.replaceAll('%', '%%'));
}

function shellQuoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
