import assert from 'node:assert/strict';
import fs from 'node:fs';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { clientFile, hoverText, lensTitles, positionOf, sampleUri, serverFile, showSample } from './sampleFile.ts';
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

  const manual = '/usr/share/man/man5/ssh_config.5.gz';
  const inBrowser = process.env['EDITOR_TEST_RUN'] === 'web';
  const noManual = inBrowser ? ' (not in the browser)' : fs.existsSync(manual) ? '' : ' (no manual is installed)';
  const withManual = noManual === '' ? it : it.skip;
  withManual(`offers the section of the manual that is installed here, and shows it${noManual}`, async () => {
    const text = await hoverText(document, positionOf(document, 'Host web', 'ServerAliveInterval'));
    const [, args = ''] = /command:sshTimeouts\.openManualSection\?([^)]+)/.exec(text) ?? [];
    await vscode.commands.executeCommand('sshTimeouts.openManualSection', ...JSON.parse(decodeURIComponent(args)));
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.toString(), 'sshtimeouts-manual:/ssh_config/ServerAliveInterval');
    assert.match(shown?.getText() ?? '', /BatchMode/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('shows above a host the outcome of values from an Include and from a wildcard block', async () => {
    // 600 s from conf.d/10-work.conf and four probes more from `Host *` are 3000 s; the system gives the first probe up
    // sooner, 924 to 1045 s after it was sent.
    const titles = await lensTitles(document, 'Host web');
    assert.match(titles.join('\n'), /noticed in 25 min to 28 min/);
  });

  for (const [rule, anchor, directive] of [
    ['never-effective', 'Host web', 'ServerAliveInterval'],
    ['interval-exceeds-path', 'Host reports', 'ServerAliveInterval'],
  ] as const) {
    it(`reports ${rule} where it holds`, async () => {
      const { line } = positionOf(document, anchor, directive);
      await until(`the problem in line ${line + 1}`, () =>
        vscode.languages
          .getDiagnostics(document.uri)
          .find((problem) => ruleOf(problem) === rule && problem.range.start.line === line),
      );
    });
  }

  // Arguments of a command stay in the extension host that they come from: a person drives these in the web run.
  if (process.env['EDITOR_TEST_RUN'] === 'web') return;

  it('offers the keepalive test and the effective configuration above a host', async () => {
    const titles = await lensTitles(document, 'Host db');
    for (const offer of ['Test keepalive', 'Effective config']) assert.ok(titles.includes(offer), offer);
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
    assert.match(view.getText(), /^ServerAliveInterval 600\b.*10-work\.conf:3/m);
    assert.match(view.getText(), /^ServerAliveCountMax 4\b.*config:\d+/m);
  });

  it('follows an included file that another program writes', async () => {
    const included = sampleUri('.ssh', 'conf.d', '10-work.conf').fsPath;
    const view = await until('the view', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'sshtimeouts-effective'),
    );
    const before = fs.readFileSync(included, 'utf8');
    try {
      fs.writeFileSync(included, before.replace('600', '900'));
      await until('the new value', () => /^ServerAliveInterval 900\b.*10-work\.conf:3/m.test(view.getText()));
    } finally {
      fs.writeFileSync(included, before);
    }
    await until('the old value', () => /^ServerAliveInterval 600\b/m.test(view.getText()));
  });
});

function ruleOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

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

describe('a Python program that uses paramiko', () => {
  let document: vscode.TextDocument;
  before(async () => {
    document = await showSample(['fetch_report.py']);
  });

  it('has under the timeout of connect() what it bounds and what it does not', async () => {
    const text = await hoverText(document, positionOf(document, 'timeout=10', 'timeout'));
    assert.match(text, /here \*\*10 s\*\*/);
    assert.match(text, /It does not:\*\* bound name lookup, the login/);
    assert.match(text, /not 3600 s/);
  });

  it('has under set_keepalive what it is and what it is not', async () => {
    const text = await hoverText(document, positionOf(document, 'set_keepalive'));
    assert.match(text, /It does not:\*\*/);
    assert.match(text, /ClientAliveInterval does not end it while it is idle/);
  });

  it('shows above connect() and set_keepalive() who gives up when', async () => {
    const [connect] = await lensTitles(document, 'timeout=10, banner_timeout=20');
    assert.match(connect ?? '', /TCP 10 s, banner 10 s, keys 10 s, login 20 s/);
    const [keepalive] = await lensTitles(document, 'set_keepalive');
    assert.match(keepalive ?? '', /every 30 s/);
  });
});
