import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pythonFindings } from '../../helpers/python.ts';

const installed = '/usr/lib/python3/dist-packages/paramiko';
const there = fs.existsSync(installed);

describe.skipIf(!there)(`the sources of paramiko itself${there ? '' : ' (not installed)'}`, () => {
  it('hold nothing that its maintainers would call wrong', async () => {
    const files = fs.readdirSync(installed).filter((name) => name.endsWith('.py'));
    expect(files.length).toBeGreaterThan(20);
    const found: string[] = [];
    for (const name of files) {
      const text = fs.readFileSync(path.join(installed, name), 'utf8');
      if (!/paramiko/.test(text)) continue;
      const findings = await pythonFindings(text, { path: path.join(installed, name) });
      found.push(
        ...findings.map(({ rule, span }) => `${name}:${text.slice(0, span.start).split('\n').length} ${rule}`),
      );
    }
    expect(found).toEqual([]);
  });
});
