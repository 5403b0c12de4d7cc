import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { clientFile, codeLenses, hoverText, positionOf, showSample } from './sampleFile.ts';

describe('Restricted Mode', () => {
  it('is on', () => assert.equal(vscode.workspace.isTrusted, false));

  it('leaves the explanations of a file', async () => {
    const document = await showSample(clientFile);
    assert.match(await hoverText(document, positionOf(document, 'Host db', 'ConnectTimeout')), /ConnectTimeout/i);
  });

  it('leaves the outcome above a host, without an offer to run ssh', async () => {
    const document = await showSample(clientFile);
    const commands = (await codeLenses(document)).map(({ command }) => command?.command);
    assert.ok(commands.length > 0, 'there are lenses');
    assert.equal(commands.includes('sshTimeouts.testKeepalive'), false);
  });
});
