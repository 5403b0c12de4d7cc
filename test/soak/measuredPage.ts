import fs from 'node:fs';
import path from 'node:path';

const page = path.join(import.meta.dirname, '..', '..', 'docs', 'measured.md');
const headings = { openssh: '# Predicted and measured', paramiko: '## paramiko' } as const;

/** Puts one part of docs/measured.md in the place of what it was before; the other part stays. */
export function writeMeasured(part: keyof typeof headings, text: string): void {
  const before = fs.existsSync(page) ? fs.readFileSync(page, 'utf8') : '';
  const at = before.indexOf(`\n${headings.paramiko}\n`);
  const own = `${headings[part]}\n\n${text.trim()}\n`;
  const openssh = part === 'openssh' ? own : at < 0 ? before : before.slice(0, at);
  const paramiko = part === 'paramiko' ? own : at < 0 ? '' : before.slice(at + 1);
  fs.mkdirSync(path.dirname(page), { recursive: true });
  fs.writeFileSync(page, paramiko === '' ? openssh : `${openssh.trimEnd()}\n\n${paramiko}`);
}
