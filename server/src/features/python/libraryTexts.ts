import * as l10n from '@vscode/l10n';
import { paramikoDefaults, paramikoSince } from '../../timeouts/paramikoClient.ts';
import { type LibraryVersion, libraryAtLeast } from '../../values/libraryVersion.ts';

/** What is said of a call or a parameter. Markdown. */
export interface ApiText {
  readonly title: string;
  /** Unit, default, age. */
  readonly facts: readonly string[];
  readonly does: string;
  readonly doesNot?: string;
}

type Write = (version: LibraryVersion) => Omit<ApiText, 'title'>;

/** A method, or the class that is called, by its full name. */
export function methodText(callable: string, version: LibraryVersion): ApiText | undefined {
  const write = Object.hasOwn(methods, callable) ? methods[callable] : undefined;
  return write && { title: `**${shortName(callable)}**`, ...write(version) };
}

/** A parameter as `library.Class.method(name)`, or an attribute as `library.Class.name`. */
export function parameterText(id: string, version: LibraryVersion): ApiText | undefined {
  const write = Object.hasOwn(parameters, id) ? parameters[id] : undefined;
  const name = /(\w+)\)?$/.exec(id)?.[1] ?? id;
  return write && { title: `**${name}**`, ...write(version) };
}

function shortName(callable: string): string {
  const parts = callable.split('.');
  return parts.slice(parts.length > 2 ? 1 : 0).join('.');
}

const seconds = () => l10n.t('seconds');
const byDefault = (value: string | number) => l10n.t('default {0}', value);
const boundsNegotiation = (version: LibraryVersion) => libraryAtLeast(version, paramikoSince.timeoutBoundsNegotiation);

const methods: Readonly<Record<string, Write>> = {
  'paramiko.SSHClient.connect': () => ({
    facts: [],
    does: l10n.t('Connects and logs in. Each phase has a limit of its own.'),
    doesNot: l10n.t(
      'try the next address after a timeout: only one that refuses or cannot be reached leads to the next. It takes nothing from `ssh_config` either.',
    ),
  }),
  'paramiko.Transport.connect': () => ({
    facts: [],
    does: l10n.t('Negotiates and logs in, with the limits that are assigned to the transport before.'),
  }),
  'paramiko.Transport.start_client': () => ({
    facts: [],
    does: l10n.t(
      'Banner and key exchange. `timeout` bounds both together; `banner_timeout` and `handshake_timeout` of the transport bound each.',
    ),
  }),
  'paramiko.Transport.set_keepalive': () => ({
    facts: [],
    does: l10n.t(
      'Sends a packet (`keepalive@lag.net`) whenever the program has sent nothing for so many seconds. NATs, firewalls and load balancers that forget an idle connection later than that keep it.',
    ),
    doesNot: l10n.t(
      'ask for an answer, or count: a server that has gone is not noticed by it. Limits on reads do that: `exec_command(timeout=...)`, `channel.settimeout(...)`.',
    ),
  }),
  'paramiko.SSHClient.exec_command': () => ({
    facts: [],
    does: l10n.t(
      'Opens a channel and starts the command on it. Without `timeout`, opening is given up after {0} s and reads wait for ever.',
      paramikoDefaults.channel,
    ),
    doesNot: l10n.t(
      'wait for the command. The server’s answer to the request to start it is waited for without a limit.',
    ),
  }),
  'paramiko.SSHClient.invoke_shell': () => ({
    facts: [],
    does: l10n.t('Opens a channel with a shell. Its reads wait for ever unless `settimeout` is called on the channel.'),
  }),
  'paramiko.SSHClient.open_sftp': () => sftp(),
  'paramiko.SFTPClient.from_transport': () => sftp(),
  'paramiko.Transport.open_sftp_client': () => sftp(),
  'paramiko.Channel.settimeout': () => ({
    facts: [],
    does: l10n.t('Bounds each read and each write of this channel. `None`: no limit.'),
    doesNot: l10n.t('bound `recv_exit_status()`, or the whole of a command.'),
  }),
  'paramiko.Channel.recv_exit_status': () => ({
    facts: [],
    does: l10n.t('Waits until the command has ended.'),
    doesNot: l10n.t(
      'give up: neither the timeout of `exec_command` nor `settimeout` applies. Read the output to its end first, or ask `exit_status_ready()`.',
    ),
  }),
  'paramiko.Transport.open_session': () => ({
    facts: [],
    does: l10n.t(
      'Opens a channel; given up after `timeout`, else after the transport’s limit of {0} s. Its reads wait for ever unless `settimeout` is called on it.',
      paramikoDefaults.channel,
    ),
  }),
  'paramiko.SSHConfig.lookup': () => ({
    facts: [],
    does: l10n.t('What `ssh_config` says for a host, as text.'),
    doesNot: l10n.t(
      'apply anything: `SSHClient` takes none of it by itself, and `ServerAliveInterval` has no parameter of `connect()` at all.',
    ),
  }),
  'fabric.Connection': () => ({
    facts: [],
    does: l10n.t(
      'Connects with the first command, by paramiko: its limits hold. `connect_kwargs` are passed on to `connect()`.',
    ),
    doesNot: l10n.t('use `ServerAliveInterval` of `ssh_config`; `ConnectTimeout` it does, as a plain number only.'),
  }),
  'asyncssh.connect': () => ({
    facts: [],
    does: l10n.t('Connects and logs in. What is not given comes from `ssh_config`.'),
  }),
  'asyncssh.SSHClientConnection.set_keepalive': () => ({
    facts: [],
    does: l10n.t(
      'Sends a request whenever nothing has come from the server for so many seconds, and closes when one more answer than `count_max` is missing.',
    ),
  }),
};

