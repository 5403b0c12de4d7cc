const context = 3;

/** The difference of two texts that agree in most lines, as one `diff -u` hunk from the first change to the last. */
export function unifiedDiff(name: string, before: string, after: string): string {
  const old = linesOf(before);
  const now = linesOf(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const from = Math.max(0, head - context);
  const oldEnd = Math.min(old.length, old.length - tail + context);
  const nowEnd = Math.min(now.length, now.length - tail + context);
  const hunk = [
    ...old.slice(from, head).map((line) => ` ${line}`),
    ...old.slice(head, old.length - tail).map((line) => `-${line}`),
    ...now.slice(head, now.length - tail).map((line) => `+${line}`),
    ...old.slice(old.length - tail, oldEnd).map((line) => ` ${line}`),
  ];
  const ranges = `-${from + 1},${oldEnd - from} +${from + 1},${nowEnd - from}`;
  return `--- ${name}\n+++ ${name}\n@@ ${ranges} @@\n${hunk.map(terminated).join('')}`;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function terminated(line: string): string {
  return line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`;
}
