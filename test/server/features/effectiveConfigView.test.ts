import { describe, expect, it } from 'vitest';
import { provideEffectiveConfigView } from '../../../server/src/features/effectiveConfigView.ts';
import { fullOptions, snapshotOf } from '../../helpers/editor.ts';

describe('the view of the effective configuration', () => {
  it('names the line behind every value that is set, and links to it', async () => {
    const text = 'Host web\n  ServerAliveInterval 30\nHost *\n  ServerAliveInterval 60\n  Port 2200\n';
    const view = provideEffectiveConfigView(await snapshotOf('/home/me/.ssh/config', text), 'web', fullOptions);
    const set = view.text.split('# Defaults')[0];
    expect(set).toMatchInlineSnapshot(`
      "# What ssh 10.5p1 will use for web, and why
      # read from file:///home/me/.ssh/config
      # read from file:///etc/ssh/ssh_config
      # If the other end goes away: The client closes first, 119 to 120 s after the server’s last data: 30 × (3 + 1). A healthy idle session is ended by neither side; what lies between is not known.

      Port 2200                                     # config:5
      ServerAliveInterval 30                        # config:2, overrules config:4

      "
    `);
    for (const link of view.links) {
      const shown = view.text.split('\n')[link.line]?.slice(link.start, link.end);
      expect(shown).toBe(`${link.uri.split('/').at(-1)}:${link.targetLine + 1}`);
    }
    expect(view.text).toContain('# Defaults');
  });

  it('shows the global part of a server file', async () => {
    const text = 'ClientAliveInterval 30\nMatch User bob\n  ClientAliveInterval 5\n';
    const view = provideEffectiveConfigView(await snapshotOf('/etc/ssh/sshd_config', text), '', fullOptions);
    expect(view.text).toMatch(/ClientAliveInterval 30 +# sshd_config:1/);
  });
});
