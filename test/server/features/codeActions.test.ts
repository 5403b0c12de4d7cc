import { describe, expect, it } from 'vitest';
import { provideCodeActions } from '../../../server/src/features/codeActions.ts';
import { provideDiagnostics } from '../../../server/src/features/diagnostics.ts';
import { fullOptions, plainOptions, snapshotOf } from '../../helpers/editor.ts';

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
    const snapshot = await snapshotOf('/home/me/.ssh/config', 'Host web\n  Port 22\n');
    expect(provideCodeActions(snapshot, { start: 0, end: 0 }, {}, plainOptions)).toEqual([]);
  });

  it('leave "fix all" out of the light bulb', async () => {
    const snapshot = await snapshotOf('/home/me/.ssh/config', text);
    const actions = provideCodeActions(snapshot, { start: 0, end: text.length }, {}, plainOptions);
    expect(actions.filter(({ kind }) => kind?.startsWith('source'))).toEqual([]);
  });
});
