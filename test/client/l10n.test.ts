import fs from 'node:fs';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { beforeAll, describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

/** Every string of `l10n.t` in the sources of client and server. */
async function stringsOfSources(): Promise<string[]> {
  const files = ['client/src', 'server/src'].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => fs.readFileSync(path.join(root, folder, name), 'utf8')),
  );
  const scripts = files.filter((text) => text.includes('l10n')).map((contents) => ({ contents, extension: '.ts' }));
  return Object.keys(await getL10nJson(scripts));
}

function readBundle(file: string): Record<string, string> {
  return JSON.parse(fs.readFileSync(path.join(root, 'l10n', file), 'utf8'));
}

/** `{0} of {1}` and `{1}: {0}` hold the same. */
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('the strings of the sources', () => {
  let strings: readonly string[];
  beforeAll(async () => {
    strings = await stringsOfSources();
  }, 240_000);

  it('are found', () => expect(strings.length).toBeGreaterThan(10));

  // `npx vitest run test/client/l10n.test.ts -u` writes it anew.
  it('all stand in the English bundle, and no others do', async () => {
    const bundle = Object.fromEntries([...strings].sort().map((text) => [text, text]));
    await expect(`${JSON.stringify(bundle, null, 2)}\n`).toMatchFileSnapshot('../../l10n/bundle.l10n.json');
  });

  it('all have a Simplified Chinese translation with the same placeholders, and no others do', () => {
    const chinese = readBundle('bundle.l10n.zh-cn.json');
    expect({
      withoutTranslation: strings.filter((text) => !Object.hasOwn(chinese, text)),
      nowhereInTheSources: Object.keys(chinese).filter((key) => !strings.includes(key)),
    }).toEqual({ withoutTranslation: [], nowhereInTheSources: [] });
    for (const [key, value] of Object.entries(chinese)) {
      expect(placeholders(value), key).toEqual(placeholders(key));
      expect(value, key).toMatch(/\S/);
    }
  });
});
