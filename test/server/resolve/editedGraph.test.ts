import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concreteHosts, hostNames, resolveClient } from '../../../server/src/resolve/client/resolveClient.ts';
import { editedGraph } from '../../../server/src/resolve/editedGraph.ts';
import { blockAround, blockAt, blocksOf, globalEnd } from '../../../server/src/resolve/subjects.ts';
import type { ConfigFile } from '../../../server/src/syntax/configFile.ts';
import { clientGraph } from '../../helpers/clientGraph.ts';

const uri = 'file:///home/me/.ssh/config';
const number = fc.nat(40);

const usual = fc.oneof(
  { weight: 4, arbitrary: number.map((n) => `Host h${n}`) },
  { weight: 1, arbitrary: fc.tuple(number, number).map(([a, b]) => `Host h${a} !h${b} x${b}`) },
  { weight: 1, arbitrary: fc.constantFrom('Host *', 'Host h1*', '# note', '') },
  { weight: 8, arbitrary: number.map((n) => `  ServerAliveInterval ${n}`) },
  { weight: 8, arbitrary: number.map((n) => `  User u${n}`) },
  { weight: 2, arbitrary: number.map((n) => `  LocalForward ${n + 1000} a:${n + 1}`) },
);
/** Lines that have to be looked at one by one, wherever they stand. */
const odd = fc.constantFrom(
  'Match host h1,h2',
  'Match user root',
  'IgnoreUnknown Odd',
  'Odd x',
  'Port no',
  'Match all',
);
const any = fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: odd });
const lines = (most: number) =>
  fc.oneof(fc.array(usual, { maxLength: most, size: 'max' }), fc.array(any, { maxLength: most, size: 'max' }));
const edit = fc.record({ at: fc.nat(400), removed: fc.nat(80), added: lines(40) });

function loaded(graph: Awaited<ReturnType<typeof clientGraph>>): ConfigFile {
  const state = graph.files.get(uri);
  if (state?.kind !== 'loaded') throw new Error('the file is loaded');
  return state.file;
}

describe('a configuration after edits', () => {
  test('means the same as one that is read for the first time, for every host', async () => {
    await fc.assert(
      fc.asyncProperty(lines(400), fc.array(edit, { minLength: 1, maxLength: 3 }), async (start, edits) => {
        const written = [...start];
        let graph = await clientGraph(`${written.join('\n')}\n`);
        for (const { at, removed, added } of edits) {
          // Looked at before, so that what was worked out could be carried over.
          resolveClient(graph, { host: 'h1' });
          written.splice(at, removed, ...added);
          const edited = editedGraph(graph, uri, `${written.join('\n')}\n`);
          if (!edited) throw new Error('the file is one of the graph');
          graph = edited;
        }
        const fresh = await clientGraph(`${written.join('\n')}\n`);
        // Enough hosts that the later ones are found by an index of all.
        for (let n = 0; n <= 40; n++) {
          const target = { host: `h${n}` };
          expect(resolveClient(graph, target)).toEqual(resolveClient(fresh, target));
        }
        expect(concreteHosts(graph)).toEqual(concreteHosts(fresh));
        expect([...hostNames(graph)]).toEqual(concreteHosts(fresh).map(({ name }) => name));
      }),
      // Making such long examples smaller would take minutes.
      { numRuns: 60, endOnFailure: true },
    );
  });

  test('has the same block around each line, whichever way it is looked for', async () => {
    await fc.assert(
      fc.asyncProperty(lines(300), async (written) => {
        const file = loaded(await clientGraph(`${written.join('\n')}\n`));
        const around = file.lines.map((_, index) => blockAround(file, index));
        expect(around).toEqual(file.lines.map((_, index) => blockAt(file, index)));
        expect(blockAround(file, file.lines.length)).toBeUndefined();
        expect(globalEnd(file)).toBe(blocksOf(file)[0]?.lineIndex ?? file.lines.length);
      }),
      // Making such long examples smaller would take minutes.
      { numRuns: 60, endOnFailure: true },
    );
  });
});
