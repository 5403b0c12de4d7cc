import { type SemanticTokens, SemanticTokensBuilder } from 'vscode-languageserver';
import { availability } from '../knowledge/availability.ts';
import { findDirective } from '../knowledge/directives.ts';
import { blockAt } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type DirectiveLine, inFile, lineIndexAt, type Span } from '../syntax/configFile.ts';
import { overruledIn } from './overruled.ts';
import { positionAt } from './ranges.ts';

/** What the grammars cannot know: it depends on the version, and on other lines. */
export const tokenTypes = ['overruled', 'ignoredDirective', 'unknownDirective'] as const;
export const tokenModifiers = ['deprecated'] as const;

/** Lines looked at for one answer: more than any screen has. */
const mostLines = 5_000;

interface Token {
  readonly span: Span;
  readonly type: (typeof tokenTypes)[number];
  readonly deprecated?: boolean;
}

/** Arguments that another line overrules, and keywords that this version ignores or does not know. */
export function provideSemanticTokens(snapshot: Snapshot, range: Span): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  const { file } = snapshot;
  if (file.lines.length === 0) return builder.build();
  const first = lineIndexAt(file, range.start);
  const last = Math.min(lineIndexAt(file, range.end), first + mostLines);
  for (let index = first; index <= last; index++) {
    const line = file.lines[index];
    if (line?.kind !== 'directive') continue;
    for (const { span, type, deprecated } of tokensOn(snapshot, index, line)) {
      const { start, end } = inFile(file, index, span);
      const { line: row, character } = positionAt(file, start);
      // A line that OpenSSH takes as one may be several to an editor.
      if (positionAt(file, end).line !== row || end <= start) continue;
      builder.push(row, character, end - start, tokenTypes.indexOf(type), deprecated ? 1 : 0);
    }
  }
  return builder.build();
}

function tokensOn(snapshot: Snapshot, index: number, line: DirectiveLine): readonly Token[] {
  const directive = findDirective(snapshot.dialect, line.keyword.value);
  const state = directive ? availability(directive, snapshot.version, line.keyword.value).kind : 'absent';
  if (state === 'deprecated' || state === 'unsupported') {
    return [{ span: line.keyword, type: 'ignoredDirective', deprecated: true }];
  }
  if (state !== 'known') return [{ span: line.keyword, type: 'unknownDirective' }];
  if (!overruledIn(snapshot, blockAt(snapshot.file, index)).has(index)) return [];
  return line.args.map((span) => ({ span, type: 'overruled' as const }));
}
