import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { ClientTarget } from '../resolve/effectiveConfig.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';
import { type Execution, executions, type Resolve } from './executes.ts';
import { hostProblem } from './names.ts';
import {
  type KeepaliveMode,
  type KeepalivePlan,
  type LostDirection,
  type PlanProblem,
  planKeepaliveTest,
} from './plan.ts';

/** All that the user is asked about, and all that is needed to run the test. Plain data: it crosses process borders. */
export interface KeepaliveDescription {
  readonly plan: KeepalivePlan;
  readonly executes: readonly Execution[];
  /** Lines that OpenSSH would refuse: the test would end there. */
  readonly refused: number;
}

export interface DescribeRequest {
  /** `alias` or `user@alias`. */
  readonly host: string;
  readonly graph: ConfigGraph;
  /** `(target) => resolveClient(graph, target)`. */
  readonly resolve: Resolve;
  /** Local path of the root file for `-F`; absent where the roots are the ones that ssh reads by itself. */
  readonly file?: string;
  /** What `ssh -V` of the program to be run says. */
  readonly clientVersion?: OpenSshVersion;
  readonly mode: KeepaliveMode;
  readonly seconds?: number;
  readonly lost?: LostDirection;
}

/** Plans a test and lists what it executes. Reads no file and starts nothing. */
export function describeKeepaliveTest(
  request: DescribeRequest,
): KeepaliveDescription | { readonly problem: PlanProblem } {
  const problem = hostProblem(request.host);
  if (problem) return { problem: { kind: 'host', problem } };
  const target = targetOf(request.host);
  const effective = request.resolve(target);
  const plan = planKeepaliveTest({
    host: request.host,
    isDefaultFile: request.file === undefined,
    mode: request.mode,
    effective,
    resolve: request.resolve,
    ...(request.file === undefined ? {} : { file: request.file }),
    ...(request.clientVersion === undefined ? {} : { clientVersion: request.clientVersion }),
    ...(request.seconds === undefined ? {} : { seconds: request.seconds }),
    ...(request.lost === undefined ? {} : { lost: request.lost }),
  });
  if ('problem' in plan) return plan;
  return {
    plan,
    executes: executions(request.graph, target, request.resolve),
    refused: effective.errors.filter(({ refused }) => refused).length,
  };
}

/** Splits `user@host` as ssh does: at the last `@`. */
export function targetOf(host: string): ClientTarget {
  const at = host.lastIndexOf('@');
  return at < 0 ? { host } : { host: host.slice(at + 1), user: host.slice(0, at) };
}
