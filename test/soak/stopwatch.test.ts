import { expect, it } from 'vitest';
import { hasSshd } from '../helpers/sshd.ts';
import { heading, installedVersion, processCost, type Result, runAll, table } from '../live/stopwatch/run.ts';
import { writeMeasured } from './measuredPage.ts';

const rounds = Number(process.env['SOAK_ROUNDS'] ?? 5);

/** Writes docs/measured.md: what the model predicts from the files, beside what the real programs did. */
it.skipIf(!hasSshd())(
  'real ssh and sshd end connections as predicted, round after round',
  async () => {
    const { version, banner } = installedVersion();
    const results: (readonly Result[])[] = [];
    for (let round = 0; round < rounds; round++) results.push(await runAll(version));
    const text = `Written by \`npm run soak -- stopwatch\`. Each run starts a real sshd and a real ssh, reads their configuration files as
the product does, predicts, and then measures. Seconds count from the last byte that the side in question received
(dead and frozen peers), from the start of the session (healthy and idle), or from the banner or connection (login).
A run is as predicted if it ends in the range and by the predicted side, or has not ended where the model says so.
Noticing the end of a process takes time: ${processCost} s are allowed for it, and as much more as the busy machine was
seen to hold the stopwatch up in that run.

${heading(version, banner)} ${rounds} ${rounds === 1 ? 'round' : 'rounds'} of ${results[0]?.length ?? 0} runs, ${new Date().toISOString().slice(0, 10)}.

${table(results)}
`;
    writeMeasured('openssh', text);
    const wrong = results.flat().filter(({ verdict }) => verdict !== 'as predicted');
    expect(wrong).toEqual([]);
  },
  3_600_000,
);
