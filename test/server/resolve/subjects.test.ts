import { describe, expect, test } from 'vitest';
import type { ConfigGraph } from '../../../server/src/resolve/configGraph.ts';
import { type Subject, subjectAt } from '../../../server/src/resolve/subjects.ts';
import { subjectWithin } from '../../../server/src/resolve/subjectWithin.ts';
import { parseConfig } from '../../../server/src/syntax/parseConfig.ts';
import { serverGraph } from '../../conformance/serverGraph.ts';
import { clientGraph } from '../../helpers/clientGraph.ts';

function about(subject: Subject | undefined): unknown {
  if (!subject) return undefined;
  return [subject.kind, subject.label, subject.dialect === 'client' ? subject.target : subject.peer];
}

describe('a Match line of a server is about', () => {
  const peerOf = (line: string): unknown => {
    const file = parseConfig(`${line}\n`, { dialect: 'server', grammar: 'argv' });
    return about(subjectAt(file, 0));
  };

  test('the first of each that its criteria name', () => {
    expect(peerOf('Match User a,b')).toEqual(['named', 'user a', { user: 'a' }]);
    expect(peerOf('Match Group wheel Host h')).toEqual([
      'named',
      'group wheel, host h',
      { groups: ['wheel'], host: 'h' },
    ]);
    expect(peerOf('Match Address 10.0.0.0/8 LocalPort 2222')).toEqual([
      'named',
      'address 10.0.0.0/8, localport 2222',
      { address: '10.0.0.0', localPort: 2222 },
    ]);
  });

  test('nobody in particular where it names nobody', () => {
    expect(peerOf('Match all')).toEqual(['any', '', {}]);
    expect(peerOf('Match User a*')).toEqual(['sample', 'user a*', {}]);
  });
});

describe('a line of an included file is about', () => {
  const included = async (main: string, text: string, lineIndex: number): Promise<unknown> => {
    const graph = await clientGraph(main, { files: { '/home/me/.ssh/part': text } });
    return about(subjectWithin(graph, 'file:///home/me/.ssh/part', lineIndex));
  };

  test('the host that the file is included under', async () => {
    const main = 'Host web\n  Include part\nHost *\n';
    expect(await included(main, 'Port 22\n', 0)).toEqual(['named', 'web', { host: 'web' }]);
    expect(await included(main, 'Host w*\n  Port 22\n', 1)).toEqual(['named', 'web', { host: 'web' }]);
    expect(await included(main, 'Host db\n  Port 22\n', 1)).toEqual(['named', 'db', { host: 'db' }]);
    expect(await included(main, 'Match user bob\n  Port 22\n', 1)).toEqual([
      'named',
      'web, user bob',
      { host: 'web', user: 'bob' },
    ]);
  });

  test('its own host where the Include stands under none', async () => {
    const own = ['named', 'db', { host: 'db' }];
    expect(await included('Include part\nHost web\n', 'Host db\n  Port 22\n', 1)).toEqual(own);
    expect(await included('Host *\nInclude part\n', 'Host db\n  Port 22\n', 1)).toEqual(own);
    expect(await included('Match user bob\nInclude part\n', 'Host db\n  Port 22\n', 1)).toEqual([
      'named',
      'db',
      { host: 'db', user: 'bob' },
    ]);
  });

  test('the login that all Match lines around it ask for', () => {
    const at = (graph: ConfigGraph, lineIndex: number) => about(subjectWithin(graph, 'file:///b', lineIndex));
    const files = { '/a': 'Match User bob\nInclude /b\n', '/b': 'MaxSessions 1\nMatch Group ops\nMaxSessions 2\n' };
    const graph = serverGraph(files, '10.2');
    expect(at(graph, 0)).toEqual(['named', 'user bob', { user: 'bob' }]);
    expect(at(graph, 2)).toEqual(['named', 'user bob, group ops', { user: 'bob', groups: ['ops'] }]);
  });

  test('found in spite of files that include each other', () => {
    const graph = serverGraph({ '/a': 'Match User bob\nInclude /b\n', '/b': 'Include /a\nPort 1\n' }, '10.2');
    expect(about(subjectWithin(graph, 'file:///b', 1))).toEqual(['named', 'user bob', { user: 'bob' }]);
    expect(about(subjectWithin(graph, 'file:///a', 1))).toEqual(['named', 'user bob', { user: 'bob' }]);
  });
});
