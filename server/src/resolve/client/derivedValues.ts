import { atLeast } from '../../values/openSshVersion.ts';
import type { EffectiveValue } from '../effectiveConfig.ts';
import { defaultValue } from './defaults.ts';
import { isSafeUser } from './forwardReaders.ts';
import { type Slot, textOf } from './hostState.ts';
import { asSet, effective, expanded, expanderOf, expandsUser, type Finish, joined, noteExpansion } from './readHost.ts';

export function userValue(set: Slot | undefined, finish: Finish): readonly EffectiveValue[] | undefined {
  const { graph, userIsOption } = finish;
  const { userName } = graph.environment;
  if (!set?.values[0])
    return userName === undefined ? undefined : [defaultValue(userName, graph.version, 'local user')];
  if (!expandsUser(graph, userIsOption)) return asSet(set);
  const values = expanded(set, finish, (expander, text) => expander.percentAndVariables(text, false));
  const name = values[0]?.value ?? '';
  if (name !== set.values[0].text && !isSafeUser(name, graph.version)) {
    finish.faults.push({ code: 'invalid-user-name', from: set.values[0].from, data: { argument: name } });
  }
  return values;
}

export function rekeyValue(set: Slot | undefined, { state, graph }: Finish): readonly EffectiveValue[] {
  const interval = state.slots.get('rekeylimit.interval');
  const bytes = set?.values[0];
  const seconds = interval?.values[0];
  const text = `${bytes?.text ?? '0'} ${seconds?.text ?? '0'}`;
  const from = bytes?.from ?? seconds?.from;
  if (!from) return [defaultValue(text, graph.version)];
  const overruled = [...new Set([...(set?.overruled ?? []), ...(interval?.overruled ?? [])])];
  return [{ value: text, certainty: 'certain', from, overruled }];
}

/** Its default depends on others, and `ask` gives way where there is nobody to ask. */
export function updateHostKeys(set: Slot | undefined, finish: Finish): readonly EffectiveValue[] {
  const { state, graph, command } = finish;
  const { version } = graph;
  if (set?.values[0]) {
    if (set.values[0].text !== 'ask') return asSet(set);
    const persists = (textOf(state, 'controlpersist') ?? 'no') !== 'no';
    const path = textOf(state, 'controlpath');
    const remote = textOf(state, 'remotecommand');
    const hasRemote = remote !== undefined && remote.toLowerCase() !== 'none';
    const quiet = ['QUIET', 'SILENT', 'FATAL', 'ERROR'].includes(textOf(state, 'loglevel') ?? 'INFO');
    const mute = command !== '' || hasRemote || textOf(state, 'requesttty') === 'false' || quiet;
    const shared = persists && path !== undefined && path.toLowerCase() !== 'none';
    return [joined(set, shared || mute ? 'false' : 'ask')];
  }
  if (!atLeast(version, '8.5')) return [defaultValue('false', version)];
  const dns = textOf(state, 'verifyhostkeydns') ?? 'false';
  const files = state.slots.get('userknownhostsfile')?.values.map(({ text }) => text) ?? [];
  const usual = files.length === 0 || (files.length === 1 && files[0] === '~/.ssh/known_hosts');
  return [defaultValue(dns === 'false' && usual ? 'true' : 'false', version)];
}

/** Ends of a forwarding, as its reader joins them; paths are marked. Of a dynamic one only the first is printed. */
export function forwards(slot: string, set: Slot | undefined, finish: Finish): readonly EffectiveValue[] | undefined {
  if (!set || textOf(finish.state, 'clearallforwardings') === 'yes') return undefined;
  const expands = atLeast(finish.graph.version, '8.4');
  return set.values.map((value) => {
    const ends = value.text.split('\u0000').slice(0, slot === 'dynamicforward' ? 1 : 2);
    const texts = ends.map((end) => {
      if (!end.startsWith('\u0001')) return end;
      const path = end.slice(1);
      if (!expands || !path.includes('%')) return path;
      const outcome = expanderOf(finish).percent(path);
      if (outcome.kind === 'text') return outcome.text;
      noteExpansion(outcome, value, finish);
      return path;
    });
    return effective(value, texts.join(' '), set);
  });
}
