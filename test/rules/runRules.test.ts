import { describe, expect, it } from 'vitest';
import type { Rule } from '../../server/src/rules/rule.ts';
import { runTheseRules } from '../../server/src/rules/runRules.ts';
import type { Snapshot } from '../../server/src/snapshot.ts';
import { drawFindings, findingsIn, snapshotFor } from '../helpers/findings.ts';

const zero = 'Host web\n  ServerAliveInterval 60\n  ServerAliveCountMax 0\n';
const rulesOf = async (text: string, rules: Record<string, 'off' | 'error' | 'hint'> = {}) => {
  const found = await findingsIn(text, { settings: { openssh: { version: '10.5' }, rules } });
  return found.map(({ rule, severity }) => `${severity} ${rule}`);
};

describe('running the rules', () => {
  it('takes severities from the settings', async () => {
    expect(await rulesOf(zero)).toEqual(['warning client-countmax-zero']);
    expect(await rulesOf(zero, { 'client-countmax-zero': 'hint' })).toEqual(['hint client-countmax-zero']);
    expect(await rulesOf(zero, { 'client-countmax-zero': 'off' })).toEqual([]);
  });

  it('skips a rule that throws, reports it, and goes on', async () => {
    const doc = { summary: '', why: '', bad: '', good: '' };
    const broken: Rule<Snapshot> = {
      id: 'broken',
      severity: 'error',
      dialects: ['client'],
      doc,
      check: () => {
        throw new Error('no');
      },
    };
    const fine: Rule<Snapshot> = {
      ...broken,
      id: 'fine',
      check: () => [{ span: { start: 0, end: 4 }, message: 'found' }],
    };
    const faults: string[] = [];
    const found = runTheseRules([broken, fine], await snapshotFor(zero), (rule) => faults.push(rule));
    expect([found.map(({ rule }) => rule), faults]).toEqual([['fine'], ['broken']]);
  });

  it('orders findings by their place', async () => {
    const found = await findingsIn('Host a,b\n  Bogus 1\n  ServerAliveInterval x\n');
    expect(found.map(({ span }) => span.start)).toEqual([...found.map(({ span }) => span.start)].sort((a, b) => a - b));
    expect(found.length).toBe(3);
  });
});

describe('a comment', () => {
  it('silences the next line', async () => {
    expect(
      await rulesOf(
        zero.replace(
          '  ServerAliveCountMax',
          '  # ssh-timeouts: ignore client-countmax-zero wanted\n  ServerAliveCountMax',
        ),
      ),
    ).toEqual([]);
  });

  it('silences its own line', async () => {
    expect(
      await rulesOf(zero.replace('CountMax 0', 'CountMax 0 # ssh-timeouts: ignore client-countmax-zero wanted')),
    ).toEqual([]);
  });

  it('silences the block below it, and no other', async () => {
    const two = `# ssh-timeouts: ignore client-countmax-zero wanted\n${zero}${zero.replace('web', 'db')}`;
    expect(await drawFindings(two)).toMatchInlineSnapshot(`
      "  ServerAliveCountMax 0
        ^^^^^^^^^^^^^^^^^^^^^ warning client-countmax-zero
        ssh drops even a healthy connection after 60 s without anything from the server: 0 does not mean "never".
        - The interval is set here. (line 6)
        > Change to 3"
    `);
  });

  it('silences the file', async () => {
    expect(await rulesOf(`${zero}# ssh-timeouts: ignore-file client-countmax-zero wanted\n`)).toEqual([]);
  });

  it('is reported where it silences nothing', async () => {
    expect(
      await drawFindings('# ssh-timeouts: ignore bad-time no reason\n# ssh-timeouts: ignore bad-tune\nHost web\n'),
    ).toMatchInlineSnapshot(`
      "# ssh-timeouts: ignore bad-time no reason
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint unused-suppression
        This comment has no effect: bad-time reports nothing here.
        > Remove the comment
      # ssh-timeouts: ignore bad-tune
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint unused-suppression
        This comment has no effect: there is no rule bad-tune.
        > Remove the comment"
    `);
    expect(await rulesOf('# ssh-timeouts: ignore bad-time\nHost web\n', { 'bad-time': 'off' })).toEqual([]);
  });
});
