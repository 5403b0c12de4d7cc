import * as l10n from '@vscode/l10n';
import { callsOf, modelOf, type PythonRule, textAt } from './pythonRule.ts';

/** An interval that looks like milliseconds. */
export const paramikoKeepaliveMs: PythonRule = {
  id: 'paramiko-keepalive-ms',
  severity: 'warning',
  dialects: ['python'],
  doc: {
    summary: 'Finds set_keepalive intervals that look as if milliseconds were meant.',
    why: "paramiko counts seconds, as do asyncssh and OpenSSH; Node's ssh2 and JSch count milliseconds. set_keepalive(30000) sends its first packet after more than eight hours.",
    bad: 'import paramiko\n\nclient = paramiko.SSHClient()\nclient.connect("db.example.org")\nclient.get_transport().set_keepalive(30000)\n',
    good: 'import paramiko\n\nclient = paramiko.SSHClient()\nclient.connect("db.example.org")\nclient.get_transport().set_keepalive(30)\n',
  },
  *check(snapshot) {
    for (const call of callsOf(snapshot, 'paramiko.Transport.set_keepalive')) {
      const time = modelOf(snapshot).time(call, 'interval');
      // 3600 and its like are hours; nobody means 3.6 s.
      if (time.kind !== 'seconds' || time.seconds < 1000 || (time.seconds % 60 === 0 && time.seconds % 1000 !== 0))
        continue;
      const better = time.seconds / 1000;
      const literal = /^\d[\d_]*$/.test(textAt(snapshot, time.span)) && Number.isInteger(better);
      yield {
        span: time.span,
        message: l10n.t(
          'set_keepalive counts seconds: this is {0} minutes. Are milliseconds meant?',
          Math.round(time.seconds / 60),
        ),
        ...(literal
          ? {
              fixes: [
                {
                  title: l10n.t('Change to {0}', String(better)),
                  safe: false,
                  edits: [{ uri: snapshot.uri, span: time.span, newText: String(better) }],
                },
              ],
            }
          : {}),
      };
    }
  },
};
