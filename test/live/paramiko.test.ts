import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasSshd, startSshd } from '../helpers/sshd.ts';
import { play } from './paramiko/play.ts';
import { findPythons } from './paramiko/pythons.ts';
import { casesFor, type Result, runAll, table } from './paramiko/run.ts';

const { pythons, missing } = hasSshd() ? findPythons(['5']) : { pythons: [], missing: 'no sshd on this machine' };
if (missing !== '') console.log(`skipped: ${missing}`);

describe.skipIf(pythons.length === 0)(
  `the real paramiko ends connections when the model says${missing && ` (${missing})`}`,
  () => {
    const columns = pythons.map((python) => ({ python, results: [] as readonly Result[] }));

    beforeAll(async () => {
      for (const column of columns) column.results = await runAll(column.python, false);
    }, 240_000);

    afterAll(() => {
      console.log(table(columns));
    });

    it.each(
      pythons.flatMap((python, column) =>
        casesFor(python, false).map(({ title }, index) => ({ title: `${python.paramiko}: ${title}`, column, index })),
      ),
    )('$title', ({ column, index }) => {
      const result = columns[column]?.results[index];
      expect(result?.failure).toBeUndefined();
      expect(result?.good, JSON.stringify(result)).toBe(true);
    });

    it('set_keepalive(1) sends a request a second and asks for no answer', async () => {
      const sshd = await startSshd({ debug: true });
      try {
        const names = { PORT: sshd.port, USER: sshd.user, KEY: sshd.identityFile };
        const [python] = pythons;
        if (python) await play(python, quiet, names, () => undefined, 10);
        const asked: readonly string[] = sshd.log().match(/rtype keepalive@lag\.net want_reply \d/g) ?? [];
        expect(asked.length).toBeGreaterThanOrEqual(4);
        expect(asked.length).toBeLessThanOrEqual(6);
        expect([...new Set(asked)]).toEqual(['rtype keepalive@lag.net want_reply 0']);
      } finally {
        await sshd.stop();
      }
    }, 40_000);
  },
);

/** Says nothing for six seconds. */
const quiet = `import time
import paramiko
client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
client.connect("127.0.0.1", port=PORT, username=USER, key_filename=KEY, allow_agent=False, look_for_keys=False)
client.get_transport().set_keepalive(1)
mark(wait=False)
time.sleep(6)
`;
