import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import { parseConfig, updateConfig } from '../../../server/src/syntax/parseConfig.ts';

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;

test('a file that is edited in many lines keeps one state of its text, not one for each line', () => {
  const block = (index: number) => `Host machine-${index}\n  HostName machine-${index}.example.com\n`;
  let text = Array.from({ length: 20_000 }, (_, index) => block(index)).join('');
  let file = parseConfig(text, { dialect: 'client', grammar: 'argv' });
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (let edit = 0; edit < 100; edit++) {
    const at = text.indexOf('.example', edit * 8000);
    text = `${text.slice(0, at)}-renamed${text.slice(at)}`;
    file = updateConfig(file, text);
  }
  collectGarbage();
  expect(file.text).toBe(text);
  const grown = process.memoryUsage().heapUsed - before;
  expect(grown).toBeLessThan(5 * text.length);
});
