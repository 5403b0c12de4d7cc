import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { complianceProfiles } from '../../server/src/knowledge/complianceProfiles.ts';
import { pathProfiles } from '../../server/src/knowledge/pathProfiles.ts';
import { ruleList } from '../../server/src/rules/ruleList.ts';
import { defaultSettings } from '../../server/src/settings.ts';

const root = path.join(import.meta.dirname, '../..');
const text = fs.readFileSync(path.join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(text);
const contributes = manifest.contributes;
const properties: Record<string, Record<string, unknown>> = Object.assign(
  {},
  ...contributes.configuration.map((group: { properties: object }) => group.properties),
);
const sources = fs
  .readdirSync(path.join(root, 'client/src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => fs.readFileSync(path.join(root, 'client/src', name), 'utf8'))
  .concat(fs.readFileSync(path.join(root, 'server/src/protocol.ts'), 'utf8'));

/** The constants of the protocol by value: commands are registered by either. */
const protocolNames = new Map(
  [...(sources.at(-1) ?? '').matchAll(/export const (\w+) = '([^']+)'/g)].map(([, name, value]) => [value, name]),
);

describe('the manifest', () => {
  const keys = [...new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? ''))];

  it.each(['package.nls.json', 'package.nls.zh-cn.json'])('has each of its strings in %s, and none beside', (file) => {
    const strings = JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));
    expect(Object.keys(strings).sort()).toEqual([...keys].sort());
    for (const [key, value] of Object.entries(strings)) expect(value, key).toMatch(/\S/);
  });

  it('contributes no command that the client does not register', () => {
    for (const { command, category, title } of contributes.commands) {
      const constant = protocolNames.get(command) ?? 'no constant';
      const registered = sources.some((source) =>
        [`registerCommand('${command}'`, `registerCommand(${constant}`].some((call) => {
          return source.replaceAll(/\(\s+/g, '(').includes(call);
        }),
      );
      expect(registered, command).toBe(true);
      expect(category).toBe('SSH Timeouts');
      expect(title).toMatch(/^%command\./);
    }
  });

  it('gives each command a place in the palette that says when', () => {
    const inPalette = contributes.menus.commandPalette.filter(({ when }: { when?: string }) => when !== undefined);
    expect(inPalette.map(({ command }: { command: string }) => command).sort()).toEqual(
      contributes.commands.map(({ command }: { command: string }) => command).sort(),
    );
  });

  it('has a setting, with the same default, for each that the server reads', () => {
    for (const [name, value] of Object.entries(defaultSettings)) {
      const nested = typeof value === 'object' && `sshTimeouts.${name}` in properties === false;
      const expected = nested ? Object.entries(value as object) : [[undefined, value]];
      for (const [inner, defaultValue] of expected) {
        const key = ['sshTimeouts', name, inner].filter((part) => part !== undefined).join('.');
        expect(properties[key]?.['default'], key).toEqual(defaultValue);
      }
    }
  });

  it('offers the ids of all rules, paths and security guides', () => {
    const rules = properties['sshTimeouts.rules'] as { propertyNames: { enum: readonly string[] } };
    expect(rules.propertyNames.enum).toEqual(ruleList.map(({ id }) => id).sort());
    const paths = properties['sshTimeouts.path'] as { additionalProperties: { anyOf: readonly object[] } };
    expect(paths.additionalProperties.anyOf).toContainEqual({ type: 'string', enum: pathProfiles.map(({ id }) => id) });
    const compliance = properties['sshTimeouts.compliance'] as { items: { enum: readonly string[] } };
    expect(compliance.items.enum).toEqual(complianceProfiles.map(({ id }) => id));
  });

  it('describes each setting and gives it a scope', () => {
    for (const [name, setting] of Object.entries(properties)) {
      expect(setting['scope'], name).toMatch(/^(resource|machine|window)$/);
      expect(setting['markdownDescription'], name).toMatch(/^%setting\./);
    }
  });

  it('lets no workspace say which program is run', () => {
    expect(properties['sshTimeouts.ssh.path']?.['scope']).toBe('machine');
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain('sshTimeouts.ssh.path');
  });

  const steps: readonly { id: string; description: string; media: { image: string }; completionEvents: string[] }[] =
    contributes.walkthroughs.flatMap(({ steps }: { steps: object[] }) => steps);

  it.each(['package.nls.json', 'package.nls.zh-cn.json'])('leads on from each step of the walkthrough (%s)', (file) => {
    const strings = JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));
    const commands: readonly string[] = contributes.commands.map(({ command }: { command: string }) => command);
    for (const { id, description, completionEvents } of steps) {
      const linked = [...strings[description.slice(1, -1)].matchAll(/\]\(command:([\w.]+)\)/g)].map(([, name]) => name);
      expect(commands, id).toEqual(expect.arrayContaining(linked));
      expect(completionEvents, id).toEqual(expect.arrayContaining(linked.map((name) => `onCommand:${name}`)));
      expect(linked.length, id).toBeGreaterThan(0);
    }
  });

  it('names files that exist', () => {
    const files = [
      manifest.icon,
      ...contributes.languages.map(({ configuration }: { configuration: string }) => configuration),
      ...contributes.grammars.map(({ path: file }: { path: string }) => file),
      ...steps.map(({ media }) => media.image),
    ];
    for (const file of files) expect(fs.existsSync(path.join(root, file)), file).toBe(true);
  });

  it('activates by languages and commands, for panels that come back with the window, and for Python', () => {
    expect(manifest.activationEvents).toEqual([
      'onWebviewPanel:sshTimeouts.timeline',
      'onWebviewPanel:sshTimeouts.keepaliveResult',
      'onLanguage:python',
    ]);
  });
});

