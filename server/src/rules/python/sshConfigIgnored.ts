import * as l10n from '@vscode/l10n';
import type { LineOrigin } from '../../resolve/effectiveConfig.ts';
import { configOf } from './pythonPrediction.ts';
import {
  addingStatement,
  callsOf,
  fixes,
  modelOf,
  type PythonRule,
  paramikoOpenings,
  transportText,
} from './pythonRule.ts';

/** ssh_config is read, and what it says of keepalive is left there. */
export const paramikoSshconfigIgnored: PythonRule = {
  id: 'paramiko-sshconfig-ignored',
  severity: 'info',
  dialects: ['python'],
  doc: {
    summary:
      'Finds SSHConfig.lookup where ssh_config sets ServerAliveInterval for the host and the program does not apply it.',
    why: 'SSHConfig only reads the file. SSHClient takes nothing from it by itself: each value has to be passed on, and ServerAliveInterval has no parameter of connect() at all. set_keepalive on the transport is the nearest to it, and finds no dead server.',
    bad: 'import paramiko\n\nconfig = paramiko.SSHConfig.from_path("/home/me/.ssh/config")\nsettings = config.lookup("db")\nclient = paramiko.SSHClient()\nclient.connect(settings["hostname"])\n',
    good: 'import paramiko\n\nconfig = paramiko.SSHConfig.from_path("/home/me/.ssh/config")\nsettings = config.lookup("db")\nclient = paramiko.SSHClient()\nclient.connect(settings["hostname"])\nclient.get_transport().set_keepalive(int(settings.get("serveraliveinterval", 0)))\n',
  },
  *check(snapshot) {
    const model = modelOf(snapshot);
    // A file that names the keyword does something with it.
    const lookups = callsOf(snapshot, 'paramiko.SSHConfig.lookup');
    if (lookups.length === 0 || model.looseKeepalive() || model.words().has('serveraliveinterval')) return;
    const openings = paramikoOpenings(snapshot);
    if (openings.length === 0 || openings.some(({ keepalive }) => keepalive.kind !== 'absent')) return;
    for (const call of lookups) {
      const host = model.textOf(call, 'hostname');
      const value = configOf(snapshot, host)?.values.get('serveraliveinterval')?.[0];
      if (value?.from.kind !== 'line' || !/^\d+$/.test(value.value) || Number(value.value) === 0) continue;
      const [opening] = openings;
      const transport = opening && transportText(snapshot, opening);
      const line = `${transport}.set_keepalive(${value.value})`;
      yield {
        span: call.nameSpan,
        message: l10n.t(
          'ssh_config says ServerAliveInterval {0} for {1}; paramiko does not apply it. set_keepalive on the transport is the nearest to it.',
          value.value,
          host ?? '',
        ),
        related: [{ uri: (value.from as LineOrigin).uri, span: value.from.span, message: l10n.t('Set here.') }],
        ...fixes(
          opening && openings.length === 1 && transport !== undefined
            ? addingStatement(snapshot, opening.call.statement(), line, l10n.t('Add {0}', line))
            : undefined,
        ),
      };
    }
  },
};
