/** Joins arguments so that OpenSSH's splitter would find them again: quotes where there are blanks, escapes for quotes. */
export function argvAssemble(args: readonly string[]): string {
  return args
    .map((arg) => {
      const escaped = arg.replace(/[\\'"]/g, '\\$&');
      return /[ \t]/.test(arg) ? `"${escaped}"` : escaped;
    })
    .join(' ');
}
