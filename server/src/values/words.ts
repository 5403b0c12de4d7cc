import { fault, type Parsed, parsed } from './parsed.ts';
import { asciiLower } from './patternList.ts';

/**
 * Reads one of a closed set of words, whatever its case. `synonyms` maps accepted words to the one they mean.
 * Codes: `missing-argument` (empty), `unsupported-option`.
 */
export function readWord<Meaning extends string>(
  text: string,
  meanings: Readonly<Record<string, Meaning>>,
): Parsed<Meaning> {
  if (text === '') return fault('missing-argument');
  const word = asciiLower(text);
  return Object.hasOwn(meanings, word) ? parsed(meanings[word] as Meaning) : fault('unsupported-option');
}

/** The client's yes/no directives. */
export const clientFlag = { true: 'yes', false: 'no', yes: 'yes', no: 'no' } as const;
/** The server's: it knows no `true` and `false`. */
export const serverFlag = { yes: 'yes', no: 'no' } as const;
