import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

/** One Chinese word for each thing; what else it has been called, and what to write instead. */
const instead: readonly (readonly [RegExp, string])[] = [
  [/区块/, '块 (block)'],
  [/跳板主机/, '跳板机 (jump host)'],
  [/回应/, '应答 (answer)'],
  [/遗忘/, '忘记 (a path forgets)'],
  [/处罚/, '惩罚 (penalty)'],
  [/(服务器|客户端|对端)失效/, '失联 (a peer that is dead or gone); 失效 is for connections'],
  [/您/, '你 (you)'],
  [/\p{Script=Han} [“”]|[“”] \p{Script=Han}/u, 'no space around “”'],
];

describe.each([
  'l10n/bundle.l10n.zh-cn.json',
  'texts/directives.zh-cn.json',
  'texts/rules.zh-cn.json',
  'package.nls.zh-cn.json',
  'README.zh-CN.md',
])('%s', (file) => {
  const lines = fs.readFileSync(path.join(root, file), 'utf8').split('\n');

  it.each(instead)('does not say %s but %s', (word) => {
    // Of a line of JSON only the Chinese counts.
    const texts = lines.map((line) => line.replace(/^\s*"(?:[^"\\]|\\.)*": /, ''));
    expect(texts.filter((text) => word.test(text))).toEqual([]);
  });
});
