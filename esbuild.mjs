// Builds every bundle of the extension, the language server and the command line.
// `node esbuild.mjs` writes dist/; `--production` minifies; `--watch` keeps building.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const root = path.dirname(fileURLToPath(import.meta.url));
const production = process.argv.includes('--production');
const version = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).version;

const node = { platform: 'node', target: 'node20', format: 'cjs' };
const browser = { platform: 'browser', target: 'es2022', format: 'cjs', mainFields: ['browser', 'module', 'main'] };

/** Leaves out of the Python bundle what the server lends to it: the names in sharedWithPython.ts. */
const sharedWithServer = {
  name: 'shared with the server',
  setup(build) {
    const server = path.join(root, 'server', 'src');
    build.onResolve({ filter: /./ }, ({ path: name, resolveDir, kind }) => {
      if (kind === 'entry-point') return undefined;
      const list = fs.readFileSync(path.join(server, 'sharedWithPython.ts'), 'utf8');
      const shared = name.startsWith('.')
        ? path.relative(server, path.resolve(resolveDir, name)).replaceAll(path.sep, '/')
        : name;
      return list.includes(`\n  '${shared}': `) ? { path: shared, external: true } : undefined;
    });
  },
};

/** One row a bundle: output name of the build contract, entry, platform. */
const bundles = [
  { out: 'client', entry: 'client/src/node.ts', ...node, external: ['vscode'] },
  { out: 'client.browser', entry: 'client/src/browser.ts', ...browser, external: ['vscode'] },
  { out: 'server', entry: 'server/src/node.ts', ...node, mainFields: ['module', 'main'] },
  { out: 'server.browser', entry: 'server/src/browser.ts', ...browser, format: 'iife' },
  {
    out: 'cli',
    entry: 'server/src/cli/main.ts',
    ...node,
    mainFields: ['module', 'main'],
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    // One file for both: a script that leaves a name behind for the worker, and a module for Node. It is a function
    // of the modules that it shares with the server.
    out: 'python',
    entry: 'server/src/pythonBundle.ts',
    ...browser,
    target: ['es2022', 'node20'],
    plugins: [sharedWithServer],
    banner: { js: "var sshTimeoutsPython = (require) => {\n'use strict';\nconst module = { exports: {} };" },
    footer: { js: "return module.exports;\n};\nif (typeof module === 'object') module.exports = sshTimeoutsPython;" },
  },
  { out: 'keepalive', entry: 'server/src/keepalive/runner.ts', ...node, mainFields: ['module', 'main'] },
  ...['timeline', 'keepalive'].flatMap((page) => [
    { out: `webview/${page}`, entry: `client/webview/${page}.ts`, ...browser, format: 'iife' },
    { out: `webview/${page}`, entry: `client/webview/${page}.css`, platform: 'browser', extension: 'css' },
  ]),
];

const options = ({ out, entry, extension = 'js', ...rest }) => ({
  entryPoints: [path.join(root, entry)],
  outfile: path.join(root, 'dist', `${out}.${extension}`),
  bundle: true,
  minify: production,
  charset: 'utf8',
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  define: { VERSION: JSON.stringify(version) },
  ...rest,
});

/** Texts of directives as they are, and the run-time strings for the command line and other editors. */
function copyTexts() {
  const texts = path.join(root, 'dist', 'texts');
  fs.cpSync(path.join(root, 'texts'), texts, { recursive: true });
  for (const name of fs.readdirSync(path.join(root, 'l10n'))) {
    const language = /^bundle\.l10n\.(.+)\.json$/.exec(name)?.[1];
    if (language) fs.copyFileSync(path.join(root, 'l10n', name), path.join(texts, `messages.${language}.json`));
  }
}

copyTexts();
if (process.argv.includes('--watch')) {
  for (const row of bundles) await (await esbuild.context(options(row))).watch();
} else {
  await Promise.all(bundles.map((row) => esbuild.build(options(row))));
  fs.chmodSync(path.join(root, 'dist', 'cli.js'), 0o755);
}
