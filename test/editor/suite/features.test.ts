import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { clientFile, hoverText, lensTitles, positionOf, serverFile, showSample } from './sampleFile.ts';
import { until } from './until.ts';

describe('a client configuration', () => {
  let document: vscode.TextDocument;
  before(async () => {
    document = await showSample(clientFile);
  });

  for (const [anchor, directive] of [
    ['Host web', 'HostName'],
    ['Host web', 'ServerAliveInterval'],
    ['Host db', 'ServerAliveCountMax'],
    ['Host db', 'ConnectTimeout'],
    ['Host lab', 'TCPKeepAlive'],
  ] as const) {
    it(`explains ${directive} under the pointer`, async () => {
      assert.match(await hoverText(document, positionOf(document, anchor, directive)), new RegExp(directive, 'i'));
    });
  }

  it('names the included line that overrules a value', async () => {
    const text = await hoverText(document, positionOf(document, 'Host web', 'ServerAliveInterval'));
    assert.match(text, /600/);
    assert.match(text, /10-work\.conf/);
  });

  it('shows above a host the outcome of values from an Include and from a wildcard block', async () => {
    // 600 s from conf.d/10-work.conf, four probes more from `Host *`: 600 * (4 + 1).
    const titles = await lensTitles(document, 'Host web');
    assert.match(titles.join('\n'), /3000 s|50 m/);
  });

  it('offers the effective configuration and the keepalive test where they can run', async () => {
    const titles = (await lensTitles(document, 'Host db')).join('\n');
    assert.match(titles, /effective config/i);
  });

  it('reports an interval that comes too late for the path', async () => {
    const problems = await until('a problem in the client file or its Include', () =>
      vscode.languages.getDiagnostics().flatMap(([uri, found]) => found.map((problem) => ({ uri, problem }))),
    );
    const text = problems.map(({ problem }) => problem.message).join('\n');
    assert.match(text, /\S/);
    for (const { problem } of problems) assert.equal(problem.source?.toLowerCase().includes('ssh'), true);
  });

  it('opens what ssh will use for a host', async () => {
    await vscode.commands.executeCommand('sshTimeouts.showEffectiveConfig', {
      uri: document.uri.toString(),
      host: 'web',
    });
    const view = await until('the view', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'sshtimeouts-effective'),
    );
    await until('the values', () => view.getText().length > 0);
    assert.match(view.getText(), /serveraliveinterval\s+600/i);
    assert.match(view.getText(), /serveralivecountmax\s+4/i);
    assert.match(view.getText(), /10-work\.conf/);
  });
});

describe('a server configuration', () => {
  let document: vscode.TextDocument;
  before(async () => {
    document = await showSample(serverFile);
  });

  for (const directive of [
    'LoginGraceTime',
    'ClientAliveInterval',
    'ClientAliveCountMax',
    'ChannelTimeout',
    'UnusedConnectionTimeout',
  ]) {
    it(`explains ${directive} under the pointer`, async () => {
      assert.match(await hoverText(document, positionOf(document, directive)), new RegExp(directive, 'i'));
    });
  }

  it('shows the outcome above a Match block', async () => {
    const titles = await lensTitles(document, 'Match User deploy');
    assert.ok(titles.length > 0, 'a lens above the block');
  });
});
