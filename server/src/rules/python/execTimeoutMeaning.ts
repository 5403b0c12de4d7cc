import * as l10n from '@vscode/l10n';
import { callsOf, modelOf, type PythonRule } from './pythonRule.ts';

/** A timeout that is taken for the command's. */
export const paramikoExecTimeoutMeaning: PythonRule = {
  id: 'paramiko-exec-timeout-meaning',
  severity: 'hint',
  dialects: ['python'],
  doc: {
    summary: 'Says what the timeout of exec_command bounds: each wait, not the command.',
    why: "exec_command passes it on to open_session and then sets it as the channel's read timeout (client.py). It bounds the opening of the channel and each single read: a command that prints more often runs as long as it likes, and one that is silent for longer is given up although it is well. It does not bound recv_exit_status(), nor the server's answer to the request that starts the command. Measured with 2.12: timeout 3 ended the opening after 3.2 s and a read after 3.2 s.",
    bad: 'import paramiko\n\nclient = paramiko.SSHClient()\nclient.connect("db.example.org")\nclient.get_transport().set_keepalive(30)\n_, output, _ = client.exec_command("make report", timeout=60)\n',
    good: 'import paramiko\n\nclient = paramiko.SSHClient()\nclient.connect("db.example.org")\nclient.get_transport().set_keepalive(30)\n_, output, _ = client.exec_command("timeout 60 make report")\n',
  },
  *check(snapshot) {
    for (const call of callsOf(snapshot, 'paramiko.SSHClient.exec_command')) {
      const time = modelOf(snapshot).time(call, 'timeout');
      const argument = call.args.get('timeout');
      if (time.kind !== 'seconds' || argument.kind !== 'given') continue;
      yield {
        span: argument.span,
        message: l10n.t(
          'Bounds each read and the opening of the channel, {0} s at a time, not the whole command; recv_exit_status() is not bounded by it.',
          time.seconds,
        ),
      };
    }
  },
};
