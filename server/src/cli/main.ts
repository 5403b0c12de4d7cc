import path from 'node:path';
import process from 'node:process';
import * as l10n from '@vscode/l10n';
import { decodeBytes, encodeBytes } from '../files/bytes.ts';
import { largestFileBytes } from '../files/fileSystem.ts';

import { runCheck } from './check.ts';
import { runExplain } from './explain.ts';
import { runFleet } from './fleet.ts';
import { helpText } from './help.ts';
import { type CliIo, exitCode, RefusedError, UsageError } from './io.ts';
import { isKnownLanguage, loadMessages } from './language.ts';
import { runProbe } from './probe.ts';
import { runResolve } from './resolve.ts';

const commands: Readonly<Record<string, (args: string[], io: CliIo) => Promise<number>>> = {
  check: runCheck,
  explain: runExplain,
  resolve: runResolve,
  probe: runProbe,
  fleet: runFleet,
};

async function main(): Promise<number> {
  const { args, language } = takeLanguage(process.argv.slice(2));
  const [name, ...rest] = args;
  if (name === 'lsp' && !asksForHelp(rest)) return startLanguageServer(rest);
  const io = processIo();
  // An empty variable says as little as none.
  loadMessages(language ?? (io.env['LC_ALL'] || io.env['LC_MESSAGES'] || io.env['LANG']));
  if (language !== undefined && !isKnownLanguage(language)) {
    io.err(`ssh-timeouts: ${l10n.t('{0} takes {1}, not {2}', '--lang', 'en, zh-cn', language)}\n`);
    return exitCode.usage;
  }
  if (name === undefined) {
    io.out(helpText());
    return exitCode.usage;
  }
  if (/^(help|--help|-h)$/.test(name)) {
    io.out(helpText(rest[0]));
    return exitCode.ok;
  }
  if (asksForHelp(rest)) {
    io.out(helpText(name));
    return exitCode.ok;
  }
  if (name === '--version' || name === '-V') {
    io.out(`${VERSION}\n`);
    return exitCode.ok;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    io.err(`ssh-timeouts: ${l10n.t('there is no command {0}', name)}\n\n${helpText()}`);
    return exitCode.usage;
  }
  try {
    return await command(rest, io);
  } catch (error) {
    if (error instanceof UsageError) io.err(`ssh-timeouts ${name}: ${error.message}\n`);
    else if (error instanceof RefusedError) io.err(`ssh-timeouts ${name}: ${error.message}\n`);
    else throw error;
    return error instanceof UsageError ? exitCode.usage : exitCode.problem;
  }
}

/** `--help` may stand anywhere before `--`. `-h` too: no command has an option of that name. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? undefined : end).some((arg) => arg === '--help' || arg === '-h');
}

/** `--lang` may stand anywhere before `--`. */
function takeLanguage(args: string[]): { args: string[]; language: string | undefined } {
  const end = args.indexOf('--');
  const at = args.findIndex((arg, i) => (end < 0 || i < end) && (arg === '--lang' || arg.startsWith('--lang=')));
  if (at < 0) return { args, language: undefined };
  const joined = args[at]?.startsWith('--lang=');
  const language = (joined ? args[at]?.slice('--lang='.length) : args[at + 1]) ?? '';
  return { args: args.toSpliced(at, joined ? 1 : 2), language };
}

/** Never answers: the server ends the process when its client does. */
function startLanguageServer(args: string[]): Promise<number> {
  if (!args.includes('--stdio')) args.push('--stdio');
  process.argv.splice(2, process.argv.length, ...args);
  // Beside this bundle at run time; it must not become part of it.
  const beside: NodeJS.Require = require;
  beside(path.join(__dirname, 'server.js'));
  return new Promise(() => {});
}

function processIo(): CliIo {
  const isTty = process.stdout.isTTY === true;
  return {
    out: (text) => void process.stdout.write(encodeBytes(text)),
    err: (text) => void process.stderr.write(encodeBytes(text)),
    readInput,
    readChunks,
    isTty,
    color: isTty && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    cwd: process.cwd(),
    env: process.env,
  };
}

async function readInput(): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin) {
    size += part.length;
    // Bounded as files are: what never ends must not fill the memory.
    if (size > largestFileBytes) throw new UsageError(l10n.t('more than {0} bytes', largestFileBytes));
    parts.push(part);
  }
  return decodeBytes(Buffer.concat(parts));
}

/** Text, decoded across the borders of the chunks; what is no UTF-8 becomes the replacement character. */
function readChunks(): AsyncIterable<string> {
  return process.stdin.setEncoding('utf8');
}

// A reader that closes early (`| head`) is no fault of ours; a full disk must not look like findings.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCode.ok);
  process.stderr.write(`ssh-timeouts: ${error.message}\n`, () => process.exit(exitCode.usage));
});
// Nobody reads the notes: what is printed and the exit code hold all the same.
process.stderr.on('error', () => {});
main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`ssh-timeouts: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = exitCode.usage;
  },
);
