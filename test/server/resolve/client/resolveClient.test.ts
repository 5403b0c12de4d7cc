import { describe, expect, test } from 'vitest';
import {
  blockAt,
  clientBlocks,
  clientErrors,
  concreteHosts,
  dumpClient,
  representativeTarget,
  resolveClient,
} from '../../../../server/src/resolve/client/resolveClient.ts';
import type { EffectiveValue, LineOrigin, Provenance } from '../../../../server/src/resolve/effectiveConfig.ts';
import { clientGraph } from '../../../helpers/clientGraph.ts';

const placed = (line: LineOrigin): string => `${line.uri.split('/').at(-1)}:${line.lineIndex + 1}`;

function source(from: Provenance): string {
  if (from.kind === 'line') return placed(from);
  return from.kind === 'option' ? from.text : `default${from.note ? ` (${from.note})` : ''}`;
}

function drawn(value: EffectiveValue | undefined): string {
  if (!value) return 'unset';
  const losers = value.overruled.length > 0 ? `, overrules ${value.overruled.map(placed).join(' ')}` : '';
  const others = (value.alternatives ?? [])
    .map((other) => `, or ${other.value} (${source(other.from)} if ${placed(other.decidedBy)})`)
    .join('');
  return `${value.value} [${source(value.from)}${losers}]${value.certainty === 'depends' ? '?' : ''}${others}`;
}

async function interval(config: string, host = 'web', files: Record<string, string> = {}): Promise<string> {
  const effective = resolveClient(await clientGraph(config, { files }), { host });
  return drawn(effective.values.get('serveraliveinterval')?.[0]);
}

describe('provenance', () => {
  test('the first line wins, the others are overruled', async () => {
    const config = 'Host web\n  ServerAliveInterval 5\nHost *\n  ServerAliveInterval 6\nServerAliveInterval 7\n';
    expect(await interval(config)).toBe('5 [config:2, overrules config:4 config:5]');
    expect(await interval(config, 'other')).toBe('6 [config:4, overrules config:5]');
  });

  test('none leaves it unset, so a later line counts', async () => {
    expect(await interval('ServerAliveInterval none\nServerAliveInterval 6\n')).toBe('6 [config:2]');
  });

  test('options go first, and a second reading does not overrule a line with itself', async () => {
    const config = 'ServerAliveInterval 5\nMatch final\n  ServerAliveInterval 6\n';
    expect(await interval(config)).toBe('5 [config:1, overrules config:3]');
    const graph = await clientGraph(config);
    const { values } = resolveClient(graph, { host: 'web', options: ['ServerAliveInterval=9'] });
    expect(drawn(values.get('serveraliveinterval')?.[0])).toBe(
      '9 [-o ServerAliveInterval=9, overrules config:1 config:3]',
    );
  });

  test('the block of a line is the Host or Match line above it, or the one its file is included under', async () => {
    const graph = await clientGraph('Host w*\n  Include inner\n', {
      files: { '/home/me/.ssh/inner': 'ServerAliveInterval 5\nHost web\n  ServerAliveCountMax 2\n' },
    });
    const { values } = resolveClient(graph, { host: 'web' });
    const blocks = ['serveraliveinterval', 'serveralivecountmax'].map((keyword) => {
      const from = values.get(keyword)?.[0]?.from;
      return from?.kind === 'line' ? from.block?.text : undefined;
    });
    expect(blocks).toEqual(['Host w*', 'Host web']);
  });

  test('the system file comes after the user file', async () => {
    expect(await interval('Host other\n', 'web', { '/etc/ssh/ssh_config': 'ServerAliveInterval 8\n' })).toBe(
      '8 [ssh_config:1]',
    );
  });

  test("Debian's batch mode probes every 300 s, under three names", async () => {
    expect(await interval('BatchMode yes\n')).toBe('300 [default (batchmode)]');
    expect(await interval('BatchMode yes\nSetupTimeOut 20\nProtocolKeepAlives 30\n')).toBe(
      '20 [config:2, overrules config:3]',
    );
    const upstream = await clientGraph('BatchMode yes\n', { version: '9.2-upstream' });
    expect(drawn(resolveClient(upstream, { host: 'web' }).values.get('serveraliveinterval')?.[0])).toBe('0 [default]');
    const alias = await clientGraph('SetupTimeOut 20\n', { version: '10.5' });
    expect(clientErrors(alias).map(({ code }) => code)).toEqual(['unknown-keyword']);
  });

  test('SendEnv adds up, and a minus takes away', async () => {
    const graph = await clientGraph('SendEnv LANG LC_*\nSendEnv A\nSendEnv -L*\n');
    const { values } = resolveClient(graph, { host: 'web' });
    expect(values.get('sendenv')?.map(drawn)).toEqual(['A [config:2, overrules config:1]']);
  });
});

