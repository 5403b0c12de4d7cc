import * as l10n from '@vscode/l10n';
import type { Opening } from '../../python/pythonModel.ts';
import { duration } from '../../timeouts/format.ts';
import { pythonPrediction } from './pythonPrediction.ts';
import { addingStatement, fixes, type PythonRule, paramikoOpenings, transportText } from './pythonRule.ts';

/** A connection on which nothing moves while the program is silent. */
export const paramikoNoKeepalive: PythonRule = {
  id: 'paramiko-no-keepalive',
  severity: 'info',
  dialects: ['python'],
  doc: {
    summary: 'Points out connections that nothing keeps alive while the program is silent.',
    why: 'paramiko sends nothing by itself, and does not switch TCP keepalive on. A NAT, firewall or load balancer forgets such a connection and tells neither end; the program then waits for ever for an answer. set_keepalive(30) on the transport sends a packet after 30 s without one. Where the server probes (ClientAliveInterval), paramiko answers by itself: measured with 2.12, an idle client outlived ClientAliveInterval 1 with ClientAliveCountMax 1.',
    bad: 'import paramiko\n\nclient = paramiko.SSHClient()\nclient.connect("db.example.org")\nclient.exec_command("make report")\n',
    good: 'import paramiko\n\nclient = paramiko.SSHClient()\nclient.connect("db.example.org")\nclient.get_transport().set_keepalive(30)\nclient.exec_command("make report")\n',
  },
  *check(snapshot) {
    if (isTest(snapshot.uri)) return;
    const seen = new Set<number | undefined>();
    for (const opening of paramikoOpenings(snapshot)) {
      // One that is opened in several places is one connection all the same.
      if (seen.has(opening.call.connection)) continue;
      seen.add(opening.call.connection);
      const { keepalive, tcpOptions } = opening;
      const off = keepalive.kind === 'seconds' && keepalive.seconds === 0;
      if (tcpOptions || (keepalive.kind !== 'absent' && !off) || opening.handedOn) continue;
      if (opening.library === 'fabric' && !isUsed(opening)) continue;
      const { pathSeconds, idlePacketPeriod } = pythonPrediction(snapshot, opening);
      const kept =
        idlePacketPeriod !== null &&
        (pathSeconds === undefined ? idlePacketPeriod <= 300 : idlePacketPeriod < pathSeconds);
      if (kept) continue;
      const transport = opening.library === 'fabric' ? undefined : transportText(snapshot, opening);
      const line = `${transport}.set_keepalive(30)`;
      yield {
        span: opening.call.nameSpan,
        severity: pathSeconds === undefined ? 'info' : 'warning',
        message:
          pathSeconds === undefined
            ? l10n.t(
                'While the program is silent nothing is sent: a NAT or firewall on the way may forget this connection, and nobody is told. set_keepalive(30) on its transport prevents that.',
              )
            : l10n.t(
                'While the program is silent nothing is sent: the path to this host forgets the connection after {0}. set_keepalive on its transport prevents that.',
                duration(pathSeconds),
              ),
        ...fixes(
          (transport && addingStatement(snapshot, opening.call.statement(), line, l10n.t('Add {0}', line))) ||
            undefined,
        ),
      };
    }
  },
};

/** Connections of tests live for seconds, if they are not made up altogether. */
function isTest(uri: string): boolean {
  return /\/(tests?|integration)\/|\/(test_[^/]*|[^/]*_test|conftest)\.py$/.test(uri);
}

/** Fabric connects with the first thing that is asked of a connection. */
function isUsed({ calls }: Opening): boolean {
  return calls.some(({ callable }) => callable !== 'fabric.Connection' && callable !== 'fabric.Connection.close');
}
