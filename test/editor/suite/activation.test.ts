import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { clientFile, sampleUri, serverFile, showSample } from './sampleFile.ts';
import { until } from './until.ts';

describe('the extension in a real editor', () => {
  for (const [file, language] of [
    [clientFile, 'ssh_config'],
    [['.ssh', 'conf.d', '10-work.conf'], 'ssh_config'],
    [serverFile, 'sshd_config'],
    [['fetch_report.py'], 'python'],
  ] as const) {
    it(`takes ${file.join('/')} for ${language}`, async () => {
      const document = await vscode.workspace.openTextDocument(sampleUri(...file));
      assert.equal(document.languageId, language);
    });
  }

  it('registers its commands with the first file of its languages', async () => {
    await showSample(clientFile);
    await until('the command that shows the effective configuration', async () =>
      (await vscode.commands.getCommands(true)).includes('sshTimeouts.showEffectiveConfig'),
    );
  });

  // An extension sees only the extensions of its own host: the suite runs in the Node host.
  if (process.env['EDITOR_TEST_RUN'] !== 'web') {
    it('is active then', async () => {
      const extension = vscode.extensions.getExtension('ssh-timeouts.ssh-timeouts');
      await until('the extension is active', () => extension?.isActive);
    });
  } else {
    it('runs in the web extension host, apart from this suite', () => {
      assert.equal(vscode.extensions.getExtension('ssh-timeouts.ssh-timeouts'), undefined);
    });
  }
});