describe('what cannot be known', () => {
  const config = 'Match exec "on-vpn"\n  ServerAliveInterval 5\nHost *\n  ServerAliveInterval 6\n';

  test('Match exec is taken as no match, and what would change is said', async () => {
    expect(await interval(config)).toBe('6 [config:4]?, or 5 (config:2 if config:1)');
    const { undecided, values } = resolveClient(await clientGraph(config), { host: 'web' });
    expect(undecided.map(({ criterion, line, changes }) => [criterion, placed(line), changes])).toEqual([
      ['exec', 'config:1', ['serveraliveinterval']],
    ]);
    expect(values.get('serveralivecountmax')?.[0]?.certainty).toBe('certain');
  });

  test('an assumption settles it', async () => {
    const graph = await clientGraph(config);
    const yes = resolveClient(graph, { host: 'web' }, { exec: true });
    expect(drawn(yes.values.get('serveraliveinterval')?.[0])).toBe('5 [config:2, overrules config:4]');
    expect(yes.undecided).toEqual([]);
    const no = resolveClient(graph, { host: 'web' }, { exec: false });
    expect(drawn(no.values.get('serveraliveinterval')?.[0])).toBe('6 [config:4]');
  });

  test('a criterion that fails anyway makes the command irrelevant', async () => {
    expect(await interval('Match host other exec x\n  ServerAliveInterval 5\n')).toBe('0 [default]');
    expect(await interval('Match exec x host other\n  ServerAliveInterval 5\n')).toBe('0 [default]');
  });

  test('values that would only be set then are named', async () => {
    const graph = await clientGraph('Match localnetwork 10.0.0.0/8\n  ProxyJump gate\n', { version: '9.6' });
    const { undecided, values } = resolveClient(graph, { host: 'web' });
    expect(values.has('proxyjump')).toBe(false);
    expect(undecided[0]?.changes).toEqual(['proxyjump']);
  });

  test('names that only a name server could tell change what depends on them', async () => {
    const config =
      'CanonicalizeHostname yes\nCanonicalDomains lan example.org\nMatch final host *.example.org\n User bob\n' +
      'Host web.lan\n Port 2222\n';
    const { undecided, values } = resolveClient(await clientGraph(config), { host: 'web' });
    expect(undecided.map(({ criterion, line, changes }) => [criterion, line.lineIndex, changes])).toEqual([
      ['canonicalizehostname', 0, ['hostname', 'port', 'user']],
    ]);
    const shown = (keyword: string) =>
      values
        .get(keyword)
        ?.map((value) => [value.value, value.certainty, value.alternatives?.map((each) => each.value)]);
    expect(shown('hostname')).toEqual([['web', 'depends', ['web.lan', 'web.example.org']]]);
    expect(shown('user')).toEqual([['me', 'depends', ['bob']]]);
    expect(shown('port')).toEqual([['22', 'depends', ['2222']]]);
    expect(shown('serveraliveinterval')).toEqual([['0', 'certain', undefined]]);
  });

  test('names are certain where ssh asks no name server', async () => {
    const lines = 'CanonicalizeHostname yes\nCanonicalDomains lan\nCanonicalizePermittedCNAMEs *:*.example.org\n';
    const certain = async (more: string, host: string) => {
      const { undecided, values } = resolveClient(await clientGraph(more + lines), { host });
      return undecided.length === 0 && values.get('hostname')?.[0]?.certainty === 'certain';
    };
    expect(await certain('', 'web')).toBe(false);
    expect(await certain('CanonicalizeHostname no\n', 'web')).toBe(true);
    expect(await certain('ProxyJump gate\n', 'web')).toBe(true);
    expect(await certain('ProxyJump gate\nCanonicalizeHostname always\n', 'web')).toBe(false);
    expect(await certain('', '192.0.2.1')).toBe(true);
    expect(await certain('CanonicalizePermittedCNAMEs none\n', 'a.b.c')).toBe(true);
  });

  test('an alias that a pattern allows could lead anywhere: no name is made up for it', async () => {
    const config = 'CanonicalizeHostname yes\nCanonicalizePermittedCNAMEs *:*.example.org,shop.test\n';
    const { values } = resolveClient(await clientGraph(config), { host: 'web' });
    expect(values.get('hostname')?.[0]?.certainty).toBe('depends');
    expect(values.get('hostname')?.[0]?.alternatives?.map(({ value }) => value)).toEqual(['shop.test']);
  });

  test('a local user that is not known leaves Match user open', async () => {
    const graph = await clientGraph('Match user me\n  ServerAliveInterval 5\n', { environment: {} });
    const { undecided, values } = resolveClient(graph, { host: 'web' });
    expect(undecided.map(({ criterion }) => criterion)).toEqual(['user']);
    expect(values.has('user')).toBe(false);
  });

  test('paths with unknown tokens stay as they are written', async () => {
    const graph = await clientGraph('ControlPath ~/%C\n', { environment: {} });
    expect(drawn(resolveClient(graph, { host: 'web' }).values.get('controlpath')?.[0])).toBe('~/%C [config:1]?');
  });

  test('defaults that nobody has read are named and not guessed', async () => {
    const { values, unsourced } = resolveClient(await clientGraph('', { version: '9.6-debian' }), { host: 'web' });
    expect(unsourced).toContain('ciphers');
    expect(values.has('ciphers')).toBe(false);
    const set = resolveClient(await clientGraph('Ciphers aes128-ctr,aes128-ctr\n', { version: '9.6-debian' }), {
      host: 'web',
    });
    expect(drawn(set.values.get('ciphers')?.[0])).toBe('aes128-ctr [config:1]');
    expect(set.unsourced).not.toContain('ciphers');
  });
});

