import type { PythonSnapshot } from '../../pythonSnapshot.ts';
import type { Span } from '../../syntax/configFile.ts';
import { lineStartBefore } from '../../syntax/lineStarts.ts';
import type { Finding } from '../rule.ts';
import { modelOf } from './pythonRule.ts';

/** A comment `# ssh-timeouts: ignore RULE reason`, or `ignore-file` for the whole file, with what it covers. */
export interface PythonSuppression {
  readonly rule: string;
  readonly covers: Span;
}

/** One behind code covers the statement that it stands in; one on a line of its own covers the next. */
export function pythonSuppressions(snapshot: PythonSnapshot): readonly PythonSuppression[] {
  const { text } = snapshot.file;
  const { comments, calls } = modelOf(snapshot);
  return comments.flatMap((comment) => {
    const match = /^#+\s*ssh-timeouts:\s*(ignore|ignore-file)\s+([\w-]+)/.exec(text.slice(comment.start, comment.end));
    if (!match) return [];
    const rule = match[2] ?? '';
    if (match[1] === 'ignore-file') return [{ rule, covers: { start: 0, end: text.length } }];
    const start = lineStartBefore(text, comment.start);
    const alone = /^\s*$/.test(text.slice(start, comment.start));
    const line = alone ? nextCode(text, comment.end) : { start, end: comment.end };
    // A statement that starts or ends on the line is covered as a whole.
    const statements = calls
      .map(({ statement }) => statement())
      .filter((each) => inside(line, each.start) || inside(line, each.end));
    const covers = {
      start: Math.min(line.start, ...statements.map((each) => each.start)),
      end: Math.max(line.end, ...statements.map((each) => each.end)),
    };
    return [{ rule, covers }];
  });
}

export function isSilenced({ rule, span }: Finding, suppressions: readonly PythonSuppression[]): boolean {
  return suppressions.some(
    (each) => each.rule === rule && each.covers.start <= span.start && span.end <= each.covers.end,
  );
}

function nextCode(text: string, from: number): Span {
  let start = text.indexOf('\n', from) + 1;
  while (start > 0 && /^[ \t]*(#.*)?$/.test(lineAt(text, start)) && text.indexOf('\n', start) >= 0) {
    start = text.indexOf('\n', start) + 1;
  }
  return start === 0 ? { start: text.length, end: text.length } : { start, end: start + lineAt(text, start).length };
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
}

function inside({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
