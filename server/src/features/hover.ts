import type { Hover } from 'vscode-languageserver';
import { findDirective } from '../knowledge/directives.ts';
import { subjectAt } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type DirectiveLine, inFile, lineIndexAt, type Span, type Word } from '../syntax/configFile.ts';
import type { Texts } from './directiveText.ts';
import { markdownToText } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { hoverBlockLine } from './hoverBlockLine.ts';
import { hoverDirective } from './hoverDirective.ts';
import { hoverInclude } from './hoverInclude.ts';
import { hoverRoute } from './hoverRoute.ts';
import { hoverValue } from './hoverValue.ts';
import { toRange } from './ranges.ts';

/** Where the cursor is, in a line's own terms. */
export interface HoverPlace {
  readonly lineIndex: number;
  readonly line: DirectiveLine;
  /** -1 on the keyword, else the argument's index. */
  readonly argument: number;
  readonly word: Word;
}

/** What is said of the word under the cursor; null between words and in comments. */
export function provideHover(snapshot: Snapshot, offset: number, options: FeatureOptions, texts: Texts): Hover | null {
  const place = placeAt(snapshot, offset);
  if (!place) return null;
  const text = contentsAt(snapshot, place, options, texts);
  if (text === undefined) return null;
  return {
    contents: options.markdown ? { kind: 'markdown', value: text } : { kind: 'plaintext', value: markdownToText(text) },
    range: toRange(snapshot.file, inFile(snapshot.file, place.lineIndex, place.word)),
  };
}

function contentsAt(snapshot: Snapshot, place: HoverPlace, options: FeatureOptions, texts: Texts): string | undefined {
  const keyword = place.line.keyword.value.toLowerCase();
  const directive = findDirective(snapshot.dialect, keyword);
  if (place.argument >= 0) {
    if (keyword === 'match' || (keyword === 'host' && snapshot.dialect === 'client')) {
      return hoverBlockLine(snapshot, place, options, texts);
    }
    if (keyword === 'include') return hoverInclude(snapshot, place, options);
    const value = directive && hoverValue(snapshot, place, directive);
    if (value !== undefined) return value;
  }
  const whole = directive && hoverDirective(snapshot, place, directive, options, texts);
  if (place.argument < 0 || keyword !== 'proxyjump' || snapshot.dialect !== 'client') return whole;
  const subject = subjectAt(snapshot.file, place.lineIndex);
  const route = subject.dialect === 'client' && subject.kind === 'named' ? subject.target : undefined;
  const way = route ? hoverRoute(snapshot, snapshot.graphs[0], route, options) : '';
  return way === '' ? whole : `${way}\n\n${whole}`;
}

function placeAt(snapshot: Snapshot, offset: number): HoverPlace | undefined {
  const lineIndex = lineIndexAt(snapshot.file, offset);
  const line = snapshot.file.lines[lineIndex];
  if (line?.kind !== 'directive') return undefined;
  const inLine = offset - (snapshot.file.lineStarts[lineIndex] ?? 0);
  if (holds(line.keyword, inLine)) return { lineIndex, line, argument: -1, word: line.keyword };
  const argument = line.args.findIndex((word) => holds(word, inLine));
  const word = line.args[argument];
  return word ? { lineIndex, line, argument, word } : undefined;
}

/** Right behind the last character still counts: that is where a cursor rests after typing. */
function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
