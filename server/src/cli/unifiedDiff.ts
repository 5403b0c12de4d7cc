import { changedRuns, type Run } from './changedRuns.ts';
import { showControls } from './showControls.ts';

const context = 3;

/** The difference of two texts in the form of `diff -u`, which `patch -p0` and `git apply -p0` take. */
export function unifiedDiff(name: string, before: string, after: string): string {
  const old = linesOf(before);
  const now = linesOf(after);
  const hunks = groupsOf(changedRuns(old, now)).map((runs) => hunk(runs, old, now));
  return hunks.length === 0 ? '' : `--- ${showControls(name)}\n+++ ${showControls(name)}\n${hunks.join('')}`;
}

/** Changes so near to each other that their contexts touch share a hunk. */
function groupsOf(runs: readonly Run[]): readonly (readonly [Run, ...Run[]])[] {
  const groups: [Run, ...Run[]][] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    if (last && run.oldStart - (last.at(-1)?.oldEnd ?? 0) <= 2 * context) last.push(run);
    else groups.push([run]);
  }
  return groups;
}

function hunk(runs: readonly [Run, ...Run[]], old: readonly string[], now: readonly string[]): string {
  const [first] = runs;
  const last = runs.at(-1) ?? first;
  const before = Math.min(context, first.oldStart);
  const behind = Math.min(context, old.length - last.oldEnd);
  const lines: string[] = [];
  let at = first.oldStart - before;
  for (const { oldStart, oldEnd, newStart, newEnd } of runs) {
    lines.push(...old.slice(at, oldStart).map((line) => ` ${line}`));
    lines.push(...old.slice(oldStart, oldEnd).map((line) => `-${line}`));
    lines.push(...now.slice(newStart, newEnd).map((line) => `+${line}`));
    at = oldEnd;
  }
  lines.push(...old.slice(at, at + behind).map((line) => ` ${line}`));
  const oldRange = range(first.oldStart - before, last.oldEnd + behind);
  const newRange = range(first.newStart - before, last.newEnd + behind);
  return `@@ -${oldRange} +${newRange} @@\n${lines.map(terminated).join('')}`;
}

/** Lines count from 1; an empty range names the line before it. */
function range(start: number, end: number): string {
  return `${end === start ? start : start + 1},${end - start}`;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function terminated(line: string): string {
  return line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`;
}
