import type { Position, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { editorLineStarts, replacedStarts } from './syntax/lineStarts.ts';
import type { OpenDocument } from './workspace.ts';

/** An open document, kept up to date with the client's edits: in a large file at the cost of the edit alone. */
export interface EditedDocument extends OpenDocument {
  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void;
}

/** For `TextDocuments`. */
export const editedDocuments = {
  create: createDocument,
  update(document: EditedDocument, changes: TextDocumentContentChangeEvent[], version: number): EditedDocument {
    document.update(changes, version);
    return document;
  },
};

function createDocument(uri: string, languageId: string, firstVersion: number, firstText: string): EditedDocument {
  let version = firstVersion;
  let text = firstText;
  let starts: Int32Array | undefined;

  /** A position behind the end of its line means that end, one behind the last line the end of the text. */
  function offsetAt({ line, character }: Position, lineStarts: Int32Array): number {
    if (line < 0) return 0;
    const start = lineStarts[line];
    if (start === undefined) return text.length;
    let end = lineStarts[line + 1] ?? text.length;
    while (end > start && isLineEnd(text.charCodeAt(end - 1))) end--;
    return Math.max(start, Math.min(start + character, end));
  }

  function apply(change: TextDocumentContentChangeEvent): void {
    if (!('range' in change)) {
      text = change.text;
      starts = undefined;
      return;
    }
    const before = starts ?? editorLineStarts(text);
    const [a, b] = [offsetAt(change.range.start, before), offsetAt(change.range.end, before)];
    const [start, end] = a <= b ? [a, b] : [b, a];
    const edited = text.slice(0, start) + change.text + text.slice(end);
    // A carriage return at the border may come to belong to another line end, or to none.
    const atBorder = text[start - 1] === '\r' || change.text.endsWith('\r');
    const from = lineAfter(before, start);
    const middle = editorLineStarts(change.text)
      .slice(1)
      .map((offset) => offset + start);
    const shift = edited.length - text.length;
    starts = atBorder ? undefined : replacedStarts(before, { from, to: lineAfter(before, end), middle, shift });
    text = edited;
  }

  return {
    uri,
    languageId,
    get version() {
      return version;
    },
    getText: () => text,
    update(changes, newVersion) {
      for (const change of changes) apply(change);
      version = newVersion;
    },
  };
}

function isLineEnd(code: number): boolean {
  return code === 13 || code === 10;
}

/** Index of the first line that starts behind an offset. */
function lineAfter(starts: Int32Array, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
