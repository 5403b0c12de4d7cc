import * as l10n from '@vscode/l10n';
import type { DirectiveName } from '../knowledge/directives.ts';

/** A part of an argument that has a meaning of its own. */
export interface Part {
  /** As the signature shows it. */
  readonly label: string;
  readonly text: () => string;
}

/** One argument of a directive. */
export interface ArgumentShape {
  /** As the signature shows it, with the labels of its parts in it. */
  readonly display: string;
  readonly parts: readonly Part[];
  /** Stands between the parts; not inside of brackets, where an address has colons. */
  readonly separator?: ':' | '=' | '@' | ',';
  /** Where a part is left out, it is the first one. */
  readonly firstIsOptional?: boolean;
  /** The part may be given again and again, each behind a separator. */
  readonly partsRepeat?: boolean;
  readonly argumentRepeats?: boolean;
}

const part = (label: string, text: () => string): Part => ({ label, text });
const one = (label: string, text: () => string, more: Partial<ArgumentShape> = {}): ArgumentShape => ({
  display: label,
  parts: [part(label, text)],
  ...more,
});
const optional = (shape: ArgumentShape): ArgumentShape => ({ ...shape, display: `[${shape.display}]` });

const listen = (): ArgumentShape => ({
  display: '[bind_address:]port',
  separator: ':',
  firstIsOptional: true,
  parts: [
    part('bind_address', () =>
      l10n.t(
        'Address to listen on: an address of the machine, * for all of them; without one only the machine itself can connect.',
      ),
    ),
    part('port', () => l10n.t('Port to listen on. A path of a Unix socket may stand in place of address and port.')),
  ],
});

const connect = (): ArgumentShape => ({
  display: 'host:hostport',
  separator: ':',
  parts: [
    part('host', () => l10n.t('Host to connect to, as the machine at the far end of the connection finds it.')),
    part('hostport', () => l10n.t('Port to connect to.')),
  ],
});

const rekeyLimit: readonly ArgumentShape[] = [
  one('data', () =>
    l10n.t('Amount of data after which new keys are made: bytes, or with K, M or G; default leaves it to the cipher.'),
  ),
  optional(
    one('time', () => l10n.t('Time after which new keys are made as well, such as 1h; none for no such limit.')),
  ),
];

const channelTimeout: readonly ArgumentShape[] = [
  {
    display: 'type=interval',
    separator: '=',
    argumentRepeats: true,
    parts: [
      part('type', () =>
        l10n.t(
          'Kind of channel, with * and ?: a session, a forwarded connection and so on; global counts them all together.',
        ),
      ),
      part('interval', () =>
        l10n.t('Time without data after which the channel is closed, such as 15m; 0 or none for never.'),
      ),
    ],
  },
];

const qos: readonly ArgumentShape[] = [
  one('interactive', () => l10n.t('Type of service of packets while a session is interactive.')),
  optional(one('bulk', () => l10n.t('Type of service of all other packets; the first one where it is left out.'))),
];

const setEnv: readonly ArgumentShape[] = [
  {
    display: 'NAME=value',
    separator: '=',
    argumentRepeats: true,
    parts: [
      part('NAME', () => l10n.t('Name of the environment variable.')),
      part('value', () => l10n.t('Its value; in quotes where it holds blanks.')),
    ],
  },
];

const environmentPatterns = (text: () => string): readonly ArgumentShape[] => [
  one('pattern', text, { argumentRepeats: true }),
];

const destinations = (text: () => string): readonly ArgumentShape[] => [
  {
    display: 'host:port',
    separator: ':',
    argumentRepeats: true,
    parts: [part('host', text), part('port', () => l10n.t('Its port; * for every port.'))],
  },
];

const loginPattern = (text: () => string): readonly ArgumentShape[] => [
  {
    display: 'user[@host]',
    separator: '@',
    argumentRepeats: true,
    parts: [
      part('user', text),
      part('host', () =>
        l10n.t('Only for connections from there: a name or address with * and ?, or a network such as 192.0.2.0/24.'),
      ),
    ],
  },
];

const groupPattern = (text: () => string): readonly ArgumentShape[] => [one('group', text, { argumentRepeats: true })];

