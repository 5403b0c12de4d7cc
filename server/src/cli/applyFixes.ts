import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { encodeBytes } from '../files/bytes.ts';
import { nodeFileSystem } from '../files/nodeFileSystem.ts';
import type { TextEdit } from '../rules/rule.ts';
import type { CheckedFile } from './checkedFile.ts';
import type { Checker } from './checkFiles.ts';
import type { CliIo } from './io.ts';
import { unifiedDiff } from './unifiedDiff.ts';

/** One fix may make room for the next; more rounds than this no file needs. */
const mostRounds = 10;

/** What the safe fixes make of the files, in memory, with the findings that then stay. */
export async function fixed(files: readonly CheckedFile[], checker: Checker): Promise<readonly CheckedFile[]> {
  let current = files;
  for (let round = 0; round < mostRounds; round++) {
    let changed = false;
    for (const file of current) {
      const text = withFixes(file);
      if (text === file.text) continue;
      checker.replace(file.uri, text);
      changed = true;
    }
    if (!changed) return current;
    current = await checker.check();
  }
  return current;
}

/** Writes what changed. A file that somebody else changed meanwhile, or that is none, is left alone and named. */
export async function writeFixed(before: readonly CheckedFile[], after: readonly CheckedFile[], io: CliIo) {
  const unwritten: string[] = [];
  for (const [file, text] of changes(before, after)) {
    const problem = file.writable ? await write(file, text) : l10n.t('is not a file that can be written; see --diff');
    if (problem !== undefined) unwritten.push(`${file.name}: ${problem}`);
    else io.err(`${l10n.t('{0}: fixed', file.name)}\n`);
  }
  return unwritten;
}

async function write(file: CheckedFile, text: string): Promise<string | undefined> {
  const now = await nodeFileSystem.readText(file.uri);
  if (!('text' in now) || now.text !== file.text) return l10n.t('changed while it was checked');
  try {
    await fs.writeFile(fileURLToPath(file.uri), encodeBytes(text));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The changes as `diff -u` prints them. */
export function diffOf(before: readonly CheckedFile[], after: readonly CheckedFile[]): string {
  return [...changes(before, after)].map(([file, text]) => unifiedDiff(file.name, file.text, text)).join('');
}

function* changes(before: readonly CheckedFile[], after: readonly CheckedFile[]): Iterable<[CheckedFile, string]> {
  const texts = new Map(after.map(({ uri, text }) => [uri, text]));
  for (const file of before) {
    const text = texts.get(file.uri) ?? file.text;
    if (text !== file.text) yield [file, text];
  }
}

/** The text with those safe fixes that do not touch each other. */
function withFixes(file: CheckedFile): string {
  const edits: TextEdit[] = [];
  for (const finding of file.findings) {
    const fix = finding.fixes?.find((each) => each.safe && each.edits.every((edit) => edit.uri === file.uri));
    if (fix && !fix.edits.some((edit) => edits.some((taken) => overlaps(edit, taken)))) edits.push(...fix.edits);
  }
  edits.sort((a, b) => b.span.start - a.span.start);
  return edits.reduce(
    (text, { span, newText }) => text.slice(0, span.start) + newText + text.slice(span.end),
    file.text,
  );
}

function overlaps(a: TextEdit, b: TextEdit): boolean {
  return (a.span.start < b.span.end && b.span.start < a.span.end) || a.span.start === b.span.start;
}
