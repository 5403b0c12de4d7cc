import { readPort } from './port.ts';

/** An ssh on a command line, as far as it decides which settings that ssh has. */
export interface SshCommand {
  readonly host: string;
  readonly user?: string;
  readonly port?: number;
  readonly tag?: string;
  /** `-o` settings in order, and those that another flag stands for. */
  readonly options: readonly string[];
}

/** Flags of ssh that take an argument. */
const withArgument = 'BbcDEeFIiJLlmOoPpQRSWw';
/** Flags that make ssh do something else than connect, or read other files. */
const otherwise = 'FGOQV';
/** Flags whose argument decides which settings that ssh has. */
const deciding = 'JloPpS';
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
  let found: { user?: string; port?: number; tag?: string } = {};
  let destination: string | undefined;
  let goesOn = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('-') || word === '-') {
      if (destination !== undefined) {
        goesOn = true;
        break;
      }
      destination = word;
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const flag = word.charAt(at);
      if (otherwise.includes(flag) || flag === '-') return undefined;
      if (!withArgument.includes(flag)) continue;
      const value = word.slice(at + 1) || words[++index];
      if (value === undefined) return undefined;
      if (flag === 'W') goesOn = true;
      // What ssh or the shell would put in its place is not known here.
      if (deciding.includes(flag) && /[%~]/.test(value)) return undefined;
      if (flag === 'o') options.push(value);
      if (flag === 'J') options.push(`ProxyJump=${value}`);
      if (flag === 'S') options.push(`ControlPath=${value}`);
      if (flag === 'l') found = { user: value, ...found };
      if (flag === 'P') found = { ...found, tag: value };
      const port = flag === 'p' ? readPort(value) : undefined;
      if (port) found = { ...found, port };
      break;
    }
  }
  if (!goesOn || destination === undefined || /[%~]|:\/\//.test(destination)) return undefined;
  const at = destination.lastIndexOf('@');
  if (at === 0) return undefined;
  const user = at > 0 ? { user: destination.slice(0, at) } : {};
  return { ...found, ...user, host: destination.slice(at + 1), options };
}
