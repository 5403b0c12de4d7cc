import { describe, expect, it } from 'vitest';
import type { DocumentSymbol, SelectionRange } from 'vscode-languageserver';
import { provideDefinition } from '../../../server/src/features/definition.ts';
import { linkedFiles, provideDocumentLinks } from '../../../server/src/features/documentLinks.ts';
import { provideDocumentSymbols } from '../../../server/src/features/documentSymbols.ts';
import { provideFoldingRanges } from '../../../server/src/features/foldingRanges.ts';
import { offsetAt } from '../../../server/src/features/ranges.ts';
import { provideSelectionRange } from '../../../server/src/features/selectionRanges.ts';
import { provideWorkspaceSymbols } from '../../../server/src/features/workspaceSymbols.ts';
import { pathOfUri } from '../../../server/src/resolve/paths.ts';
import { drawRanges } from '../../helpers/draw.ts';
import { plainOptions, snapshotOf } from '../../helpers/editor.ts';
import { marked } from '../../helpers/markers.ts';

const path = '/home/me/.ssh/config';
const text = '# one\n# two\nInclude conf.d/*\n\nHost web\n  Port 22\n\n  User bob\n\n# next\nMatch user x\n';

function drawn(symbols: readonly DocumentSymbol[], indent = ''): string {
  return symbols
    .map(({ name, detail, range, children }) => {
      const lines = `${range.start.line}-${range.end.line}`;
      return `${indent}${name}${detail ? ` = ${detail}` : ''} (${lines})\n${drawn(children ?? [], `${indent}  `)}`;
    })
    .join('');
}

describe('the outline', () => {
  it('has blocks with their directives, and what stands before them', async () => {
    expect(drawn(provideDocumentSymbols(await snapshotOf(path, text)))).toMatchInlineSnapshot(`
      "Include = conf.d/* (2-2)
      Host web = bob :22 (4-7)
        Port = 22 (5-5)
        User = bob (7-7)
      Match user x (10-10)
      "
    `);
  });

  it('gives every entry a name and a selection inside its range', async () => {
    const symbols = provideDocumentSymbols(await snapshotOf(path, '""\n  "" x\nHost\nHost ""\n= 5\n'));
    const all = symbols.flatMap((symbol) => [symbol, ...(symbol.children ?? [])]);
    for (const { name, range, selectionRange } of all) {
      expect(name).not.toBe('');
      expect(selectionRange.start.character).toBeGreaterThanOrEqual(range.start.character);
      if (range.end.line === selectionRange.end.line) {
        expect(selectionRange.end.character).toBeLessThanOrEqual(range.end.character);
      }
    }
  });
});

describe('groups by headings', () => {
  const grouped = [
    'Include conf.d/*',
    '## Work ##',
    'Host web # first',
    '  User deploy',
    '  HostName web.example.org',
    '  # ---- tunnels ----',
    '  LocalForward 1 a:1',
    '# ---- not a group: the block goes on ----',
    '  Port 22',
    '##############',
    '# Home, sweet home',
    '##############',
    'Host nas',
    '#region Lab',
    'Host lab',
    '',
    '# Printers:',
    'Match host printer',
    '# Port 22',
    '# a comment: no heading',
    '',
  ].join('\n');

  it('hold the blocks under them', async () => {
    expect(drawn(provideDocumentSymbols(await snapshotOf(path, grouped)))).toMatchInlineSnapshot(`
      "Include = conf.d/* (0-0)
      Work (1-8)
        Host web = deploy@web.example.org:22 (2-8)
          User = deploy (3-3)
          HostName = web.example.org (4-4)
          LocalForward = 1 a:1 (6-6)
          Port = 22 (8-8)
      Home, sweet home (9-12)
        Host nas (12-12)
      Lab (13-14)
        Host lab (14-14)
      Printers (16-17)
        Match host printer (17-17)
      "
    `);
  });

  it('can be folded', async () => {
    const regions = provideFoldingRanges(await snapshotOf(path, grouped)).filter(({ kind }) => kind === 'region');
    expect(regions.map(({ startLine, endLine }) => `${startLine}-${endLine}`)).toEqual([
      '1-8',
      '10-12',
      '13-14',
      '16-17',
    ]);
  });
});

