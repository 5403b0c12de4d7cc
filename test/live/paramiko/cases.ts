import type { Opening, PythonModel } from '../../../server/src/python/pythonModel.ts';
import type { Prediction } from '../../../server/src/timeouts/model.ts';
import type { Fires, SituationId } from '../../../server/src/timeouts/timer.ts';
import { startTcpServer } from '../../helpers/relay.ts';
import { type Sshd, startSshd } from '../../helpers/sshd.ts';
import { startWatchedRelay } from '../stopwatch/watchedRelay.ts';

/** What the program talks to. */
export interface Stage {
  readonly port: number;
  readonly sshd?: Sshd;
  onMark(name: string): void;
  close(): Promise<void>;
}

export interface Case {
  readonly title: string;
  /** Runs with the real library, and is what the prediction is read from. */
  readonly program: string;
  readonly stage: () => Promise<Stage>;
  /** Lines of the server's sshd_config. */
  readonly server?: readonly string[];
  readonly foretell: (about: About) => Fires;
  /** Seconds after which it counts as not ended. */
  readonly watched: number;
  /** The error that it ends with; `done` where the program comes to its end by itself. */
  readonly error?: RegExp;
  /** Takes as long as the library's defaults do. */
  readonly long?: true;
  /** The oldest release that knows what the program uses. */
  readonly since?: string;
}

export interface About {
  readonly model: PythonModel;
  readonly opening: Opening;
  readonly prediction: Prediction;
}

const situation =
  (id: SituationId): Case['foretell'] =>
  ({ prediction }) =>
    prediction.situations.find((each) => each.id === id)?.after ?? 'unknown';

/** The limit that a call of the program gives. */
const limit =
  (callable: string, parameter: string): Case['foretell'] =>
  ({ model }) => {
    const call = model.calls.find((each) => each.callable === callable);
    const time = call && model.time(call, parameter);
    return time?.kind === 'seconds' ? { earliest: time.seconds, latest: time.seconds } : 'unknown';
  };

const timer =
  (id: string): Case['foretell'] =>
  ({ prediction }) =>
    prediction.timers.find((each) => each.id === id)?.fires ?? 'unknown';

const times =
  (count: number, foretell: Case['foretell']): Case['foretell'] =>
  (about) => {
    const once = foretell(about);
    return typeof once === 'string' ? once : { earliest: count * once.earliest, latest: count * once.latest };
  };

const never: Case['foretell'] = () => 'never';

const make = `import time
import paramiko
client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
`;
/** Logs in to the real server; `more` are arguments. */
const login = (more = '') =>
  `${make}client.connect("127.0.0.1", port=PORT, username=USER, key_filename=KEY, allow_agent=False, look_for_keys=False${more})
`;
/** Connects to something that never gets as far as a login. */
const connect = (more: string) =>
  `${make}mark(wait=False)
client.connect("127.0.0.1", port=PORT, username="me", password="x", allow_agent=False, look_for_keys=False${more})
`;
/** Until the transport gives up, or so many seconds long. */
const watch = (seconds: number) => `end = time.time() + ${seconds}
while time.time() < end and client.get_transport().is_active():
    time.sleep(0.05)
`;

function realServer(lines: readonly string[] = []): () => Promise<Stage> {
  return async () => {
    const sshd = await startSshd({ config: lines });
    const relay = await startWatchedRelay(sshd.port);
    return {
      port: relay.port,
      sshd,
      onMark: (name) => {
        if (name === 'cut') relay.silence();
      },
      close: async () => {
        await relay.close();
        await sshd.stop();
      },
    };
  };
}

/** Accepts connections and says so much. */
function saying(text: string): () => Promise<Stage> {
  return async () => {
    const server = await startTcpServer((socket) => void socket.write(text));
    return { port: server.port, onMark: () => undefined, close: () => server.close() };
  };
}