describe('file names', () => {
  const matching = (file: string) =>
    contributes.languages
      .filter(({ filenames = [], filenamePatterns = [] }: { filenames?: string[]; filenamePatterns?: string[] }) => {
        const inPath = (pattern: string) =>
          path.matchesGlob(pattern.includes('/') ? file : path.basename(file), pattern);
        return filenames.includes(path.basename(file)) || filenamePatterns.some(inPath);
      })
      .map(({ id }: { id: string }) => id);

  it.each([
    ['/home/a/.ssh/config', ['ssh_config']],
    ['/home/a/.ssh/config.work', ['ssh_config']],
    ['/home/a/.ssh/config.d/10-work.conf', ['ssh_config']],
    ['/home/a/.ssh/conf.d/work', ['ssh_config']],
    ['/etc/ssh/ssh_config', ['ssh_config']],
    ['/etc/ssh/ssh_config.d/20-x.conf', ['ssh_config']],
    ['/home/a/dotfiles/private_dot_ssh/config', ['ssh_config']],
    ['/etc/ssh/sshd_config', ['sshd_config']],
    ['/etc/ssh/sshd_config.rpmnew', ['sshd_config']],
    ['/etc/ssh/sshd_config.d/50-cloud.conf', ['sshd_config']],
    ['/etc/ssh/sshd_config.dpkg-dist', ['sshd_config']],
    ['/home/a/sshd_config_default', ['sshd_config']],
    ['/etc/crypto-policies/back-ends/openssh.config', ['ssh_config']],
    ['/home/a/.lima/default/ssh.config', ['ssh_config']],
    ['/home/a/role/templates/sshd_config.j2', []],
    ['/home/a/role/templates/ssh_config.erb', []],
    ['/home/a/.ssh/config.tmpl', []],
    ['/home/a/.ssh/known_hosts', []],
    ['/home/a/.ssh/id_ed25519', []],
    ['/work/a/.git/config', []],
    ['/home/a/.kube/config', []],
    ['/home/a/.aws/config', []],
  ])('%s is of %j', (file, ids) => {
    expect(matching(file)).toEqual(ids);
  });
});
