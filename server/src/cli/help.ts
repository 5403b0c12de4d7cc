import * as l10n from '@vscode/l10n';
import { columnsOf } from './terminalWidth.ts';

type Row = readonly [call: string, does: string];

interface CommandHelp {
  readonly calls: readonly Row[];
  readonly options: readonly Row[];
  /** What the exit code says; absent where the command has none of its own. */
  readonly exit?: string;
}

/** What `ssh-timeouts --help` prints, or `ssh-timeouts COMMAND --help` where a command is named. */
export function helpText(name?: string): string {
  const all = commandHelp();
  const command = name !== undefined && Object.hasOwn(all, name) ? all[name] : undefined;
  if (!command) {
    const title = l10n.t('which side drops an SSH connection, after how long, and which line decides it');
    const calls = columns(Object.values(all).flatMap((each) => each.calls));
    const end = l10n.t(
      'ssh-timeouts COMMAND --help lists its options. --lang en|zh-cn chooses the language; --version prints the version.',
    );
    return `ssh-timeouts ${VERSION}: ${title}\n\n${calls}\n\n${end}\n`;
  }
  const parts = [columns(command.calls), columns(command.options), command.exit].filter((part) => part);
  return `${parts.join('\n\n')}\n`;
}

function columns(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([call]) => columnsOf(call)));
  return rows.map(([call, does]) => `  ${call}${' '.repeat(width - columnsOf(call))}  ${does}`).join('\n');
}

function commandHelp(): Readonly<Record<string, CommandHelp>> {
  const file: Row = ['-F FILE', l10n.t('client: this configuration instead of the user’s and the system’s')];
  const openssh: Row = ['--openssh VERSION', l10n.t('the OpenSSH release to assume, such as 9.2, 9.9p2 or 9.6-debian')];
  const path: Row = ['--path ID|SECONDS', l10n.t('what lies between: a known path, or after how long it forgets')];
  const profile: Row = ['--profile ID', l10n.t('also compare with this compliance profile; may be repeated')];
  const config: Row = ['--config FILE', l10n.t('settings; else the nearest .ssh-timeouts.json upwards')];
  const json: Row = ['--json', l10n.t('one JSON object instead of text')];
  const option: Row = ['-o KEYWORD=VALUE', l10n.t('an option as on the command line of OpenSSH; may be repeated')];
  return {
    check: {
      calls: [['ssh-timeouts check [FILE...]', l10n.t('find faults in ssh_config and sshd_config files')]],
      options: [
        ['FILE', l10n.t('a file, a directory, a FIFO, or - for standard input; else your own and the system’s files')],
        ['--kind client|server|python', l10n.t('what the files are, where name and content do not tell')],
        ['--format text|json|sarif|github', l10n.t('how to print the findings')],
        openssh,
        path,
        profile,
        ['--fail-on error|warning|info', l10n.t('from which severity on the exit code is 1; warning where absent')],
        ['--fix', l10n.t('apply every fix that is safe')],
        ['--diff', l10n.t('print what --fix would change, and change nothing')],
        config,
      ],
      exit: l10n.t('Exit code: 0 nothing found, 1 findings, 2 wrong call or unreadable file.'),
    },
    explain: {
      calls: [
        ['ssh-timeouts explain HOST', l10n.t('who disconnects first, when and why')],
        ['ssh-timeouts explain FILE.py', l10n.t('the same for the connections of a Python program')],
      ],
      options: [
        file,
        ['--server SSHD_CONFIG', l10n.t('the configuration of the server; else the paired one, else its defaults')],
        path,
        ['--situation ID', l10n.t('draw this situation, such as dead-idle or healthy-idle')],
        option,
        ['-N', l10n.t('a connection without a session, as ssh -N opens it')],
        ['--output-every SECONDS', l10n.t('the program in the session prints this often; never where absent')],
        ['--client ID', l10n.t('another client than OpenSSH, such as paramiko or asyncssh')],
        ['--client-version VERSION', l10n.t('the release of the client to assume')],
        ['--server-version VERSION', l10n.t('the release of sshd to assume')],
        ['--svg FILE', l10n.t('write the timeline as a picture')],
        config,
        json,
      ],
      exit: l10n.t('Exit code: 0 explained, 1 OpenSSH would refuse the input, 2 wrong call.'),
    },
    resolve: {
      calls: [
        ['ssh-timeouts resolve client HOST', l10n.t('every effective value, as ssh -G prints it')],
        ['ssh-timeouts resolve server -f FILE', l10n.t('every effective value, as sshd -T prints it')],
      ],
      options: [
        file,
        ['-l USER, -p PORT, -P TAG', l10n.t('client: as on the command line of ssh')],
        ['-f FILE', l10n.t('server: the file that sshd -f would start from')],
        ['-C SPEC', l10n.t('server: the connection that Match lines see, such as user=web,addr=192.0.2.1')],
        option,
        openssh,
        ['--assume exec=true|false', l10n.t('client: what Match exec shall find; it is never run')],
        ['--assume localnetwork=true|false', l10n.t('client: what Match localnetwork shall find')],
        json,
      ],
      exit: l10n.t('Exit code: 0 resolved, 1 OpenSSH would refuse the input, 2 wrong call.'),
    },
    probe: {
      calls: [['ssh-timeouts probe HOST', l10n.t('test the keepalive of a live connection with your own ssh')]],
      options: [
        file,
        ['--mode quick', l10n.t('does the server answer probes, and how fast?')],
        ['--mode observe', l10n.t('this side stays silent: does the server probe, and how often?')],
        ['--mode idle', l10n.t('after how long does the path forget an idle connection?')],
        ['--mode cut', l10n.t('the path falls silent: which side gives up, and when?')],
        ['--lost both|to-server|from-server', l10n.t('with cut: what the path swallows; both where absent')],
        ['--seconds N', l10n.t('how long the test may take')],
        json,
      ],
      exit: l10n.t('Exit code: 0 healthy, 1 a problem was found, 2 the test could not run.'),
    },
    fleet: {
      calls: [['ssh-timeouts fleet < LINES', l10n.t('what becomes of dead clients on many machines, worst first')]],
      options: [
        ['LINES', l10n.t('a JSON object a machine: host, openssh, sshd_T, and if you like ssh_G and sysctl')],
        ['--format text|json|csv|html', l10n.t('how to print the report')],
        ['--worst N', l10n.t('how many machines to list; 20 where absent')],
        openssh,
        path,
        profile,
        ['--fail-on error|warning|info', l10n.t('from which severity on the exit code is 1; never where absent')],
      ],
      exit: l10n.t('Exit code: 0 reported, 1 findings at --fail-on or above, 2 wrong call or unreadable line.'),
    },
    lsp: {
      calls: [['ssh-timeouts lsp --stdio', l10n.t('the language server for any editor')]],
      options: [],
    },
  };
}
