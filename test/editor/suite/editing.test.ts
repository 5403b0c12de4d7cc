import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { positionOf, sampleUri } from './sampleFile.ts';
import { until } from './until.ts';

const client = `Include ${'conf.d'}/*.conf

# --- Production ---
Host bastion
  HostName bastion.example.org

Host web-1 web-2
  HostName %h.example.org
  ProxyJump bastion
  ServerAliveInterval 1m30s
  ServerAliveCountMax 3

# --- Laboratory ---
Host lab
  Tag lab
  LocalForward 8080 localhost:80
  UseRsh no

Match host web-1
  ServerAliveInterval 30
`;
const included = 'Host git\n  ProxyJump bastion\n';
const server = `Port 22
MaxStartups 10:30:100
ClientAliveInterval 5m
ClientAliveCountMax 2
ChannelTimeout session:*=30m

Match Group sftponly
    ForceCommand internal-sftp
`;

const utf8 = new TextEncoder();

/** Writes a file into the private copy of the sample and shows it. */
async function open(parts: readonly string[], text: string): Promise<vscode.TextDocument> {
  const uri = sampleUri(...parts);
  await vscode.workspace.fs.writeFile(uri, utf8.encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

async function itemsAt(document: vscode.TextDocument, position: vscode.Position, resolved = 0) {
  const list = await until(`completions at line ${position.line + 1}`, async () => {
    const found = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
      undefined,
      resolved,
    );
    return found.items.length > 0 ? found : undefined;
  });
  return list.items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}

const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label);

/** Puts a line behind the one that holds `anchor`, answers what is offered at its end, and takes it away again. */
async function offered(document: vscode.TextDocument, anchor: string, line: string, resolved = 0) {
  const editor = await vscode.window.showTextDocument(document);
  const at = document.lineAt(positionOf(document, anchor)).range.end;
  await editor.edit((edit) => edit.insert(at, `\n${line}`));
  try {
    return await itemsAt(document, new vscode.Position(at.line + 1, line.length), resolved);
  } finally {
    await vscode.commands.executeCommand('undo');
  }
}

/** The answer of a provider for a place, once there is one. */
function asked<Answer>(command: string, document: vscode.TextDocument, ...rest: readonly unknown[]): Promise<Answer> {
  return until(`${command} in ${document.fileName}`, () =>
    vscode.commands.executeCommand<Answer>(`vscode.${command}`, document.uri, ...rest),
  ) as Promise<Answer>;
}

const names = (symbols: readonly vscode.DocumentSymbol[]): readonly string[] =>
  symbols.flatMap(({ name, children }) => [name, ...names(children).map((child) => `  ${child}`)]);

