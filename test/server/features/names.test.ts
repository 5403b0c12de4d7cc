import { describe, expect, it } from 'vitest';
import { ResponseError, type TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { provideDefinition } from '../../../server/src/features/definition.ts';
import { provideDocumentHighlights } from '../../../server/src/features/documentHighlights.ts';
import { provideReferences } from '../../../server/src/features/references.ts';
import { prepareRename, provideRename } from '../../../server/src/features/rename.ts';
import type { Snapshot } from '../../../server/src/snapshot.ts';
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

/** The edits of a rename; the message where it is refused. */
function renamed(snapshot: Snapshot, cursor: number, newName: string) {
  const answer = provideRename(snapshot, cursor, newName, plainOptions);
  return answer instanceof ResponseError ? answer.message : (answer.changes ?? {});
}

/** The edits of the document itself. */
function editsIn(changes: ReturnType<typeof renamed>): TextEdit[] {
  return typeof changes === 'string' ? [] : (changes[`file://${path}`] ?? []);
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
    const changes = renamed(snapshot, cursor, 'door');
    const document = TextDocument.create('file:///x', '', 1, written);
    expect(TextDocument.applyEdits(document, editsIn(changes))).toMatchInlineSnapshot(`
      "Include jump
      Host door "gate2" !gate3 gate*
      Host web
        ProxyJump bob@door:22,ssh://gate2/,door
      Match host web,door,*.gate
        User gate
      # gate"
    `);
    expect(changes).toMatchObject({ 'file:///home/me/.ssh/jump': [{ newText: 'door' }] });
  });

  it('is not renamed to what no Host line could mean', async () => {
    const { cursor, snapshot } = await scene();
    for (const bad of ['', 'a b', '*', '-x', 'a,b', 'a"', '!a', 'a#b']) {
      expect(renamed(snapshot, cursor, bad)).toMatch(/^A name has no blanks/);
    }
  });

  it('is not renamed to a host that is named elsewhere: two would become one', async () => {
    const { cursor, snapshot } = await scene();
    expect(renamed(snapshot, cursor, 'web')).toBe('web is already named by another line of the configuration.');
    // A tag of that name is something else, and so is the name that it has already.
    const tagged = await scene('Host ga<|>te\nMatch tagged door\n  User x\n');
    expect(renamed(tagged.snapshot, tagged.cursor, 'door')).toHaveProperty([`file://${path}`]);
    expect(renamed(snapshot, cursor, 'gate')).toHaveProperty([`file://${path}`]);
  });

  it('is not under the cursor on patterns, other values and comments', async () => {
    for (const source of ['Host ga<|>te*\n', 'User ga<|>te\n', '# ga<|>te\n', 'Host a\n ProxyJump no<|>ne\n']) {
      const { cursor, snapshot } = await scene(source);
      expect(prepareRename(snapshot, cursor)).toBeNull();
    }
  });
});

describe('the name of a tag', () => {
  const tagged = 'Host web\n  Tag sl<|>ow\nHost db\n  Tag slow\nMatch tagged slow,fast\n  User slow\n';

  it('is given by the Match line that asks for it, and used where a host takes it', async () => {
    const { written, cursor, snapshot } = await scene(tagged);
    const marks = provideDocumentHighlights(snapshot, cursor).map(({ range, kind }) => ({
      range,
      label: String(kind),
    }));
    expect(drawRanges(written, marks)).toMatchInlineSnapshot(`
      "Host web
        Tag slow
            ~~~~ 2
      Host db
        Tag slow
            ~~~~ 2
      Match tagged slow,fast
                   ~~~~ 3
        User slow"
    `);
    expect(provideDefinition(snapshot, cursor, plainOptions)).toMatchObject([{ range: { start: { line: 4 } } }]);
    expect(provideReferences(snapshot, cursor, false, plainOptions)).toHaveLength(2);
  });

  it('is renamed everywhere', async () => {
    const { written, cursor, snapshot } = await scene(tagged);
    const changes = renamed(snapshot, cursor, 'far');
    const document = TextDocument.create('file:///x', '', 1, written);
    expect(TextDocument.applyEdits(document, editsIn(changes))).toBe(
      'Host web\n  Tag far\nHost db\n  Tag far\nMatch tagged far,fast\n  User slow\n',
    );
  });
});

describe('a keyword', () => {
  const text =
    'Host web\n  Server<|>AliveInterval 30\n  User x\nHost *\n  serveraliveinterval 60\nHost db\n  ServerAliveInterval 5\n';

  it('is highlighted with the lines that set the same value for the same connection', async () => {
    const { written, cursor, snapshot } = await scene(text);
    const marks = provideDocumentHighlights(snapshot, cursor).map(({ range, kind }) => ({
      range,
      label: kind === 3 ? 'in effect' : 'overruled',
    }));
    expect(drawRanges(written, marks)).toMatchInlineSnapshot(`
      "Host web
        ServerAliveInterval 30
        ~~~~~~~~~~~~~~~~~~~ in effect
        User x
      Host *
        serveraliveinterval 60
        ~~~~~~~~~~~~~~~~~~~ overruled
      Host db
        ServerAliveInterval 5"
    `);
  });

  it('leads from a line that is overruled to the one that decides, in another file too', async () => {
    const lines = async (source: string) => {
      const { cursor, snapshot } = await scene(source);
      return provideDefinition(snapshot, cursor, plainOptions).map(
        ({ uri, range }) => `${uri.split('/').at(-1)}:${range.start.line}`,
      );
    };
    expect(await lines('User a\nHost web\n  U<|>ser b\n')).toEqual(['config:0']);
    expect(await lines('Us<|>er a\nHost web\n  User b\n')).toEqual(['config:0']);
    expect(await lines('Host a b\n  IdentityFile x\n  Identity<|>File y\n')).toEqual(['config:2']);
    expect(await lines('Host a\n  Colo<|>ur red\n')).toEqual([]);
  });

  it('has as references all lines that count for the connection', async () => {
    const { cursor, snapshot } = await scene(text);
    const found = provideReferences(snapshot, cursor, true, plainOptions).map(({ range }) => range.start.line);
    expect(found).toEqual([1, 4]);
  });
});
