import * as l10n from '@vscode/l10n';
import { type Block, blocksOf } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import type { ConfigFile, DirectiveLine, Line } from '../syntax/configFile.ts';
import { entryAt, headSpan } from './document.ts';
import { isForAll, newlineOf } from './fixes.ts';
import type { Fix, Rule } from './rule.ts';

/** An Include, or another line, that looks global and stands in a block. */
export const unindentedInBlock: Rule<Snapshot> = {
  id: 'unindented-in-block',
  severity: 'info',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Points out lines that look as if they stood outside a Host or Match block, and do not.',
    why: 'A block ends at the next Host or Match line, or at the end of the file; blank lines and indentation mean nothing. A line at the left margin below an indented block still belongs to the block, also one that a script has appended to the file, and an Include there applies only to its hosts.',
    bad: 'Host web\n  User deploy\n\nServerAliveInterval 30\n',
    good: 'ServerAliveInterval 30\n\nHost web\n  User deploy\n',
  },
  *check(snapshot) {
    const { file } = snapshot;
    for (const block of blocksOf(file)) {
      const at = strayLine(file, block);
      const stray = at === undefined ? undefined : entryAt(file, at);
      if (stray === undefined) continue;
      // sshd refuses it there, which another rule says.
      if (snapshot.dialect === 'server' && stray.directive?.inBlocks === false) continue;
      yield {
        span: stray.span,
        message:
          stray.keyword === 'include'
            ? l10n.t('This Include applies only to the block above it: a block lasts until the next Host or Match.')
            : l10n.t('This line belongs to the block above it: a block lasts until the next Host or Match.'),
        related: [{ uri: snapshot.uri, span: headSpan(file, block), message: l10n.t('The block begins here.') }],
        fixes: [endingBlock(snapshot, stray.index), indenting(snapshot, block, stray.index)],
      };
    }
  },
};

/** The first line of an indented block that stands at the block's own margin and seems not to belong to it. */
function strayLine({ lines }: ConfigFile, { line: head, lineIndex, end }: Block): number | undefined {
  // "Host *" and "Match all" hold for everything: nothing is lost by standing in them.
  if (isForAll(head.keyword.value, head.args)) return undefined;
  const margin = indent(head);
  let indented = false;
  for (let index = lineIndex + 1; index < end; index++) {
    const line = lines[index];
    if (line?.kind !== 'directive') continue;
    const isOut = indent(line) <= margin;
    if (!indented && isOut) return undefined;
    indented = true;
    if (!isOut) continue;
    const isApart = lines[index - 1]?.kind !== 'directive';
    if (isApart || /^include$/i.test(line.keyword.value) || isAppended(lines, index, margin)) return index;
  }
  return undefined;
}

/** Whether the file ends with lines at the margin from here on, as `echo LINE >> FILE` leaves them. */
function isAppended(lines: readonly Line[], from: number, margin: number): boolean {
  const rest = lines.slice(from).filter((line) => line.kind === 'directive');
  return rest.every(
    (line) => indent(line) <= margin && !/^(?:hostname|user|port|identityfile|host|match)$/i.test(line.keyword.value),
  );
}

function indent(line: DirectiveLine): number {
  return line.keyword.start;
}

/** What it seems to be: a line for everything. */
function endingBlock({ uri, file, dialect }: Snapshot, index: number): Fix {
  const head = dialect === 'client' ? 'Host *' : 'Match all';
  const at = file.lineStarts[index] ?? 0;
  const newText = `${head}${newlineOf(file)}`;
  return {
    title: l10n.t('Put {0} above it', head),
    safe: false,
    edits: [{ uri, span: { start: at, end: at }, newText }],
  };
}

/** What it is: a line of the block. Those that follow it go along. */
function indenting({ uri, file }: Snapshot, block: Block, from: number): Fix {
  const first = file.lines.find((line, at): line is DirectiveLine => at > block.lineIndex && line.kind === 'directive');
  const blanks = first?.text.slice(0, first.keyword.start) ?? '  ';
  const margin = indent(block.line);
  const edits = [];
  for (let index = from; index < block.end; index++) {
    const line: Line | undefined = file.lines[index];
    if (line?.kind !== 'directive' || indent(line) > margin) continue;
    const start = file.lineStarts[index] ?? 0;
    edits.push({ uri, span: { start, end: start + line.keyword.start }, newText: blanks });
  }
  return { title: l10n.t('Indent it, as part of the block'), safe: false, edits };
}
