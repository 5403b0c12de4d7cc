import type { Hover } from 'vscode-languageserver';
import { findDirective } from '../knowledge/directives.ts';
import type { Snapshot } from '../snapshot.ts';
import { type DirectiveLine, inFile, lineIndexAt, type Span, type Word } from '../syntax/configFile.ts';
import type { Texts } from './directiveText.ts';
import { markdownToText } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { type ArgumentText, hoverArgument } from './hoverArgument.ts';
import { hoverBlockLine } from './hoverBlockLine.ts';
import { hoverDirective } from './hoverDirective.ts';
import { hoverInclude } from './hoverInclude.ts';
import { hoverRoute } from './hoverRoute.ts';
import { toRange } from './ranges.ts';
import { subjectOfLine } from './subjectOfLine.ts';

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
  const column = offset - (snapshot.file.lineStarts[place.lineIndex] ?? 0);
  const found = contentsAt(snapshot, place, column, options, texts);
  if (!found) return null;
  const { text, span } = found;
  return {
    contents: options.markdown ? { kind: 'markdown', value: text } : { kind: 'plaintext', value: markdownToText(text) },
    range: toRange(snapshot.file, inFile(snapshot.file, place.lineIndex, span)),
  };
}

function contentsAt(
  snapshot: Snapshot,
  place: HoverPlace,
  column: number,
  options: FeatureOptions,
  texts: Texts,
): ArgumentText | undefined {
  const keyword = place.line.keyword.value.toLowerCase();
  const directive = findDirective(snapshot.dialect, keyword);
  const ofWord = (text: string | undefined) => (text === undefined ? undefined : { text, span: place.word });
  if (place.argument >= 0) {
    if (keyword === 'match' || (keyword === 'host' && snapshot.dialect === 'client')) {
      return ofWord(hoverBlockLine(snapshot, place, options, texts));
    }
    if (keyword === 'include') return ofWord(hoverInclude(snapshot, place, options));
    const ofArgument = directive && hoverArgument(snapshot, place, column, directive);
    if (ofArgument) return ofArgument;
  }
  if (!directive) return undefined;
  const way = place.argument < 0 || keyword !== 'proxyjump' ? '' : wayOf(snapshot, place, options);
  const whole = hoverDirective(snapshot, place, directive, options, texts);
  return ofWord(way === '' ? whole : `${way}\n\n${whole}`);
}

/** The machines that the host of the block is reached through. */
function wayOf(snapshot: Snapshot, { lineIndex }: HoverPlace, options: FeatureOptions): string {
  const subject = subjectOfLine(snapshot, lineIndex);
  if (subject.dialect !== 'client' || subject.kind !== 'named') return '';
  return hoverRoute(snapshot, snapshot.graphs[0], subject.target, options);
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
