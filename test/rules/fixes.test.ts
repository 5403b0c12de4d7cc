import { describe, expect, it } from 'vitest';
import { effectiveFor } from '../../server/src/resolve/effectiveFor.ts';
import { subjectAt } from '../../server/src/resolve/subjects.ts';
import { allRules } from '../../server/src/rules/allRules.ts';
import { entryAt } from '../../server/src/rules/document.ts';
import type { Finding, Fix, Rule } from '../../server/src/rules/rule.ts';
import type { Snapshot } from '../../server/src/snapshot.ts';
import { type FindingsOptions, findingsIn, snapshotFor, withFix } from '../helpers/findings.ts';
import { exampleOptions } from './exampleSurroundings.ts';

interface Case {
  readonly rule: Rule<Snapshot>;
  readonly text: string;
  readonly options: FindingsOptions;
  readonly finding: Finding;
  readonly fix: Fix;
}

/** More faults than the page of a rule shows, each with fixes. */
const more: readonly { readonly rule: string; readonly text: string; readonly options?: FindingsOptions }[] = [
  { rule: 'vendor-directive', text: 'Host a\n  UseKeychain yes\n' },
  { rule: 'vendor-directive', text: 'IgnoreUnknown Foo # my own\nFoo 1\nUseKeychain yes\n' },
  { rule: 'unknown-directive', text: 'Host a\n  Frobnicate yes\n' },
  { rule: 'unknown-directive', text: 'Frobnicate yes\nPort 22', options: { dialect: 'server' } },
  { rule: 'not-in-this-version', text: 'Host a\n  Tag b\n', options: { version: '9.3' } },
  { rule: 'bad-line', text: 'Host a\n  Port 22 # ssh\n', options: { version: '8.4' } },
  { rule: 'refused-at-start', text: 'Host *\n  ProxyJump gate\n' },
  { rule: 'refused-at-start', text: 'AuthorizedKeysCommand /usr/bin/keys\n', options: { dialect: 'server' } },
  { rule: 'unused-suppression', text: 'Port 22 # ssh-timeouts: ignore bad-time no more\n' },
  { rule: 'control-path-for-many-hosts', text: 'Host a b\n  ControlMaster yes\n  ControlPath ~/.ssh/one\n' },
  { rule: 'never-effective', text: 'ServerAliveInterval 60 # all\nHost web # one\n  ServerAliveInterval 15\n' },
  { rule: 'never-effective', text: 'Host web\n  ServerAliveInterval 60\n  ServerAliveInterval 15\n' },
  { rule: 'no-keepalive', text: 'Host web\n  Port 1\nHost db\n  Port 2\n\nHost *\n  Compression yes\n' },
  { rule: 'no-keepalive', text: 'Host web db\n  Port 1' },
  { rule: 'countmax-without-interval', text: 'ServerAliveInterval 0\nServerAliveCountMax 5\n' },
  { rule: 'tcp-keepalive-inert', text: 'Host a\n  ProxyCommand nc %h %p\n  TCPKeepAlive yes\n' },
  {
    rule: 'client-alive-is-no-idle-logout',
    text: '# idle users\nClientAliveInterval 60',
    options: { dialect: 'server' },
  },
  { rule: 'keepalive-too-patient', text: 'Host web\n  ServerAliveInterval 400\n' },
  {
    rule: 'keepalive-too-patient',
    text: 'ClientAliveInterval 60\nClientAliveCountMax 99999\n',
    options: { dialect: 'server' },
  },
  {
    rule: 'keepalive-too-hasty',
    text: 'ClientAliveInterval 15\nClientAliveCountMax 3\n',
    options: { dialect: 'server' },
  },
  { rule: 'remote-forward-kept', text: 'Host t\n  ServerAliveInterval 9\n  RemoteForward 80 localhost:80\n' },
  { rule: 'one-at-a-time', text: 'PerSourceMaxStartups 1\n', options: { dialect: 'server' } },
  { rule: 'host-key-unchecked', text: 'Host web\n  UserKnownHostsFile /dev/null\n' },
  { rule: 'weak-algorithm', text: 'Host old\n  KexAlgorithms +diffie-hellman-group1-sha1,curve25519-sha256\n' },
  {
    rule: 'channel-timeout-closes-forwards',
    text: 'ChannelTimeout session:*=1h *=10m\n',
    options: { dialect: 'server' },
  },
  {
    rule: 'not-allowed-in-match',
    text: 'Port 22\nMatch User a\n\tLoginGraceTime 30 # why\n',
    options: { dialect: 'server' },
  },
  {
    rule: 'unindented-in-block',
    text: 'Match User a\n  X11Forwarding no\n\nX11Forwarding yes\nPermitTTY no\n',
    options: { dialect: 'server' },
  },
];

