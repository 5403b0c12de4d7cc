import * as l10n from '@vscode/l10n';
import { findDirective } from '../knowledge/directives.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Dialect } from '../syntax/configFile.ts';
import { entryOfError, errorsOf, kindOfUnknown, severityOf } from './errors.ts';
import { removingLine, replacing } from './fixes.ts';
import type { Rule } from './rule.ts';

/** What does the same job on the other side, from the keyword in lower case. */
const counterparts: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
  client: {
    clientaliveinterval: 'ServerAliveInterval',
    clientalivecountmax: 'ServerAliveCountMax',
    x11forwarding: 'ForwardX11',
    allowagentforwarding: 'ForwardAgent',
    acceptenv: 'SendEnv',
    listenaddress: 'BindAddress',
    permitopen: 'PermitRemoteOpen',
    revokedkeys: 'RevokedHostKeys',
    maxauthtries: 'NumberOfPasswordPrompts',
  },
  server: {
    serveraliveinterval: 'ClientAliveInterval',
    serveralivecountmax: 'ClientAliveCountMax',
    forwardx11: 'X11Forwarding',
    forwardagent: 'AllowAgentForwarding',
    sendenv: 'AcceptEnv',
    bindaddress: 'ListenAddress',
    identityfile: 'HostKey',
    connecttimeout: 'LoginGraceTime',
    revokedhostkeys: 'RevokedKeys',
  },
};

/** Counterparts that take the same value and mean the same: the fix is only a new name. */
const sameMeaning = /^(client|server)alive(interval|countmax)$/;

/** A directive of ssh_config in sshd_config, or the other way round. */
export const wrongFile: Rule<Snapshot> = {
  id: 'wrong-file',
  severity: 'error',
  dialects: ['client', 'server'],
  doc: {
    summary: "Finds the server's directives in a client's file and the client's in a server's.",
    why: 'Each program refuses a file with a directive of the other: every ssh and git call fails, or sshd does not start (measured with OpenSSH 9.2). The two keepalives are easily mixed up, because their names differ by one word.',
    bad: 'Host web\n  ClientAliveInterval 30\n',
    good: 'Host web\n  ServerAliveInterval 30\n',
  },
  *check(snapshot) {
    const { dialect } = snapshot;
    const other = dialect === 'client' ? 'server' : 'client';
    for (const error of errorsOf(snapshot)) {
      if (error.code !== 'unknown-keyword' || kindOfUnknown(error, snapshot) !== 'other-dialect') continue;
      const written = error.data['keyword'] ?? '';
      const name = findDirective(other, written)?.name ?? written;
      const here = counterparts[dialect][written.toLowerCase()];
      const place =
        dialect === 'client'
          ? l10n.t("{0} belongs in the server's sshd_config; ssh refuses this file because of it.", name)
          : l10n.t("{0} belongs in the client's ssh_config; sshd does not start with it here.", name);
      const entry = entryOfError(snapshot, error);
      const fixable = here !== undefined && sameMeaning.test(written.toLowerCase());
      yield {
        span: error.span,
        severity: severityOf(error),
        message: here === undefined ? place : `${place} ${l10n.t('Here the nearest is {0}.', here)}`,
        fixes: [
          ...(fixable ? [replacing(snapshot, error.span, here, l10n.t('Change to {0}', here), false)] : []),
          ...(entry ? [removingLine(snapshot, entry, l10n.t('Remove the line'), false)] : []),
        ],
      };
    }
  },
};
