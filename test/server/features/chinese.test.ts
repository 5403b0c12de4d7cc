import * as l10n from '@vscode/l10n';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import bundle from '../../../l10n/bundle.l10n.zh-cn.json' with { type: 'json' };
import { provideCodeLenses } from '../../../server/src/features/codeLens.ts';
import { textsOf } from '../../../server/src/features/directiveText.ts';
import { provideHover } from '../../../server/src/features/hover.ts';
import { directivesOf } from '../../../server/src/knowledge/directives.ts';
import { allRules } from '../../../server/src/rules/allRules.ts';
import directiveTexts from '../../../texts/directives.zh-cn.json' with { type: 'json' };
import { fullOptions, snapshotOf } from '../../helpers/editor.ts';
import { findingsIn } from '../../helpers/findings.ts';
import { exampleOptions } from '../../rules/exampleSurroundings.ts';

beforeAll(() => l10n.config({ contents: bundle }));
afterAll(() => l10n.config({ contents: {} }));

/** What a person reads: without code, names of files and addresses of links, which no language changes. */
const prose = (markdown: string) => markdown.replace(/`[^`]*`/g, '`x`').replace(/\]\([^)]*\)/g, ']');

/** What is said where the cursor rests on each line's keyword and on its first value. */
async function hovers(path: string, text: string): Promise<string[]> {
  const snapshot = await snapshotOf(path, text);
  const texts = textsOf(directiveTexts, snapshot.dialect);
  return [...snapshot.file.lineStarts].flatMap((start, index) => {
    const line = text.split('\n')[index] ?? '';
    const keyword = line.length - line.trimStart().length;
    const value = line.lastIndexOf(' ') + 1;
    return [keyword, value].flatMap((column) => {
      const hover = provideHover(snapshot, start + column, fullOptions, texts);
      return hover && typeof hover.contents === 'object' && 'value' in hover.contents ? [hover.contents.value] : [];
    });
  });
}

const english = /\b(the|and|is|are|of|for|not|with|after|when|since|no|never|until|unless)\b/i;

function expectChinese(text: string): void {
  const read = prose(text);
  expect(read).not.toMatch(/\p{Script=Han}[`*]*[:;,?!]/u);
  expect(read).not.toMatch(/\d (s|min|h|d)\b/);
  // The words of a list of values are those of OpenSSH.
  const sentences = read.split('\n').filter((line) => !/^\*\*\w+\*\* — /.test(line));
  const lines = sentences.filter((line) => !/\p{Script=Han}/u.test(line) && english.test(line));
  expect(lines).toEqual([]);
}

describe('in Chinese', () => {
  it.each([
    ['client', '/home/me/.ssh/config'],
    ['server', '/etc/ssh/sshd_config'],
  ] as const)('the hover of each %s directive is Chinese, with Chinese marks', async (dialect, path) => {
    const rows = directivesOf(dialect).filter(({ name }) => !/^(Host|Match|Include)$/.test(name));
    const text = rows.map(({ name, type }) => `${name} ${type === 'time' ? '0' : 'yes'}`).join('\n');
    const found = await hovers(path, text);
    expect(found.length).toBeGreaterThan(rows.length);
    for (const each of found) expectChinese(each);
  });

  it('hovers, lenses and findings about time are Chinese', async () => {
    const text = [
      'Host web !db',
      '  ServerAliveInterval 1h30m',
      '  ServerAliveCountMax 0',
      '  ControlPersist 90',
      '  ConnectTimeout 5',
      '  ConnectionAttempts 3',
      '  LocalForward 8080 localhost:80',
      '  ProxyJump gate',
      'Match host gate exec "true"',
      '  ServerAliveInterval 700',
      'Host *',
      '  ServerAliveInterval 15',
    ].join('\n');
    for (const each of await hovers('/home/me/.ssh/config', text)) expectChinese(each);
    const snapshot = await snapshotOf('/home/me/.ssh/config', text);
    for (const lens of provideCodeLenses(snapshot, fullOptions)) expectChinese(lens.command?.title ?? '');
  });

  it.each(allRules.map((rule) => [rule.id, rule] as const))('the findings of %s are Chinese', async (_, rule) => {
    const findings = await findingsIn(rule.doc.bad, exampleOptions(rule).bad);
    expect(findings.length).toBeGreaterThan(0);
    for (const { message, fixes, related } of findings) {
      expectChinese(message);
      for (const { title } of fixes ?? []) expectChinese(title);
      for (const each of related ?? []) expectChinese(each.message);
    }
  });
});
