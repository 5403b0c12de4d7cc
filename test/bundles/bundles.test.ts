import fs from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { pythonRules } from '../../server/src/rules/python/pythonRules.ts';
import { type LoadPythonBundle, sharedModule } from '../../server/src/sharedWithPython.ts';

const dist = path.resolve('dist');
const read = (name: string) => fs.readFileSync(path.join(dist, name), 'utf8');
const kilobytes = (name: string) => fs.statSync(path.join(dist, name)).size / 1024;

/** Names that the bundle asks of its surroundings with `require("...")`. */
function required(name: string): readonly string[] {
  const names = [...read(name).matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1] ?? '');
  return [...new Set(names)].sort();
}

const isBuiltin = (name: string) => builtinModules.includes(name.replace(/^node:/, ''));

describe('the build', () => {
  const bundles = [
    'client.js',
    'client.browser.js',
    'server.js',
    'server.browser.js',
    'python.js',
    'cli.js',
    'keepalive.js',
  ];

  it.each(bundles)('writes dist/%s', (name) => expect(kilobytes(name)).toBeGreaterThan(0));

  it.each(['client.js', 'server.js', 'python.js', 'cli.js', 'keepalive.js'])(
    'writes %s as CommonJS that Node accepts',
    (name) => {
      // A script, unlike a module, must hold no import or export statement.
      expect(() => new vm.Script(read(name).replace(/^#!.*/, ''))).not.toThrow();
    },
  );

  it('keeps the directive and rule texts apart, one file a language', () => {
    expect(fs.readdirSync(path.join(dist, 'texts')).length).toBeGreaterThan(1);
  });

  it('keeps the server below 800 KB', () => {
    expect(kilobytes('server.js')).toBeLessThan(800);
    expect(kilobytes('server.browser.js')).toBeLessThan(800);
  });

  it('makes the command line executable', () => {
    expect(read('cli.js')).toMatch(/^#!\/usr\/bin\/env node\n/);
    if (process.platform !== 'win32') expect(fs.statSync(path.join(dist, 'cli.js')).mode & 0o111).toBe(0o111);
  });
});

describe('a bundle needs no more than its place offers', () => {
  it.each(['server.js', 'cli.js', 'keepalive.js'])('%s asks for Node modules alone', (name) => {
    expect(required(name).filter((module) => !isBuiltin(module) && !module.startsWith('./'))).toEqual([]);
  });

  it('client.js asks for vscode and Node modules alone', () => {
    expect(required('client.js').filter((module) => !isBuiltin(module))).toEqual(['vscode']);
  });

  it('client.browser.js asks for vscode alone', () => expect(required('client.browser.js')).toEqual(['vscode']));

  it('server.browser.js asks for nothing', () => expect(required('server.browser.js')).toEqual([]));

  it('python.js asks for nothing but what the server lends it', () => {
    const names = required('python.js');
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => sharedModule(name) === undefined)).toEqual([]);
  });

  it('python.js gives a worker, which has no modules, all that Python documents need', () => {
    const worker = vm.createContext({});
    new vm.Script(read('python.js')).runInContext(worker);
    const load: LoadPythonBundle = worker['sshTimeoutsPython'];
    const { reader, rules } = load(sharedModule).pythonBundle;
    const { calls } = reader.model(reader.parse('import paramiko\nparamiko.SSHClient().connect("a")\n'));
    expect(calls.map(({ callable }) => callable)).toEqual(['paramiko.SSHClient', 'paramiko.SSHClient.connect']);
    expect(rules.map(({ id }) => id)).toEqual(pythonRules.map(({ id }) => id));
  });

  it('server.js leaves Python to python.js', () => {
    expect(read('python.js')).toContain('paramiko-no-keepalive');
    expect(read('server.js')).not.toContain('paramiko-no-keepalive');
  });

  it('cli.js leaves the language server to server.js', () => {
    expect(read('server.js')).toContain('textDocument/didChange');
    expect(read('cli.js')).not.toContain('textDocument/didChange');
  });

  it.each(['timeline', 'keepalive'])('the page %s can stand within HTML, and asks for no other file', (page) => {
    expect(read(`webview/${page}.js`)).not.toMatch(/<\/script|<!--/i);
    expect(read(`webview/${page}.css`)).not.toMatch(/<\/style|@import|url\(/i);
  });
});
