import { blockAt } from '../resolve/subjects.ts';
import type { ConfigFile } from '../syntax/configFile.ts';

/** A part of a file that a comment gives a title to. */
export interface Group {
  readonly title: string;
  /** First line of the heading's comments, and the line with the title. */
  readonly start: number;
  readonly titleLine: number;
  /** Index after its last line: the next heading, or the end of the file. */
  readonly end: number;
}

const groupsByFile = new WeakMap<ConfigFile, readonly Group[]>();

/**
 * Parts that comments such as `## Work`, `# ---- Work ----`, `# Work:` above a blank-led part, `#region Work` or a title
 * between two rules give a heading to. A comment inside of a block is none: it cannot end what the block holds.
 */
export function groupsOf(file: ConfigFile): readonly Group[] {
  const known = groupsByFile.get(file);
  if (known) return known;
  const headings = file.lines.flatMap((line, index) => {
    const title = line.kind === 'comment' && line.comment.start === 0 ? titleOf(file, index) : undefined;
    return title === undefined || isInsideBlock(file, index)
      ? []
      : [{ title, start: startOf(file, index), titleLine: index }];
  });
  const groups = headings.map((heading, i) => ({ ...heading, end: headings[i + 1]?.start ?? file.lines.length }));
  groupsByFile.set(file, groups);
  return groups;
}

function titleOf(file: ConfigFile, index: number): string | undefined {
  const text = commentAt(file, index);
  if (text === undefined) return undefined;
  const region = /^#\s*region\b\s*(.*)$/i.exec(text)?.[1];
  if (region !== undefined) return region === '' ? undefined : region;
  const decorated =
    /^#+\s*[-=*#~_]{3,}\s*(.*?)\s*[-=*#~_]*$/.exec(text)?.[1] ?? /^##+\s*([^#\s].*?)\s*#*$/.exec(text)?.[1];
  if (decorated) return hasWords(decorated) ? decorated : undefined;
  const plain = /^#\s*(.*?)\s*#?$/.exec(text)?.[1] ?? '';
  if (!hasWords(plain)) return undefined;
  if (isRule(commentAt(file, index - 1)) && isRule(commentAt(file, index + 1))) return plain;
  const alone = file.lines[index - 1]?.kind !== 'comment';
  // One short line that ends like a title; a longer comment with a colon is prose.
  return alone && /^[^\s:][^:.]{0,50}:$/.test(plain) && file.lines[index + 1]?.kind !== 'comment'
    ? plain.slice(0, -1)
    : undefined;
}

function commentAt(file: ConfigFile, index: number): string | undefined {
  const line = file.lines[index];
  return line?.kind === 'comment' ? line.text.slice(line.comment.start, line.comment.end).trimEnd() : undefined;
}

function hasWords(text: string): boolean {
  return /\p{Letter}/u.test(text);
}

/** A comment of nothing but dashes or the like. */
function isRule(text: string | undefined): boolean {
  return text !== undefined && /^#\s*[-=*#~_]{3,}$/.test(text);
}

function startOf(file: ConfigFile, index: number): number {
  return isRule(commentAt(file, index - 1)) ? index - 1 : index;
}

function isInsideBlock(file: ConfigFile, index: number): boolean {
  const block = blockAt(file, index);
  return block !== undefined && file.lines.slice(index + 1, block.end).some(({ kind }) => kind === 'directive');
}
