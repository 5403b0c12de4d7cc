import { describe, expect, test } from 'vitest';
import { assembleAlgorithms, readAlgorithmList } from '../../../server/src/values/algorithmList.ts';
import { readChannelTimeout } from '../../../server/src/values/channelTimeout.ts';
import { expand } from '../../../server/src/values/environment.ts';
import { readEscapeChar } from '../../../server/src/values/escapeChar.ts';
import { readJumpSpec } from '../../../server/src/values/jumpSpec.ts';
import { faultInNetworkList } from '../../../server/src/values/networkList.ts';
import { newestKnownVersion, type OpenSshVersion, parseVersion } from '../../../server/src/values/openSshVersion.ts';
import type { Parsed } from '../../../server/src/values/parsed.ts';
import { readPortForward } from '../../../server/src/values/portForward.ts';
import { readQos } from '../../../server/src/values/qos.ts';
import { findTokens } from '../../../server/src/values/tokens.ts';
import { readTunnelDevice } from '../../../server/src/values/tunnelDevice.ts';
import { clientFlag, readWord, serverFlag } from '../../../server/src/values/words.ts';

const shown = (outcome: Parsed<unknown>) => (outcome.ok ? JSON.stringify(outcome.value) : outcome.code);
const version = (text: string): OpenSshVersion => parseVersion(text) as OpenSshVersion;

test('flags: the client takes true and false, the server does not', () => {
  expect(shown(readWord('TRUE', clientFlag))).toBe('"yes"');
  expect(shown(readWord('true', serverFlag))).toBe('unsupported-option');
  expect(shown(readWord('', clientFlag))).toBe('missing-argument');
  expect(shown(readWord('constructor', clientFlag))).toBe('unsupported-option');
});

describe('forwardings', () => {
  test.each([
    [
      '8080:localhost:80',
      'local',
      '{"listen":{"kind":"tcp","port":8080},"connect":{"kind":"tcp","host":"localhost","port":80}}',
    ],
    [
      '[::1]:8080:[fe80::1]:80',
      'local',
      '{"listen":{"kind":"tcp","host":"::1","port":8080},"connect":{"kind":"tcp","host":"fe80::1","port":80}}',
    ],
    [
      '/run/a.sock:/run/b.sock',
      'local',
      '{"listen":{"kind":"path","path":"/run/a.sock"},"connect":{"kind":"path","path":"/run/b.sock"}}',
    ],
    ['1080', 'dynamic', '{"listen":{"kind":"tcp","port":1080},"connect":{"kind":"socks"}}'],
    ['*:1080', 'dynamic', '{"listen":{"kind":"tcp","host":"*","port":1080},"connect":{"kind":"socks"}}'],
    ['0:h:1', 'local', 'invalid-forward'],
    ['0:h:1', 'remote', '{"listen":{"kind":"tcp","port":0},"connect":{"kind":"tcp","host":"h","port":1}}'],
    ['1080', 'local', 'invalid-forward'],
    ['a:b:c', 'local', 'invalid-forward'],
    ['1:2:3:4:5', 'local', 'invalid-forward'],
    ['[::1:80:h:1', 'local', 'invalid-forward'],
    ['', 'dynamic', 'invalid-forward'],
  ] as const)('%j as %s', (spec, kind, expected) => {
    expect(shown(readPortForward(spec, kind))).toBe(expected);
  });
});

describe('jump hosts', () => {
  test.each([
    ['a', '[{"host":"a"}]'],
    ['me@a:2222,b', '[{"user":"me","host":"a","port":2222},{"host":"b"}]'],
    ['ssh://me@a:22', '[{"user":"me","host":"a","port":22}]'],
    ['ssh://a/path', 'invalid-jump'],
    ['[::1]:22', '[{"host":"::1","port":22}]'],
    ['@a', 'invalid-jump'],
    ['a:0', 'invalid-jump'],
    ['a,,b', 'invalid-jump'],
    ['', 'invalid-jump'],
  ])('%j', (text, expected) => {
    expect(shown(readJumpSpec(text))).toBe(expected);
  });
});

