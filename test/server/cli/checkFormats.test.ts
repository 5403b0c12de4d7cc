import fs from 'node:fs';
import path from 'node:path';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import { beforeEach, describe, expect, it } from 'vitest';
import { runCheck } from '../../../server/src/cli/check.ts';
import { ruleList } from '../../../server/src/rules/ruleList.ts';
import { runCommand, scratchDirectory, stubVersion } from '../../helpers/cli.ts';

stubVersion();
const { dir, write } = scratchDirectory();
const check = async (args: readonly string[], outside: { input?: string; env?: Record<string, string> } = {}) =>
  (await runCommand(runCheck, ['--openssh', '9.9', ...args], { cwd: dir, ...outside })).out;

/** The schema of the standard, which is written in draft 4: only the name of its identifier differs from today's. */
const { id, $schema: _, ...schema } = sarifSchema;
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile({
  $id: id,
  ...schema,
});

interface Sarif {
  runs: [
    {
      tool: { driver: { rules: { id: string; helpUri?: string; help: { text: string; markdown: string } }[] } };
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: Record<string, number> };
          },
        ];
        fixes?: { artifactChanges: [{ replacements: { deletedRegion: Record<string, number> }[] }] }[];
      }[];
    },
  ];
}

async function sarif(args: readonly string[], input = ''): Promise<Sarif> {
  const log = JSON.parse(await check([...args, '--format', 'sarif'], { input }));
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log as Sarif;
}

beforeEach(() => {
  for (const name of fs.readdirSync(dir)) fs.rmSync(path.join(dir, name), { recursive: true });
});

describe('SARIF', () => {
  it('fits the schema of SARIF 2.1.0, with nothing, something and everything found', async () => {
    write('good/sshd_config', 'ClientAliveInterval 300');
    expect((await sarif(['good'])).runs[0].results).toEqual([]);
    for (const [index, { doc, dialects }] of ruleList.entries()) {
      const python = dialects.includes('python') ? 'fetch.py' : 'ssh_config';
      write(`every/${index}/${dialects.includes('server') ? 'sshd_config' : python}`, doc.bad);
    }
    const [{ results }] = (await sarif(['every'])).runs;
    expect(new Set(results.map(({ ruleId }) => ruleId)).size).toBeGreaterThan(15);
    expect(results.some(({ fixes }) => fixes !== undefined)).toBe(true);
  });

  it('is refused by the schema where it is wrong', () => {
    expect(validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toBe(false);
  });

  it('lists every rule with its page, and claims no web address', async () => {
    write('sshd_config', 'Bad yes');
    const [{ tool, results }] = (await sarif(['sshd_config'])).runs;
    expect(tool.driver.rules.map((rule) => rule.id)).toEqual(ruleList.map((rule) => rule.id));
    expect(tool.driver.rules.every(({ help }) => help.markdown.startsWith('# '))).toBe(true);
    expect(tool.driver.rules.some((rule) => 'helpUri' in rule)).toBe(false);
    expect(results[0]).toMatchObject({ ruleId: 'unknown-directive', level: 'error' });
    expect(tool.driver.rules[results[0]?.ruleIndex ?? -1]?.id).toBe('unknown-directive');
  });

  it('gives regions and fixes in lines and columns from 1, also behind characters of two units', async () => {
    write('sshd_config', '# 𝄞', 'LoginGraceTime 5min # 𝄞');
    const [{ results }] = (await sarif(['sshd_config'])).runs;
    const region = { startLine: 2, startColumn: 16, endLine: 2, endColumn: 20 };
    expect(results[0]?.locations[0].physicalLocation.region).toEqual(region);
    expect(results[0]?.fixes?.[0]?.artifactChanges[0].replacements).toEqual([
      { deletedRegion: region, insertedContent: { text: '5m' } },
    ]);
  });

  it('names files relative to the top, encoded, and others by their address', async () => {
    write('a b#c/sshd_config', 'Bad yes');
    const outside = path.join(dir, '..', `${path.basename(dir)}-outside_sshd_config`);
    fs.writeFileSync(outside, 'Bad yes\n');
    try {
      const [{ results }] = (await sarif(['a b#c/sshd_config', outside, '--kind', 'server'])).runs;
      const uris = results.map(({ locations }) => locations[0].physicalLocation.artifactLocation);
      expect(uris[0]).toMatchObject({ uri: 'a%20b%23c/sshd_config', uriBaseId: '%SRCROOT%' });
      expect(uris[1]?.uri).toMatch(/^file:\/\/\/.*outside_sshd_config$/);
    } finally {
      fs.rmSync(outside);
    }
  });

  it('holds standard input and bytes that are no UTF-8', async () => {
    write('sshd_config', 'Port 22');
    fs.writeFileSync(path.join(dir, 'sshd_config'), Buffer.from('Bad\xe9 yes\n', 'latin1'));
    await sarif(['sshd_config']);
    const [{ results }] = (await sarif(['-', '--kind', 'server'], 'Bad yes\n')).runs;
    expect(results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe('stdin');
  });
});

describe('annotations for GitHub', () => {
  it('are one line each, with what would end them escaped', async () => {
    write('a,b:c/sshd_config', 'Bad%yes 1', 'ClientAliveInterval 60', 'ClientAliveCountMax 0');
    const lines = (await check(['a,b:c/sshd_config', '--format', 'github'])).trimEnd().split('\n');
    expect(lines[0]).toMatch(
      /^::error file=a%2Cb%3Ac\/sshd_config,line=1,endLine=1,col=1,endColumn=8,title=ssh-timeouts unknown-directive::.*Bad%25yes/,
    );
    expect(lines[1]).toMatch(/^::warning file=.*line=3,/);
    expect(lines).toHaveLength(2);
  });

  it('name files from the top of the repository', async () => {
    write('etc/sshd_config', 'Bad yes');
    const out = await check([path.join(dir, 'etc/sshd_config'), '--format', 'github'], {
      env: { GITHUB_WORKSPACE: dir },
    });
    expect(out).toContain('file=etc/sshd_config,');
  });
});

describe('the text format', () => {
  it('has colours only where it is told to', async () => {
    write('sshd_config', 'Bad yes');
    expect(await check(['sshd_config'])).not.toContain('\u001b[');
    const { out } = await runCommand(runCheck, ['sshd_config'], { cwd: dir, color: true });
    expect(out).toContain('\u001b[31merror\u001b[0m');
  });

  it('cuts lines that no terminal holds around what is marked', async () => {
    write('sshd_config', `AllowUsers ${'ann '.repeat(200)}`, `LoginGraceTime ${' '.repeat(300)}5min`);
    const out = await check(['sshd_config']);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThan(200);
    expect(out).toMatch(/…\s+5min\n.*\^\^\^\^/);
  });
});
