import * as l10n from '@vscode/l10n';
import { type InlayHint, InlayHintKind } from 'vscode-languageserver';
import type { Directive } from '../knowledge/directive.ts';
import { canonicalDirective } from '../knowledge/directives.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import { blockAt } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type DirectiveLine, inFile, lineIndexAt, type Span } from '../syntax/configFile.ts';
import { inSeconds, when } from '../timeouts/format.ts';
import { timerIdOf } from '../timeouts/model.ts';
import { readTimeSpan } from '../values/timeSpan.ts';
import { showControls } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { fileOf } from './fileOf.ts';
import { overruledIn } from './overruled.ts';
import { predictionFor } from './prediction.ts';
import { editorLine, fileName } from './provenance.ts';
import { positionAt, toRange } from './ranges.ts';
import { subjectOfLine } from './subjectOfLine.ts';
import { timeIn } from './valueMeaning.ts';

/** A screen holds fewer lines; an editor that asks for all of a long file gets the hints of these. */
const mostLines = 2_000;
/** A longer value is not shown in place of another. */
const longestValue = 24;

/** Seconds behind time spans with units, the drop that a count amounts to, and who wins over a line. */
export function provideInlayHints(snapshot: Snapshot, range: Span, options: FeatureOptions): InlayHint[] {
  if (!snapshot.settings.inlayHints || snapshot.file.lines.length === 0) return [];
  const hints: InlayHint[] = [];
  const first = lineIndexAt(snapshot.file, range.start);
  const last = Math.min(lineIndexAt(snapshot.file, range.end), first + mostLines);
  for (let index = first; index <= last; index++) {
    const line = snapshot.file.lines[index];
    const directive = line?.kind === 'directive' && canonicalDirective(snapshot.dialect, line.keyword.value);
    if (line?.kind !== 'directive' || !directive) continue;
    hints.push(...secondsHints(snapshot, index, line, directive), ...dropHint(snapshot, index, line, directive));
    hints.push(...winnerHint(snapshot, index, line, options));
  }
  return hints;
}

function hintBehind(snapshot: Snapshot, lineIndex: number, offset: number, label: InlayHint['label']): InlayHint {
  const at = inFile(snapshot.file, lineIndex, { start: offset, end: offset }).start;
  return { position: positionAt(snapshot.file, at), label, kind: InlayHintKind.Type, paddingLeft: true };
}

function secondsHints(snapshot: Snapshot, lineIndex: number, line: DirectiveLine, directive: Directive): InlayHint[] {
  return line.args.flatMap((word, index) => {
    const time = timeIn(directive, word.value, index);
    // A plain number of seconds needs no translation.
    if (time === undefined || /^\d+s?$/i.test(time)) return [];
    const span = readTimeSpan(time, snapshot.version);
    return span.ok ? [hintBehind(snapshot, lineIndex, word.end, inSeconds(span.value))] : [];
  });
}

function dropHint(snapshot: Snapshot, lineIndex: number, line: DirectiveLine, directive: Directive): InlayHint[] {
  const word = line.args[0];
  if (!/^(Server|Client)AliveCountMax$/.test(directive.name) || !word) return [];
  const id = timerIdOf(directive.name);
  const [graph] = snapshot.graphs;
  const subject = subjectOfLine(snapshot, lineIndex);
  const from = effectiveFor(graph, subject).values.get(directive.name.toLowerCase())?.[0]?.from;
  // A line that is overruled decides nothing.
  if (from?.kind !== 'line' || from.uri !== snapshot.uri || from.lineIndex !== lineIndex) return [];
  const timer = predictionFor(snapshot, graph, subject).timers.find((each) => each.id === id && !each.hop);
  if (!timer || timer.fires === 'unknown') return [];
  const label = timer.fires === 'never' ? l10n.t('never drops') : l10n.t('drops after {0}', when(timer.fires));
  return [hintBehind(snapshot, lineIndex, word.end, label)];
}

/** The value that holds in place of the line's own, with the way to its line. */
function winnerHint(snapshot: Snapshot, lineIndex: number, line: DirectiveLine, options: FeatureOptions): InlayHint[] {
  const overruling = overruledIn(snapshot, blockAt(snapshot.file, lineIndex)).get(lineIndex);
  const last = line.args.at(-1);
  if (!overruling || !last) return [];
  const { winner, value, label } = overruling;
  if (line.args.map((word) => word.value.toLowerCase()).join(' ') === value.toLowerCase()) return [];
  const file = fileOf(snapshot, winner.uri);
  const number = editorLine(snapshot, winner) + 1;
  const own = winner.uri === snapshot.uri;
  const where = own ? l10n.t('line {0}', number) : l10n.t('line {0} of {1}', number, fileName(winner.uri));
  const location = file && { uri: options.clientUri(winner.uri), range: toRange(file, winner.span) };
  const shown = showControls(value.length > longestValue ? `${value.slice(0, longestValue)}…` : value);
  const hint = hintBehind(snapshot, lineIndex, last.end, [
    { value: l10n.t('overruled: {0} by', shown) },
    { value: ` ${showControls(where)}`, ...(location ? { location } : {}) },
  ]);
  const tooltip =
    label === ''
      ? l10n.t('An earlier line wins: the first value counts.')
      : l10n.t('For {0} another line wins: the first value counts.', showControls(label));
  return [{ ...hint, tooltip }];
}