describe('quality of service', () => {
  test.each([
    ['lowdelay', '9.2', '"lowdelay"'],
    ['lowdelay', '10.2', '"ignored"'],
    ['0x10', '9.7', '"lowdelay"'],
    ['0x10', '9.8', 'invalid-qos'],
    ['16', '9.8', '"lowdelay"'],
    ['0', '10.5', '"cs0"'],
    ['va', '10.5', '"va"'],
    ['va', '9.2', 'invalid-qos'],
    ['77', '10.5', '"0x4d"'],
    ['None', '10.5', '"none"'],
    ['256', '10.5', 'invalid-qos'],
  ])('%j for %s', (text, release, expected) => {
    expect(shown(readQos(text, version(release)))).toBe(expected);
  });
});

test('channel timeouts split at the first equals sign', () => {
  expect(shown(readChannelTimeout('session:*=5m', newestKnownVersion))).toBe('{"type":"session:*","seconds":300}');
  for (const text of ['=5', 'session=', 'session', 'a=b=5']) {
    expect(shown(readChannelTimeout(text, newestKnownVersion))).toBe('invalid-channel-timeout');
  }
});

test('tunnel devices and escape characters', () => {
  expect(['any', '1:ANY', '2147483645', '2147483646', 'x'].map((text) => shown(readTunnelDevice(text)))).toEqual([
    '"any:any"',
    '"1:any"',
    '"2147483645:any"',
    'invalid-tunnel-device',
    'invalid-tunnel-device',
  ]);
  expect(['~', '^a', '^[', 'none', 'None', 'ab', '\\', ' '].map((text) => shown(readEscapeChar(text)))).toEqual([
    '"~"',
    '"\\\\^A"',
    '"\\\\^["',
    '"none"',
    'invalid-escape-char',
    'invalid-escape-char',
    '"\\\\\\\\"',
    '"\\\\040"',
  ]);
});

test('lists of algorithms replace, extend or cut the default list', () => {
  const all = ['a', 'b', 'c-1', 'c-2'];
  const result = (text: string) => assembleAlgorithms(readAlgorithmList(text), ['a', 'b'], all)?.join();
  expect(result('c-*,a')).toBe('c-1,c-2,a');
  expect(result('+c-1,a')).toBe('a,b,c-1');
  expect(result('^b,c-2')).toBe('b,c-2,a');
  expect(result('-a*')).toBe('b');
  expect(result('!a')).toBeUndefined();
  expect(result('zzz')).toBeUndefined();
});

test('variables and tokens are expanded, or said to be unset, unknown, malformed', () => {
  const variables = (name: string) => (name === 'A' ? 'x' : name === 'SECRET' ? null : undefined);
  const tokens = (letter: string) => (letter === 'h' ? 'host' : letter === 'u' ? null : undefined);
  const result = (text: string) => Object.values(expand(text, variables, tokens)).join(' ');
  expect(result('${A}-%h-%%')).toBe('text x-host-%');
  expect(result('${B}')).toBe('unset B');
  expect(result('${SECRET}')).toBe('unknown SECRET');
  expect(result('%u')).toBe('unknown %u');
  expect(result('${')).toBe('malformed ${');
  expect(result('%z')).toBe('malformed %z');
  expect(result('a%')).toBe('malformed %');
  expect(findTokens('%h ${A}').map(({ kind, name }) => `${kind} ${name}`)).toEqual(['percent h', 'variable A']);
});

test('a list of networks is refused for one bad entry', () => {
  expect(faultInNetworkList('127.0.0.0/8,foo')).toBe('foo');
  expect(faultInNetworkList('10.0.0.1/8')).toBe('10.0.0.1/8');
  expect(faultInNetworkList('10.0.0.1,')).toBe('');
  expect(faultInNetworkList('127.0.0.0/8,::1')).toBeUndefined();
});
