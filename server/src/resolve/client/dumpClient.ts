import type { EffectiveConfig } from '../effectiveConfig.ts';

/** The one keyword that OpenSSH prints with a capital letter. */
const spelt: Readonly<Record<string, string>> = { canonicalizepermittedcnames: 'canonicalizePermittedcnames' };

/** Lists on one line: an empty one, up to 8.6, is the keyword without a blank. */
const lists: ReadonlySet<string> = new Set([
  'canonicaldomains',
  'globalknownhostsfile',
  'userknownhostsfile',
  'logverbose',
]);

/** The form of `ssh -G`: a line for each value, in its order. */
export function dumpClient({ values }: EffectiveConfig): string {
  let text = '';
  for (const [keyword, lines] of values) {
    const name = spelt[keyword] ?? keyword;
    for (const { value } of lines) text += value === '' && lists.has(keyword) ? `${name}\n` : `${name} ${value}\n`;
  }
  return text;
}