/** A real sshd whose search for the user's keys takes longer than anybody waits. */
async function stalledLogin(): Promise<Stage> {
  const config = [
    'AuthorizedKeysFile none',
    'AuthorizedKeysCommand /usr/bin/sleep 60',
    'AuthorizedKeysCommandUser root',
  ];
  const sshd = await startSshd({ config });
  return { port: sshd.port, sshd, onMark: () => undefined, close: () => sshd.stop() };
}

const greeting = 'SSH-2.0-Quiet\r\n';

export const cases: readonly Case[] = [
  {
    title: 'healthy and idle, the server probes 1 × 1',
    server: ['ClientAliveInterval 1', 'ClientAliveCountMax 1'],
    program: `${login()}mark(wait=False)\n${watch(7)}`,
    stage: realServer(['ClientAliveInterval 1', 'ClientAliveCountMax 1']),
    foretell: situation('healthy-idle'),
    watched: 7,
  },
  {
    title: 'dead server, set_keepalive(1)',
    program: `${login()}client.get_transport().set_keepalive(1)\nmark("cut")\n${watch(7)}`,
    stage: realServer(),
    // The line goes dead behind the relay, which still acknowledges: as with a process that hangs.
    foretell: situation('peer-frozen'),
    watched: 7,
  },
  {
    title: 'no banner, timeout=2',
    program: connect(', timeout=2'),
    stage: saying(''),
    foretell: situation('connect-no-banner'),
    watched: 6,
    error: /SSHException: No existing session/,
  },
  {
    title: 'no banner, banner_timeout=2',
    program: connect(', banner_timeout=2'),
    stage: saying(''),
    foretell: situation('connect-no-banner'),
    watched: 6,
    error: /SSHException: Error reading SSH protocol banner/,
  },
  {
    title: 'no banner, defaults',
    program: connect(''),
    stage: saying(''),
    foretell: situation('connect-no-banner'),
    watched: 20,
    error: /SSHException: Error reading SSH protocol banner/,
    long: true,
  },
  {
    title: 'no banner, timeout=60: the banner has 15 s all the same',
    program: connect(', timeout=60'),
    stage: saying(''),
    foretell: situation('connect-no-banner'),
    watched: 20,
    error: /SSHException: Error reading SSH protocol banner/,
    long: true,
  },
  {
    title: 'banner, then silence, timeout=2',
    program: connect(', timeout=2'),
    stage: saying(greeting),
    foretell: situation('connect-stalls-kex'),
    watched: 6,
    error: /SSHException: No existing session/,
  },
  {
    title: 'banner, then silence, banner_timeout=3 (the default of handshake_timeout counts)',
    program: connect(', banner_timeout=3'),
    stage: saying(greeting),
    foretell: situation('connect-stalls-kex'),
    watched: 20,
    error: /EOFError/,
    long: true,
  },
  {
    title: 'banner, then silence, handshake_timeout 2 on the transport',
    program: `import paramiko
transport = paramiko.Transport(("127.0.0.1", PORT))
transport.handshake_timeout = 2
mark(wait=False)
transport.start_client()
`,
    stage: saying(greeting),
    foretell: situation('connect-stalls-kex'),
    watched: 6,
    error: /EOFError|SSHException/,
  },
  {
    title: 'login stalls, auth_timeout=2, one key',
    program: `${make}mark(wait=False)
client.connect("127.0.0.1", port=PORT, username=USER, key_filename=KEY, allow_agent=False, look_for_keys=False, auth_timeout=2)
`,
    stage: stalledLogin,
    foretell: situation('connect-stalls-auth'),
    watched: 8,
    error: /Authentication timeout/,
  },
  {
    title: 'login stalls, auth_timeout=2, the same key twice: each attempt has the limit anew',
    program: `${make}mark(wait=False)
client.connect("127.0.0.1", port=PORT, username=USER, key_filename=[KEY, KEY], allow_agent=False, look_for_keys=False, auth_timeout=2)
`,
    stage: stalledLogin,
    foretell: times(2, situation('connect-stalls-auth')),
    watched: 10,
    error: /Authentication timeout/,
  },
  {
    title: 'login stalls, default',
    program: `${make}mark(wait=False)
client.connect("127.0.0.1", port=PORT, username=USER, key_filename=KEY, allow_agent=False, look_for_keys=False)
`,
    stage: stalledLogin,
    foretell: situation('connect-stalls-auth'),
    watched: 36,
    error: /Authentication timeout/,
    long: true,
  },
  {
    title: 'channel never confirmed, exec_command(timeout=2)',
    program: `${login()}mark("cut")\nclient.exec_command("true", timeout=2)\n`,
    stage: realServer(),
    foretell: limit('paramiko.SSHClient.exec_command', 'timeout'),
    watched: 8,
    error: /SSHException: Timeout opening channel/,
  },
  {
    title: 'channel never confirmed, connect(channel_timeout=2)',
    program: `${login(', channel_timeout=2')}mark("cut")\nclient.exec_command("true")\n`,
    stage: realServer(),
    foretell: timer('channel_timeout'),
    watched: 8,
    error: /SSHException: Timeout opening channel/,
    since: '3.1',
  },
  {
    title: 'channel never confirmed, no timeout (3600 s)',
    program: `${login()}mark("cut")
import threading
thread = threading.Thread(target=lambda: client.exec_command("true"), daemon=True)
thread.start()
thread.join(6)
if not thread.is_alive():
    raise RuntimeError("ended")
`,
    stage: realServer(),
    foretell: timer('channel_timeout'),
    watched: 6,
  },
  {
    title: 'silent command on a healthy connection, exec_command(timeout=2): one read',
    program: `${login()}_, out, _ = client.exec_command("sleep 20", timeout=2)\nmark(wait=False)\nout.read()\n`,
    stage: realServer(),
    foretell: limit('paramiko.SSHClient.exec_command', 'timeout'),
    watched: 8,
    error: /timeout|TimeoutError/i,
  },
  {
    title: 'command that prints every second for 5 s, exec_command(timeout=2): not the whole of it',
    program: `${login()}_, out, _ = client.exec_command("for i in 1 2 3 4 5; do sleep 1; echo $i; done", timeout=2)
mark(wait=False)
text = out.read()
if len(text.split()) != 5:
    raise RuntimeError(text)
`,
    stage: realServer(),
    foretell: never,
    watched: 4.9,
  },
  {
    title: 'dead server, exec_command(timeout=2) and recv_exit_status()',
    program: `${login()}_, out, _ = client.exec_command("cat", timeout=2)
mark("cut")
import threading
thread = threading.Thread(target=out.channel.recv_exit_status, daemon=True)
thread.start()
thread.join(7)
if not thread.is_alive():
    raise RuntimeError("ended")
`,
    stage: realServer(),
    foretell: never,
    watched: 7,
  },
  {
    title: 'two addresses, the first swallows the request, timeout=2: the second is not tried',
    program: `import socket
# A queue that is full takes no more requests, and nobody empties it.
full = socket.socket()
full.bind(("127.0.0.1", 0))
full.listen(0)
swallowing = full.getsockname()[1]
held = [socket.socket() for _ in range(4)]
for each in held:
    each.setblocking(False)
    each.connect_ex(("127.0.0.1", swallowing))
found = socket.getaddrinfo
def two(host, port, *rest):
    return found("127.0.0.1", swallowing, *rest)[:1] + found("127.0.0.1", port, *rest)[:1]
socket.getaddrinfo = two
${make}mark(wait=False)
client.connect("127.0.0.1", port=PORT, username=USER, key_filename=KEY, allow_agent=False, look_for_keys=False, timeout=2)
`,
    stage: realServer(),
    foretell: situation('connect-no-answer'),
    watched: 8,
    error: /timeout|TimeoutError/i,
  },
];
