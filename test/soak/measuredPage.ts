import fs from 'node:fs';
import path from 'node:path';

const page = path.join(import.meta.dirname, '..', '..', 'docs', 'measured.md');
const title = 'Predicted and measured';

/** Puts one part of docs/measured.md in the place of what it was before; the other parts stay. */
export function writeMeasured(heading: string, text: string): void {
  const before = fs.existsSync(page) ? fs.readFileSync(page, 'utf8') : '';
  fs.mkdirSync(path.dirname(page), { recursive: true });
  fs.writeFileSync(page, withPart(before, heading, text));
}

/** The page with the part named `heading` as `text`: the title first, releases in their order, libraries after them. */
export function withPart(before: string, heading: string, text: string): string {
  const parts = new Map(
    before
      .split(/^##? /m)
      .filter((part) => part.trim() !== '')
      .map((part) => {
        const end = part.indexOf('\n');
        return [part.slice(0, end).trim(), part.slice(end).trim()] as const;
      }),
  );
  parts.set(heading, text.trim());
  const sorted = [...parts].toSorted(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true }));
  return `${sorted.map(([name, body]) => `${name === title ? '#' : '##'} ${name}\n\n${body}\n`).join('\n')}`;
}

function rank(heading: string): number {
  if (heading === title) return 0;
  return heading === 'paramiko' ? 2 : 1;
}
