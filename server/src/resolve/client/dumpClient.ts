import type { EffectiveConfig } from '../effectiveConfig.ts';

/** The one keyword that OpenSSH prints with a capital letter. */
const spelt: Readonly<Record<string, string>> = { canonicalizepermittedcnames: 'canonicalizePermittedcnames' };

/** The form of `ssh -G`: a line for each value, in its order. */
export function dumpClient({ values }: EffectiveConfig): string {
  let text = '';
  for (const [keyword, lines] of values) {
    const name = spelt[keyword] ?? keyword;
    for (const { value } of lines) text += value === '' ? `${name}\n` : `${name} ${value}\n`;
  }
  return text;
}