/** Directives whose value has several parts. */
const shapes: Readonly<Partial<Record<DirectiveName, readonly ArgumentShape[]>>> = {
  AcceptEnv: environmentPatterns(() => l10n.t('Name of a variable that the client may set, with * and ?.')),
  AddKeysToAgent: [
    one('mode', () =>
      l10n.t(
        'Whether keys go into the agent: yes, no, ask first, or confirm each use. A time alone means yes for as long.',
      ),
    ),
    optional(one('lifetime', () => l10n.t('How long the agent keeps the key, such as 1h.'))),
  ],
  AllowGroups: groupPattern(() => l10n.t('Group whose members may log in, with * and ?.')),
  AllowUsers: loginPattern(() => l10n.t('User who may log in, with * and ?.')),
  AuthenticationMethods: [
    {
      display: 'method[,method...]',
      separator: ',',
      partsRepeat: true,
      argumentRepeats: true,
      parts: [
        part('method', () =>
          l10n.t('One after another all of these must succeed. Lists parted by blanks are alternatives.'),
        ),
      ],
    },
  ],
  CanonicalizePermittedCNAMEs: [
    {
      display: 'source_domains:target_domains',
      separator: ':',
      argumentRepeats: true,
      parts: [
        part('source_domains', () => l10n.t('Patterns of names that may be aliases.')),
        part('target_domains', () => l10n.t('Patterns of the names that they may lead to.')),
      ],
    },
  ],
  ChannelTimeout: channelTimeout,
  DenyGroups: groupPattern(() => l10n.t('Group whose members may not log in, with * and ?.')),
  DenyUsers: loginPattern(() => l10n.t('User who may not log in, with * and ?.')),
  DynamicForward: [listen()],
  IPQoS: qos,
  ListenAddress: [
    {
      display: 'address[:port]',
      separator: ':',
      parts: [
        part('address', () => l10n.t('Address or name to listen on; an IPv6 address with a port stands in brackets.')),
        part('port', () => l10n.t('Its port; every port of the Port lines where it is left out.')),
      ],
    },
    optional(one('rdomain', () => l10n.t('The word rdomain, if a routing domain follows.'))),
    optional(one('domain', () => l10n.t('Routing domain to listen in.'))),
  ],
  LocalForward: [listen(), connect()],
  MaxStartups: [
    {
      display: 'start:rate:full',
      separator: ':',
      parts: [
        part('start', () => l10n.t('From this many connections on that are not logged in yet, some are refused.')),
        part('rate', () => l10n.t('How many of a hundred are refused then; the share grows up to all.')),
        part('full', () => l10n.t('From this many on all are refused.')),
      ],
    },
  ],
  PerSourceNetBlockSize: [
    {
      display: 'ipv4[:ipv6]',
      separator: ':',
      parts: [
        part('ipv4', () => l10n.t('Bits of an IPv4 address that connections from one source have in common.')),
        part('ipv6', () => l10n.t('Bits of an IPv6 address that connections from one source have in common.')),
      ],
    },
  ],
  PerSourcePenalties: [
    {
      display: 'name:value',
      separator: ':',
      argumentRepeats: true,
      parts: [
        part('name', () => l10n.t('What is punished, or a limit of the punishment.')),
        part('value', () =>
          l10n.t('How long the source is refused for it, such as 30s; for max-sources4 and max-sources6 a number.'),
        ),
      ],
    },
  ],
  PermitListen: [
    {
      display: '[host:]port',
      separator: ':',
      firstIsOptional: true,
      argumentRepeats: true,
      parts: [
        part('host', () => l10n.t('Address that a remote forwarding may listen on.')),
        part('port', () => l10n.t('Its port; * for every port.')),
      ],
    },
  ],
  PermitOpen: destinations(() => l10n.t('Host that a forwarding may connect to; * for every one.')),
  PermitRemoteOpen: destinations(() =>
    l10n.t('Host that a dynamic remote forwarding may connect to; * for every one.'),
  ),
  RekeyLimit: rekeyLimit,
  RemoteForward: [listen(), optional(connect())],
  SendEnv: environmentPatterns(() =>
    l10n.t('Name of a variable to send, with * and ?; behind a minus sign, one not to send.'),
  ),
  SetEnv: setEnv,
  Subsystem: [
    one('name', () => l10n.t('Name that a client asks for, such as sftp.')),
    one('command', () => l10n.t('Program that serves it; internal-sftp for the one inside of sshd.'), {
      argumentRepeats: true,
    }),
  ],
  TunnelDevice: [
    {
      display: 'local[:remote]',
      separator: ':',
      parts: [
        part('local', () => l10n.t('Number of the tunnel device on this machine, or any.')),
        part('remote', () => l10n.t('Number of the tunnel device on the server, or any.')),
      ],
    },
  ],
};

/** The arguments of a directive; undefined for one whose value is a single thing. */
export function shapesOf(name: string): readonly ArgumentShape[] | undefined {
  return Object.hasOwn(shapes, name) ? shapes[name as DirectiveName] : undefined;
}

/** A part of an argument, where it stands in it. */
export interface PlacedPart {
  readonly part: Part;
  /** Its place among the parts of the argument. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** The part of an argument that a column stands in; the one that is next where the column is behind a separator. */
export function partAt(shape: ArgumentShape, word: string, column: number): PlacedPart | undefined {
  const pieces = piecesOf(word, shape.separator);
  const at = pieces.findIndex(({ end }) => column <= end);
  const piece = pieces[at < 0 ? pieces.length - 1 : at];
  if (!piece) return undefined;
  const skipped = shape.firstIsOptional ? Math.max(0, shape.parts.length - pieces.length) : 0;
  const wanted = (at < 0 ? pieces.length - 1 : at) + skipped;
  const index = Math.min(shape.partsRepeat ? wanted % shape.parts.length : wanted, shape.parts.length - 1);
  const found = shape.parts[index];
  return found && { part: found, index, ...piece };
}

function piecesOf(word: string, separator: string | undefined): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  let start = 0;
  let inBrackets = false;
  for (let at = 0; at < word.length; at++) {
    if (word[at] === '[') inBrackets = true;
    else if (word[at] === ']') inBrackets = false;
    else if (word[at] === separator && !inBrackets) {
      pieces.push({ start, end: at });
      start = at + 1;
    }
  }
  pieces.push({ start, end: word.length });
  return pieces;
}
