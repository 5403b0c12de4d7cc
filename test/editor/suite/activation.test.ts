import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

const extensionId = 'ssh-timeouts.ssh-timeouts';

function workspaceFile(...parts: string[]): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.file(path.join(folder.uri.fsPath, ...parts));
}

describe('the extension in a real editor', () => {
  it('is there', () => assert.ok(vscode.extensions.getExtension(extensionId)));

  for (const [file, language] of [
    [['.ssh', 'config'], 'ssh_config'],
    [['.ssh', 'conf.d', '10-work.conf'], 'ssh_config'],
    [['servers', 'web', 'sshd_config'], 'sshd_config'],
    [['fetch_report.py'], 'python'],
  ] as const) {
    it(`takes ${file.join('/')} for ${language}`, async () => {
      const document = await vscode.workspace.openTextDocument(workspaceFile(...file));
      assert.equal(document.languageId, language);
    });
  }

  it('becomes active with the first client file', async () => {
    await vscode.window.showTextDocument(workspaceFile('.ssh', 'config'));
    const extension = vscode.extensions.getExtension(extensionId);
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });
});
