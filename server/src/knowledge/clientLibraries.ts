/**
 * Python libraries that speak SSH, as far as their connections and clocks are concerned: which calls there are, what
 * they answer, and which of their parameters are times. Read in the sources of paramiko 2.12, 4.0 and 5.1, fabric 3.2
 * and asyncssh 2.24.
 */
export const libraryIds = ['paramiko', 'fabric', 'asyncssh'] as const;
export type LibraryId = (typeof libraryIds)[number];

/** A class of a library, as `library.Class`. */
export type ClassName = `${LibraryId}.${string}`;

/** What calling something gives: an object, several of them, the object that was asked, or nothing of interest. */
export type Returned = ClassName | readonly ClassName[] | 'same';

export interface Callable {
  /** Parameters that may be given by position and have the same place in every release. */
  readonly positional: readonly string[];
  /** There are more positions, whose names differ by release. */
  readonly morePositions?: true;
  readonly returns?: Returned;
  /** The class itself is called: `SFTPClient.from_transport(t)`. */
  readonly ofClass?: true;
  /** Parameter whose connection the answer belongs to. */
  readonly connectionOf?: string;
}

export interface LibraryClass {
  /** `new`: an object of this class is a connection of its own. */
  readonly connection?: 'new';
  readonly construct: Callable;
  readonly methods: Readonly<Record<string, Callable>>;
  /** Objects that hang on it, and `time` for limits in seconds that may be assigned. */
  readonly attributes: Readonly<Record<string, ClassName | 'time'>>;
}

const nothing: Callable = { positional: [] };

