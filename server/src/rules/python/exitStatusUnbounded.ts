import * as l10n from '@vscode/l10n';
import { callsOf, modelOf, type PythonRule } from './pythonRule.ts';

/** Waiting for an exit status that may never come. */
export const paramikoExitStatusUnbounded: PythonRule = {
  id: 'paramiko-exit-status-unbounded',
  severity: 'info',
  dialects: ['python'],
  doc: {
    summary: 'Finds recv_exit_status() where it is the first to wait for the command: no timeout bounds it.',
    why: "It waits for an event without a limit (channel.py): neither exec_command's timeout nor settimeout applies. With a server that has gone it never returns; measured with 2.12, it still waited after 20 s although timeout was 3. It also hangs for good where the output is larger than the window, for nobody reads it. Read the output to its end first, which the timeout does bound, or ask exit_status_ready().",
    bad: 'import paramiko\n\nclient = paramiko.SSHClient()\nclient.connect("db.example.org")\nclient.get_transport().set_keepalive(30)\n_, output, _ = client.exec_command("make report", timeout=60)\nstatus = output.channel.recv_exit_status()\n',
    good: 'import paramiko\n\nclient = paramiko.SSHClient()\nclient.connect("db.example.org")\nclient.get_transport().set_keepalive(30)\n_, output, _ = client.exec_command("make report", timeout=60)\nreport = output.read()\nstatus = output.channel.recv_exit_status()\n',
  },
  *check(snapshot) {
    const { calls, channelUses } = modelOf(snapshot);
    const before = calls.filter(({ callable }) => bounding.has(callable));
    for (const call of callsOf(snapshot, 'paramiko.Channel.recv_exit_status')) {
      if (call.made === undefined) continue;
      const { made, nameSpan } = call;
      if (before.some((each) => each.made === made && each.nameSpan.start < nameSpan.start)) continue;
      if (channelUses().some((each) => each.made === made && each.start < nameSpan.start)) continue;
      yield {
        span: call.nameSpan,
        message: l10n.t(
          'Waits without any limit, whatever timeout was given: with a server that has gone it never returns. Read the output to its end first, or ask exit_status_ready().',
        ),
      };
    }
  },
};

/** What waits for the command first, or asks instead of waiting. */
const bounding = new Set([
  'paramiko.ChannelFile.read',
  'paramiko.ChannelFile.readlines',
  'paramiko.ChannelFile.readline',
  'paramiko.Channel.recv',
  'paramiko.Channel.exit_status_ready',
]);
