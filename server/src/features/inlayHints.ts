import * as l10n from '@vscode/l10n';
import { type InlayHint, InlayHintKind } from 'vscode-languageserver';
import type { Directive } from '../knowledge/directive.ts';
import { canonicalDirective } from '../knowledge/directives.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import { subjectAt } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type DirectiveLine, inFile, lineIndexAt, type Span } from '../syntax/configFile.ts';
import { when } from '../timeouts/format.ts';
import { timerIdOf } from '../timeouts/model.ts';
import { readTimeSpan } from '../values/timeSpan.ts';
import { predictionFor } from './prediction.ts';
import { positionAt } from './ranges.ts';
import { timeIn } from './valueMeaning.ts';

/** Seconds behind time spans with units, and the drop that a count amounts to. */
export function provideInlayHints(snapshot: Snapshot, range: Span): InlayHint[] {
  if (!snapshot.settings.inlayHints || snapshot.file.lines.length === 0) return [];
  const hints: InlayHint[] = [];
  const last = lineIndexAt(snapshot.file, range.end);
  for (let index = lineIndexAt(snapshot.file, range.start); index <= last; index++) {
    const line = snapshot.file.lines[index];
    const directive = line?.kind === 'directive' && canonicalDirective(snapshot.dialect, line.keyword.value);
    if (line?.kind !== 'directive' || !directive) continue;
    hints.push(...secondsHints(snapshot, index, line, directive), ...dropHint(snapshot, index, line, directive));
  }
  return hints;
}

function hintBehind(snapshot: Snapshot, lineIndex: number, offset: number, label: string): InlayHint {
  const at = inFile(snapshot.file, lineIndex, { start: offset, end: offset }).start;
  return { position: positionAt(snapshot.file, at), label, kind: InlayHintKind.Type, paddingLeft: true };
}

function secondsHints(snapshot: Snapshot, lineIndex: number, line: DirectiveLine, directive: Directive): InlayHint[] {
  return line.args.flatMap((word, index) => {
    const time = timeIn(directive, word.value, index);
    // A plain number of seconds needs no translation.
    if (time === undefined || /^\d+s?$/i.test(time)) return [];
    const span = readTimeSpan(time, snapshot.version);
    return span.ok ? [hintBehind(snapshot, lineIndex, word.end, `${span.value} s`)] : [];
  });
}

function dropHint(snapshot: Snapshot, lineIndex: number, line: DirectiveLine, directive: Directive): InlayHint[] {
  const word = line.args[0];
  if (!/^(Server|Client)AliveCountMax$/.test(directive.name) || !word) return [];
  const id = timerIdOf(directive.name);
  const [graph] = snapshot.graphs;
  const subject = subjectAt(snapshot.file, lineIndex);
  const from = effectiveFor(graph, subject).values.get(directive.name.toLowerCase())?.[0]?.from;
  // A line that is overruled decides nothing.
  if (from?.kind !== 'line' || from.uri !== snapshot.uri || from.lineIndex !== lineIndex) return [];
  const timer = predictionFor(snapshot, graph, subject).timers.find((each) => each.id === id && !each.hop);
  if (!timer || timer.fires === 'unknown') return [];
  const label = timer.fires === 'never' ? l10n.t('never drops') : l10n.t('drops after {0}', when(timer.fires));
  return [hintBehind(snapshot, lineIndex, word.end, label)];
}