function sftp(): Omit<ApiText, 'title'> {
  return {
    facts: [],
    does: l10n.t(
      'Opens a channel for files. Its reads wait for ever unless `get_channel().settimeout(...)` bounds them.',
    ),
  };
}

const timeout: Write = (version) => ({
  facts: [seconds(), byDefault('None')],
  does: boundsNegotiation(version)
    ? l10n.t(
        'Bounds the TCP connection to an address, and then once more banner and key exchange together. Without it the operating system bounds TCP, about two minutes on Linux; the others have limits of their own.',
      )
    : l10n.t('Bounds the TCP connection to an address, nothing after it. Without it the operating system does.'),
  doesNot: l10n.t(
    'bound name lookup, the login (`auth_timeout`, {0} s an attempt), the opening of channels or any read, and it makes nothing more patient with the banner than `banner_timeout`, {1} s. Where a name has several addresses, the first that times out ends the call. The default is not 3600 s: that is the limit for opening channels.',
    paramikoDefaults.auth,
    paramikoDefaults.banner,
  ),
});

const banner: Write = () => ({
  facts: [seconds(), byDefault(paramikoDefaults.banner)],
  does: l10n.t(
    'How long the server’s first line is waited for; each further line before the banner has {0} s. The error is “Error reading SSH protocol banner”.',
    paramikoDefaults.laterBannerLine,
  ),
  doesNot: l10n.t(
    'bound the key exchange: that is `handshake_timeout` of the transport, {0} s.',
    paramikoDefaults.handshake,
  ),
});

const auth: Write = (version) =>
  libraryAtLeast(version, paramikoSince.auth)
    ? {
        facts: [seconds(), byDefault(paramikoDefaults.auth), l10n.t('since paramiko {0}', paramikoSince.auth)],
        does: l10n.t(
          'How long the answer to an attempt to log in is waited for. Each key, and the password, has the whole limit anew.',
        ),
        doesNot: l10n.t('bound the login as a whole.'),
      }
    : {
        facts: [l10n.t('only since paramiko {0}', paramikoSince.auth)],
        does: l10n.t('Before, nothing bounds the login.'),
      };

