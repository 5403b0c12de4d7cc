import { type Subject, subjectAt } from '../resolve/subjects.ts';
import { subjectWithin } from '../resolve/subjectWithin.ts';
import type { Snapshot } from '../snapshot.ts';

/** The connection that a line of the document is about, in the first configuration that reads it. */
export function subjectOfLine({ graphs, uri, file }: Snapshot, lineIndex: number): Subject {
  return subjectWithin(graphs[0], uri, lineIndex) ?? subjectAt(file, lineIndex);
}
