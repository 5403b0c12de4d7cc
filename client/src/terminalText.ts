const shownLines = 4;

/** Whether a command line runs ssh itself, rather than something that is called like it. */
export function isSsh(commandLine: string): boolean {
  return /^\s*(?:\S*[/\\])?ssh(?:\.exe)?(?:\s|$)/.test(commandLine);
}

/** Whether a command line has the host as a word of its own, alone or behind a user. */
export function namesHost(commandLine: string, host: string): boolean {
  return commandLine.split(/\s+/).some(
    (word) =>
      word
        .replace(/^['"]|['"]$/g, '')
        .split('@')
        .at(-1) === host,
  );
}

/** The last lines of a terminal's text, without what only moves the cursor or colours. */
export function lastLines(text: string): readonly string[] {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      .replace(/\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g, '')
      .split(/[\r\n]+/)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      .map((line) => line.replace(/[\u0000-\u001f\u007f]/g, '').trim())
      .filter((line) => line !== '')
      .slice(-shownLines)
  );
}
