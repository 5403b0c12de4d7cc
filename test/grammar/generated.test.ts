import { describe, expect, it } from 'vitest';
import { buildGrammar } from '../../syntaxes/buildGrammar.ts';

// A new directive changes the grammars: `npx vitest run test/grammar -u` writes them anew.
describe('the TextMate grammars', () => {
  it.each([
    ['client', 'ssh_config'],
    ['server', 'sshd_config'],
  ] as const)('of the %s name the directives that the knowledge names', async (dialect, name) => {
    const text = `${JSON.stringify(buildGrammar(dialect), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`../../syntaxes/${name}.tmLanguage.json`);
  });
});
