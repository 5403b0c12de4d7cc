import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../server/src/readSettings.ts';
import { defaultSettings } from '../../server/src/settings.ts';

describe('settings from outside', () => {
  it('are the defaults where nothing is said', () => {
    expect(readSettings(undefined, null, 5, [])).toEqual(defaultSettings);
  });

  it('leave out what has another shape', () => {
    const read = readSettings({
      rules: { a: 'off', b: 'loud', c: 1 },
      path: { x: 350, y: 'aws-nlb-tcp', z: -1, w: null },
      servers: { a: 'b', c: 7 },
      compliance: ['cis', 4],
      openssh: { version: 9.2 },
      codeLens: 'no',
      inlayHints: false,
    });
    expect(read).toEqual({
      ...defaultSettings,
      rules: { a: 'off' },
      path: { x: 350, y: 'aws-nlb-tcp' },
      servers: { a: 'b' },
      compliance: ['cis'],
      inlayHints: false,
    });
  });

  it('may be written flat, and later sources win key by key', () => {
    expect(
      readSettings({ rules: { a: 'off', b: 'hint' } }, { 'openssh.version': '9.2', rules: { a: 'error' } }),
    ).toMatchObject({
      rules: { a: 'error', b: 'hint' },
      openssh: { version: '9.2' },
    });
  });

  it('never throw, whatever is sent', () => {
    fc.assert(fc.property(fc.anything(), (sent) => void readSettings(sent)));
  });
});
