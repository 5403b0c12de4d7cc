import fc from 'fast-check';
import { atLeast, type OpenSshVersion } from '../../server/src/values/openSshVersion.ts';
import {
  criteria,
  oddCriteria,
  oddKeywords,
  oddValues,
  anywhere as oldAnywhere,
  globalOnly as oldGlobalOnly,
  youngAnywhere,
  youngCriteria,
  youngGlobalOnly,
} from './serverValuePools.ts';

/** A configuration with the connection it is asked about. Includes name files in `directory`. */
export interface GeneratedServer {
  /** By file name; the first is the root. */
  readonly files: Readonly<Record<string, string>>;
  readonly peer: {
    readonly user?: string;
    readonly host?: string;
    readonly address?: string;
    readonly localAddress?: string;
    readonly localPort: number;
    readonly rdomain?: string;
  };
}

/** Stands in Include lines for the directory that the files are written to. */
export const directoryMark = '@DIR@';

const separators = [' ', '  ', '\t', '=', ' = ', ' =', '= ', ' \t '];
const ends = ['', '', '', '', ' ', '\t', '\r', '\f', ' # comment', ' #x'];
const indents = ['', '', '  ', '\t'];

function pick<T>(...values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

function cased(text: string): fc.Arbitrary<string> {
  return pick(text, text, text, text.toLowerCase(), text.toUpperCase());
}

function setting(table: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<string> {
  return pick(...Object.entries(table)).chain(([name, values]) =>
    fc
      .tuple(pick(...indents), cased(name), pick(...separators), pick(...values), pick(...ends))
      .map(([indent, keyword, separator, value, end]) => `${indent}${keyword}${separator}${value}${end}`),
  );
}

const quiet = pick('', '# comment', '   ', '\t# x', '#', '\r');

const included = ['a.conf', 'b.conf', 'c.conf'];
const includeLine = pick(
  ...included.map((name) => `Include ${directoryMark}/${name}`),
  `Include ${directoryMark}/[ab].conf`,
  `include ${directoryMark}/b.conf ${directoryMark}/a.conf`,
  `Include ${directoryMark}/*.none`,
);

const peer = fc.record(
  {
    user: pick('root', 'nobody', 'ghost', 'daemon'),
    host: pick('h.example', 'other', '10.1.2.3'),
    address: pick('10.1.2.3', '192.168.1.1', '::1', 'fe80::1', '2001:db8::5'),
    localAddress: pick('10.9.9.9', '127.0.0.1', '::1'),
    localPort: pick(22, 2222),
    rdomain: pick('x', 'y'),
  },
  { requiredKeys: ['localPort'] },
);

type Pool = Readonly<Record<string, readonly string[]>>;

/** A table with the directives that `version` knows. */
function withYoung(
  old: Pool,
  young: Readonly<Record<string, readonly [since: string, ...values: readonly string[]]>>,
  version: OpenSshVersion,
): Pool {
  const known = Object.entries(young).filter(([, [since]]) => atLeast(version, since));
  return { ...old, ...Object.fromEntries(known.map(([name, [, ...values]]) => [name, values])) };
}

/** Random configurations, most of which sshd of `version` accepts. */
export function generatedServer(version: OpenSshVersion): fc.Arbitrary<GeneratedServer> {
  const globalOnly = withYoung(oldGlobalOnly, youngGlobalOnly, version);
  const anywhere = withYoung(oldAnywhere, youngAnywhere, version);
  const equals = atLeast(version, '9.9') ? '=' : ' = ';
  const oddLine = fc.oneof(
    fc
      .tuple(pick(...Object.keys({ ...globalOnly, ...anywhere })), pick(...separators), pick(...oddValues))
      .map(([keyword, separator, value]) => `${keyword}${separator}${value}`),
    fc.tuple(pick(...oddKeywords), pick(...separators), pick('x', '1', 'yes')).map((parts) => parts.join('')),
    fc.tuple(setting(anywhere), pick(' extra', ' "two words"', '"', " '")).map((parts) => parts.join('')),
  );

  const young = Object.entries(youngCriteria).flatMap(([text, since]) => (atLeast(version, since) ? [text] : []));
  const criterion = pick(...Object.entries(criteria)).chain(([name, values]) =>
    fc.tuple(cased(name), pick(' ', ' ', '=', equals), pick(...values)).map((parts) => parts.join('')),
  );
  const matchLine = fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .array(fc.oneof({ weight: 9, arbitrary: criterion }, { weight: young.length, arbitrary: pick(...young, '') }), {
          minLength: 1,
          maxLength: 3,
        })
        .map((list) => `Match ${list.join(' ')}`),
    },
    { weight: 4, arbitrary: pick('Match all', 'match ALL', 'Match all # c', 'Match\tall', 'Match=all') },
    { weight: 1, arbitrary: pick(...oddCriteria).map((text) => `Match ${text}`) },
  );

  function lines(inBlock: boolean, odd: number, include: number, most: number): fc.Arbitrary<string[]> {
    const body = inBlock ? setting(anywhere) : fc.oneof(setting(anywhere), setting(globalOnly));
    return fc.array(
      fc.oneof(
        { weight: 200, arbitrary: body },
        { weight: 10, arbitrary: quiet },
        { weight: include, arbitrary: includeLine },
        { weight: odd, arbitrary: oddLine },
      ),
      { maxLength: most },
    );
  }

  /** Under `Match all` stands what is global, too. */
  const block = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(matchLine, lines(true, 0, 8, 6)).map(([match, body]) => [match, ...body]) },
    { weight: 1, arbitrary: lines(false, 0, 2, 4).map((body) => ['Match all', ...body]) },
  );

  function fileText(odd: number, include: number, blocks: number, terminator: string): fc.Arbitrary<string> {
    return fc
      .tuple(lines(false, odd, include, 12), fc.array(block, { maxLength: blocks }))
      .map(([head, tail]) => [...head, ...tail.flat(), ''].join(terminator));
  }

  /** Files that are brought in from Match blocks must hold what may stand there, or nearly all would be refused. */
  const includedText = fc
    .tuple(lines(true, 0, 0, 4), fc.array(block, { maxLength: 1 }))
    .map(([head, tail]) => [...head, ...tail.flat(), ''].join('\n'));

  return fc
    .tuple(pick(0, 0, 0, 6), pick('\n', '\n', '\n', '\r\n'))
    .chain(([odd, terminator]) =>
      fc.record({
        root: fileText(odd, 4, 3, terminator),
        a: includedText,
        b: includedText,
        c: includedText,
        peer,
      }),
    )
    .map(({ root, a, b, c, peer: connection }) => ({
      files: { sshd_config: root, 'a.conf': a, 'b.conf': b, 'c.conf': c },
      peer: connection as GeneratedServer['peer'],
    }));
}
