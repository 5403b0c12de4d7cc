/**
 * The section about one keyword out of OpenSSH's own manual page, as plain text: the item `.It Cm KEYWORD` of the outer
 * list. `source` is mdoc(7), the form in which OpenSSH ships its pages; undefined where the page has no such item.
 */
export function manualSection(source: string, keyword: string): string | undefined {
  const name = /^\.Nm (\S+)/m.exec(source)?.[1] ?? '';
  const lines = source.replace(/^\.Nm$/gm, `.Nm ${name}`).split('\n');
  const start = lines.findIndex((line) => isItemOf(line, keyword));
  if (start < 0) return undefined;
  const paragraphs: string[] = [];
  let words = '';
  const flush = () => {
    if (words.trim() !== '') paragraphs.push(words.trim());
    words = '';
  };
  let depth = 0;
  // `.Sm off`: what follows is one word, in spite of its lines.
  let spaced = true;
  for (const line of lines.slice(start + 1)) {
    if (depth === 0 && /^\.(It|El|Sh)\b/.test(line)) break;
    if (/^\.B[ld]\b/.test(line)) depth++;
    if (/^\.E[ld]\b/.test(line)) depth--;
    if (/^\.(Pp|B[ld]|E[ld])\b/.test(line)) flush();
    else if (/^\.It\b/.test(line)) {
      flush();
      const term = readLine(line.replace(/^\.It\b/, '.'));
      words = term === '' ? '-' : `- ${term}:`;
    } else if (/^\.Sm\b/.test(line)) {
      spaced = !/off/.test(line);
      if (!spaced) words += ' ';
    } else if (!line.startsWith('.\\"')) {
      const text = readLine(line, spaced);
      words += words === '' || !spaced || /^[.,;:)]/.test(text) ? text : ` ${text}`;
    }
  }
  flush();
  return paragraphs.map(wrap).join('\n\n');
}

/** At 88 columns, so that it can be read beside a file. */
function wrap(paragraph: string): string {
  return paragraph.replace(/(.{1,88})(?: |$)/g, '$1\n').trimEnd();
}

function isItemOf(line: string, keyword: string): boolean {
  return line.toLowerCase() === `.it cm ${keyword.toLowerCase()}`;
}

const quotes: Readonly<Record<string, readonly [string, string]>> = {
  Dq: ['“', '”'],
  Qq: ['"', '"'],
  Sq: ['‘', '’'],
  Ql: ['‘', '’'],
  Pq: ['(', ')'],
  Op: ['[', ']'],
};

/** One line of mdoc: macros become their signs, escapes their characters. */
function readLine(line: string, spaced = true): string {
  if (!line.startsWith('.')) return withoutEscapes(line);
  let text = '';
  let glued = true;
  let closing = '';
  let reference: string[] | undefined;
  for (const word of line.slice(1).match(/"[^"]*"|\S+/g) ?? []) {
    const bare = word.replace(/^"(.*)"$/, '$1');
    const quote = quotes[bare];
    if (quote) {
      text += glued ? quote[0] : ` ${quote[0]}`;
      closing = quote[1] + closing;
      glued = true;
    } else if (bare === 'Ns') glued = true;
    else if (bare === 'Fl') {
      text += glued ? '-' : ' -';
      glued = true;
    } else if (bare === 'Oo' || bare === 'Oc') {
      text += bare === 'Oc' ? ']' : glued ? '[' : ' [';
      glued = bare === 'Oo';
    } else if (bare === 'Xr') reference = [];
    else if (reference?.length === 1) {
      text += `(${bare})`;
      reference = undefined;
    } else if (/^(Cm|Ar|Pa|Ev|Nm|Sx|Ic|Em|Dl|Fn|Ux|Xo|Xc|No|Li|Va)$/.test(bare)) continue;
    else if (/^[.,;:)]+$/.test(bare)) {
      // Punctuation at the end stands outside of the quotes.
      text += closing + bare;
      closing = '';
    } else {
      text += glued ? bare : ` ${bare}`;
      glued = bare === '(' || !spaced;
      reference?.push(bare);
    }
  }
  return withoutEscapes(text + closing);
}

function withoutEscapes(text: string): string {
  return text
    .replace(/\\".*$/, '')
    .replace(/\\\((en|em)/g, '–')
    .replace(/\\f[A-Z]/g, '')
    .replace(/\\[&%|^]/g, '')
    .replace(/\\-/g, '-')
    .replace(/\\e/g, '\\')
    .replace(/\\(.)/g, '$1');
}
