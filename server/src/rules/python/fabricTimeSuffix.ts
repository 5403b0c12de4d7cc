import * as l10n from '@vscode/l10n';
import type { ConfigGraph } from '../../resolve/configGraph.ts';
import type { LineOrigin } from '../../resolve/effectiveConfig.ts';
import { configOf } from './pythonPrediction.ts';
import { addingArgument, callsOf, fixes, modelOf, type PythonRule } from './pythonRule.ts';

/** A time that ssh reads and Fabric does not. */
export const fabricTimeSuffix: PythonRule = {
  id: 'fabric-time-suffix',
  severity: 'error',
  dialects: ['python'],
  doc: {
    summary: 'Finds Fabric connections to hosts whose ConnectTimeout in ssh_config has a unit.',
    why: "Fabric takes ConnectTimeout from ssh_config through Python's int() (connection.py): a value such as 1m, which ssh takes for 60 seconds, raises ValueError when the Connection is made. connect_timeout given in the call goes before the file.",
    bad: 'from fabric import Connection\n\nConnection("db").run("make report")\n',
    good: 'from fabric import Connection\n\nConnection("db", connect_timeout=60).run("make report")\n',
  },
  *check(snapshot) {
    const [graph] = snapshot.graphs;
    if (!graph) return;
    const model = modelOf(snapshot);
    for (const call of callsOf(snapshot, 'fabric.Connection')) {
      const argument = call.args.get('host');
      if (argument.kind !== 'given' || call.args.get('connect_timeout').kind !== 'absent') continue;
      // A configuration of its own may read other files, or none.
      if (call.args.get('config').kind !== 'absent') continue;
      const host = model.openings.find(({ call: own }) => own === call)?.host;
      const value = configOf(snapshot, host)?.values.get('connecttimeout')?.[0];
      if (value?.from.kind !== 'line') continue;
      const written = writtenAt(graph, value.from);
      if (written === undefined || /^[+-]?\d+$/.test(written)) continue;
      const seconds = /^\d+$/.test(value.value) ? `connect_timeout=${value.value}` : undefined;
      yield {
        span: argument.span,
        message: l10n.t(
          'ssh_config says ConnectTimeout {0} for this host; Fabric reads it with int() and raises ValueError.',
          written,
        ),
        related: [{ uri: value.from.uri, span: value.from.span, message: l10n.t('Set here.') }],
        ...fixes(
          seconds === undefined ? undefined : addingArgument(snapshot, call, seconds, l10n.t('Add {0}', seconds)),
        ),
      };
    }
  },
};

/** The argument as it stands in the file. */
function writtenAt({ files }: ConfigGraph, { uri, lineIndex }: LineOrigin): string | undefined {
  const state = files.get(uri);
  const line = state?.kind === 'loaded' ? state.file.lines[lineIndex] : undefined;
  return line?.kind === 'directive' ? line.args[0]?.value : undefined;
}
