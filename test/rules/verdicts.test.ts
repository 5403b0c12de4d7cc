import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../server/src/syntax/configFile.ts';
import { findingsIn } from '../helpers/findings.ts';
import verdicts from './golden/verdicts.json' with { type: 'json' };

/** Releases that were asked; `9.2deb` is Debian 12's build. */
const releases = {
  '8.4': '8.4',
  '8.9': '8.9',
  '9.2deb': '9.2',
  '9.4': '9.4',
  '9.9': '9.9p2',
  '10.2': '10.2',
  '10.5': '10.5',
};

/** Refused for a reason that is no fault of the file: a variable that another shell may well set. */
const notFaults: readonly string[] = ['bad env ControlPath'];

describe.each(Object.entries(releases))('against what OpenSSH %s said', (release, version) => {
  it('there is an error exactly where it refused the configuration', async () => {
    const wrong: string[] = [];
    for (const { title, dialect, config, accepts } of verdicts) {
      const accepted = (accepts as Readonly<Record<string, boolean | undefined>>)[release];
      if (accepted === undefined || notFaults.includes(title)) continue;
      const findings = await findingsIn(config, { dialect: dialect as Dialect, version });
      const errors = findings.filter(({ severity }) => severity === 'error');
      if (accepted && errors.length > 0) wrong.push(`${title}: false alarm: ${errors[0]?.rule} ${errors[0]?.message}`);
      if (!accepted && errors.length === 0) wrong.push(`${title}: nothing found: ${JSON.stringify(config)}`);
    }
    expect(wrong).toEqual([]);
  });
});
