import { textOf } from './hostState.ts';
import { hasJump, jumpHostOf, type LateFault, type ReadHost } from './readHost.ts';

/** What makes ssh give up once all files are read, in the order in which it looks. */
export function lateFaults({ state, host, command, graph }: ReadHost): LateFault[] {
  const faults: LateFault[] = [];
  const from = (slot: string) => state.slots.get(slot)?.values[0]?.from;
  if (hasJump(state) && jumpHostOf(state) === host) {
    const jump = textOf(state, 'proxyjump') ?? '';
    const last = jump.slice(jump.lastIndexOf(',') + 1);
    const at = last.lastIndexOf('@');
    const own = textOf(state, 'user') ?? graph.environment.userName;
    const sameUser = at < 0 || last.slice(0, at) === own;
    const port = /:(\d+)$/.exec(last.replace(/^.*\]/, ''))?.[1] ?? '22';
    if (sameUser && port === (textOf(state, 'port') ?? '22')) {
      faults.push({ code: 'jump-to-itself', from: from('proxyjump'), data: { argument: jump } });
    }
  }
  const proxy = textOf(state, 'proxycommand');
  if (proxy === '-' && !hasJump(state) && textOf(state, 'proxyusefdpass') === 'yes') {
    faults.push({ code: 'fdpass-without-command', from: from('proxyusefdpass'), data: { argument: proxy } });
  }
  if (textOf(state, 'connectionattempts') === '0') {
    faults.push({ code: 'connection-attempts-zero', from: from('connectionattempts'), data: { argument: '0' } });
  }
  const remote = textOf(state, 'remotecommand');
  const hasRemote = remote !== undefined && remote.toLowerCase() !== 'none';
  const forks = textOf(state, 'forkafterauthentication') === 'yes';
  if (command !== '' && hasRemote) {
    faults.push({ code: 'two-remote-commands', from: from('remotecommand'), data: { argument: remote } });
  }
  if (forks && command === '' && !hasRemote && textOf(state, 'sessiontype') !== 'none') {
    faults.push({ code: 'fork-without-command', from: from('forkafterauthentication'), data: {} });
  }
  return faults;
}