export const libraryClasses: Readonly<Record<ClassName, LibraryClass>> = {
  'paramiko.SSHClient': {
    connection: 'new',
    construct: nothing,
    methods: {
      connect: {
        positional: [
          'hostname',
          'port',
          'username',
          'password',
          'pkey',
          'key_filename',
          'timeout',
          'allow_agent',
          'look_for_keys',
          'compress',
          'sock',
        ],
        morePositions: true,
      },
      get_transport: { positional: [], returns: 'paramiko.Transport' },
      exec_command: {
        positional: ['command', 'bufsize', 'timeout', 'get_pty', 'environment'],
        returns: ['paramiko.ChannelFile', 'paramiko.ChannelFile', 'paramiko.ChannelFile'],
      },
      invoke_shell: { positional: ['term', 'width', 'height'], morePositions: true, returns: 'paramiko.Channel' },
      open_sftp: { positional: [], returns: 'paramiko.SFTPClient' },
      close: nothing,
    },
    attributes: { _transport: 'paramiko.Transport' },
  },
  'paramiko.Transport': {
    connection: 'new',
    construct: { positional: ['sock'], morePositions: true },
    methods: {
      connect: { positional: ['hostkey', 'username', 'password', 'pkey'], morePositions: true },
      start_client: { positional: ['event', 'timeout'] },
      set_keepalive: { positional: ['interval'] },
      open_session: { positional: ['window_size', 'max_packet_size', 'timeout'], returns: 'paramiko.Channel' },
      open_channel: {
        positional: ['kind', 'dest_addr', 'src_addr', 'window_size', 'max_packet_size', 'timeout'],
        returns: 'paramiko.Channel',
      },
      open_sftp_client: { positional: [], returns: 'paramiko.SFTPClient' },
      start_server: nothing,
      close: nothing,
    },
    attributes: {
      banner_timeout: 'time',
      handshake_timeout: 'time',
      auth_timeout: 'time',
      channel_timeout: 'time',
    },
  },
  'paramiko.Channel': {
    construct: nothing,
    methods: {
      settimeout: { positional: ['timeout'] },
      setblocking: { positional: ['blocking'] },
      exec_command: { positional: ['command'] },
      invoke_shell: nothing,
      recv: { positional: ['nbytes'] },
      recv_stderr: { positional: ['nbytes'] },
      recv_exit_status: nothing,
      exit_status_ready: nothing,
      makefile: { positional: ['mode', 'bufsize'], returns: 'paramiko.ChannelFile' },
      makefile_stderr: { positional: ['mode', 'bufsize'], returns: 'paramiko.ChannelFile' },
      makefile_stdin: { positional: ['mode', 'bufsize'], returns: 'paramiko.ChannelFile' },
      get_transport: { positional: [], returns: 'paramiko.Transport' },
      close: nothing,
    },
    attributes: { transport: 'paramiko.Transport' },
  },
  'paramiko.ChannelFile': {
    construct: nothing,
    methods: {
      read: { positional: ['size'] },
      readline: { positional: ['size'] },
      readlines: { positional: ['sizehint'] },
      write: { positional: ['data'] },
      close: nothing,
    },
    attributes: { channel: 'paramiko.Channel' },
  },
  'paramiko.SFTPClient': {
    construct: { positional: ['sock'], connectionOf: 'sock' },
    methods: {
      from_transport: {
        positional: ['t', 'window_size', 'max_packet_size'],
        returns: 'paramiko.SFTPClient',
        ofClass: true,
        connectionOf: 't',
      },
      get_channel: { positional: [], returns: 'paramiko.Channel' },
      get: { positional: ['remotepath', 'localpath'], morePositions: true },
      put: { positional: ['localpath', 'remotepath'], morePositions: true },
      close: nothing,
    },
    attributes: { sock: 'paramiko.Channel' },
  },
  'paramiko.SSHConfig': {
    construct: nothing,
    methods: {
      from_path: { positional: ['path'], returns: 'paramiko.SSHConfig', ofClass: true },
      from_file: { positional: ['flo'], returns: 'paramiko.SSHConfig', ofClass: true },
      from_text: { positional: ['text'], returns: 'paramiko.SSHConfig', ofClass: true },
      parse: { positional: ['file_obj'] },
      lookup: { positional: ['hostname'], returns: 'paramiko.SSHConfigDict' },
    },
    attributes: {},
  },
  'paramiko.SSHConfigDict': { construct: nothing, methods: {}, attributes: {} },
  'fabric.Connection': {
    connection: 'new',
    construct: {
      positional: [
        'host',
        'user',
        'port',
        'config',
        'gateway',
        'forward_agent',
        'connect_timeout',
        'connect_kwargs',
        'inline_ssh_env',
      ],
    },
    methods: {
      open: nothing,
      run: { positional: ['command'] },
      sudo: { positional: ['command'] },
      sftp: { positional: [], returns: 'paramiko.SFTPClient' },
      shell: nothing,
      put: { positional: ['local', 'remote'] },
      get: { positional: ['remote', 'local'] },
      forward_local: { positional: ['local_port'], morePositions: true },
      forward_remote: { positional: ['remote_port'], morePositions: true },
      create_session: { positional: [], returns: 'paramiko.Channel' },
      close: nothing,
    },
    attributes: { client: 'paramiko.SSHClient', transport: 'paramiko.Transport' },
  },
  'asyncssh.SSHClientConnection': {
    construct: nothing,
    methods: {
      set_keepalive: { positional: ['interval', 'count_max'] },
      run: { positional: [] },
      close: nothing,
    },
    attributes: {},
  },
  'asyncssh.SSHClientConnectionOptions': { construct: nothing, methods: {}, attributes: {} },
};

/** Functions of a library's module that open a connection. */
export const libraryFunctions: Readonly<Record<string, Callable & { readonly connection: 'new' }>> = {
  'asyncssh.connect': {
    connection: 'new',
    positional: ['host', 'port'],
    returns: 'asyncssh.SSHClientConnection',
  },
};

/** Modules below a library's own and what they hold; names of the library itself are found there too. */
export const librarySubmodules: Readonly<Record<string, readonly string[]>> = {
  'paramiko.client': ['SSHClient'],
  'paramiko.transport': ['Transport'],
  'paramiko.channel': ['Channel', 'ChannelFile'],
  'paramiko.sftp_client': ['SFTPClient', 'SFTP'],
  'paramiko.config': ['SSHConfig', 'SSHConfigDict'],
  'fabric.connection': ['Connection'],
};

/** Names under which a class is exported beside its own. */
export const libraryAliases: Readonly<Record<string, ClassName>> = {
  'paramiko.SFTP': 'paramiko.SFTPClient',
};

/** Names of modules that are one of the libraries in another dress. */
export const moduleLibraries: Readonly<Record<string, LibraryId>> = {
  paramiko: 'paramiko',
  fabric: 'fabric',
  fabric2: 'fabric',
  asyncssh: 'asyncssh',
};
