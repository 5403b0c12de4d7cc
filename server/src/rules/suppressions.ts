import { type ConfigFile, inFile, lineIndexAt, type Span } from '../syntax/configFile.ts';
import { linesLike } from './keywordIndex.ts';
import type { Finding } from './rule.ts';

/** A comment `# ssh-timeouts: ignore RULE reason`, or `ignore-file` for the whole file. */
export interface Suppression {
  readonly rule: string;
  /** Of the comment, in offsets of the file. */
  readonly span: Span;
  /** Lines whose findings it silences, both included. */
  readonly fromLine: number;
  readonly toLine: number;
}

/** Lines that speak to us at all. */
const addressed = linesLike(
  (line) => line.kind !== 'blank' && line.comment !== undefined && line.text.includes('ssh-timeouts:'),
);

/**
 * The suppressions of a file. One behind a directive covers that line; one on a line of its own covers the next
 * directive, and where that opens a Host or Match block the whole block; `ignore-file` covers everything.
 */
export function suppressionsOf(file: ConfigFile): readonly Suppression[] {
  const found: Suppression[] = [];
  for (const index of addressed(file)) {
    const line = file.lines[index];
    const comment = line === undefined || line.kind === 'blank' ? undefined : line.comment;
    if (line === undefined || comment === undefined) continue;
    const text = line.text.slice(comment.start, comment.end);
    const match = /^#+\s*ssh-timeouts:\s*(ignore|ignore-file)\s+([\w-]+)/.exec(text);
    if (match === null) continue;
    const [fromLine, toLine] = match[1] === 'ignore-file' ? [0, file.lines.length] : covered(file, index);
    found.push({ rule: match[2] ?? '', span: inFile(file, index, comment), fromLine, toLine });
  }
  return found;
}

/** Whether the suppression silences this finding of its own file. */
export function silences(suppression: Suppression, finding: Finding, file: ConfigFile): boolean {
  if (suppression.rule !== finding.rule) return false;
  const line = lineIndexAt(file, finding.span.start);
  return line >= suppression.fromLine && line <= suppression.toLine;
}

function covered(file: ConfigFile, index: number): [number, number] {
  const { lines } = file;
  if (lines[index]?.kind === 'directive') return [index, index];
  const next = lines.findIndex((line, at) => at > index && line.kind === 'directive');
  if (next === -1) return [index, index];
  if (!opensBlock(file, next)) return [next, next];
  const end = lines.findIndex((_, at) => at > next && opensBlock(file, at));
  return [next, end === -1 ? lines.length : end - 1];
}

function opensBlock(file: ConfigFile, index: number): boolean {
  const line = file.lines[index];
  return line?.kind === 'directive' && /^(host|match)$/i.test(line.keyword.value);
}
