import * as l10n from '@vscode/l10n';
import type { TimelineChanges, TimelineQuestion } from '../protocol.ts';
import { concreteHosts } from '../resolve/client/resolveClient.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import { editedGraph } from '../resolve/editedGraph.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import { hostSubject, type Subject } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import type { ConfigFile } from '../syntax/configFile.ts';
import { lineStartBefore } from '../syntax/lineStarts.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { pairedSubject } from './pairedServer.ts';
import { fileName } from './provenance.ts';
import { positionAt } from './ranges.ts';
import { subjectOf } from './timeline.ts';
import { controlDirectives } from './timelineControls.ts';
import { placesFor } from './valuePlaces.ts';

/**
 * What has to be written so that the tried values come true. Each place is proved by resolving the edited text again:
 * the one is taken that gives this connection its value and changes the fewest others.
 */
export function provideTimelineChanges(
  snapshot: Snapshot,
  question: TimelineQuestion,
  options: FeatureOptions,
): TimelineChanges | null {
  const subject = subjectOf(snapshot, question);
  if (!subject) return null;
  const notes: string[] = [];
  let sides = sidesOf(snapshot, subject);
  for (const [id, value] of Object.entries(question.whatIf ?? {})) {
    const control = controlDirectives[id as keyof typeof controlDirectives];
    if (!control) {
      notes.push(noteAbout(id));
      continue;
    }
    const side = sides[control.dialect];
    if (!side) {
      notes.push(missingSide(control.dialect, control.directive));
      continue;
    }
    const written = write(side, control.directive, value);
    if (!written) {
      notes.push(l10n.t('No place was found where {0} {1} would take effect.', control.directive, value));
      continue;
    }
    notes.push(...written.notes);
    sides = { ...sides, [control.dialect]: written.side };
  }
  return { files: Object.values(sides).flatMap((side) => (side ? changedFiles(side, options) : [])), notes };
}

/** One end's configuration as it was and as it becomes, and the connection that it is edited for. */
interface EditedSide {
  readonly before: ConfigGraph;
  readonly now: ConfigGraph;
  readonly subject: Subject;
  /** Its file that the user is looking at, if it is one of these. */
  readonly uri: string;
}

type Sides = Readonly<Partial<Record<'client' | 'server', EditedSide>>>;

function sidesOf(snapshot: Snapshot, subject: Subject): Sides {
  const [graph] = snapshot.graphs;
  const own: EditedSide = { before: graph, now: graph, subject, uri: snapshot.uri };
  if (subject.dialect === 'server') return { server: own };
  const paired = pairedSubject(snapshot, subject, effectiveFor(graph, subject));
  if (!paired) return { client: own };
  const { graph: server, subject: peer } = paired;
  return { client: own, server: { before: server, now: server, subject: peer, uri: server.roots[0]?.uri ?? '' } };
}

function write(
  side: EditedSide,
  directive: string,
  value: string,
): { readonly side: EditedSide; readonly notes: readonly string[] } | undefined {
  const others = otherHosts(side.now, side.subject);
  let best: { readonly now: ConfigGraph; readonly uri: string; readonly touched: readonly string[] } | undefined;
  for (const place of placesFor(side, directive, value)) {
    const now = editedGraph(side.now, place.uri, place.text);
    if (!now || valueIn(now, side.subject, directive) !== value) continue;
    const touched = others.filter(({ subject }) => {
      return valueIn(now, subject, directive) !== valueIn(side.now, subject, directive);
    });
    const names = touched.map(({ name }) => name);
    if (!best || names.length < best.touched.length) best = { now, uri: place.uri, touched: names };
    if (names.length === 0) break;
  }
  if (!best) return undefined;
  const notes = [l10n.t('{0} {1} in {2}', directive, value, fileName(best.uri))];
  if (best.touched.length > 0) {
    notes.push(l10n.t('This line also holds for: {0}', best.touched.slice(0, 8).join(', ')));
  }
  return { side: { ...side, now: best.now }, notes };
}

function valueIn(graph: ConfigGraph, subject: Subject, directive: string): string | undefined {
  return effectiveFor(graph, subject).values.get(directive.toLowerCase())?.[0]?.value;
}

function otherHosts(graph: ConfigGraph, subject: Subject): readonly { name: string; subject: Subject }[] {
  if (subject.dialect === 'server') return [];
  return concreteHosts(graph)
    .filter(({ name }) => name !== subject.target.host)
    .slice(0, mostOthers)
    .map(({ name }) => ({ name, subject: hostSubject(name) }));
}

/** In a configuration of thousands of hosts a sample is enough to warn. */
const mostOthers = 300;

function changedFiles({ before, now }: EditedSide, options: FeatureOptions): TimelineChanges['files'] {
  return [...now.files].flatMap(([uri, state]) => {
    const old = before.files.get(uri);
    if (state.kind !== 'loaded' || old?.kind !== 'loaded' || state.file === old.file) return [];
    const { text } = state.file;
    return [{ uri: options.clientUri(uri), before: old.file.text, after: text, edits: [editBetween(old.file, text)] }];
  });
}

/** The smallest replacement of whole lines that turns one text into the other. */
function editBetween(file: ConfigFile, text: string): TimelineChanges['files'][number]['edits'][number] {
  const old = file.text;
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old[start] === text[start]) start += 1;
  start = lineStartBefore(old, start);
  let tail = 0;
  while (tail < shorter - start && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  const end = old.length - tail;
  return {
    range: { start: positionAt(file, start), end: positionAt(file, end) },
    newText: text.slice(start, text.length - tail),
  };
}

function noteAbout(id: string): string {
  return id === 'path'
    ? l10n.t('How long the path waits is not set in this file; the setting sshTimeouts.path holds it.')
    : l10n.t('The release is not set in a file: it takes another program.');
}

function missingSide(side: 'client' | 'server', directive: string): string {
  return side === 'server'
    ? l10n.t('{0} stands in the server’s sshd_config, and none is paired with this host.', directive)
    : l10n.t('{0} stands in the client’s ssh_config, and this is the server’s.', directive);
}
