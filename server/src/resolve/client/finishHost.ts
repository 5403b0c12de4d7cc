import type { EffectiveValue } from '../effectiveConfig.ts';
import { defaultsOf, defaultValue } from './defaults.ts';
import { forwards, rekeyValue, updateHostKeys, userValue } from './derivedValues.ts';
import { textOf } from './hostState.ts';
import { layeredMap } from './layeredMap.ts';
import {
  asSet,
  expandedPaths,
  type Finish,
  hasJump,
  joined,
  type LateFault,
  type ReadHost,
  single,
} from './readHost.ts';
import { abandonedLists, setValues } from './setValues.ts';

export interface FinishedHost {
  readonly values: ReadonlyMap<string, readonly EffectiveValue[]>;
  readonly unsourced: readonly string[];
  readonly faults: readonly LateFault[];
}

/** Fills in defaults, expands what ssh expands, and puts all in the order of `ssh -G`. */
export function finishHost(read: ReadHost): FinishedHost {
  const { names, printed, unsourced } = defaultsOf(read.graph);
  const abandoned = abandonedLists(read);
  const finish: Finish = { ...read, faults: [], unsourced: [], unfinished: abandoned.length > 0 };
  const changes = new Map<string, readonly EffectiveValue[] | undefined>();
  const print = (slot: string): void => {
    const name = names.get(slot);
    if (name === undefined || changes.has(name)) return;
    const lines = valuesOf(slot, finish);
    changes.set(name, lines?.length ? lines : undefined);
  };
  for (const [index, slot] of abandoned.entries()) {
    // The one that failed is lost; those after it stay as they are written.
    const set = index > 0 ? read.state.slots.get(slot) : undefined;
    changes.set(names.get(slot) ?? slot, set && asSet(set));
  }
  for (const slot of alwaysDerived) print(slot);
  for (const slot of read.state.slots.keys()) {
    print(slot);
    const moved = movedBy[slot];
    if (moved) for (const other of moved) print(other);
  }
  const kept = finish.unsourced.map((slot) => names.get(slot) ?? slot);
  const missing = unsourced.some((name) => changes.has(name))
    ? unsourced.filter((name) => !changes.has(name) || kept.includes(name))
    : unsourced;
  return { values: layeredMap(printed, changes, names), unsourced: missing, faults: finish.faults };
}

/** Values that belong to the host itself. */
const alwaysDerived = ['host', 'hostname', 'user'];

/** Values that others move, or that are made from several. */
const movedBy: Readonly<Record<string, readonly string[]>> = {
  'forwardagent.path': ['forwardagent'],
  'rekeylimit.interval': ['rekeylimit'],
  verifyhostkeydns: ['updatehostkeys'],
  userknownhostsfile: ['updatehostkeys'],
  clearallforwardings: ['tunnel'],
  proxyjump: ['proxyusefdpass'],
  batchmode: ['serveraliveinterval'],
};

/** What is printed of one value; undefined or empty for nothing. */
function valuesOf(slot: string, finish: Finish): readonly EffectiveValue[] | undefined {
  const { state, graph } = finish;
  const { version } = graph;
  const set = state.slots.get(slot);
  switch (slot) {
    case 'host':
      return [defaultValue(finish.originalHost, version, 'host')];
    case 'hostname':
      return [single(set, finish.host) ?? defaultValue(finish.host, version, 'host')];
    case 'user':
      return userValue(set, finish);
    case 'port':
      return set?.values[0] ? asSet(set) : [defaultValue('22', version)];
    case 'forwardagent': {
      const path = state.slots.get('forwardagent.path');
      if (path?.values[0]) return expandedPaths(path, finish);
      break;
    }
    case 'rekeylimit':
      return rekeyValue(set, finish);
    case 'updatehostkeys':
      return updateHostKeys(set, finish);
    case 'tunnel':
      if (textOf(state, 'clearallforwardings') === 'yes')
        return [defaultValue('false', version, 'clearallforwardings')];
      break;
    case 'proxyusefdpass':
      if (hasJump(state)) return [defaultValue('no', version, 'proxyjump')];
      break;
    case 'serveraliveinterval':
      // Debian's builds probe in batch mode.
      if (!set?.values[0] && version.vendor === 'debian' && textOf(state, 'batchmode') === 'yes') {
        return [defaultValue('300', version, 'batchmode')];
      }
      break;
    case 'dynamicforward':
    case 'localforward':
    case 'remoteforward':
      return forwards(slot, set, finish);
    case 'sendenv':
    case 'certificatefile':
      return set ? asSet(set) : undefined;
    case 'identityfile':
      if (set?.values[0]) return asSet(set);
      break;
    case 'canonicalizepermittedcnames':
      // An unfinished rule has an empty second half.
      if (set?.values[0]?.text === 'none' && finish.unfinished) return [joined(set, 'none:')];
      if (set?.values[0]) return [joined(set)];
      break;
    case 'proxycommand':
      if (hasJump(state)) return undefined;
      break;
  }
  if (set?.values[0]) return setValues(slot, set, finish);
  return defaultsOf(graph).lines.get(slot);
}
