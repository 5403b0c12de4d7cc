import { describe, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { provideCodeActions } from '../../../server/src/features/codeActions.ts';
import { provideDiagnostics } from '../../../server/src/features/diagnostics.ts';
import { fullOptions, plainOptions, snapshotOf } from '../../helpers/editor.ts';

/** The document after an action's edits. */
function applied(text: string, action: CodeAction | undefined): string {
  const document = TextDocument.create('file:///x', '', 1, text);
  return TextDocument.applyEdits(document, Object.values(action?.edit?.changes ?? {}).flat());
}

const text = '# ssh-timeouts: ignore no-such-rule\nHost web\n';

describe('diagnostics', () => {
  it('carry the rule as code, and a link only for a client that shows rule pages', async () => {
    const snapshot = await snapshotOf('/home/me/.ssh/config', text);
    const [own] = provideDiagnostics(snapshot, fullOptions);
    expect(own).toMatchObject({
      code: 'unused-suppression',
      source: 'ssh-timeouts',
      codeDescription: { href: 'sshtimeouts-rule:/unused-suppression.md' },
    });
    const [plain] = provideDiagnostics(snapshot, plainOptions);
    expect(plain).not.toHaveProperty('codeDescription');
  });
});

describe('code actions', () => {
  it('are empty where nothing can be fixed', async () => {
    const snapshot = await snapshotOf('/home/me/.ssh/config', 'Host web\n  ServerAliveInterval 60\n');
    expect(provideCodeActions(snapshot, { start: 0, end: 0 }, {}, plainOptions)).toEqual([]);
  });

  it('leave "fix all" out of the light bulb', async () => {
    const snapshot = await snapshotOf('/home/me/.ssh/config', text);
    const actions = provideCodeActions(snapshot, { start: 0, end: text.length }, {}, plainOptions);
    expect(actions.filter(({ kind }) => kind?.startsWith('source'))).toEqual([]);
  });

  it('mend what the range touches, and say which diagnostic they are for', async () => {
    const source = 'Host a\n  ServerAliveInterval 5min\nHost b\n  ServerAliveInterval 7min\n';
    const snapshot = await snapshotOf('/home/me/.ssh/config', source);
    const at = source.indexOf('5min');
    const actions = provideCodeActions(snapshot, { start: at, end: at }, {}, plainOptions);
    const [first] = actions;
    expect(first).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: 'bad-time' }] });
    expect(applied(source, first)).toBe(source.replace('5min', '5m'));
  });

  it('mend all that is safe in one edit when asked to', async () => {
    const source = 'Host a\n  ServerAliveInterval 5min\nHost b\n  ServerAliveInterval 7min\n';
    const snapshot = await snapshotOf('/home/me/.ssh/config', source);
    for (const only of ['source.fixAll', 'source', 'source.fixAll.sshTimeouts']) {
      const actions = provideCodeActions(snapshot, { start: 0, end: 0 }, { only: [only] }, plainOptions);
      expect(actions.map(({ kind }) => kind)).toEqual(['source.fixAll.sshTimeouts']);
      expect(applied(source, actions[0])).toBe(source.replace('5min', '5m').replace('7min', '7m'));
    }
  });
});
