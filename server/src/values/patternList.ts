/**
 * OpenSSH's wildcard patterns: `*` stands for any run, `?` for one byte; nothing else is special. Text is compared by
 * its UTF-8 bytes, which only matters where `?` meets a character outside ASCII.
 */
export function matchPattern(text: string, pattern: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII
  const ascii = /^[\x00-\x7f]*$/;
  if (!pattern.includes('?') || (ascii.test(text) && ascii.test(pattern))) return matchUnits(text, pattern);
  return matchUnits(asBytes(text), asBytes(pattern));
}

function asBytes(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

function matchUnits(text: string, pattern: string): boolean {
  let at = 0;
  let p = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const unit = pattern[p];
    if (unit === '*') {
      star = p;
      p += 1;
      resume = at;
    } else if (p < pattern.length && (unit === '?' || unit === text[at])) {
      p += 1;
      at += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      p = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

/** A comma list's verdict: a negated pattern matched, a plain one did, or none. */
export type ListMatch = 'negated' | 'matched' | 'unmatched';

/** Longer patterns in a comma list end the comparison without a match. */
const longestPattern = 1023;

/**
 * Compares with a comma-separated list whose patterns may be negated by `!`. With `ignoreCase` the patterns are taken in
 * lower case (ASCII letters only); the text must be so already.
 */
export function matchPatternList(text: string, list: string, ignoreCase = false): ListMatch {
  let matched = false;
  if (list === '') return 'unmatched';
  const patterns = list.split(',');
  // A comma at the very end starts no further pattern.
  if (patterns.at(-1) === '') patterns.pop();
  for (const entry of patterns) {
    const negated = entry.startsWith('!');
    const pattern = negated ? entry.slice(1) : entry;
    if (pattern.length >= longestPattern) return 'unmatched';
    if (!matchPattern(text, ignoreCase ? asciiLower(pattern) : pattern)) continue;
    if (negated) return 'negated';
    matched = true;
  }
  return matched ? 'matched' : 'unmatched';
}

/** Compares a host name with a comma list, whatever the case. */
export function matchHostName(host: string, list: string): boolean {
  return matchPatternList(asciiLower(host), list, true) === 'matched';
}

/** Compares with the patterns of a `Host` line: case counts, `!` negates, commas are ordinary characters. */
export function matchHostPatterns(host: string, patterns: readonly string[]): boolean {
  let matched = false;
  for (const entry of patterns) {
    const negated = entry.startsWith('!');
    if (!matchPattern(host, negated ? entry.slice(1) : entry)) continue;
    if (negated) return false;
    matched = true;
  }
  return matched;
}

/** Whether the pattern stands for one text only. */
export function isLiteralPattern(pattern: string): boolean {
  return !/[*?]/.test(pattern);
}

/** Lower case of ASCII letters alone, as the C library does it for `C` and UTF-8 bytes. */
export function asciiLower(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text;
}
