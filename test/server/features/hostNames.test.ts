import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  prepareRename,
  provideDocumentHighlights,
  provideReferences,
  provideRename,
} from '../../../server/src/features/hostNames.ts';
import { drawRanges } from '../../helpers/draw.ts';
import { plainOptions, snapshotOf } from '../../helpers/editor.ts';
import { marked } from '../../helpers/markers.ts';

const path = '/home/me/.ssh/config';
const text = [
  'Include jump',
  'Host ga<|>te "gate2" !gate3 gate*',
  'Host web',
  '  ProxyJump bob@gate:22,ssh://gate2/,gate',
  'Match host web,gate,*.gate',
  '  User gate',
  '# gate',
].join('\n');
const files = { '/home/me/.ssh/jump': 'Match originalhost=gate\n' };

async function scene(source = text) {
  const { text: written, cursor } = marked(source);
  return { written, cursor, snapshot: await snapshotOf(path, written, { files }) };
}

describe('the name of a host', () => {
  it('is found where it is given and where others count on it', async () => {
    const { written, cursor, snapshot } = await scene();
    const marks = provideDocumentHighlights(snapshot, cursor).map(({ range, kind }) => ({
      range,
      label: String(kind),
    }));
    expect(drawRanges(written, marks)).toMatchInlineSnapshot(`
      "Include jump
      Host gate "gate2" !gate3 gate*
           ~~~~ 3
      Host web
        ProxyJump bob@gate:22,ssh://gate2/,gate
                      ~~~~ 2
                                           ~~~~ 2
      Match host web,gate,*.gate
                     ~~~~ 2
        User gate
      # gate"
    `);
    const references = provideReferences(snapshot, cursor, true, plainOptions).map(({ uri }) => uri.split('/').at(-1));
    expect(references).toEqual(['config', 'config', 'config', 'config', 'jump']);
    expect(provideReferences(snapshot, cursor, false, plainOptions)).toHaveLength(4);
  });

  it('is renamed in all files of the configuration at once', async () => {
    const { written, cursor, snapshot } = await scene();
    expect(prepareRename(snapshot, cursor)).toMatchObject({ placeholder: 'gate' });
    const { changes = {} } = provideRename(snapshot, cursor, 'door', plainOptions) ?? {};
    const document = TextDocument.create('file:///x', '', 1, written);
    expect(TextDocument.applyEdits(document, changes[`file://${path}`] ?? [])).toMatchInlineSnapshot(`
      "Include jump
      Host door "gate2" !gate3 gate*
      Host web
        ProxyJump bob@door:22,ssh://gate2/,door
      Match host web,door,*.gate
        User gate
      # gate"
    `);
    expect(changes['file:///home/me/.ssh/jump']).toMatchObject([{ newText: 'door' }]);
  });

  it('is not renamed to what no Host line could mean', async () => {
    const { cursor, snapshot } = await scene();
    for (const bad of ['', 'a b', '*', '-x', 'a,b', 'a"', '!a', 'a#b']) {
      expect(provideRename(snapshot, cursor, bad, plainOptions)).toBeNull();
    }
  });

  it('is not under the cursor on patterns, other values and comments', async () => {
    for (const source of ['Host ga<|>te*\n', 'User ga<|>te\n', '# ga<|>te\n', 'Host a\n ProxyJump no<|>ne\n']) {
      const { cursor, snapshot } = await scene(source);
      expect(prepareRename(snapshot, cursor)).toBeNull();
    }
  });
});
