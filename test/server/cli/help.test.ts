import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { helpText } from '../../../server/src/cli/help.ts';
import type { CliIo } from '../../../server/src/cli/io.ts';
import { runResolve } from '../../../server/src/cli/resolve.ts';

const commands = ['check', 'explain', 'resolve', 'probe', 'fleet'];

/** The names that `parseArguments` of this command knows, each with the dashes that it is written with. */
function optionsOf(command: string): readonly string[] {
  const source = readFileSync(new URL(`../../../server/src/cli/${command}.ts`, import.meta.url), 'utf8');
  const rows = source.matchAll(/^ {4}'?([\w-]+)'?: \{ type: '(?:string|boolean)'/gm);
  return [...new Set([...rows].map(([, name = '']) => (name.length === 1 ? `-${name}` : `--${name}`)))];
}

describe('the help of the command line', () => {
  // The build puts it in.
  beforeAll(() => void vi.stubGlobal('VERSION', '1.2.3'));

  it.each(commands)('%s --help names every option of the command and no other', (command) => {
    const named = [...helpText(command).matchAll(/(?<=^ {2}|, )--?\w[\w-]*/gm)].map(([option]) => option);
    expect(new Set(named)).toEqual(new Set(optionsOf(command)));
  });

  it.each([...commands, 'lsp'])('the list of commands names %s', (command) => {
    expect(helpText()).toContain(`ssh-timeouts ${command}`);
  });

  it.each([
    [['client', 'web', '--nope'], 'there is no option --nope; --help lists them'],
    [['client', 'web', '-F'], '-F needs a value'],
    [['client', 'web', '--json=yes'], '--json takes no value'],
    [['client'], 'a host is missing'],
    [['server'], '-f FILE is missing'],
    [['client', 'web', '-p', '0'], '-p takes a port, not 0'],
  ])('resolve %j says: %s', async (args, message) => {
    await expect(runResolve(args, {} as CliIo)).rejects.toThrow(message);
  });
});