describe('editing a client configuration', () => {
  let document: vscode.TextDocument;
  before(async () => {
    const path = (...parts: string[]) => ['editing', '.ssh', ...parts];
    await vscode.workspace.fs.createDirectory(sampleUri(...path('conf.d')));
    const part = sampleUri(...path('conf.d', '10-git.conf'));
    await vscode.workspace.fs.writeFile(part, utf8.encode(included));
    // An Include without a leading slash would be looked for in the home folder.
    const folder = sampleUri(...path('conf.d')).fsPath.replaceAll('\\', '/');
    document = await open(path('config'), client.replace('conf.d/', `"${folder}/`).replace('.conf\n', '.conf"\n'));
    assert.equal(document.languageId, 'ssh_config');
  });
  after(() => vscode.commands.executeCommand('workbench.action.files.revert'));

  it('offers keywords that are not set yet, times first where the block is about them, with their documentation', async () => {
    const items = await offered(document, 'ServerAliveCountMax 3', '  ', 3);
    const labels = items.map(labelOf);
    assert.ok(labels.includes('ConnectTimeout') && !labels.includes('ServerAliveInterval'), labels.join(' '));
    assert.ok(labels.indexOf('ConnectTimeout') < labels.indexOf('Compression'));
    const documented = items.filter(({ documentation }) => documentation !== undefined);
    assert.ok(documented.length > 0, 'what is looked at is documented');
    assert.ok(documented.length < items.length / 2, 'what nobody looks at is not');
  });

  it('offers values by their type', async () => {
    for (const [line, wanted] of [
      ['  ConnectTimeout ', '10'],
      ['  StrictHostKeyChecking ', 'accept-new'],
      ['  Ciphers +', 'aes128-cbc'],
      ['  ProxyJump ', 'git'],
      ['  ControlPath ~/.ssh/%', '%C'],
    ] as const) {
      const labels = (await offered(document, 'ServerAliveCountMax 3', line)).map(labelOf);
      assert.ok(labels.includes(wanted), `${line}: ${labels.join(' ')}`);
    }
    const criteria = (await offered(document, 'ServerAliveCountMax 3', 'Match ')).map(labelOf);
    assert.ok(criteria.includes('originalhost'), criteria.join(' '));
  });

  it('goes on offering while a value is typed, which grammars colour as a string', () => {
    for (const languageId of ['ssh_config', 'sshd_config']) {
      const wanted = vscode.workspace.getConfiguration('editor', { languageId }).get('quickSuggestions');
      assert.deepEqual(wanted, { other: 'on', comments: 'off', strings: 'on' });
    }
  });

  it('outlines groups, blocks and their lines', async () => {
    const symbols = await asked<vscode.DocumentSymbol[]>('executeDocumentSymbolProvider', document);
    const found = names(symbols);
    for (const name of ['Production', '  Host bastion', '    HostName', 'Laboratory', '  Match host web-1']) {
      assert.ok(found.includes(name), `${name} in\n${found.join('\n')}`);
    }
  });

  it('folds blocks and groups', async () => {
    const ranges = await asked<vscode.FoldingRange[]>('executeFoldingRangeProvider', document);
    const { line } = positionOf(document, 'Host web-1');
    assert.ok(ranges.some(({ start }) => start === line));
    assert.ok(ranges.some(({ start }) => start === positionOf(document, 'Production').line));
  });

  it('widens a selection from the word to the line, the block and the file', async () => {
    const position = positionOf(document, 'ServerAliveInterval 1m', '1m30s');
    const [range] = await asked<vscode.SelectionRange[]>('executeSelectionRangeProvider', document, [position]);
    const texts: string[] = [];
    for (let at = range; at; at = at.parent as vscode.SelectionRange) texts.push(document.getText(at.range).trim());
    assert.equal(texts[0], '1m30s');
    assert.ok(texts.includes('ServerAliveInterval 1m30s'), texts.join('|'));
    assert.ok(
      texts.some((text) => text.startsWith('Host web-1') && text.endsWith('CountMax 3')),
      texts.join('|'),
    );
  });

  it('goes to a jump host, and finds all that count on it in other files too', async () => {
    const use = positionOf(document, 'ProxyJump bastion', 'bastion');
    const [target] = await asked<vscode.Location[]>('executeDefinitionProvider', document, use);
    assert.equal(target?.range.start.line, positionOf(document, 'Host bastion').line);
    const uses = await asked<vscode.Location[]>('executeReferenceProvider', document, use);
    const files = new Set(uses.map(({ uri }) => uri.path.split('/').at(-1)));
    assert.deepEqual([...files].sort(), ['10-git.conf', 'config']);
    const marks = await asked<vscode.DocumentHighlight[]>('executeDocumentHighlights', document, use);
    assert.equal(marks.length, 2);
  });

  it('renames a host in every file that names it', async () => {
    const edit = await asked<vscode.WorkspaceEdit>(
      'executeDocumentRenameProvider',
      document,
      positionOf(document, 'Host bastion', 'bastion'),
      'gate',
    );
    const changed = edit.entries().map(([uri, edits]) => `${uri.path.split('/').at(-1)} ${edits.length}`);
    assert.deepEqual(changed.sort(), ['10-git.conf 1', 'config 2']);
  });

  it('links an Include to its files, and finds hosts by name in the workspace', async () => {
    const links = await asked<vscode.DocumentLink[]>('executeLinkProvider', document, 100);
    assert.ok(
      links.some(({ target }) => target?.path.endsWith('10-git.conf')),
      links.map(String).join(' '),
    );
    const symbols = await until('symbols', () =>
      vscode.commands.executeCommand<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', 'git'),
    );
    assert.equal(symbols.filter(({ name }) => name === 'git').length, 1);
  });

  it('shows the way through jump hosts under the pointer', async () => {
    const hovers = await asked<vscode.Hover[]>(
      'executeHoverProvider',
      document,
      positionOf(document, 'Host web-1', 'web-1'),
    );
    const text = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]).map(({ value }) => value);
    assert.match(text.join('\n'), /you → .*bastion.* → .*web-1/);
  });

  it('counts the seconds of a compound time, and what a pair adds up to', async () => {
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await asked<vscode.InlayHint[]>('executeInlayHintProvider', document, whole);
    const shown = hints.map(({ label }) =>
      typeof label === 'string' ? label : label.map((part) => part.value).join(''),
    );
    assert.ok(shown.includes('90 s'), shown.join(' | '));
    assert.ok(
      shown.some((text) => text.includes('360 s')),
      shown.join(' | '),
    );
  });

  it('tells deprecated lines by semantic tokens', async () => {
    const legend = await asked<vscode.SemanticTokensLegend>('provideDocumentRangeSemanticTokensLegend', document);
    const range = document.lineAt(positionOf(document, 'UseRsh').line).range;
    const tokens = await asked<vscode.SemanticTokens>('provideDocumentRangeSemanticTokens', document, range);
    const modifiers = legend.tokenModifiers.filter((_, bit) => ((tokens.data[4] ?? 0) >> bit) & 1);
    assert.ok(modifiers.includes('deprecated'), modifiers.join(' '));
  });

  it('tells the arguments of a forwarding', async () => {
    const position = positionOf(document, 'LocalForward', 'localhost');
    const help = await asked<vscode.SignatureHelp>('executeSignatureHelpProvider', document, position);
    assert.match(help.signatures[0]?.label ?? '', /^LocalForward /);
    assert.equal(help.signatures[0]?.parameters.length, 4);
  });

  it('takes a whole host name for a word', () => {
    const range = document.getWordRangeAtPosition(positionOf(document, 'bastion.example.org'));
    assert.equal(document.getText(range), 'bastion.example.org');
  });
});