describe('expanding the selection', () => {
  it('goes from the entry of a list to the file, step by step', async () => {
    const { text: written, cursor } = marked(
      '## Work\nHost web\n  Ciphers aes128-ctr,aes2<|>56-ctr # best\n  User x\n\nHost b\n',
    );
    const snapshot = await snapshotOf(path, written);
    const steps: string[] = [];
    for (let step: SelectionRange | undefined = provideSelectionRange(snapshot, cursor); step; step = step.parent) {
      steps.push(written.slice(offsetAt(snapshot.file, step.range.start), offsetAt(snapshot.file, step.range.end)));
    }
    expect(steps).toMatchInlineSnapshot(`
      [
        "aes256-ctr",
        "aes128-ctr,aes256-ctr",
        "Ciphers aes128-ctr,aes256-ctr",
        "  Ciphers aes128-ctr,aes256-ctr # best",
        "  Ciphers aes128-ctr,aes256-ctr # best
        User x",
        "Host web
        Ciphers aes128-ctr,aes256-ctr # best
        User x",
        "## Work
      Host web
        Ciphers aes128-ctr,aes256-ctr # best
        User x

      Host b",
        "## Work
      Host web
        Ciphers aes128-ctr,aes256-ctr # best
        User x

      Host b
      ",
      ]
    `);
  });

  it('has an answer everywhere', async () => {
    for (const source of ['', '\n', '# x', 'Host', '""\n', 'Port 22\n\n']) {
      const snapshot = await snapshotOf(path, source);
      for (let offset = 0; offset <= source.length; offset++) {
        let inner = provideSelectionRange(snapshot, offset);
        for (let outer = inner.parent; outer; outer = outer.parent) {
          expect(offsetAt(snapshot.file, outer.range.start)).toBeLessThanOrEqual(
            offsetAt(snapshot.file, inner.range.start),
          );
          expect(offsetAt(snapshot.file, outer.range.end)).toBeGreaterThanOrEqual(
            offsetAt(snapshot.file, inner.range.end),
          );
          inner = outer;
        }
      }
    }
  });
});

describe('the outline of thousands of hosts', () => {
  it('holds the hosts with their addresses, and no lines', async () => {
    const many = Array.from({ length: 2_001 }, (_, i) => `Host h${i}\n  HostName a${i}\n\n`).join('');
    const symbols = provideDocumentSymbols(await snapshotOf(path, many));
    expect(symbols).toHaveLength(2_001);
    expect(symbols.at(-1)).toMatchObject({
      name: 'Host h2000',
      detail: 'a2000',
      range: { start: { line: 6000, character: 0 }, end: { line: 6001, character: 16 } },
      children: [],
    });
  });
});

describe('symbols of the workspace', () => {
  it('are the hosts of all configurations, those first that start with what is typed', async () => {
    const files = { '/home/me/.ssh/conf.d/1': 'Host my-web db\n' };
    const { graphs } = await snapshotOf(path, 'Include conf.d/*\nHost web webby !no *.x\n', { files });
    const found = (query: string) =>
      provideWorkspaceSymbols(graphs, query, plainOptions).map(
        ({ name, containerName }) => `${name} (${containerName})`,
      );
    expect(found('')).toEqual(['my-web (1)', 'db (1)', 'web (config)', 'webby (config)']);
    expect(found('WEB')).toEqual(['web (config)', 'webby (config)', 'my-web (1)']);
    expect(found('mb')).toEqual(['my-web (1)']);
  });

  it('name a host once where an older state of its file is shown beside it', async () => {
    const now = await snapshotOf(path, 'Port 1\nHost web\n');
    const [graph] = now.graphs;
    const older = {
      ...graph,
      roots: [{ uri: `git:${path}`, role: 'given' as const }],
      files: new Map([...graph.files].map(([uri, state]) => [`git:${pathOfUri(uri)}`, state])),
    };
    const found = provideWorkspaceSymbols([graph, older], 'web', plainOptions);
    expect(found.map(({ location }) => location)).toEqual([
      { uri: now.uri, range: { start: { line: 1, character: 5 }, end: { line: 1, character: 8 } } },
    ]);
  });
});

