#!/usr/bin/env node
// Takes the arguments that @vscode/test-electron gives to VS Code's program, and runs the tests in the embedded one.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runTests } from './host/runTests.mjs';

const args = process.argv.slice(2);
const valuesOf = (name) =>
  args.flatMap((arg, index) =>
    arg === `--${name}` ? [args[index + 1]] : arg.startsWith(`--${name}=`) ? [arg.slice(name.length + 3)] : [],
  );
const toPath = (value) => (value?.startsWith('file:') ? fileURLToPath(value) : value);

const problem = await runTests({
  tests: toPath(valuesOf('extensionTestsPath')[0]),
  extensions: valuesOf('extensionDevelopmentPath').map(toPath),
  folder: args.find((arg) => !arg.startsWith('-') && fs.existsSync(arg)),
  // The embedded server takes the rest of its environment from this process.
  home: process.env.HOME,
});
if (problem) console.error(problem);
process.exit(problem ? 1 : 0);
