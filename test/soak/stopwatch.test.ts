import { expect, it } from 'vitest';
import { hasSshd } from '../helpers/sshd.ts';
import { ends, heading, installedVersions, processCost, type Result, runAll, table } from '../live/stopwatch/run.ts';
import { writeMeasured } from './measuredPage.ts';

const rounds = Number(process.env['SOAK_ROUNDS'] ?? 10);

const introduction = `Written by \`npm run soak -- stopwatch\`, a part for each release under test. Each run starts a real sshd and a real ssh,
reads their configuration files as the product does, predicts, and then measures. Seconds count from the last byte that
the side in question received (dead and frozen peers), from the start of the session (healthy and idle), or from the
banner or connection (login). A run is as predicted if it ends in the range and by the predicted side, or has not ended
where the model says so. Noticing the end of a process takes time: ${processCost} s are allowed for it, and as much more as the busy
machine was seen to hold the stopwatch up in that run. A run that needs a directive is left out where the release does
not know it.`;

/** Writes docs/measured.md: what the model predicts from the files, beside what the real programs did. */
it.skipIf(!hasSshd())(
  'real ssh and sshd end connections as predicted, round after round',
  async () => {
    const versions = installedVersions();
    const results: (readonly Result[])[] = [];
    for (let round = 0; round < rounds; round++) results.push(await runAll(versions));
    const text = `${heading(versions)} ${rounds} ${rounds === 1 ? 'round' : 'rounds'} of ${results[0]?.length ?? 0} runs, ${new Date().toISOString().slice(0, 10)}.

${table(results)}`;
    writeMeasured('Predicted and measured', introduction);
    writeMeasured(ends(versions), text);
    const wrong = results.flat().filter(({ verdict }) => verdict !== 'as predicted');
    expect(wrong.map(shown)).toEqual([]);
  },
  3_600_000,
);

/** A failure without the whole model. */
function shown({ title, failure, measurement }: Result): unknown {
  const { prediction: _, ...rest } = measurement ?? {};
  return { title, failure, ...rest };
}