describe('folding', () => {
  it('closes blocks and runs of comments, and leaves out what leads over to the next', async () => {
    expect(provideFoldingRanges(await snapshotOf(path, text))).toEqual([
      { startLine: 0, endLine: 1, kind: 'comment' },
      { startLine: 4, endLine: 7 },
    ]);
  });
});

describe('going to', () => {
  const files = { '/home/me/.ssh/conf.d/1': 'Host gate\n', '/home/me/.ssh/conf.d/2': '' };
  const target = async (source: string) => {
    const { text: written, cursor } = marked(source);
    const locations = provideDefinition(await snapshotOf(path, written, { files }), cursor, plainOptions);
    return locations.map(({ uri, range }) => `${uri}:${range.start.line}:${range.start.character}`);
  };

  it('a jump host leads to the line that names it', async () => {
    expect(await target('Include conf.d/*\nHost web\n  ProxyJump x@we<|>b,gate\n')).toEqual([`file://${path}:1:5`]);
    expect(await target('Include conf.d/*\nHost web\n  ProxyJump web,ga<|>te\n')).toEqual([
      'file:///home/me/.ssh/conf.d/1:0:5',
    ]);
    expect(await target('Host web\n  ProxyJump no<|>ne\n')).toEqual([]);
  });

  it('an Include leads to all files that it reads, and is a link where it is one', async () => {
    expect(await target('Include conf.d<|>/*\n')).toEqual([
      'file:///home/me/.ssh/conf.d/1:0:0',
      'file:///home/me/.ssh/conf.d/2:0:0',
    ]);
    const links = async (line: string, existing: readonly string[] = []) =>
      provideDocumentLinks(await snapshotOf(path, line, { files }), plainOptions, new Set(existing)).map(
        (link) => link.target,
      );
    expect(await links('Include conf.d/* conf.d/2 nothing\n')).toEqual(['file:///home/me/.ssh/conf.d/2']);
    // ssh opens a folder and finds nothing in it.
    expect(await links('Include conf.d ./\n')).toEqual([]);
  });

  it('a path leads to its file where it is there, and a key to its public half', async () => {
    const source =
      'IdentityFile ~/.ssh/id\nCertificateFile %d/c-cert.pub\nUserKnownHostsFile /k1 none /k2\nIdentityFile %h/x\n';
    const snapshot = await snapshotOf(path, source);
    expect(linkedFiles(snapshot)).toMatchInlineSnapshot(`
      [
        "file:///home/me/.ssh/id.pub",
        "file:///home/me/.ssh/id",
        "file:///home/me/c-cert.pub",
        "file:///k1",
        "file:///k2",
      ]
    `);
    const existing = new Set(['file:///home/me/.ssh/id.pub', 'file:///home/me/.ssh/id', 'file:///k2']);
    const links = provideDocumentLinks(snapshot, plainOptions, existing);
    const marks = links.map(({ range, target, tooltip }) => ({ range, label: `${target} ${tooltip ?? ''}`.trim() }));
    expect(drawRanges(source, marks)).toMatchInlineSnapshot(`
      "IdentityFile ~/.ssh/id
                   ~~~~~~~~~ file:///home/me/.ssh/id.pub Open the public key
      CertificateFile %d/c-cert.pub
      UserKnownHostsFile /k1 none /k2
                                  ~~~ file:///k2
      IdentityFile %h/x"
    `);
    expect(await target('IdentityFile ~/.ssh/<|>id\n')).toEqual(['file:///home/me/.ssh/id:0:0']);
  });
});