const channel: Write = (version) => ({
  facts: [
    seconds(),
    byDefault(paramikoDefaults.channel),
    libraryAtLeast(version, paramikoSince.channelParameter)
      ? l10n.t('since paramiko {0}', paramikoSince.channelParameter)
      : l10n.t('only since paramiko {0}', paramikoSince.channelParameter),
  ],
  does: l10n.t('How long the opening of a channel is waited for, where the call that opens it gives no timeout.'),
  doesNot: l10n.t('bound reads.'),
});

const perRead: Write = () => ({
  facts: [seconds(), byDefault('None')],
  does: l10n.t(
    'Bounds the opening of the channel, and then each single read: a command that prints more often runs as long as it likes, one that is silent for longer is given up although it is well.',
  ),
  doesNot: l10n.t('bound the whole command, `recv_exit_status()`, or the server’s answer to the request to start it.'),
});

const interval: Write = () => ({
  facts: [seconds(), l10n.t('0 switches it off'), byDefault(0)],
  does: l10n.t('Seconds without anything sent after which a packet goes out. What arrives does not reset it.'),
});

const parameters: Readonly<Record<string, Write>> = {
  'paramiko.SSHClient.connect(timeout)': timeout,
  'paramiko.SSHClient.connect(banner_timeout)': banner,
  'paramiko.SSHClient.connect(auth_timeout)': auth,
  'paramiko.SSHClient.connect(channel_timeout)': channel,
  'paramiko.Transport.start_client(timeout)': () => ({
    facts: [seconds(), byDefault('None')],
    does: l10n.t('Bounds banner and key exchange together.'),
    doesNot: l10n.t('bound the TCP connection or the login.'),
  }),
  'paramiko.Transport.set_keepalive(interval)': interval,
  'paramiko.Transport.open_session(timeout)': () => ({
    facts: [seconds(), byDefault(paramikoDefaults.channel)],
    does: l10n.t('How long the server’s answer to the request for a channel is waited for.'),
    doesNot: l10n.t('bound reads.'),
  }),
  'paramiko.SSHClient.exec_command(timeout)': perRead,
  'paramiko.Channel.settimeout(timeout)': () => ({
    facts: [seconds(), byDefault('None')],
    does: l10n.t('Bounds each read and each write of this channel. `None`: no limit.'),
    doesNot: l10n.t('bound `recv_exit_status()`, or the whole of a command.'),
  }),
  'paramiko.Transport.banner_timeout': banner,
  'paramiko.Transport.auth_timeout': auth,
  'paramiko.Transport.channel_timeout': channel,
  'paramiko.Transport.handshake_timeout': () => ({
    facts: [seconds(), byDefault(paramikoDefaults.handshake)],
    does: l10n.t(
      'How long the key exchange may take, from the server’s banner on. `connect()` has no parameter for it.',
    ),
  }),
  'fabric.Connection(connect_timeout)': (version) => ({
    ...timeout(version),
    facts: [seconds(), byDefault('ConnectTimeout')],
  }),
  'asyncssh.connect(keepalive_interval)': () => ({
    facts: [seconds(), byDefault('ServerAliveInterval')],
    does: l10n.t(
      'Sends a request whenever nothing has come from the server for so long; a dead server is noticed after this × (`keepalive_count_max` + 1).',
    ),
  }),
  'asyncssh.connect(keepalive_count_max)': () => ({
    facts: [byDefault('ServerAliveCountMax')],
    does: l10n.t('Closes when one more answer than this is missing.'),
  }),
  'asyncssh.connect(login_timeout)': () => ({
    facts: [seconds(), byDefault(120)],
    does: l10n.t('Bounds banner, key exchange and login together, from the TCP connection on. 0: no limit.'),
  }),
  'asyncssh.connect(connect_timeout)': () => ({
    facts: [seconds(), byDefault('None')],
    does: l10n.t('Bounds the whole of connecting, from TCP to the login.'),
  }),
  'asyncssh.SSHClientConnection.set_keepalive(interval)': () => ({
    facts: [seconds()],
    does: l10n.t('Sends a request whenever nothing has come from the server for so long.'),
  }),
};
