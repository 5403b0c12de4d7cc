import type { ServerPeer } from '../../server/src/resolve/effectiveConfig.ts';
import { dumpServer, resolveServer, serverErrors } from '../../server/src/resolve/server/resolveServer.ts';
import type { GeneratedServer } from './generateServerConfig.ts';
import { buildDecides } from './openSshPrograms.ts';
import { serverGraph } from './serverGraph.ts';
import { firstPlace, groupsOf, placedFiles, type SshdOracle } from './sshdOracle.ts';

/** What was said, in a form that can be compared. */
interface Outcome {
  readonly accepted: boolean;
  /** Lines of the dump, or the place that is blamed first. */
  readonly says: readonly string[];
}

/** What both say. */
export interface ServerComparison {
  readonly ours: Outcome;
  readonly theirs: Outcome;
  /** sshd has looked up the name of a ListenAddress in vain: only the machine that it runs on can know. */
  readonly namesUnknown: boolean;
}

/** Asks both about one configuration. */
export function compareServer(generated: GeneratedServer, known: SshdOracle): ServerComparison {
  const answer = known.ask(generated);
  const { user } = generated.peer;
  const peer: ServerPeer = { ...generated.peer, groups: user === undefined ? [] : groupsOf(user) };
  const graph = serverGraph(placedFiles(generated, known.directory), known.version);
  // What check reports holds for every connection.
  const checked = serverErrors(graph).filter(({ refused }) => refused);
  if (answer.accepted && checked.length > 0) throw new Error(`check refuses: ${JSON.stringify(checked)}`);
  const effective = resolveServer(graph, peer);
  const [error] = effective.errors.filter(({ refused }) => refused);
  const named = firstPlace(answer.stderr);
  const place = error ? `${error.uri.replace('file://', '')} ${error.lineIndex + 1}` : '';
  const unsourced = new Set(effective.unsourced);
  const comparable = (line: string): boolean =>
    !unsourced.has(line.slice(0, line.indexOf(' ')).toLowerCase()) && !buildDecides(line, known.version);
  // A key on the command line takes the place of the default ones.
  const byDefault = effective.values.get('hostkey')?.every(({ from }) => from.kind === 'default') === true;
  const lines = dumpServer(effective)
    .split('\n')
    .filter((line) => line !== '' && !(byDefault && /^hostkey /i.test(line)));
  return {
    // A message without a line cannot be compared with ours.
    ours: error
      ? { accepted: false, says: answer.accepted ? [place, error.code] : named ? [place] : [] }
      : { accepted: true, says: lines.filter(comparable) },
    theirs: answer.accepted
      ? { accepted: true, says: answer.stdout.filter(comparable) }
      : { accepted: false, says: named ? [`${named.path} ${named.line}`] : [] },
    namesUnknown: /^bad addr or host: [^:]+ \(/m.test(answer.stderr),
  };
}
