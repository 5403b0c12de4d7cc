// npm run package [-- --vsix]: the extension as dist/ssh-timeouts.vsix, and the command line with the language server as
// dist/ssh-timeouts.tgz (left out with --vsix). Both hold the production bundles.
import { requireNode } from './nodeVersion.mjs';

requireNode();
const { ensureDependencies } = await import('./ensureDependencies.mjs');
const { packageExtension, packageCommandLine } = await import('./packages.mjs');
await ensureDependencies();
await packageExtension();
if (!process.argv.includes('--vsix')) await packageCommandLine();
