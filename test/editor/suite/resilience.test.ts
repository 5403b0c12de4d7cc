import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { clientFile, hoverText, positionOf, showSample } from './sampleFile.ts';
import { until } from './until.ts';

/** Processes of this extension host that run the language server. */
function serverProcesses(): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return table
    .split('\n')
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row))
    .filter((row) => Number(row?.[2]) === process.pid && /dist[/\\]server\.js/.test(row?.[3] ?? ''))
    .map((row) => Number(row?.[1]));
}

describe('a language server that is killed', () => {
  it('starts again by itself and knows what was edited and not saved', async () => {
    const document = await showSample(clientFile);
    const at = positionOf(document, 'Host db', 'ServerAliveCountMax');
    assert.match(await hoverText(document, at), /ServerAliveCountMax/);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'Host only-in-the-editor\n  ServerAliveInterval 4321\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    const [before, ...others] = await until('the server', serverProcesses);
    assert.deepEqual(others, [], 'one server a window');
    assert.ok(before !== undefined);
    process.kill(before, 'SIGKILL');
    const after = await until('another server', () => serverProcesses().find((pid) => pid !== before));
    assert.notEqual(after, before);
    const text = await until('a hover of what was not saved', async () => {
      const found = await hoverText(document, positionOf(document, 'Host only', 'ServerAliveInterval'));
      return found.includes('4321') ? found : undefined;
    });
    assert.match(text, /4321/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('starts again when it is asked to', async () => {
    const document = await showSample(clientFile);
    const [before] = await until('the server', serverProcesses);
    await vscode.commands.executeCommand('sshTimeouts.restartServer');
    await until('another server', () => serverProcesses().find((pid) => pid !== before));
    const at = positionOf(document, 'Host db', 'ServerAliveCountMax');
    assert.match(await hoverText(document, at), /ServerAliveCountMax/);
  });
});
