import { expect, test } from 'vitest';
import { describeKeepaliveTest } from '../../../server/src/keepalive/describe.ts';
import { consentText, executions } from '../../../server/src/keepalive/executes.ts';
import type { ConfigGraph } from '../../../server/src/resolve/configGraph.ts';
import type { ClientTarget } from '../../../server/src/resolve/effectiveConfig.ts';
import { parseConfig } from '../../../server/src/syntax/parseConfig.ts';
import { newestKnownVersion } from '../../../server/src/values/openSshVersion.ts';
import { effectiveOf } from './effectiveOf.ts';

function graphOf(files: Readonly<Record<string, string>>): ConfigGraph {
  const uris = Object.keys(files);
  return {
    dialect: 'client',
    version: newestKnownVersion,
    environment: {},
    roots: [{ uri: uris[0] ?? '', role: 'user' }],
    files: new Map(
      Object.entries(files).map(([uri, text]) => [
        uri,
        { kind: 'loaded', file: parseConfig(text, { dialect: 'client', grammar: 'argv' }) },
      ]),
    ),
    includes: new Map(),
  };
}

const target: ClientTarget = { host: 'box' };
const listed = (all: ReturnType<typeof executions>) =>
  all.map(
    ({ directive, command, runs, hop, lineIndex }) =>
      `${runs} ${directive}${hop ? `@${hop}` : ''} ${command} :${lineIndex}`,
  );

test('every Match exec of every file is named, since ssh tries them all', () => {
  const graph = graphOf({
    'file:///c': 'Host box\n  Port 22\nMatch exec "on-vpn %h"\n  Port 23\nMatch host box !exec=probe\n',
    'file:///d': 'match EXEC touch\n',
  });
  expect(listed(executions(graph, target, () => effectiveOf({})))).toEqual([
    'yes Match exec on-vpn %h :2',
    'maybe Match exec probe :4',
    'maybe Match exec touch :0',
  ]);
});

test('commands and libraries in effect are named with their lines', () => {
  const effective = effectiveOf({
    proxycommand: 'nc %h %p',
    knownhostscommand: '/bin/keys %H',
    pkcs11provider: '/usr/lib/token.so',
    permitlocalcommand: 'yes',
    localcommand: 'notify-send up',
    securitykeyprovider: '/usr/lib/sk.so',
  });
  expect(listed(executions(graphOf({ 'file:///c': '' }), target, () => effective))).toEqual([
    'yes ProxyCommand nc %h %p :0',
    'yes KnownHostsCommand /bin/keys %H :1',
    'yes PKCS11Provider /usr/lib/token.so :2',
    'maybe SecurityKeyProvider /usr/lib/sk.so :5',
    'no LocalCommand notify-send up :4',
  ]);
});

test('none is nothing, and a value that hangs on a Match is named with its alternatives', () => {
  const from = { kind: 'line', uri: 'file:///c', lineIndex: 7, span: { start: 0, end: 1 } } as const;
  const effective = effectiveOf({
    knownhostscommand: 'none',
    proxycommand: {
      value: 'none',
      certainty: 'depends',
      alternatives: [{ value: 'corkscrew %h %p', from, decidedBy: from }],
    },
  });
  expect(listed(executions(graphOf({ 'file:///c': '' }), target, () => effective))).toEqual([
    'maybe ProxyCommand corkscrew %h %p :7',
  ]);
});

test('a jump host’s ssh knows nothing of the test’s options: its commands run', () => {
  const resolve = ({ host, user }: ClientTarget) => {
    if (host === 'box') return effectiveOf({ proxyjump: 'ann@gate:2222,inner' });
    return effectiveOf({
      permitlocalcommand: 'yes',
      localcommand: `touch ${user ?? '-'}`,
      proxycommand: `way-to-${host}`,
    });
  };
  expect(listed(executions(graphOf({ 'file:///c': '' }), target, resolve))).toEqual([
    'yes ProxyJump ann@gate:2222,inner :0',
    'yes ProxyCommand@gate way-to-gate :2',
    'yes LocalCommand@gate touch ann :1',
    'yes LocalCommand@inner touch - :1',
  ]);
});

test('a jump host that jumps through itself ends', () => {
  const resolve = () => effectiveOf({ proxyjump: 'box' });
  expect(executions(graphOf({ 'file:///c': '' }), target, resolve).length).toBeGreaterThan(0);
});

test('consent is asked again when a line, its place or the command changes', () => {
  const graph = graphOf({ 'file:///c': 'Match exec a\n' });
  const describe = (file: string | undefined, text: string) => {
    const answer = describeKeepaliveTest({
      host: 'box',
      graph: graphOf({ 'file:///c': text }),
      resolve: () => effectiveOf({}),
      mode: 'quick',
      ...(file === undefined ? {} : { file }),
    });
    if ('problem' in answer) throw new Error('refused');
    return consentText('box', answer.plan.argv, answer.executes);
  };
  const first = describe(undefined, 'Match exec a\n');
  expect(describe(undefined, 'Match exec a\n  Port 22\n')).toBe(first);
  expect(describe(undefined, 'Match exec b\n')).not.toBe(first);
  expect(describe(undefined, '\nMatch exec a\n')).not.toBe(first);
  expect(describe('/other', 'Match exec a\n')).not.toBe(first);
  expect(graph.files.size).toBe(1);
});

test('a name that is refused is not even resolved', () => {
  const answer = describeKeepaliveTest({
    host: '-oProxyCommand=x',
    graph: graphOf({ 'file:///c': '' }),
    resolve: () => {
      throw new Error('resolved');
    },
    mode: 'quick',
  });
  expect(answer).toEqual({ problem: { kind: 'host', problem: 'leading-dash' } });
});
