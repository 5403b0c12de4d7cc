import * as l10n from '@vscode/l10n';
import type { CodeLens } from 'vscode-languageserver';
import {
  type HostArgument,
  showEffectiveConfigCommand,
  showTimelineCommand,
  testKeepaliveCommand,
} from '../protocol.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import { globalEnd, globalSubject, namedSubjects, type Subject } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { inFile } from '../syntax/configFile.ts';
import { lensText, serverLensText } from '../timeouts/model.ts';
import { showControls } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { measuredText } from './measured.ts';
import { predictionFor } from './prediction.ts';
import { toRange } from './ranges.ts';
import { refusal } from './refusal.ts';

/** What a lens carries from one request to the next: the server keeps nothing. */
interface LensData {
  readonly uri: string;
  /** Line of the block that it stands on; undefined for the global part. */
  readonly blockLine?: number;
}

/**
 * An editor makes room for each line with lenses after every keystroke, wherever it stands: with tens of thousands of
 * them typing takes seconds. The hosts behind this many keep their hover.
 */
const mostBlocks = 2_000;

/**
 * Lenses on every block whose connection can be told from its line, and on the global part of a server's file.
 * The verdict's title costs a resolution each, so it is left to `resolveCodeLens`.
 */
export function provideCodeLenses(snapshot: Snapshot, options: FeatureOptions): CodeLens[] {
  if (!snapshot.settings.codeLens) return [];
  const subjects: readonly Subject[] = [...globalPart(snapshot), ...namedSubjects(snapshot.file)];
  return subjects.slice(0, mostBlocks).flatMap((subject) => lensesFor(snapshot, subject, options));
}

function globalPart(snapshot: Snapshot): readonly Subject[] {
  const first = globalEnd(snapshot.file);
  const directives = snapshot.file.lines.slice(0, first).some((line) => line.kind === 'directive');
  return snapshot.dialect === 'server' && directives ? [globalSubject(snapshot.file)] : [];
}

function lensesFor(snapshot: Snapshot, subject: Subject, options: FeatureOptions): CodeLens[] {
  const lineIndex = subject.blockLine ?? 0;
  const line = snapshot.file.lines[lineIndex];
  const end = line?.kind === 'directive' ? line.rest.end : 0;
  const start = line?.kind === 'directive' ? line.keyword.start : 0;
  const range = toRange(snapshot.file, inFile(snapshot.file, lineIndex, { start, end }));
  const uri = options.clientUri(snapshot.uri);
  const { blockLine } = subject;
  const data: LensData = blockLine === undefined ? { uri } : { uri, blockLine };
  const lenses: CodeLens[] = [{ range, data }];
  if (!options.commands) return lenses;
  const timeline = (argument: HostArgument): CodeLens => {
    return { range, command: { title: l10n.t('Timeline'), command: showTimelineCommand, arguments: [argument] } };
  };
  const block = line?.text.trim() ?? '';
  if (subject.dialect === 'server') {
    return [...lenses, timeline(blockLine === undefined ? { uri, host: '' } : { uri, host: '', block })];
  }
  const argument: HostArgument = { uri, host: subject.target.host };
  if (isHostLine(snapshot, lineIndex)) {
    const measured = measuredText(snapshot, subject.target.host, options.date());
    if (measured !== '') {
      const title = showControls(measured);
      lenses.push({ range, command: { title, command: showTimelineCommand, arguments: [argument] } });
    }
    if (snapshot.canTestKeepalive) {
      const title = l10n.t('Test keepalive');
      lenses.push({ range, command: { title, command: testKeepaliveCommand, arguments: [argument] } });
    } else if (snapshot.elsewhere) {
      lenses.push({
        range,
        command: { title: l10n.t('Test keepalive: only on the machine of this file'), command: '' },
      });
    }
    lenses.push(timeline(argument));
    const title = l10n.t('Effective config');
    lenses.push({ range, command: { title, command: showEffectiveConfigCommand, arguments: [argument] } });
  } else {
    lenses.push(timeline({ ...argument, block }));
  }
  return lenses;
}

/** A Match line names values rather than a host that one could connect to. */
function isHostLine(snapshot: Snapshot, lineIndex: number): boolean {
  const line = snapshot.file.lines[lineIndex];
  return line?.kind === 'directive' && line.keyword.value.toLowerCase() === 'host';
}

/** Fills in the verdict. The line is looked up again: an edit may have come in between. */
export function resolveCodeLens(snapshot: Snapshot, lens: CodeLens): CodeLens {
  const data = lens.data as LensData | undefined;
  const subject =
    data?.blockLine === undefined
      ? globalSubject(snapshot.file)
      : namedSubjects(snapshot.file).find(({ blockLine }) => blockLine === data.blockLine);
  if (!subject) return { ...lens, command: { title: '', command: '' } };
  return { ...lens, command: { title: showControls(titleFor(snapshot, subject)), command: '' } };
}

function titleFor(snapshot: Snapshot, subject: Subject): string {
  const [graph] = snapshot.graphs;
  const refused = refusal(snapshot, effectiveFor(graph, subject));
  if (refused) return refused;
  const prediction = predictionFor(snapshot, graph, subject);
  return subject.dialect === 'client' ? lensText(prediction) : serverLensText(prediction);
}
