// npm test [-- SUITE...]: installs what is missing and runs all suites, or the ones named.
import { requireNode } from './nodeVersion.mjs';

requireNode();
const { test } = await import('./testProject.mjs');
await test(process.argv.slice(2));
