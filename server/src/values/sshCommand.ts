/** An ssh on a command line, as far as it decides which settings that ssh has. */
export interface SshCommand {
  readonly host: string;
  /** `-o` settings, those that another flag stands for, and the destination's user: of each keyword ssh takes the first. */
  readonly options: readonly string[];
}

/** Flags of ssh that take an argument. */
const withArgument = 'BbcDEeFIiJLlmOoPpQRSWw';
/** Flags that make ssh do something else than connect, or read other files. */
const otherwise = 'FGOQV';
/** Flags that are a setting by another name, such as `-p 22` for `-o Port=22`. */
const settingOf: Readonly<Record<string, string>> = {
  J: 'ProxyJump',
  S: 'ControlPath',
  l: 'User',
  p: 'Port',
  P: 'Tag',
};
/** What only a shell could read. */
const forTheShell = /[|&;<>()$`\\"'*?#{}!]/;

/**
 * Reads a ProxyCommand that is a plain ssh to another machine, from which the connection goes on: `ssh -W %h:%p jump` or
 * `ssh jump nc %h %p`. Undefined for any other program, and where only a shell could tell what is run.
 */
export function readSshCommand(text: string): SshCommand | undefined {
  const plain = text
    .trim()
    .replace(/^exec\s+/, '')
    .replace(/\s2>\s*\/dev\/null$/, '')
    .replace(/(["'])([\w%:.@[\]-]+)\1/g, '$2');
  const [program = '', ...words] = plain.split(/\s+/);
  if (forTheShell.test(plain) || !/^(?:\S*\/)?ssh$/.test(program)) return undefined;
  const options: string[] = [];
  let destination: string | undefined;
  let goesOn = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('-') || word === '-') {
      if (destination !== undefined) {
        goesOn = true;
        break;
      }
      const at = word.lastIndexOf('@');
      if (at === 0 || /[%~]|:\/\//.test(word)) return undefined;
      if (at > 0) options.push(`User=${word.slice(0, at)}`);
      destination = word.slice(at + 1);
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const flag = word.charAt(at);
      if (otherwise.includes(flag) || flag === '-') return undefined;
      if (!withArgument.includes(flag)) continue;
      const value = word.slice(at + 1) || words[++index];
      if (value === undefined) return undefined;
      if (flag === 'W') goesOn = true;
      const keyword = settingOf[flag];
      if (keyword === undefined && flag !== 'o') break;
      // What ssh or the shell would put in its place is not known here.
      if (/[%~]/.test(value)) return undefined;
      options.push(keyword === undefined ? value : `${keyword}=${value}`);
      break;
    }
  }
  return goesOn && destination !== undefined ? { host: destination, options } : undefined;
}
