import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { encodeBytes } from '../files/bytes.ts';
import type { TextEdit } from '../rules/rule.ts';
import type { CheckedFile } from './checkFormats.ts';
import type { CliIo } from './io.ts';
import { unifiedDiff } from './unifiedDiff.ts';

/**
 * Applies the safe fixes: writes the files, or with `onlyShow` prints what would change. Answers the files with the
 * findings that stay.
 */
export async function applyFixes(files: readonly CheckedFile[], onlyShow: boolean, io: CliIo): Promise<CheckedFile[]> {
  const after: CheckedFile[] = [];
  for (const file of files) {
    const { text, fixed } = withFixes(file);
    if (fixed.size > 0 && onlyShow) io.out(unifiedDiff(file.name, file.text, text));
    else if (fixed.size > 0 && file.writable) await fs.writeFile(fileURLToPath(file.uri), encodeBytes(text));
    else if (fixed.size > 0) io.err(`${file.name}: cannot be written; its fixes are shown by --diff\n`);
    const applied = onlyShow || file.writable;
    const findings = applied ? file.findings.filter((finding) => !fixed.has(finding)) : file.findings;
    after.push({ ...file, findings });
  }
  return after;
}

function withFixes(file: CheckedFile): { text: string; fixed: ReadonlySet<object> } {
  const fixed = new Set<object>();
  const edits: TextEdit[] = [];
  for (const finding of file.findings) {
    const fix = finding.fixes?.find((each) => each.safe && each.edits.every((edit) => edit.uri === file.uri));
    if (!fix || fix.edits.some((edit) => edits.some((taken) => overlaps(edit, taken)))) continue;
    edits.push(...fix.edits);
    fixed.add(finding);
  }
  edits.sort((a, b) => b.span.start - a.span.start);
  const text = edits.reduce(
    (done, { span, newText }) => done.slice(0, span.start) + newText + done.slice(span.end),
    file.text,
  );
  return { text, fixed };
}

function overlaps(a: TextEdit, b: TextEdit): boolean {
  return (a.span.start < b.span.end && b.span.start < a.span.end) || a.span.start === b.span.start;
}
