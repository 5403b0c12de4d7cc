import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { ServerPeer } from '../../server/src/resolve/effectiveConfig.ts';
import { dumpServer, resolveServer } from '../../server/src/resolve/server/resolveServer.ts';
import { type GeneratedServer, generatedServer } from './generateServerConfig.ts';
import { serverGraph } from './serverGraph.ts';
import { firstPlace, groupsOf, openSshdOracle, placedFiles, type SshdAnswer, type SshdOracle } from './sshdOracle.ts';

const oracle = openSshdOracle();
const count = Number(process.env['COUNT'] ?? 500);
const seed = Number(process.env['SEED'] ?? 20260811);

afterAll(() => {
  if (typeof oracle !== 'string') oracle.close();
});

/** The same in both forms: what sshd said, and what was worked out. */
interface Outcome {
  readonly accepted: boolean;
  /** Lines of the dump, or the place that is blamed first. */
  readonly says: readonly string[];
}

function theirs(answer: SshdAnswer): Outcome {
  if (answer.accepted) return { accepted: true, says: answer.stdout };
  const place = firstPlace(answer.stderr);
  return { accepted: false, says: place ? [`${place.path} ${place.line}`] : [] };
}

function ours(generated: GeneratedServer, known: SshdOracle, answer: SshdAnswer): Outcome {
  const { user } = generated.peer;
  const peer: ServerPeer = { ...generated.peer, groups: user === undefined ? [] : groupsOf(user) };
  const effective = resolveServer(serverGraph(placedFiles(generated, known.directory), known.version), peer);
  const [error] = effective.errors.filter(({ refused }) => refused);
  if (error) {
    // A message without a line cannot be compared with ours.
    const named = firstPlace(answer.stderr) !== undefined;
    const place = `${error.uri.replace('file://', '')} ${error.lineIndex + 1}`;
    return {
      accepted: false,
      says: named || answer.accepted ? [place, error.code].slice(0, answer.accepted ? 2 : 1) : [],
    };
  }
  const lines = dumpServer(effective).split('\n').slice(0, -1);
  // A key on the command line takes the place of the default ones.
  const byDefault = effective.values.get('hostkey')?.every(({ from }) => from.kind === 'default');
  return { accepted: true, says: byDefault ? lines.filter((line) => !line.startsWith('hostkey ')) : lines };
}

describe('the installed sshd and the resolver agree', () => {
  test.skipIf(typeof oracle === 'string')(
    `on ${count} generated configurations${typeof oracle === 'string' ? ` (skipped: ${oracle})` : ''}`,
    () => {
      if (typeof oracle === 'string') return;
      fc.assert(
        fc.property(generatedServer(oracle.version), (generated) => {
          const answer = oracle.ask(generated);
          expect(ours(generated, oracle, answer)).toEqual(theirs(answer));
        }),
        { numRuns: count, seed },
      );
    },
    60_000 + count * 200,
  );
});