describe('errors', () => {
  test('all lines are looked at, whatever stands before them', async () => {
    const config = 'Foo 1\nHost a\n  ServerAliveInterval 5min\n  Port 0\nMatch foo\n';
    const errors = clientErrors(await clientGraph(config, { version: '8.4' }));
    expect(
      errors.map(({ code, lineIndex, span }) => `${lineIndex + 1} ${code} ${config.slice(span.start, span.end)}`),
    ).toMatchInlineSnapshot(`
        [
          "1 unknown-keyword Foo",
          "3 invalid-time 5min",
          "4 invalid-port 0",
          "5 match-missing-argument foo",
        ]
      `);
  });

  test('ssh itself stops: at once up to 8.4, at the end of the file later', async () => {
    const config = 'Foo 1\nPort 0\nPort x\n';
    const lines = async (version: string) =>
      resolveClient(await clientGraph(config, { version }), { host: 'web' }).errors.map(
        ({ lineIndex }) => lineIndex + 1,
      );
    expect(await lines('8.4')).toEqual([1, 2]);
    expect(await lines('9.2')).toEqual([1, 2, 3]);
  });

  test('what is only noted is not refused', async () => {
    const errors = clientErrors(await clientGraph('Cipher 3des\nRSAAuthentication yes\n'));
    expect(errors.map(({ code, refused }) => `${code} ${refused}`)).toEqual([
      'deprecated-directive false',
      'unsupported-directive false',
    ]);
  });

  test('IgnoreUnknown excuses unknown words below it', async () => {
    expect(clientErrors(await clientGraph('IgnoreUnknown Foo,Ba*\nfoo 1\nBAR 2\n'))).toEqual([]);
    expect(clientErrors(await clientGraph('foo 1\nIgnoreUnknown foo\n'))).toHaveLength(1);
    expect(clientErrors(await clientGraph('Host a\n IgnoreUnknown foo\n foo 1\n'))).toHaveLength(1);
  });

  test('files that include each other end in a depth that is refused', async () => {
    const graph = await clientGraph('Include loop\n', { files: { '/home/me/.ssh/loop': 'Include loop loop\n' } });
    expect(resolveClient(graph, { host: 'web' }).errors.map(({ code }) => code)).toEqual(['include-too-deep']);
  });
});

describe('hosts and blocks', () => {
  const config =
    'Port 22\nHost web *.test !no db\n  Port 1\nMatch host inner,x* user bob\n  Port 2\nHost web\n  Port 3\n';

  test('the literal names of Host lines, once each, with their places', async () => {
    const hosts = concreteHosts(await clientGraph(config));
    expect(hosts.map(({ name, span }) => [name, config.slice(span.start, span.end)])).toEqual([
      ['web', 'web'],
      ['db', 'db'],
    ]);
  });

  test('blocks know their kind and their lines', async () => {
    const blocks = clientBlocks(await clientGraph(config));
    expect(blocks.map(({ kind, lineIndex, endLineIndex }) => [kind, lineIndex, endLineIndex])).toEqual([
      ['root', -1, 1],
      ['host', 1, 3],
      ['match', 3, 5],
      ['host', 5, 7],
    ]);
  });

  test('a block is found by an offset, and has a target that matches it', async () => {
    const graph = await clientGraph(config);
    const { uri } = graph.roots[0] as { uri: string };
    const at = (text: string) => blockAt(graph, uri, config.indexOf(text));
    expect(at('Port 22')?.kind).toBe('root');
    const host = at('Port 1');
    expect(host?.kind).toBe('host');
    expect(host && representativeTarget(host)).toEqual({ host: 'web' });
    const match = at('Port 2\n');
    expect(match && representativeTarget(match)).toEqual({ host: 'inner', user: 'bob' });
  });

  test('a name is made from wildcards where no literal one is given', async () => {
    const graph = await clientGraph('Host w?b-* !web-host\n  Port 1\n');
    const block = blockAt(graph, 'file:///home/me/.ssh/config', 3);
    const target = block && representativeTarget(block);
    expect(target?.host).toBe('wxb-host');
  });
});

test('the dump has the order and the spelling of ssh -G', async () => {
  const graph = await clientGraph('Host web\n  ServerAliveInterval 1m\n');
  const lines = dumpClient(resolveClient(graph, { host: 'web' })).split('\n');
  expect(lines.slice(0, 5)).toEqual(['host web', 'user me', 'hostname web', 'port 22', 'addressfamily any']);
  expect(lines).toContain('serveraliveinterval 60');
  expect(lines).toContain('canonicalizePermittedcnames none');
  expect(lines.at(-2)).toBe('syslogfacility USER');
});
