import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../snapshot.ts';
import { inFile } from '../syntax/configFile.ts';
import { type Entry, entriesOf } from './document.ts';
import type { Rule } from './rule.ts';

/** An Include, or another line, that looks global and stands in a block. */
export const unindentedInBlock: Rule<Snapshot> = {
  id: 'unindented-in-block',
  severity: 'info',
  dialects: ['client', 'server'],
  doc: {
    summary: 'Points out lines that look as if they stood outside a Host or Match block, and do not.',
    why: 'A block ends at the next Host or Match line, or at the end of the file; blank lines and indentation mean nothing. A line at the left margin below an indented block still belongs to the block, and an Include there counts only for its hosts.',
    bad: 'Host web\n  User deploy\n\nServerAliveInterval 30\n',
    good: 'ServerAliveInterval 30\n\nHost web\n  User deploy\n',
  },
  *check(snapshot) {
    const { file } = snapshot;
    const byBlock = new Map<number, Entry[]>();
    for (const entry of entriesOf(file)) {
      if (entry.block === undefined || entry.index === entry.block.lineIndex) continue;
      const list = byBlock.get(entry.block.lineIndex) ?? [];
      list.push(entry);
      byBlock.set(entry.block.lineIndex, list);
    }
    for (const entries of byBlock.values()) {
      const first = entries[0];
      const block = first?.block;
      if (first === undefined || block === undefined || indent(first) <= indentOf(block.line.text)) continue;
      // "Host *" and "Match all" hold for everything: nothing is lost by standing in them.
      if (/^(?:host\s+\*|match\s+all)\s*$/i.test(block.line.text.trim())) continue;
      const stray = entries.find(
        (entry) => indent(entry) <= indentOf(block.line.text) && afterGap(file.lines, entry.index),
      );
      // sshd refuses it there, which another rule says.
      if (stray === undefined || (snapshot.dialect === 'server' && stray.directive?.inBlocks === false)) continue;
      yield {
        span: stray.span,
        message:
          stray.keyword === 'include'
            ? l10n.t('This Include counts only for the block above it: a block lasts until the next Host or Match.')
            : l10n.t('This line belongs to the block above it: a block lasts until the next Host or Match.'),
        related: [
          {
            uri: snapshot.uri,
            span: inFile(file, block.lineIndex, { start: block.line.keyword.start, end: block.line.rest.end }),
            message: l10n.t('The block begins here.'),
          },
        ],
      };
    }
  },
};

function indent(entry: Entry): number {
  return indentOf(entry.line.text);
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** A blank line or a comment sets it apart from the line before. */
function afterGap(lines: readonly { readonly kind: string }[], index: number): boolean {
  const before = lines[index - 1]?.kind;
  return before === 'blank' || before === 'comment';
}
