import { describe, expect, it } from 'vitest';
import { provideSemanticTokens, tokenTypes } from '../../../server/src/features/semanticTokens.ts';
import { drawRanges } from '../../helpers/draw.ts';
import { snapshotOf, type TestWorkspace } from '../../helpers/editor.ts';

/** Each token underlined, with its type and whether it is struck out. */
async function coloured(path: string, text: string, scene: TestWorkspace = {}, start = 0): Promise<string> {
  const { data } = provideSemanticTokens(await snapshotOf(path, text, scene), { start, end: text.length });
  let line = 0;
  let character = 0;
  const marks = [];
  for (let at = 0; at < data.length; at += 5) {
    const [lines = 0, columns = 0, length = 0, type = 0, modifiers = 0] = data.slice(at, at + 5);
    character = lines > 0 ? columns : character + columns;
    line += lines;
    const range = { start: { line, character }, end: { line, character: character + length } };
    marks.push({ range, label: `${tokenTypes[type]}${modifiers ? ' (deprecated)' : ''}` });
  }
  return drawRanges(text, marks);
}

describe('semantic tokens', () => {
  it('mark what another line overrules, what the version ignores and what it does not know', async () => {
    const text = [
      'Host web',
      '  User bob',
      '  UseRoaming no',
      '  Colour red',
      'Host *',
      '  User root',
      'Host web',
      '  Port 22 # first',
      '  User "any body"',
      '  IdentityFile x',
      '',
    ].join('\n');
    expect(await coloured('/home/me/.ssh/config', text)).toMatchInlineSnapshot(`
      "Host web
        User bob
        UseRoaming no
        ~~~~~~~~~~ ignoredDirective (deprecated)
        Colour red
        ~~~~~~ unknownDirective
      Host *
        User root
      Host web
        Port 22 # first
        User "any body"
             ~~~~~~~~~~ overruled
        IdentityFile x"
    `);
  });

  it('know the version and the side', async () => {
    const text = 'ChannelTimeout *=5m\nServerAliveInterval 5\nProtocol 2\n';
    expect(await coloured('/etc/ssh/sshd_config', text, { ssh: 'OpenSSH_9.0p1' })).toMatchInlineSnapshot(`
      "ChannelTimeout *=5m
      ~~~~~~~~~~~~~~ unknownDirective
      ServerAliveInterval 5
      ~~~~~~~~~~~~~~~~~~~ unknownDirective
      Protocol 2
      ~~~~~~~~ ignoredDirective (deprecated)"
    `);
  });

  it('are those of the range alone', async () => {
    const text = 'Colour red\nColour blue\n';
    expect(await coloured('/home/me/.ssh/config', text, {}, 11)).toMatchInlineSnapshot(`
      "Colour red
      Colour blue
      ~~~~~~ unknownDirective"
    `);
    expect(await coloured('/home/me/.ssh/config', '')).toBe('');
  });
});
