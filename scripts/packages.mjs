import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cacheDir, npmCommand, root, runOrFail } from './processes.mjs';

const dist = path.join(root, 'dist');
export const vsixFile = path.join(dist, 'ssh-timeouts.vsix');
export const commandLineFile = path.join(dist, 'ssh-timeouts.tgz');

export async function packageExtension() {
  await runOrFail([process.execPath, 'esbuild.mjs', '--production']);
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
  const options = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];
  await runOrFail([process.execPath, vsce, 'package', ...options, '--out', vsixFile]);
  report(vsixFile);
}

/** Packs what the folder of the package would be: the layout of dist/ and l10n/ beside each other stays as in the extension. */
export async function packageCommandLine() {
  const folder = path.join(cacheDir, 'command-line');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, 'dist'), { recursive: true });
  const version = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).version;
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'server', 'package.json'), 'utf8'));
  fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
  const copy = (from, to = from) => {
    const source = path.join(root, from);
    if (fs.existsSync(source)) fs.cpSync(source, path.join(folder, to), { recursive: true });
  };
  for (const name of ['cli.js', 'server.js', 'python.js', 'keepalive.js', 'texts']) copy(path.join('dist', name));
  for (const name of ['l10n', 'LICENSE', 'CHANGELOG.md']) copy(name);
  copy('server/README.md', 'README.md');
  // npm packs without its optional network checks; the archive's name holds the version, ours does not.
  const packed = await runOrFail(npmCommand('pack', '--json', '--ignore-scripts', '--loglevel=error'), { cwd: folder });
  const archive = fs.readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (!archive) throw new Error(`npm pack left no archive:\n${packed}`);
  fs.renameSync(path.join(folder, archive), commandLineFile);
  report(commandLineFile);
}

function report(file) {
  console.log(`${path.relative(root, file)}: ${Math.ceil(fs.statSync(file).size / 1024)} KB`);
}
