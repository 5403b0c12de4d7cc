import * as l10n from '@vscode/l10n';
import { readIpAddress } from '../../values/ipAddress.ts';
import { callsOf, modelOf, type PythonRule } from './pythonRule.ts';

/** A host name, whose second address is not tried after a timeout. */
export const paramikoOneAddress: PythonRule = {
  id: 'paramiko-one-address',
  severity: 'hint',
  dialects: ['python'],
  doc: {
    summary: 'Says that connect() gives up at the first address that times out.',
    why: 'A name may have several addresses, often one of IPv6 and one of IPv4. connect() goes on to the next one only after “connection refused” or “no route to host” (client.py); a timeout on the first is raised at once. ssh tries them all. Measured with 2.12: of two addresses the first swallowed the request, timeout 2 raised after 2.0 s, and the second was never tried. A socket of socket.create_connection, handed in as sock, tries them all.',
    bad: 'import paramiko\n\nclient = paramiko.SSHClient()\nclient.connect("db.example.org", timeout=10, auth_timeout=10)\nclient.get_transport().set_keepalive(30)\n',
    good: 'import socket\n\nimport paramiko\n\nsock = socket.create_connection(("db.example.org", 22), timeout=10)\nclient = paramiko.SSHClient()\nclient.connect("db.example.org", sock=sock, timeout=10, auth_timeout=10)\nclient.get_transport().set_keepalive(30)\n',
  },
  *check(snapshot) {
    const model = modelOf(snapshot);
    for (const call of callsOf(snapshot, 'paramiko.SSHClient.connect')) {
      const host = model.textOf(call, 'hostname');
      const argument = call.args.get('hostname');
      if (host === undefined || argument.kind !== 'given' || call.args.get('sock').kind !== 'absent') continue;
      if (model.time(call, 'timeout').kind !== 'seconds' || isAddress(host)) continue;
      yield {
        span: argument.span,
        message: l10n.t(
          'Where this name has several addresses, a timeout on the first ends connect(): the others are not tried, as ssh would.',
        ),
      };
    }
  },
};

function isAddress(host: string): boolean {
  return host === '' || readIpAddress(host) !== undefined;
}
