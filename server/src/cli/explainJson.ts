import type { ConfigGraph } from '../resolve/configGraph.ts';
import { pathOfUri } from '../resolve/paths.ts';
import type { Prediction } from '../timeouts/model.ts';
import type { Because } from '../timeouts/timer.ts';
import { placeOf } from './position.ts';

/** The prediction in the JSON of the command line's contract. */
export function explainJson(prediction: Prediction, graphs: readonly ConfigGraph[]): Readonly<Record<string, unknown>> {
  return {
    version: 1,
    timers: prediction.timers.map((timer) => ({
      id: timer.id,
      side: timer.side,
      fires: timer.fires,
      probeEvery: timer.probeEvery,
      closedBy: timer.closedBy,
      because: timer.because.map((because) => jsonBecause(because, graphs)),
      note: timer.note,
      startsAt: timer.startsAt,
      ...(timer.hop === undefined ? {} : { hop: timer.hop }),
      ...(timer.depends ? { depends: true } : {}),
    })),
    situations: prediction.situations.map(
      ({ id, endedBy, closedBy, after, hop, clientSees, clientExit, serverSees }) => ({
        id,
        endedBy,
        closedBy,
        after,
        ...(hop === undefined ? {} : { hop }),
        clientSees,
        ...(clientExit === undefined ? {} : { clientExit }),
        serverSees,
      }),
    ),
    verdict: {
      text: prediction.verdict.text,
      first: prediction.verdict.first,
      after: prediction.verdict.after,
      because: prediction.verdict.because.map((because) => jsonBecause(because, graphs)),
    },
    assumptions: prediction.assumptions,
  };
}

function jsonBecause(because: Because, graphs: readonly ConfigGraph[]): unknown {
  switch (because.kind) {
    case 'line':
      return lineOf(because, graphs);
    case 'option':
      return { option: because.text };
    case 'default':
      return { default: `${because.directive} ${because.value}`, openssh: because.openssh };
    case 'profile':
      return { profile: because.id, source: because.source };
    case 'setting':
      return { setting: because.key };
    case 'measured':
      return { measured: because.what, date: because.date };
  }
}

/** File and line of a reason that is a line, counted from 1. */
export function lineOf(
  because: Extract<Because, { kind: 'line' }>,
  graphs: readonly ConfigGraph[],
): { readonly file: string; readonly line: number } {
  const { uri, span } = because.origin;
  const graph = graphs.find(({ files }) => files.has(uri));
  // A line of the program itself.
  if (!graph) return { file: pathOfUri(uri), line: because.origin.lineIndex + 1 };
  const { file, line } = placeOf(graph, uri, span.start);
  return { file, line };
}
