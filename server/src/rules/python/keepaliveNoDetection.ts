import * as l10n from '@vscode/l10n';
import type { LibraryCall } from '../../python/calls.ts';
import type { Opening } from '../../python/pythonModel.ts';
import type { PythonSnapshot } from '../../pythonSnapshot.ts';
import { modelOf, type PythonRule, paramikoOpenings } from './pythonRule.ts';

/** A keepalive, and reads that would wait for a dead server for ever. */
export const paramikoKeepaliveNoDetection: PythonRule = {
  id: 'paramiko-keepalive-no-detection',
  severity: 'info',
  dialects: ['python'],
  doc: {
    summary: 'Points out that set_keepalive does not notice a server that has gone, where nothing else does either.',
    why: 'paramiko sends keepalive@lag.net without asking for an answer, and counts nothing (transport.py, set_keepalive). Measured with 2.12 and 5.0: 25 s and 40 s after the server froze is_active() was still true, with set_keepalive(1) and set_keepalive(2). A read without a limit then waits until TCP gives up, 15 minutes and more on Linux, and for ever if only the server process hangs. exec_command(timeout=...) or settimeout on the channel gives each read a limit.',
    bad: 'import paramiko\n\nclient = paramiko.SSHClient()\nclient.connect("db.example.org")\nclient.get_transport().set_keepalive(30)\n_, output, _ = client.exec_command("make report")\nprint(output.read())\n',
    good: 'import paramiko\n\nclient = paramiko.SSHClient()\nclient.connect("db.example.org")\nclient.get_transport().set_keepalive(30)\n_, output, _ = client.exec_command("make report", timeout=600)\nprint(output.read())\n',
  },
  *check(snapshot) {
    for (const opening of paramikoOpenings(snapshot)) {
      const { keepalive, tcpOptions } = opening;
      if (tcpOptions || keepalive.kind !== 'seconds' || keepalive.seconds === 0) continue;
      const [unbounded] = unboundedReads(snapshot, opening);
      const call = opening.calls.find(({ callable }) => callable === 'paramiko.Transport.set_keepalive');
      if (!call || !unbounded) continue;
      yield {
        span: call.nameSpan,
        message: l10n.t(
          'Asks for no answer: a server that has gone is not noticed by it, and what is read here has no limit. exec_command(timeout=...) or settimeout on the channel gives it one.',
        ),
        related: [
          { uri: snapshot.uri, span: unbounded.nameSpan, message: l10n.t('What is read from here has no limit.') },
        ],
      };
    }
  },
};

/** Calls that open a channel of the connection whose reads are known to have no limit. */
export function unboundedReads(snapshot: PythonSnapshot, { calls }: Opening): readonly LibraryCall[] {
  const model = modelOf(snapshot);
  const limited = new Set(calls.filter(setsLimit).map(({ made }) => made));
  return calls.filter((call) => {
    if (limited.has(call.span.start)) return false;
    if (call.callable !== 'paramiko.SSHClient.exec_command') return false;
    return ['absent', 'none'].includes(model.time(call, 'timeout').kind);
  });
}

function setsLimit({ callable }: LibraryCall): boolean {
  return callable === 'paramiko.Channel.settimeout' || callable === 'paramiko.Channel.setblocking';
}
