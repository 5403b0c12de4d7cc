import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { provideCompletions, resolveCompletion } from '../../../server/src/features/completion/provideCompletions.ts';
import { textsOf } from '../../../server/src/features/directiveText.ts';
import { plainOptions, snapshotOf, type TestWorkspace } from '../../helpers/editor.ts';
import { marked } from '../../helpers/markers.ts';

const english = JSON.parse(
  fs.readFileSync(path.resolve(import.meta.dirname, '../../../texts/directives.en.json'), 'utf8'),
);

async function items(source: string, scene: TestWorkspace & { path?: string } = {}) {
  const { text, cursor } = marked(source);
  const snapshot = await snapshotOf(scene.path ?? '/home/me/.ssh/config', text, scene);
  return { text, snapshot, items: provideCompletions(snapshot, cursor, textsOf(english, snapshot.dialect)) };
}

const labels = async (source: string, scene: TestWorkspace & { path?: string } = {}) =>
  (await items(source, scene)).items.map(({ label }) => label);

/** The text after the item with this label was chosen. */
async function chosen(source: string, label: string, scene: TestWorkspace & { path?: string } = {}): Promise<string> {
  const found = await items(source, scene);
  const edit = found.items.find((item) => item.label === label)?.textEdit;
  if (!edit || !('range' in edit)) return `(no ${label})`;
  return TextDocument.applyEdits(TextDocument.create('file:///x', '', 1, found.text), [edit]);
}

const server = { path: '/etc/ssh/sshd_config' };

describe('completion of keywords', () => {
  it('offers what the version knows, and those about time first', async () => {
    const found = (await items('Host web\n  <|>\n')).items;
    const sorted = found
      .toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))
      .map(({ label }) => label);
    expect(sorted.slice(0, 2)).toEqual(['Host', 'Match']);
    expect(sorted.indexOf('ServerAliveInterval')).toBeLessThan(sorted.indexOf('User'));
    expect(await labels('<|>', { ssh: 'OpenSSH_8.4p1' })).not.toContain('ChannelTimeout');
    expect(await labels('<|>')).toContain('ChannelTimeout');
  });

  it('replaces the word under the cursor and keeps the value', async () => {
    expect(await chosen('Host web\n  Server<|>Alive 30\n', 'ServerAliveInterval')).toBe(
      'Host web\n  ServerAliveInterval 30\n',
    );
    expect(await chosen('ser<|>', 'ServerAliveInterval')).toBe('ServerAliveInterval');
  });

  it('offers in a Match block of a server only what may stand there', async () => {
    expect(await labels('<|>\n', server)).toContain('LoginGraceTime');
    const inMatch = await labels('Match User bob\n  <|>\n', server);
    expect(inMatch).not.toContain('LoginGraceTime');
    expect(inMatch).toContain('ClientAliveInterval');
    expect(inMatch).toContain('Match');
  });

  it('adds the long text when an item is looked at', async () => {
    const item = (await items('<|>')).items.find(({ label }) => label === 'ServerAliveInterval');
    if (!item) throw new Error('no item');
    expect(item.documentation).toBeUndefined();
    expect(resolveCompletion(item, english, plainOptions).documentation).toMatchObject({
      value: expect.stringContaining('What it does not do'),
    });
    expect(resolveCompletion({ label: 'x' }, english, plainOptions)).toEqual({ label: 'x' });
  });
});

describe('completion of values', () => {
  it('offers the words of the directive, the default marked', async () => {
    expect(await labels('Compression <|>\n')).toEqual(['yes', 'no']);
    const found = (await items('Compression <|>\n')).items;
    expect(found.filter(({ detail }) => detail).map(({ label }) => label)).toEqual(['no']);
    expect(await labels('Compression yes <|>\n')).toEqual([]);
  });

  it('offers hosts of the configuration behind a chain of jumps', async () => {
    const files = { '/home/me/.ssh/conf.d/1': 'Host gate *.x\n' };
    const text = 'Include conf.d/*\nHost web\n  ProxyJump bob@g<|>\n';
    expect(await labels(text, { files })).toEqual(['gate', 'web']);
    expect(await chosen(text, 'gate', { files })).toContain('ProxyJump bob@gate\n');
    expect(await chosen('Host a b\n  ProxyJump a,<|>\n', 'b')).toContain('ProxyJump a,b\n');
  });

  it('offers channel types under the names that they have at run time', async () => {
    expect(await labels('ChannelTimeout <|>\n', server)).toContain('session:*=');
    expect(await labels('ChannelTimeout <|>\n', server)).not.toContain('session=');
    expect(await labels('ChannelTimeout session:*=5m <|>\n', server)).not.toContain('session:*=');
    expect(await labels('ChannelTimeout <|>\n')).toContain('session*=');
  });

  it('offers tokens behind a percent sign', async () => {
    expect(await chosen('ControlPath ~/.ssh/cm-%<|>\n', '%C')).toBe('ControlPath ~/.ssh/cm-%C\n');
    expect(await chosen('ControlPath ~/.ssh/cm-%h-%<|>\n', '%p')).toBe('ControlPath ~/.ssh/cm-%h-%p\n');
  });

  it('offers criteria and hosts on a Match line', async () => {
    expect(await labels('Match <|>\n')).toContain('originalhost');
    expect(await chosen('Match !ho<|>\n', 'host')).toBe('Match !host\n');
    expect(await labels('Host web\nMatch host <|>\n')).toEqual(['web']);
    expect(await labels('Match user bob <|>\n')).toContain('exec');
    expect(await labels('Match User <|>\n', server)).toEqual([]);
    expect(await labels('Match <|>\n', server)).toContain('LocalPort');
  });

  it('offers rules to silence in a comment, and nothing in other comments', async () => {
    expect(await labels('# ssh-timeouts: ignore bad-<|>\n')).toContain('bad-time');
    expect(await labels('# see <|>\n')).toEqual([]);
    expect(await labels('Port 22 # <|>\n')).toEqual([]);
  });
});
