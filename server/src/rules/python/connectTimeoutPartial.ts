import * as l10n from '@vscode/l10n';
import { paramikoDefaults, paramikoSince } from '../../timeouts/paramikoClient.ts';
import { libraryAtLeast } from '../../values/libraryVersion.ts';
import { addingArgument, callsOf, fixes, modelOf, type PythonRule, textAt } from './pythonRule.ts';

/** A timeout that is taken for the limit of the whole of connecting. */
export const paramikoConnectTimeoutPartial: PythonRule = {
  id: 'paramiko-connect-timeout-partial',
  severity: 'info',
  dialects: ['python'],
  doc: {
    summary:
      'Points out that the timeout of connect() leaves the login to another limit, and the banner to a shorter one.',
    why: "timeout bounds the TCP connection to each address and, since 2.1, once more the banner and key exchange together. The login has a limit of its own, auth_timeout, of 30 s for each attempt. A timeout above 15 s does not make paramiko more patient with a slow server: banner_timeout stays at 15 s and fails with 'Error reading SSH protocol banner'. Measured with 2.12: timeout 3 ended a silent server and a stalled key exchange after 3.0 s, a stalled login after 30.1 s.",
    bad: 'import paramiko\n\nclient = paramiko.SSHClient()\nclient.connect("db.example.org", timeout=10)\nclient.get_transport().set_keepalive(30)\n',
    good: 'import paramiko\n\nclient = paramiko.SSHClient()\nclient.connect("db.example.org", timeout=10, auth_timeout=10)\nclient.get_transport().set_keepalive(30)\n',
  },
  *check(snapshot) {
    const { version } = snapshot.paramiko;
    const model = modelOf(snapshot);
    for (const call of callsOf(snapshot, 'paramiko.SSHClient.connect')) {
      const time = model.time(call, 'timeout');
      const argument = call.args.get('timeout');
      if (time.kind !== 'seconds' || argument.kind !== 'given') continue;
      const absent = (name: string) =>
        ['absent', 'none'].includes(model.time(call, name).kind) &&
        call.args.get('transport_factory').kind === 'absent';
      const text = textAt(snapshot, time.span);
      if (time.seconds > paramikoDefaults.banner && absent('banner_timeout')) {
        yield {
          span: argument.span,
          message: l10n.t(
            'The server’s banner is waited for {0} s all the same: banner_timeout is not given. Its error is “Error reading SSH protocol banner”.',
            paramikoDefaults.banner,
          ),
          ...fixes(
            addingArgument(snapshot, call, `banner_timeout=${text}`, l10n.t('Add {0}', `banner_timeout=${text}`)),
          ),
        };
      } else if (
        time.seconds < paramikoDefaults.auth &&
        absent('auth_timeout') &&
        libraryAtLeast(version, paramikoSince.auth)
      ) {
        yield {
          span: argument.span,
          message: whatItBounds(call.args.get('sock').kind === 'given', time.seconds),
          ...fixes(addingArgument(snapshot, call, `auth_timeout=${text}`, l10n.t('Add {0}', `auth_timeout=${text}`))),
        };
      }
    }
  },
};

/** Releases that have `auth_timeout` all bound the negotiation by `timeout` too. */
function whatItBounds(socketGiven: boolean, seconds: number): string {
  if (socketGiven) {
    return l10n.t(
      'Bounds banner and key exchange, {0} s, on the socket that is handed in; the login has {1} s an attempt (auth_timeout).',
      seconds,
      paramikoDefaults.auth,
    );
  }
  return l10n.t(
    'Bounds the TCP connection to an address and then banner and key exchange, {0} s each; the login has {1} s an attempt (auth_timeout).',
    seconds,
    paramikoDefaults.auth,
  );
}
