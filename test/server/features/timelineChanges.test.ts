import { describe, expect, it } from 'vitest';
import { provideTimelineChanges } from '../../../server/src/features/timelineChanges.ts';
import { fullOptions, snapshotOf, type TestWorkspace } from '../../helpers/editor.ts';

const clientFile = '/home/me/.ssh/config';

/** The files after the change, and the notes. */
async function changes(text: string, host: string, whatIf: Record<string, string>, scene: TestWorkspace = {}) {
  const snapshot = await snapshotOf(clientFile, text, scene);
  const question = { uri: snapshot.uri, host, whatIf };
  const answer = provideTimelineChanges(snapshot, question, fullOptions);
  if (!answer) throw new Error('no answer');
  for (const { before, after, edits } of answer.files) expect(applied(before, edits)).toBe(after);
  const files = answer.files.map(({ uri, after }) => `${uri}\n${after}`);
  return [...files, ...answer.notes.map((note) => `* ${note}`)].join('\n');
}

interface Edit {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly newText: string;
}

function applied(text: string, edits: readonly Edit[]): string {
  const offset = (position: Edit['range']['start']) =>
    text
      .split('\n')
      .slice(0, position.line)
      .reduce((sum, line) => sum + line.length + 1, 0) + position.character;
  const [edit] = edits;
  if (!edit) return text;
  return text.slice(0, offset(edit.range.start)) + edit.newText + text.slice(offset(edit.range.end));
}

describe('what has to be written for a tried value', () => {
  it('is the host’s own line where it has one, with its comment and blanks kept', async () => {
    const text = 'Host web\n  ServerAliveInterval   30 # why\nHost *\n  ServerAliveInterval 60\n';
    expect(await changes(text, 'web', { clientInterval: '20' })).toMatchInlineSnapshot(`
      "file:///home/me/.ssh/config
      Host web
        ServerAliveInterval   20 # why
      Host *
        ServerAliveInterval 60

      * ServerAliveInterval 20 in config"
    `);
  });

  it('is a new line in the host’s block where another line held', async () => {
    const text = 'Host web\n\tPort 2\n\n# all\nHost *\n\tServerAliveInterval 60\n';
    expect(await changes(text, 'web', { clientInterval: '20', clientCount: '2' })).toMatchInlineSnapshot(`
      "file:///home/me/.ssh/config
      Host web
      	Port 2
      	ServerAliveInterval 20
      	ServerAliveCountMax 2

      # all
      Host *
      	ServerAliveInterval 60

      * ServerAliveInterval 20 in config
      * ServerAliveCountMax 2 in config"
    `);
  });

  it('stands in front of a line that is read earlier, also in an included file', async () => {
    const text = 'Include conf.d/*\nHost web\n  ServerAliveInterval 30\n';
    const files = { '/home/me/.ssh/conf.d/10': '# many\nHost web*\n  ServerAliveInterval 600\n' };
    expect(await changes(text, 'web', { clientInterval: '20' }, { files })).toMatchInlineSnapshot(`
      "file:///home/me/.ssh/conf.d/10
      Host web
        ServerAliveInterval 20

      # many
      Host web*
        ServerAliveInterval 600

      * ServerAliveInterval 20 in 10"
    `);
  });

  it('is a block of its own for a host that no block names', async () => {
    expect(await changes('Host *\n  Port 22\n', 'new', { clientInterval: '20' })).toMatchInlineSnapshot(`
      "file:///home/me/.ssh/config
      Host *
        Port 22

      Host new
        ServerAliveInterval 20

      * ServerAliveInterval 20 in config"
    `);
    const held = 'Host *\n  ServerAliveInterval 60\n';
    expect(await changes(held, 'new', { clientInterval: '20' })).toMatchInlineSnapshot(`
      "file:///home/me/.ssh/config
      Host new
        ServerAliveInterval 20

      Host *
        ServerAliveInterval 60

      * ServerAliveInterval 20 in config"
    `);
  });

  it('spares hosts that share a block', async () => {
    const text = 'Host web db\n  ServerAliveInterval 30\n';
    expect(await changes(text, 'web', { clientInterval: '20' })).toMatchInlineSnapshot(`
      "file:///home/me/.ssh/config
      Host web
        ServerAliveInterval 20

      Host web db
        ServerAliveInterval 30

      * ServerAliveInterval 20 in config"
    `);
  });

  it('says which hosts a line of the global part holds for as well', async () => {
    const text = 'ServerAliveInterval 30\nHost web\n  Port 1\nHost db\n  Port 2\n';
    expect(await changes(text, 'web', { clientInterval: '20' })).toMatchInlineSnapshot(`
      "file:///home/me/.ssh/config
      ServerAliveInterval 20
      Host web
        Port 1
      Host db
        Port 2

      * ServerAliveInterval 20 in config
      * This line also holds for: db"
    `);
  });

  it('goes ahead of an empty first line', async () => {
    const scene = {
      files: { '/srv/sshd_config': '\nMatch User bob\n  ClientAliveCountMax 10\n' },
      settings: { servers: { web: '/srv/sshd_config' } },
    };
    expect(await changes('Host web\n', 'web', { serverInterval: '20' }, scene)).toMatchInlineSnapshot(`
      "file:///srv/sshd_config
      ClientAliveInterval 20

      Match User bob
        ClientAliveCountMax 10

      * ClientAliveInterval 20 in sshd_config"
    `);
    const empty = { ...scene, files: { '/srv/sshd_config': '\n\n' } };
    expect(
      await changes('\n\nHost db\n', 'web', { clientInterval: '5', serverInterval: '20' }, empty),
    ).toMatchInlineSnapshot(`
      "file:///home/me/.ssh/config


      Host db

      Host web
        ServerAliveInterval 5

      file:///srv/sshd_config
      ClientAliveInterval 20



      * ServerAliveInterval 5 in config
      * ClientAliveInterval 20 in sshd_config"
    `);
  });

  it('keeps the line ends of the file', async () => {
    const snapshot = await snapshotOf(clientFile, 'Host web\r\n  Port 1\r\n');
    const question = { uri: snapshot.uri, host: 'web', whatIf: { clientInterval: '20' } };
    const answer = provideTimelineChanges(snapshot, question, fullOptions);
    expect(answer?.files[0]?.after).toBe('Host web\r\n  Port 1\r\n  ServerAliveInterval 20\r\n');
  });

  it('goes into the paired server file, where the user’s login takes its value from', async () => {
    const text = 'Host web\n  User bob\n';
    const scene = {
      files: { '/srv/sshd_config': 'Port 22\nMatch User bob\n  ClientAliveInterval 10\n' },
      settings: { servers: { web: '/srv/sshd_config' } },
    };
    expect(await changes(text, 'web', { serverInterval: '20', serverCount: '5' }, scene)).toMatchInlineSnapshot(`
      "file:///srv/sshd_config
      Port 22
      ClientAliveCountMax 5
      Match User bob
        ClientAliveInterval 20

      * ClientAliveInterval 20 in sshd_config
      * ClientAliveCountMax 5 in sshd_config"
    `);
  });

  it('names what no file can say', async () => {
    const tried = { path: '350', clientVersion: '9.2', serverInterval: '5' };
    expect(await changes('Host web\n', 'web', tried)).toMatchInlineSnapshot(`
      "* How long the path waits is not set in this file; the setting sshTimeouts.path holds it.
      * The release is not set in a file: it takes another program.
      * ClientAliveInterval stands in the server’s sshd_config, and none is paired with this host."
    `);
  });
});
