import { expect, it } from 'vitest';
import { hasSshd } from '../helpers/sshd.ts';
import { findPythons } from '../live/paramiko/pythons.ts';
import { runAll, table } from '../live/paramiko/run.ts';
import { installedVersion } from '../live/stopwatch/run.ts';
import { writeMeasured } from './measuredPage.ts';

const { pythons, missing } = hasSshd() ? findPythons(['4', '5']) : { pythons: [], missing: 'no sshd' };

/** Writes the part about paramiko of docs/measured.md: what is predicted from a program, beside what it did. */
it.skipIf(pythons.length === 0)(
  'programs with the real paramiko end as predicted, with its own long defaults too',
  async () => {
    const columns = [];
    for (const python of pythons) columns.push({ python, results: await runAll(python, true) });
    const { banner } = installedVersion();
    writeMeasured(
      'paramiko',
      `Written by \`npm run soak -- paramiko\`. Each run is a small Python program. The product reads it, as it would in the
editor, and predicts; then the same program runs with the real library against a real sshd, or against a server that
falls silent where the row says so. Seconds count from the call that is waited for, or from the cut of the line.

${banner}, loopback, ${new Date().toISOString().slice(0, 10)}.${missing === '' ? '' : ` Not measured: ${missing}.`}

${table(columns)}
`,
    );
    expect(columns.flatMap(({ results }) => results.filter(({ good }) => !good))).toEqual([]);
  },
  900_000,
);
