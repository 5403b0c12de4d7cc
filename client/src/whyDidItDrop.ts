import * as vscode from 'vscode';
import { whyDroppedRequest } from '../../server/src/protocol.ts';
import { chooseHost } from './chooseHost.ts';
import type { LanguageServer } from './client.ts';
import { createMarkdownPages } from './markdownPages.ts';
import { readAge } from './readAge.ts';
import { type EndedSession, watchTerminals } from './terminalSessions.ts';
import { namesHost } from './terminalText.ts';

interface Drop {
  readonly message: string;
  readonly seconds?: number;
}

/** The command "Why Did It Drop?": the last words of a connection and its age, and what may have ended it. */
export function registerWhyDidItDrop(server: LanguageServer): vscode.Disposable {
  const pages = createMarkdownPages('sshtimeouts-why');
  const terminals = watchTerminals();
  return vscode.Disposable.from(
    pages,
    terminals,
    vscode.commands.registerCommand('sshTimeouts.whyDidItDrop', async (resource?: unknown) => {
      const about = await chooseHost(server, resource);
      if (about === undefined) return;
      const picked = await pickSession(terminals.ended(), about.host);
      const drop = picked === 'other' ? await askWords() : picked;
      if (drop === undefined) return;
      const page = await server.sendRequest<string | null>(whyDroppedRequest, { ...about, ...drop });
      if (page !== null) await pages.show(vscode.l10n.t('Why did {0} drop', about.host || 'sshd'), page);
    }),
  );
}

/** One of the connections that a terminal of this window saw end, or another one; undefined where the user left. */
async function pickSession(sessions: readonly EndedSession[], host: string): Promise<Drop | 'other' | undefined> {
  if (sessions.length === 0) return 'other';
  const nearestFirst = sessions.toSorted(
    (a, b) => Number(namesHost(b.command, host)) - Number(namesHost(a.command, host)),
  );
  const items = nearestFirst.map((session) => ({
    label: session.command,
    description: vscode.l10n.t('lived {0} s', Math.round(session.seconds)),
    detail: session.lastLines.join(' ⏎ '),
    session,
  }));
  const other = { label: vscode.l10n.t('Paste the last lines…'), session: undefined };
  const picked = await vscode.window.showQuickPick([...items, other], {
    title: vscode.l10n.t('Which connection dropped?'),
    placeHolder: vscode.l10n.t('Connections that ended in a terminal of this window'),
  });
  if (!picked) return undefined;
  if (!picked.session) return 'other';
  return { message: picked.session.lastLines.join('\n'), seconds: picked.session.seconds };
}

async function askWords(): Promise<Drop | undefined> {
  const message = await vscode.window.showInputBox({
    title: vscode.l10n.t('What did ssh, or the server’s log, say last?'),
    prompt: vscode.l10n.t('Such as “Timeout, server web not responding.” Leave it empty where nothing was said.'),
    ignoreFocusOut: true,
  });
  if (message === undefined) return undefined;
  const age = await vscode.window.showInputBox({
    title: vscode.l10n.t('How long had the connection lived?'),
    prompt: vscode.l10n.t('Such as 45 s, 12 min or 1:30:00. Leave it empty where it is not known.'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === '' || readAge(text) !== undefined ? undefined : vscode.l10n.t('This is not a duration.'),
  });
  if (age === undefined) return undefined;
  const seconds = readAge(age);
  return { message, ...(seconds === undefined ? {} : { seconds }) };
}
