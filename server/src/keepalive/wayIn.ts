import type { ClientTarget, EffectiveConfig, EffectiveValue } from '../resolve/effectiveConfig.ts';
import { type JumpHop, readJumpSpec } from '../values/jumpSpec.ts';
import { hostProblem, userProblem } from './names.ts';

/** A jump host, reached by an ssh of its own, and whether that one goes through another. */
export interface Jump {
  readonly kind: 'jump';
  readonly host: string;
  /** Arguments of its ssh; `--` and the host stand at the end, what it forwards to is still to be put in front of them. */
  readonly argv: readonly string[];
  readonly through?: Jump;
}

/** How the configuration reaches a host. */
export type WayIn = { readonly kind: 'tcp' } | { readonly kind: 'command'; readonly command: string } | Jump;

export interface WayInRequest {
  readonly effective?: EffectiveConfig;
  /** For `-F` of the ssh that a jump host is reached with. */
  readonly file?: string;
  /** The same configuration for a jump host. */
  readonly resolve?: (target: ClientTarget) => EffectiveConfig;
}

/** More than this, and the configuration goes in a circle. */
const deepest = 8;

/** Undefined where it hangs on a command that is never run here, or the configuration is not known. */
export function wayInOf(request: WayInRequest, depth = 0): WayIn | undefined {
  const { effective } = request;
  if (!effective) return undefined;
  const command = single(effective, 'proxycommand');
  const jump = single(effective, 'proxyjump');
  if (command?.certainty === 'depends' || jump?.certainty === 'depends') return undefined;
  if (command && !isNone(command.value)) return { kind: 'command', command: command.value };
  if (!jump || isNone(jump.value)) return { kind: 'tcp' };
  const hops = readJumpSpec(jump.value);
  return hops.ok ? jumpOver(hops.value, request, depth) : undefined;
}

function jumpOver(hops: readonly JumpHop[], request: WayInRequest, depth: number): Jump | undefined {
  const [first] = hops;
  if (!first || hops.some((hop) => hostProblem(hop.host) || (hop.user !== undefined && userProblem(hop.user)))) {
    return undefined;
  }
  // Only the first of several finds its own way; for the others the list says it.
  let through = ownJump(first, request, depth);
  for (const hop of hops) through = jump(hop, request, through);
  return through;
}

function ownJump(hop: JumpHop, request: WayInRequest, depth: number): Jump | undefined {
  const effective = depth < deepest ? request.resolve?.(hop) : undefined;
  const way = effective && wayInOf({ ...request, effective }, depth + 1);
  // A jump host that would jump over itself is reached directly: ssh sees to that.
  return way?.kind === 'jump' && way.host.toLowerCase() !== hop.host.toLowerCase() ? way : undefined;
}

function jump(hop: JumpHop, { file, resolve }: WayInRequest, through: Jump | undefined): Jump {
  const options = jumpOptions(resolve?.(hop));
  return {
    kind: 'jump',
    host: hop.host,
    argv: [
      ...(file === undefined ? [] : ['-F', file]),
      ...(hop.user === undefined ? [] : ['-l', hop.user]),
      ...(hop.port === undefined ? [] : ['-p', String(hop.port)]),
      ...options.flatMap((option) => ['-o', option]),
      '--',
      hop.host,
    ],
    ...(through ? { through } : {}),
  };
}

/**
 * The ssh that ProxyJump starts knows nothing of the test's own options: without a terminal it would send empty
 * passwords, and leave a master connection behind. A master that is there already is used, as always.
 */
function jumpOptions(effective: EffectiveConfig | undefined): readonly string[] {
  const interval = effective ? single(effective, 'serveraliveinterval') : undefined;
  const known = interval?.certainty !== 'depends' && /^\d+$/.test(interval?.value ?? '') ? interval?.value : undefined;
  return [
    'BatchMode=yes',
    'NumberOfPasswordPrompts=0',
    // Debian's build would probe every 300 s for BatchMode's sake, which daily use does not.
    ...(known === undefined ? [] : [`ServerAliveInterval=${known}`]),
    'ControlMaster=no',
    'UpdateHostKeys=no',
    'AddKeysToAgent=no',
  ];
}

/** The jump hosts in the order in which they are reached. */
export function jumpHosts(jump: Jump): readonly string[] {
  return [...(jump.through ? jumpHosts(jump.through) : []), jump.host];
}

/** The one value of a directive in effect. */
export function single(effective: EffectiveConfig | undefined, keyword: string): EffectiveValue | undefined {
  return effective?.values.get(keyword)?.[0];
}

function isNone(value: string): boolean {
  return value === '' || /^none$/i.test(value);
}