async function casesOf(rule: Rule<Snapshot>): Promise<readonly Case[]> {
  const sources = [
    { text: rule.doc.bad, options: exampleOptions(rule).bad },
    ...more.flatMap(({ rule: id, text, options }) =>
      id === rule.id ? [{ text, options: { all: true, ...options } }] : [],
    ),
  ];
  const cases = await Promise.all(
    sources.map(async ({ text, options }) => {
      const found = await findingsIn(text, options);
      return found
        .filter((finding) => finding.rule === rule.id)
        .flatMap((finding) => (finding.fixes ?? []).map((fix) => ({ rule, text, options, finding, fix })));
    }),
  );
  return cases.flat();
}

const numberOf = (findings: readonly Finding[], rule: string) => findings.filter((one) => one.rule === rule).length;

describe('each fix', () => {
  it.each(allRules.map((rule) => [rule.id, rule] as const))('of %s makes the finding go', async (id, rule) => {
    for (const { text, options, fix } of await casesOf(rule)) {
      const before = await findingsIn(text, options);
      const after = await findingsIn(withFix(text, fix), options);
      const what = `${fix.title}:\n${withFix(text, fix)}`;
      expect(numberOf(after, id), what).toBeLessThan(numberOf(before, id));
      const errors = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === 'error').length;
      expect(errors(after), what).toBeLessThanOrEqual(errors(before));
    }
  });

  it.each(allRules.map((rule) => [rule.id, rule] as const))('of %s is in effect as written', async (_id, rule) => {
    for (const { text, options, fix } of await casesOf(rule)) {
      const fixed = withFix(text, fix);
      const snapshot = await snapshotFor(fixed, options);
      const { file, graphs } = snapshot;
      const old = new Set(text.split(/\r?\n/).map((line) => line.trim()));
      for (const [index, line] of file.lines.entries()) {
        const entry = entryAt(file, index);
        const { directive } = entry ?? {};
        if (old.has(line.text.trim()) || directive?.repetition !== 'first-value-wins') continue;
        if (line.kind === 'directive' && line.args[0]?.value === 'none') continue;
        const { values, unsourced } = effectiveFor(graphs[0], subjectAt(file, index));
        const keyword = directive.name.toLowerCase();
        // A list that builds on a default which nobody has read.
        if (unsourced.includes(keyword)) continue;
        expect(values.get(keyword)?.[0]?.from, `${fix.title}:\n${fixed}`).toMatchObject({
          kind: 'line',
          lineIndex: index,
        });
      }
    }
  });

  it.each(allRules.map((rule) => [rule.id, rule] as const))('of %s keeps comments and line ends', async (_id, rule) => {
    for (const { text, options, finding, fix } of await casesOf(rule)) {
      const dos = text.replaceAll('\n', ' # kept\n').replaceAll('\n', '\r\n');
      // Before 8.7 there are no comments behind a value; commands take theirs along.
      const found = (await findingsIn(dos, options)).filter((one) => one.rule === finding.rule);
      const same = found.flatMap((one) => one.fixes ?? []).find((one) => one.title === fix.title);
      if (same === undefined) continue;
      const fixed = withFix(dos, same);
      expect(fixed.replaceAll('\r\n', ''), fix.title).not.toMatch(/[\r\n]/);
      const removed = same.edits.filter(({ newText }) => newText === '').length;
      const kept = fixed.match(/# kept/g)?.length ?? 0;
      expect(kept, `${fix.title}:\n${fixed}`).toBeGreaterThanOrEqual((dos.match(/# kept/g)?.length ?? 0) - removed);
    }
  });

  it('has a title of its own within its finding', async () => {
    for (const rule of allRules) {
      const titles = new Map<Finding, string[]>();
      for (const { finding, fix } of await casesOf(rule))
        titles.set(finding, [...(titles.get(finding) ?? []), fix.title]);
      for (const own of titles.values()) expect(new Set(own).size, own.join('\n')).toBe(own.length);
    }
  });
});
