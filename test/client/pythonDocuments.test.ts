import { describe, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { namesLibrary, pythonMiddleware } from '../../client/src/pythonDocuments.ts';

const document = (text: string, languageId = 'python', name = 'a.py') =>
  ({ languageId, uri: { toString: () => `file:///${name}` }, getText: () => text }) as unknown as vscode.TextDocument;

/** Records what goes to the server. */
function play() {
  const sent: string[] = [];
  const middleware = pythonMiddleware() as Required<
    Pick<
      Middleware,
      'didOpen' | 'didChange' | 'didClose' | 'provideHover' | 'provideRenameEdits' | 'provideDiagnostics'
    >
  >;
  const note = (what: string) => async (about: unknown) => {
    const text = (about as { getText?: () => string }).getText?.() ?? '';
    sent.push(`${what} ${text}`.trim());
  };
  return {
    sent,
    open: (text: string, languageId?: string) => middleware.didOpen(document(text, languageId), note('open')),
    change: (text: string) =>
      middleware.didChange({ document: document(text) } as vscode.TextDocumentChangeEvent, async () => {
        sent.push(`change ${text}`);
      }),
    close: (text: string) => middleware.didClose(document(text), note('close')),
    hover: async (text: string, languageId?: string) => {
      const answer = middleware.provideHover(document(text, languageId), {} as never, {} as never, () => {
        sent.push('hover');
        return null;
      });
      return answer;
    },
    rename: (text: string, languageId?: string) =>
      middleware.provideRenameEdits(document(text, languageId), {} as never, 'x', {} as never, () => {
        sent.push('rename');
        return null;
      }),
  };
}

describe('a Python document', () => {
  it('that names none of the libraries is not sent, nor asked about', async () => {
    const { sent, open, change, close, hover } = play();
    await open('import os');
    await change('import os, sys');
    await hover('import os, sys');
    await close('import os, sys');
    expect(sent).toEqual([]);
  });

  it('that names one is sent', async () => {
    for (const name of ['import paramiko', 'from fabric import Connection', 'import asyncssh', 'import fabric2']) {
      const { sent, open, change, hover, close } = play();
      await open(name);
      await change(`${name}\n`);
      await hover(name);
      await close(name);
      expect(sent).toEqual([`open ${name}`, `change ${name}\n`, 'hover', `close ${name}`]);
    }
  });

  it('that comes to name one is opened with the text it then has, and followed from there', async () => {
    const { sent, open, change, hover, close } = play();
    await open('import param');
    await change('import paramik');
    await change('import paramiko');
    await change('import paramiko\n');
    await hover('import paramiko\n');
    await close('import paramiko\n');
    expect(sent).toEqual(['open import paramiko', 'change import paramiko\n', 'hover', 'close import paramiko']);
  });

  it('stays with the editor’s Python extension for what the server does not answer', async () => {
    const { sent, open, rename } = play();
    await open('import paramiko');
    await rename('import paramiko');
    expect(sent).toEqual(['open import paramiko']);
  });
});

describe('a configuration', () => {
  it('is always sent', async () => {
    const { sent, open, hover, rename } = play();
    await open('Host a', 'ssh_config');
    await hover('Host a', 'ssh_config');
    await rename('Host a', 'ssh_config');
    expect(sent).toEqual(['open Host a', 'hover', 'rename']);
    expect(namesLibrary(document('# paramiko', 'ssh_config'))).toBe(false);
  });
});

it('words that only contain a library’s name are no such name', () => {
  expect(namesLibrary(document('import fabricate, myparamiko'))).toBe(false);
});