describe('editing a server configuration', () => {
  let document: vscode.TextDocument;
  before(async () => {
    document = await open(['editing', 'sshd_config'], server);
    assert.equal(document.languageId, 'sshd_config');
  });
  after(() => vscode.commands.executeCommand('workbench.action.files.revert'));

  it('offers below Match what may stand there, times first', async () => {
    const labels = (await offered(document, 'Match Group', '    ')).map(labelOf);
    assert.ok(labels.includes('ClientAliveInterval') && !labels.includes('Port'), labels.join(' '));
    assert.ok(labels.indexOf('ClientAliveInterval') < labels.indexOf('X11Forwarding'));
  });

  it('outlines, hints and explains arguments as in a client configuration', async () => {
    const symbols = await asked<vscode.DocumentSymbol[]>('executeDocumentSymbolProvider', document);
    assert.ok(names(symbols).includes('Match Group sftponly'), names(symbols).join('\n'));
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await asked<vscode.InlayHint[]>('executeInlayHintProvider', document, whole);
    assert.ok(
      hints.some(({ label }) => label === '300 s'),
      hints.map(({ label }) => label).join(' | '),
    );
    const position = positionOf(document, '10:30:100', '30');
    const help = await asked<vscode.SignatureHelp>('executeSignatureHelpProvider', document, position);
    assert.equal(help.signatures[0]?.label, 'MaxStartups start:rate:full');
  });

  it('formats without changing a value, and a second time changes nothing', async () => {
    const untidy = await open(
      ['editing', 'sshd_config.d', '10-untidy.conf'],
      'port   22\nmatch  user bob\nclientaliveinterval 5   # kept\n',
    );
    const editor = await vscode.window.showTextDocument(untidy);
    const options = { tabSize: 4, insertSpaces: true };
    const edits = await asked<vscode.TextEdit[]>('executeFormatDocumentProvider', untidy, options);
    await editor.edit((edit) => {
      for (const { range, newText } of edits) edit.replace(range, newText);
    });
    assert.equal(untidy.getText(), 'Port 22\nMatch user bob\n    ClientAliveInterval 5   # kept\n');
    const again = await vscode.commands.executeCommand('vscode.executeFormatDocumentProvider', untidy.uri, options);
    assert.deepEqual(again ?? [], []);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
