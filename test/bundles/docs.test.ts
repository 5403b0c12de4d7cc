import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { complianceProfiles } from '../../server/src/knowledge/complianceProfiles.ts';
import { scratchDirectory } from '../helpers/cli.ts';
import { skippedFor } from '../helpers/skipped.ts';

const root = path.join(import.meta.dirname, '../..');
const { dir, write } = scratchDirectory();

/** `ssh-timeouts` on the PATH is the built one. */
beforeAll(() => {
  const program = write('bin/ssh-timeouts', '#!/bin/sh', `exec "${process.execPath}" "${root}/dist/cli.js" "$@"`);
  fs.chmodSync(program, 0o755);
});

function run(command: string, cwd: string): string {
  const env = { ...process.env, PATH: `${dir}/bin:${process.env['PATH']}`, LC_ALL: 'C.UTF-8', NO_COLOR: '1' };
  const { stdout } = spawnSync('bash', ['-c', `exec 2>&1; ${command}`], {
    cwd,
    encoding: 'utf8',
    env: { ...env, HOME: cwd, GITHUB_WORKSPACE: '' },
  });
  return stdout.replaceAll(cwd, '~');
}

/**
 * A page with what its commands print today: each `$ command` of a console block runs where the files stand that the
 * page shows, which are those with a comment `<!-- file: NAME -->` before their block.
 */
function rendered(name: string): string {
  const cwd = path.join(dir, name);
  fs.mkdirSync(cwd);
  const page = fs
    .readFileSync(path.join(root, 'docs', name), 'utf8')
    .replace(/(<!-- profiles -->\n)[\s\S]*(<!-- end of profiles -->)/, (_, head, end) => head + profileTable() + end);
  const blocks = /(?:<!-- file: (\S+) -->\n)?```(\w*)\n([\s\S]*?)```\n/g;
  return page.replace(blocks, (block, file: string | undefined, language: string, text: string) => {
    if (file !== undefined) write(path.join(name, file), text.trimEnd());
    if (language !== 'console') return block;
    const commands = text.split('\n').filter((line) => line.startsWith('$ '));
    return `\`\`\`console\n${commands.map((line) => `${line}\n${run(line.slice(2), cwd)}`).join('')}\`\`\`\n`;
  });
}

/** Every compliance profile with what it asks for. */
function profileTable(): string {
  const rows = complianceProfiles.map(({ id, label, requirements, outside = [], source }) => {
    const limit = { 'above-0': '1 to ', 'up-to': '0 to ', positive: 'above 0, such as ' } as const;
    const asked = requirements.map(({ directive, kind, value, control }) => {
      const range = kind in limit ? limit[kind as keyof typeof limit] : '';
      return `${directive} ${range}${value} (${control})`;
    });
    const value = (name: string) => Number(requirements.find(({ directive }) => directive === name)?.value);
    const [interval, count] = [value('ClientAliveInterval'), value('ClientAliveCountMax')];
    const real = Number.isNaN(interval) ? '' : count === 0 ? 'never since 8.2' : `${interval * (count + 1)} s`;
    const beside = outside.map(({ what, seconds, control }) => `${what} ${seconds} (${control})`);
    return `| \`${id}\` | ${label} | ${asked.join('<br>')} | ${real} | ${beside.join('<br>')} | ${source} |\n`;
  });
  const head = '| id | guide | asks for | real | outside of ssh | source |\n| --- | --- | --- | --- | --- | --- |\n';
  return `${head}${rows.join('')}`;
}

const skipped = skippedFor(process.platform === 'win32' && 'their commands are those of a POSIX shell');

describe.skipIf(skipped !== '')(`docs${skipped}`, () => {
  // `npx vitest run test/bundles/docs.test.ts -u` writes what the commands print today.
  it.each(['ci.md', 'compliance.md', 'fleet.md'])(
    '%s shows what its commands print',
    async (name) => {
      await expect(rendered(name)).toMatchFileSnapshot(path.join(root, 'docs', name));
    },
    60_000,
  );
});
